"""How pages look and keep quiet: narrow, enlarged, on paper, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.factories import create_kategorie, create_seite
from tests.town import ERROR_PAGES, FULL, MAPS, PAGES, create_known

pytestmark = pytest.mark.browser
BLACK, DARK_PAPER, LIGHT_PAPER = "rgb(0, 0, 0)", "rgb(19, 25, 23)", "rgb(251, 248, 242)"
OPEN_ALL = "for (const details of document.querySelectorAll('details')) details.open = true"
ENLARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
# What sticks out at the right edge; parts of pictures and of Leaflet's map are cut off there.
FIND_WIDE = """() => {
  const page = document.documentElement;
  const wide = [...document.querySelectorAll('body, body :not(svg, svg *, .leaflet-pane *)')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.tagName} ${element.className}`);
  return page.scrollWidth > page.clientWidth ? ['scroll bar', ...wide] : wide;
}"""


def test_pages_fit_and_neither_complain_nor_leave_cookies(page, town, complaints):
    """At 320 px; at 640 px, which is a zoom of 200 % on 1280; and with text alone at 200 %.

    The context of every test refuses requests to others and fails after one.
    """
    wide = {}

    for name, path in (PAGES | MAPS | ERROR_PAGES).items():
        page.goto(town + path)
        page.evaluate(OPEN_ALL)
        for width in (320, 640):
            page.set_viewport_size({"width": width, "height": 640})
            wide[name, width] = page.evaluate(FIND_WIDE)
        page.set_viewport_size({"width": 1280, "height": 640})
        page.evaluate(ENLARGE_TEXT)
        wide[name, "text"] = page.evaluate(FIND_WIDE)

    errors = {town + path for path in ERROR_PAGES.values()}
    assert {where: found for where, found in wide.items() if found} == {}
    assert [what for where, what in complaints if where not in errors] == []
    assert ["Failed to load resource" in what for _, what in complaints] == [True] * len(errors)
    assert page.context.cookies() == []


@pytest.fixture
def full_page(live_server):
    """The address of an Institution of which everything is known."""
    create_known(create_kategorie())
    return live_server.url + FULL


def test_paper_shows_the_content_only(page, full_page):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(full_page)

    expect(page.get_by_text("Schwartzstraße 72, 46045 Oberhausen").first).to_be_visible()
    expect(page.get_by_role("heading", name="Öffnungszeiten")).to_be_visible()
    expect(page.get_by_text("0208 825-9033").locator("visible=true").first).to_be_visible()
    for hidden in ("navigation", "search"):
        assert page.get_by_role(hidden).count() == 0
    expect(page.get_by_text("Alle Notrufe")).to_be_hidden()
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()
    assert page.locator("body").evaluate("e => getComputedStyle(e).color") == BLACK


def background(page):
    return page.locator("body").evaluate("element => getComputedStyle(element).backgroundColor")


def test_theme_follows_the_device_until_one_is_chosen(page, live_server):
    create_seite("kontakt")
    create_seite("impressum")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server}/kontakt/")
    switch = page.get_by_role("group", name="Darstellung")

    expect(switch.get_by_role("button", name="automatisch", pressed=True)).to_be_visible()
    assert background(page) == DARK_PAPER
    switch.get_by_role("button", name="hell").click()
    assert background(page) == LIGHT_PAPER
    page.goto(f"{live_server}/impressum/")
    expect(switch.get_by_role("button", name="hell", pressed=True)).to_be_visible()
    assert background(page) == LIGHT_PAPER
    page.emulate_media(color_scheme="light")
    switch.get_by_role("button", name="dunkel").click()
    page.reload()
    assert background(page) == DARK_PAPER
    switch.get_by_role("button", name="automatisch").click()
    page.reload()

    assert background(page) == LIGHT_PAPER
    assert page.evaluate("localStorage.length") == 0


def test_print_button_opens_the_dialog(page, full_page):
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(full_page)

    page.get_by_role("button", name="Drucken").click()

    assert page.evaluate("window.printed") is True


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_what_needs_scripts_is_absent_without_them(page, full_page):
    page.goto(full_page)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Drucken")).to_have_count(0)
    expect(page.get_by_role("group", name="Darstellung")).to_have_count(0)
