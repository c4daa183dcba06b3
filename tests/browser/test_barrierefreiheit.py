"""axe finds nothing on any type of page, light and dark, wide and narrow.

The page of the map in its states is tried in test_karte.py, the office in
test_verwaltung_barrierefrei.py.
"""

import pytest

from tests.axe import LOOKS, find_barriers
from tests.town import ERROR_PAGES, PAGES

pytestmark = pytest.mark.browser
VIEWS = [("light", 1280, {}), ("dark", 360, LOOKS)]  # both themes, both widths, half the time
PARTS = 4
FRAME = ["body > header", "body > footer"]
WHOLE = ("Start", "Karte")  # with the frame that all pages share
SETTLE = "Promise.all(document.getAnimations().map((animation) => animation.finished))"


def look_at(page, addresses):
    """Visit named addresses and return what axe finds: (name, theme, width) → barriers."""
    barriers = {}
    for name, address in addresses.items():
        page.goto(address)
        frame = [] if name.startswith(WHOLE) else FRAME
        for theme, width, rules in VIEWS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(SETTLE)
            barriers[name, theme, width] = find_barriers(page, frame, **rules)
    return barriers


@pytest.mark.parametrize("part", range(PARTS))
def test_public_pages_are_accessible(page, town, part):
    """In parts that are made side by side."""
    names = list(PAGES | ERROR_PAGES)[part::PARTS]

    barriers = look_at(page, {name: town + (PAGES | ERROR_PAGES)[name] for name in names})

    assert {where: found for where, found in barriers.items() if found} == {}
