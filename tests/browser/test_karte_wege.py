"""The map near somebody, without script, on paper, on a phone, and small on other pages."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from navigator.models import Sozialraum
from tests.factories import create_haltestelle, create_sozialquartier, square
from tests.kartenstadt import LEAFLET, LINE, MARKER, build_kartenstadt, open_map

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def karte(live_server):
    """The address of the map, with something on it."""
    build_kartenstadt()
    return f"{live_server.url}/karte/"


# ---- near ------------------------------------------------------------------------------------


def test_own_place_is_rounded_on_the_device(page, karte):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 51.475678, "longitude": 6.855432})
    page.goto(karte)
    page.get_by_label("Umkreis").select_option("500")

    page.get_by_role("button", name="Mein Standort").click()

    page.wait_for_url("**ort=51.476%2C6.855**")
    expect(page.locator(LINE)).to_have_count(1)
    expect(page.locator(LINE)).to_contain_text(re.compile(r"\d+\sm, etwa 2\sMinuten zu\sFuß"))
    expect(page.get_by_text("1 Eintrag ohne genaue Lage")).to_be_visible()
    expect(page.locator(".mapview__leaflet path.map__circle")).to_be_attached()


def test_refused_place_is_answered_in_words(page, karte):
    page.context.clear_permissions()
    page.goto(karte)

    page.get_by_role("button", name="Mein Standort").click()

    expect(page.get_by_text("Ihr Gerät gibt den Standort nicht frei.")).to_be_visible()
    expect(page.get_by_role("button", name="Mein Standort")).to_be_enabled()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_point_is_chosen_on_the_map(page, karte, by):
    open_map(page, karte)
    page.get_by_role("button", name="Meinen Ort auf der Karte wählen").click()
    expect(page.get_by_text("Tippen Sie auf die Karte.")).to_be_visible()

    if by == "mouse":
        page.locator(".mapview__leaflet").click(position={"x": 60, "y": 300})
    else:
        page.keyboard.press("Enter")

    page.wait_for_url("**ort=51.*")
    ort = parse_qs(urlsplit(page.url).query)["ort"][0]
    assert re.fullmatch(r"51\.\d{3},6\.\d{3}", ort)


# ---- without script, on paper, on a phone -----------------------------------------------------


@pytest.fixture
def no_script(browser, live_server):
    """A page where scripts are switched off."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


def test_without_script_picture_and_list_carry_the_same_numbers(no_script, karte):
    no_script.goto(karte)

    picture = no_script.locator(".mapview .map__picture")
    expect(picture).to_be_visible()
    assert picture.locator(".map__tag-number").all_text_contents() == ["1", "2", "3"]
    expect(no_script.locator(LINE)).to_have_count(4)
    for name in ("Mein Standort", "Meinen Ort auf der Karte wählen", "Kopieren"):
        expect(no_script.get_by_text(name, exact=True)).to_be_hidden()


def test_without_script_the_phone_switches_between_list_and_map(no_script, karte):
    no_script.set_viewport_size({"width": 360, "height": 740})
    no_script.goto(karte)
    expect(no_script.locator("#liste")).to_be_visible()
    expect(no_script.locator("#karte")).to_be_hidden()

    no_script.locator(".switch--narrow").get_by_text("Karte").click()

    expect(no_script.locator("#karte")).to_be_visible()
    expect(no_script.locator("#liste")).to_be_hidden()


def test_on_paper_the_picture_stands_for_the_map(page, karte):
    open_map(page, karte)

    page.emulate_media(media="print")

    expect(page.locator(".mapview__leaflet")).to_be_hidden()
    expect(page.locator(".mapview .map__picture")).to_be_visible()
    assert page.locator(".map__tag-number").all_text_contents() == ["1", "2", "3"]
    expect(page.locator(LINE).last).to_be_visible()
    expect(page.get_by_role("button", name="Mein Standort")).to_be_hidden()


def test_phone_loads_the_map_when_it_is_asked_for(page, karte):
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(karte)
    expect(page.locator("#liste")).to_be_visible()
    assert LEAFLET not in asked

    page.locator(".switch--narrow").get_by_text("Karte").click()
    page.get_by_role("button", name="1: Amselkita, Kitas").click()

    bubble, ground = page.locator(".bubble"), page.locator(".mapview__leaflet")
    assert (
        bubble.bounding_box()["y"] >= ground.bounding_box()["y"] + ground.bounding_box()["height"]
    )
    page.locator(".switch--narrow").get_by_text("Liste").click()
    page.get_by_role("button", name="Auf der Karte zeigen Bergschule").click()
    expect(page.get_by_role("group", name="Ausgewählt: Bergschule")).to_be_visible()


def test_small_map_loads_nothing_before_its_button(page, karte, complaints):
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    create_haltestelle(name="Amselweg", breite=51.4755, laenge=6.8552)
    page.goto(karte.replace("/karte/", "/institutionen/amselkita/"))
    expect(page.locator(".map__picture")).to_be_visible()
    assert LEAFLET not in asked

    page.get_by_role("button", name="Karte bedienen").click()

    expect(page.locator(f".mapview--ready {MARKER}")).to_be_visible()
    expect(page.locator(".mapview__leaflet")).to_be_focused()
    expect(page.locator(".mapstop")).to_have_text(["H"])
    assert complaints == []


def test_small_map_of_an_area_shows_its_entries(page, karte):
    page.goto(karte.replace("/karte/", "/sozialraeume/mitte/"))

    page.get_by_role("button", name="Karte bedienen").click()

    expect(page.locator(MARKER)).to_have_count(2)
    page.get_by_role("button", name="Bergschule, Schulen").click()
    expect(page.get_by_role("link", name="Zur Seite Bergschule")).to_be_visible()


def test_chosen_area_shows_the_quarters_in_it_where_there_is_room(page, karte, complaints):
    mitte = Sozialraum.objects.get(slug="mitte")
    for name, west in [("Markt/Süd", 6.85), ("Hafen", 6.86)]:
        create_sozialquartier(name=name, sozialraum=mitte, geometry=square(west, 51.47))
    names = page.locator(".mapname")

    open_map(page, f"{karte}?sozialraum=mitte&lage=hier")

    expect(names).to_have_text(["Markt/Süd", "Hafen"])
    expect(names.first).to_be_visible()
    page.locator(".mapview__leaflet").focus()
    for _ in range(4):
        page.keyboard.press("-")
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    expect(names.first).to_be_hidden()
    assert complaints == []
