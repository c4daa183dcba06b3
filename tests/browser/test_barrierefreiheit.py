"""axe finds nothing on any type of page, light and dark, wide and narrow.

The page of the map in its states is tried in test_karte.py, the office in
test_verwaltung_barrierefrei.py.
"""

import pytest

from tests.axe import find_barriers
from tests.town import ERROR_PAGES, PAGES

pytestmark = pytest.mark.browser
LOOKS = [("light", 1280), ("dark", 360)]  # both themes, both widths, half the time
SETTLE = "Promise.all(document.getAnimations().map((animation) => animation.finished))"


def look_at(page, addresses):
    """Visit named addresses and return what axe finds: (name, theme, width) → barriers."""
    barriers = {}
    for name, address in addresses.items():
        page.goto(address)
        for theme, width in LOOKS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(SETTLE)
            barriers[name, theme, width] = find_barriers(page)
    return barriers


@pytest.mark.parametrize("part", [0, 1])
def test_public_pages_are_accessible(page, town, part):
    """In two parts, one for each processor of a small machine."""
    names = list(PAGES | ERROR_PAGES)[part::2]

    barriers = look_at(page, {name: town + (PAGES | ERROR_PAGES)[name] for name in names})

    assert {where: found for where, found in barriers.items() if found} == {}
