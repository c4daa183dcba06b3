"""axe finds nothing on any type of page, light and dark, wide and narrow.

The page of the map in its states is tried in test_karte.py, the office in
test_verwaltung_barrierefrei.py.
"""

import pytest

from tests.axe import find_barriers
from tests.town import ERROR_PAGES, PAGES

pytestmark = pytest.mark.browser
WIDTHS = [1280, 360]
COLOUR_RULES = {"runOnly": ["color-contrast", "link-in-text-block"]}
SETTLE = "Promise.all(document.getAnimations().map((animation) => animation.finished))"


def look_at(page, addresses):
    """Visit named addresses and return what axe finds: (name, theme, width) → barriers.

    The dark theme changes nothing but colours, so the rules on colours run again there.
    """
    barriers = {}
    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        for theme, rules in [("light", {}), ("dark", COLOUR_RULES)]:
            page.emulate_media(color_scheme=theme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate(SETTLE)
                barriers[name, theme, width] = find_barriers(page, **rules)
    return barriers


@pytest.mark.parametrize("part", [0, 1])
def test_public_pages_are_accessible(page, town, part):
    """In two parts, one for each processor of a small machine."""
    names = list(PAGES | ERROR_PAGES)[part::2]

    barriers = look_at(page, {name: town + (PAGES | ERROR_PAGES)[name] for name in names})

    assert {where: found for where, found in barriers.items() if found} == {}
