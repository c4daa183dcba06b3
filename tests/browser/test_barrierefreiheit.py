"""axe finds nothing on any type of page, light and dark, wide and narrow."""

import pytest

from tests.axe import find_barriers
from tests.town import ERROR_PAGES, PAGES

pytestmark = pytest.mark.browser
WIDTHS = [1280, 360]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_public_pages_are_accessible(page, town, theme):
    page.emulate_media(color_scheme=theme)
    barriers = {}

    for name, address in (PAGES | ERROR_PAGES).items():
        page.goto(town + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            barriers[name, width] = find_barriers(page)

    assert {where: found for where, found in barriers.items() if found} == {}
