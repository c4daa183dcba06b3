"""The map in the browser: list, markers and street map, by mouse, touch and keyboard."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from navigator.views import dateien
from tests.axe import find_barriers
from tests.kartenstadt import BUNDLE, LINE, MARKER, build_kartenstadt, create_neighbours, open_map

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TILES = re.compile(re.escape(settings.KACHELN["herkunft"]))
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture
def karte(live_server):
    """The address of the map, with something on it."""
    build_kartenstadt()
    return f"{live_server.url}/karte/"


def tiles(page, answer):
    """Let ``answer`` stand in for the tile server; return what it was asked for."""
    asked = []

    def handle(route):
        asked.append(route.request.url)
        answer(route)

    page.route(TILES, handle)
    return asked


def fulfill(route):
    route.fulfill(body=PIXEL, content_type="image/png")


def names(page, selector=MARKER):
    return page.locator(selector).all_inner_texts()


# ---- the street map -------------------------------------------------------------------------


def test_nobody_else_is_asked_before_the_street_map_is_switched_on(page, karte, complaints):
    asked = tiles(page, fulfill)

    open_map(page, karte)

    assert asked == []
    assert complaints == []
    expect(page.get_by_text("Straßenkarte: ")).to_be_hidden()


def test_street_map_is_remembered_on_the_device_until_switched_off(page, karte):
    asked = tiles(page, fulfill)
    switch = page.get_by_label("Straßenkarte laden (vom Regionalverband Ruhr)")
    open_map(page, karte)

    switch.check()

    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    expect(page.get_by_text(settings.KACHELN["quelle"])).to_be_visible()
    asked.clear()
    open_map(page, karte)
    expect(switch).to_be_checked()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert asked != []
    switch.uncheck()
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('strassenkarte')") is None


def test_dead_tile_host_leaves_outlines_markers_and_a_calm_sentence(page, karte):
    tiles(page, lambda route: route.abort())
    open_map(page, karte)

    page.get_by_label("Straßenkarte laden").check()

    expect(page.get_by_text("Die Straßenkarte ist gerade nicht erreichbar.")).to_be_visible()
    expect(page.locator(MARKER)).to_have_count(3)
    expect(page.locator(".mapview__leaflet path.map__area")).to_have_count(2)


# ---- keyboard and screen reader -------------------------------------------------------------


def test_markers_are_reached_in_the_order_of_the_list_and_say_what_they_are(page, karte):
    open_map(page, karte)
    page.locator(".mapview__leaflet").focus()

    heard = []
    for _ in range(3):
        page.keyboard.press("Tab")
        heard.append(page.evaluate("document.activeElement.textContent"))

    assert heard == ["1: Amselkita, Kitas", "2: Bergschule, Schulen", "3: Chorhaus, Religion"]
    expect(page.locator(".mapview__leaflet")).to_match_aria_snapshot("""
      - region "Karte, mit den Pfeiltasten verschieben":
        - 'button "1: Amselkita, Kitas"'
        - 'button "2: Bergschule, Schulen"'
        - 'button "3: Chorhaus, Religion"'
        - button "Näher heran"
        - button "Weiter weg"
    """)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_marker_opens_by_key_and_escape_gives_the_focus_back(page, karte, key):
    open_map(page, karte)
    marker = page.get_by_role("button", name="2: Bergschule, Schulen")
    marker.focus()

    page.keyboard.press(key)

    bubble = page.get_by_role("group", name="Ausgewählt: Bergschule")
    expect(bubble).to_be_focused()
    expect(bubble).to_match_aria_snapshot("""
      - 'group "Ausgewählt: Bergschule"':
        - paragraph: Bergschule
        - paragraph: Schulen
        - paragraph:
          - link "Zur Seite Bergschule"
        - button "Schließen"
    """)
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)
    expect(marker).to_be_focused()


def test_list_shows_an_entry_on_the_map_and_gets_the_focus_back(page, karte):
    open_map(page, karte)
    button = page.get_by_role("button", name="Auf der Karte zeigen Chorhaus")

    button.click()

    expect(page.get_by_role("group", name="Ausgewählt: Chorhaus")).to_be_focused()
    expect(page.locator(f"{MARKER}.is-selected")).to_contain_text("Chorhaus")
    expect(page.locator(f"{LINE}.is-selected")).to_contain_text("Chorhaus")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".is-selected")).to_have_count(0)


def test_cluster_opens_by_key_and_hands_the_focus_to_its_first_entry(page, karte):
    create_neighbours("Zirkel", "Zunft")
    open_map(page, karte)
    bundle = page.get_by_role("button", name="2 Einträge, näher heran")
    bundle.focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="4: Zirkel, Beratung")).to_be_focused()
    expect(page.get_by_role("button", name="5: Zunft, Beratung")).to_be_visible()


def test_entry_in_a_cluster_is_shown_from_the_list(page, karte):
    create_neighbours("Zirkel 0", "Zirkel 1", "Zirkel 2")
    open_map(page, karte)

    page.get_by_role("button", name="Auf der Karte zeigen Zirkel 2").click()

    expect(page.locator(f"{MARKER}.is-selected")).to_contain_text("6: Zirkel 2")


# ---- list and map are the same ---------------------------------------------------------------


def test_list_and_map_mark_each_other_under_the_mouse(page, karte):
    open_map(page, karte)

    page.locator(LINE).nth(1).hover()
    expect(page.locator(f"{MARKER}.is-pointed")).to_contain_text("Bergschule")

    page.get_by_role("button", name="3: Chorhaus, Religion").hover()
    expect(page.locator(f"{LINE}.is-pointed")).to_contain_text("Chorhaus")
    expect(page.locator(".is-pointed")).to_have_count(2)


def test_tap_on_a_marker_marks_its_line(page, karte):
    open_map(page, karte)

    page.get_by_role("button", name="1: Amselkita, Kitas").click()

    expect(page.locator(f"{LINE}.is-selected")).to_contain_text("Amselkita")
    page.get_by_role("button", name="Schließen").click()
    expect(page.locator(".bubble")).to_have_count(0)


def test_filter_changes_address_list_and_map_and_back_undoes_it(page, karte):
    open_map(page, karte)

    page.get_by_label("Was?").fill("Bergschule")
    page.get_by_role("button", name="Suchen").click()

    page.wait_for_url("**/karte/?q=Bergschule*")
    expect(page.locator(MARKER)).to_have_count(1)
    assert names(page) == ["1: Bergschule, Schulen"]
    expect(page.locator(LINE)).to_have_count(1)
    expect(page.get_by_label("Link zu dieser Auswahl")).to_have_value(re.compile("q=Bergschule"))
    page.go_back()
    expect(page.locator(MARKER)).to_have_count(3)
    expect(page.locator(LINE)).to_have_count(4)


def test_chosen_area_is_filled_and_fills_the_map(page, karte):
    open_map(page, f"{karte}?sozialraum=ost&lage=hier")

    assert names(page) == ["1: Chorhaus, Religion"]
    expect(page.locator(".mapview__leaflet path.map__area:not(.map__area--context)")).to_have_count(
        1
    )


def test_entries_without_a_place_are_named_and_counted(page, karte):
    page.goto(karte)

    expect(page.get_by_role("heading", name="Ohne genaue Lage (1)")).to_be_visible()
    expect(page.get_by_text("1 von 4 Einträgen hat noch keine genaue Lage.")).to_be_visible()
    expect(page.locator(LINE).last).to_contain_text("Dachverband")


def test_switch_leads_to_the_same_choice_as_a_list(page, karte):
    page.goto(f"{karte}?q=Bergschule")

    page.locator(".switch--wide").get_by_text("Liste").click()

    page.wait_for_url("**/institutionen/?q=Bergschule")
    page.locator(".switch").get_by_text("Karte").click()
    page.wait_for_url("**/karte/?q=Bergschule")


def test_many_entries_come_in_bundles_from_the_server(page, karte, monkeypatch):
    monkeypatch.setattr(dateien, "MANY", 2)
    create_neighbours("Zirkel", "Zunft")
    with page.expect_response(re.compile(r"bbox=.*zoom=")):
        open_map(page, karte)
    bundle = page.locator(BUNDLE).first
    expect(bundle).to_be_visible()

    with page.expect_response(re.compile(r"bbox=.*zoom=")):
        bundle.click()


# ---- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_map_page_is_accessible_with_and_without_a_bubble(page, karte, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(karte)
    assert find_barriers(page) == []
    if width == 360:
        page.locator(".switch--narrow").get_by_text("Karte").click()

    page.get_by_role("button", name="2: Bergschule, Schulen").click()

    expect(page.locator(".bubble")).to_be_visible()
    assert find_barriers(page) == []
