"""From the start page to an Institution: by keyboard only, without scripts, back again."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import create_institution, create_kategorie, create_seite, create_suchwort

pytestmark = pytest.mark.browser
WITHOUT_SCRIPTS = pytest.mark.browser_context_args(java_script_enabled=False)
PHONE = {"width": 360, "height": 740}
IS_FOCUSED = "element => element === document.activeElement"
# Takes note of the focused element: its name, and whether it is in sight and shows its focus,
# by a ring of its own or by the outline of its area on a map.
LOOK_AT_FOCUS = """() => {
  const element = document.activeElement;
  window.stops ??= new Set();
  if (element === document.body || window.stops.has(element)) return null;
  window.stops.add(element);
  const box = element.getBoundingClientRect();
  const ring = getComputedStyle(element);
  const area = element.querySelector('.map__area');
  return {
    name: element.getAttribute('aria-label') ?? element.textContent.trim(),
    isSeen:
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && (
        (ring.outlineStyle === 'solid' && parseFloat(ring.outlineWidth) >= 3)
        || (area !== null && parseFloat(getComputedStyle(area).strokeWidth) >= 3)
      ),
  };
}"""


@pytest.fixture
def directory(live_server):
    """One Schuldnerberatung among 45 others; gives the address of the start page."""
    beratung = create_kategorie("beratung", name="Beratung")
    schulen = create_kategorie("schulen", name="Schulen")
    found = create_institution(
        name="Schuldnerberatung Mitte", kategorie=beratung, telefon="0208 825-0", strasse="Markt"
    )
    create_institution(name="Schule am Markt", beschreibung="Mit Schuldnerkurs.", kategorie=schulen)
    for number in range(22):
        create_institution(name=f"Treff {number}", kategorie=beratung)
        create_institution(name=f"Schule {number}", kategorie=schulen)
    create_suchwort("Geldsorgen", institutionen=[found])
    create_seite("kontakt")
    return live_server.url


def tab_to(page, target):
    """Press Tab until ``target`` has the focus, as somebody without a mouse would."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate(IS_FOCUSED):
            return
    pytest.fail(f"Mit der Tabulatortaste nicht zu erreichen: {target}")


@pytest.mark.parametrize(
    "scripts", ["with scripts", pytest.param("without scripts", marks=WITHOUT_SCRIPTS)]
)
def test_keyboard_alone_leads_to_an_institution(page, directory, scripts):
    page.goto(directory)

    page.keyboard.press("Tab")
    skip_link = page.get_by_role("link", name="Zum Inhalt springen")
    expect(skip_link).to_be_focused()
    expect(skip_link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("schuldner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 Treffer")).to_be_visible()
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^Beratung")))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Treffer anzeigen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 Treffer")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Schuldnerberatung Mitte"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Schuldnerberatung Mitte")
    expect(page.get_by_role("link", name="Anrufen: 0208 825-0")).to_be_visible()


@pytest.mark.parametrize(
    "scripts", ["with scripts", pytest.param("without scripts", marks=WITHOUT_SCRIPTS)]
)
def test_keyboard_opens_the_filters_of_a_phone(page, directory, scripts):
    page.set_viewport_size(PHONE)
    page.goto(f"{directory}/institutionen/")
    option = page.get_by_role("checkbox", name=re.compile("^Schulen"))

    expect(option).to_be_hidden()
    tab_to(page, page.locator("summary", has_text="Eingrenzen"))
    page.keyboard.press("Enter")
    tab_to(page, option)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Treffer anzeigen"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="23 Treffer")).to_be_visible()
    expect(page.locator("summary", has_text="Eingrenzen (1 gewählt)")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/institutionen/?kategorie=beratung"])
def test_each_stop_of_the_tabulator_is_seen(page, town, path):
    page.goto(town + path)
    stops = []

    page.keyboard.press("Tab")
    while stop := page.evaluate(LOOK_AT_FOCUS):
        stops.append(stop)
        page.keyboard.press("Tab")

    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert len(stops) > 40


@pytest.mark.parametrize(
    "scripts", ["with scripts", pytest.param("without scripts", marks=WITHOUT_SCRIPTS)]
)
def test_keyboard_opens_all_emergency_numbers(page, directory, scripts):
    page.goto(f"{directory}/kontakt/")
    number = page.get_by_role("link", name="0800 1110111")

    expect(page.get_by_role("link", name="Polizei 110")).to_be_visible()
    expect(number).to_be_hidden()
    tab_to(page, page.locator("summary", has_text="Alle Notrufe"))
    page.keyboard.press("Enter")
    expect(number).to_be_visible()
    tab_to(page, number)

    assert number.get_attribute("href") == "tel:08001110111"


def test_word_of_everyday_language_leads_to_help(page, directory):
    page.goto(directory)

    page.get_by_role("searchbox").fill("Geldsorgen")
    page.get_by_role("button", name="Suchen").click()

    expect(page.get_by_role("heading", name="1 Treffer")).to_be_visible()
    expect(page.get_by_role("link", name="Schuldnerberatung Mitte")).to_be_visible()


def test_typing_error_is_understood_and_said(page, directory):
    page.goto(directory)

    page.get_by_role("searchbox").fill("Schuldnerberatnug")
    page.get_by_role("searchbox").press("Enter")

    expect(page.get_by_role("status")).to_contain_text(
        "Für „Schuldnerberatnug“ gibt es keinen Treffer. Gezeigt wird Schuldnerberatung."
    )
    expect(page.get_by_role("link", name="Schuldnerberatung Mitte")).to_be_visible()


def test_chips_take_away_one_filter_or_all(page, directory):
    page.goto(f"{directory}/institutionen/?q=schuldner&kategorie=schulen&kategorie=beratung")
    chips = page.get_by_role("list", name="Gewählte Filter")
    search_box = page.get_by_role("searchbox")
    expect(page.get_by_role("heading", name="2 Treffer")).to_be_visible()

    chips.get_by_role("link", name="Beratung entfernen").click()
    expect(page.get_by_role("heading", name="1 Treffer")).to_be_visible()
    expect(page.get_by_role("link", name="Schule am Markt")).to_be_visible()
    expect(search_box).to_have_value("schuldner")
    chips.get_by_role("link", name="Alle entfernen").click()

    expect(page.get_by_role("heading", name="46 Treffer")).to_be_visible()
    expect(chips).to_have_count(0)


def test_next_page_keeps_the_filter(page, directory):
    page.goto(f"{directory}/institutionen/?kategorie=beratung")
    pages = page.get_by_role("navigation", name="Seiten")

    pages.get_by_role("link", name="Weiter").click()

    expect(page).to_have_url(f"{directory}/institutionen/?kategorie=beratung&seite=2")
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    expect(page.get_by_role("heading", name="23 Treffer")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Beratung"))).to_be_checked()


def test_way_back_leads_to_the_same_results(page, directory):
    page.goto(f"{directory}/institutionen/")
    page.get_by_role("checkbox", name=re.compile("^Beratung")).check()
    page.get_by_role("button", name="Treffer anzeigen").click()
    expect(page.get_by_role("heading", name="23 Treffer")).to_be_visible()
    results = page.url

    page.get_by_role("link", name="Schuldnerberatung Mitte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schuldnerberatung Mitte")
    page.go_back()

    expect(page).to_have_url(results)
    expect(page.get_by_role("heading", name="23 Treffer")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Beratung"))).to_be_checked()
