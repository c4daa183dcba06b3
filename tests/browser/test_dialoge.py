"""The pages of the dialogues in a browser: folded parts open, phones, the funnel by keyboard.

Each page of the town is looked at by axe as well: test_barrierefreiheit.py, where all that can be
folded is folded. Here it is open.
"""

import pytest
from playwright.sync_api import expect

from tests.axe import find_barriers
from tests.town import PAGES

pytestmark = pytest.mark.browser
OPEN_ALL = "for (const details of document.querySelectorAll('main details')) details.open = true"
DIALOGE = {
    name: path
    for name, path in PAGES.items()
    if path.startswith(("/dialoge", "/sozialkonferenzen", "/sozialraeume/"))
}


def test_pages_are_accessible_with_everything_open(page, town):
    barriers = {}
    page.emulate_media(color_scheme="dark")

    for name, path in DIALOGE.items():
        page.goto(town + path)
        page.evaluate(OPEN_ALL)
        barriers[name] = find_barriers(page)

    assert {name: found for name, found in barriers.items() if found} == {}


def test_phones_see_the_slim_picture_and_need_no_scrolling_sideways(page, town):
    page.set_viewport_size({"width": 360, "height": 800})

    wide = []
    for path in DIALOGE.values():
        page.goto(town + path)
        page.evaluate(OPEN_ALL)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)

    page.goto(f"{town}/dialoge/")
    expect(page.locator(".funnel--slim")).to_be_visible()
    expect(page.locator(".funnel--wide")).to_be_hidden()
    assert wide == []


def test_number_of_the_picture_leads_to_its_list_by_keyboard(page, town):
    page.goto(f"{town}/dialoge/")
    link = page.locator(".funnel--wide").get_by_role("link", name="2 Handlungsempfehlung")

    link.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="2 Hinweise")).to_be_visible()
    assert page.url.endswith("/dialoge/?ausgang=handlungsempfehlung")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_evidence_opens_without_scripts(page, town):
    page.goto(town + PAGES["Dialog"])
    evidence = page.get_by_text("1 Beleg").first

    evidence.click()

    expect(page.get_by_role("link", name="SGB II in der Innenstadt").first).to_be_visible()
