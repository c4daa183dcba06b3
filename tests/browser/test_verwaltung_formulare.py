"""The office's forms in the browser: point, week, outline and buttons, by mouse and keyboard."""

import json

import pytest
from django.conf import settings
from playwright.sync_api import expect

from navigator.models import Institution, Seite, Sozialquartier, Strassenpunkt
from tests.factories import (
    create_institution,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    square,
)
from tests.office import url

pytestmark = pytest.mark.browser
SAVE = {"name": "Sichern", "exact": True}


@pytest.fixture
def office(page, live_server, admin_client):
    """The address of a portal with one quarter, in a browser that has logged in."""
    raum = create_sozialraum(name="Mitte", geometry=square(6.84, 51.46, 0.04))
    create_sozialquartier(name="Altstadt", sozialraum=raum, geometry=square(6.85, 51.47))
    Strassenpunkt.objects.create(strasse="Nohlstraße", hausnummer="3", breite=51.475, laenge=6.855)
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    path = f"{live_server}{settings.SESSION_COOKIE_PATH}"
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": path}]
    )
    return live_server.url


def open_form(page, office, record):
    page.goto(office + url(type(record), "change", record.pk))
    return page.get_by_role("region", name="Karte")


def numbers(page):
    return [page.locator(f"#id_{name}").input_value() for name in ("breite", "laenge")]


# ---- the point ---------------------------------------------------------------------------


def test_point_is_set_by_a_click_and_saved(page, office, complaints):
    institution = create_institution()
    karte = open_form(page, office, institution)

    karte.click()

    expect(page.get_by_text("Der Punkt liegt im Sozialquartier Altstadt").first).to_be_visible()
    expect(page.get_by_label("Genauigkeit der Lage")).to_have_value("exakt")
    page.get_by_role("button", **SAVE).click()
    expect(page.get_by_text("erfolgreich geändert")).to_be_visible()
    institution.refresh_from_db()
    assert institution.sozialquartier == Sozialquartier.objects.get()
    assert institution.breite == pytest.approx(51.475, abs=0.002)
    assert complaints == []


def test_point_is_set_and_moved_by_keyboard(page, office, complaints):
    karte = open_form(page, office, create_institution())
    karte.focus()

    page.keyboard.press("Enter")

    pin = page.get_by_role("button", name="Punkt, mit den Pfeiltasten verschieben")
    before = [float(number) for number in numbers(page)]
    pin.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    after = [float(number) for number in numbers(page)]
    assert after[0] > before[0]
    assert after[1] > before[1]
    expect(pin).to_be_focused()
    assert complaints == []


def test_point_is_dragged(page, office):
    known = {"breite": 51.475, "laenge": 6.855, "lagequalitaet": "strasse"}
    karte = open_form(page, office, create_institution(**known))
    karte.scroll_into_view_if_needed()
    pin = page.get_by_role("button", name="Punkt, mit den Pfeiltasten verschieben").bounding_box()
    x, y = pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] - 8

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 40, steps=5)
    page.mouse.up()

    breite, laenge = map(float, numbers(page))
    assert breite > known["breite"]
    assert laenge > known["laenge"]
    expect(page.get_by_label("Genauigkeit der Lage")).to_have_value("exakt")


def test_map_follows_the_numbers_and_the_point_can_go(page, office):
    open_form(page, office, create_institution())
    pin = page.get_by_role("button", name="Punkt, mit den Pfeiltasten verschieben")
    expect(pin).to_have_count(0)

    page.locator("#id_breite").fill("51.475")
    page.locator("#id_laenge").fill("6.855")
    page.locator("#id_laenge").blur()
    expect(pin).to_be_visible()
    expect(page.get_by_text("Sozialquartier Altstadt").first).to_be_visible()
    page.get_by_role("button", name="Punkt entfernen").click()

    expect(pin).to_have_count(0)
    assert numbers(page) == ["", ""]


def test_address_offers_its_point_and_sets_it_on_request_only(page, office, complaints):
    open_form(page, office, create_institution(strasse="Nohlstraße", hausnummer="3"))

    page.get_by_role("button", name="Lage aus der Anschrift suchen").click()
    expect(page.get_by_text("Gefunden, auf das Haus genau.")).to_be_visible()
    assert numbers(page) == ["", ""]
    page.get_by_role("button", name="Vorschlag übernehmen").click()

    assert numbers(page) == ["51.475", "6.855"]
    assert complaints == []


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_point_is_set_without_a_script(page, office):
    institution = create_institution(strasse="Nohlstraße", hausnummer="3")
    page.goto(office + url(Institution, "change", institution.pk))

    page.get_by_role("button", name="Lage aus der Anschrift übernehmen und sichern").click()

    expect(page.get_by_text("Der Punkt liegt im Sozialquartier Altstadt")).to_be_visible()
    institution.refresh_from_db()
    assert institution.breite == 51.475


# ---- opening hours -----------------------------------------------------------------------


def test_week_follows_what_was_typed(page, office, complaints):
    open_form(page, office, create_institution())
    hours = page.get_by_label("Öffnungszeiten (Kurzschrift)")

    hours.fill("Mo 08:00-12:00")
    hours.blur()
    expect(page.get_by_role("row", name="Montag 8 bis 12 Uhr")).to_be_visible()
    expect(page.get_by_text("Für Feiertage steht nichts da.")).to_be_visible()
    hours.fill("morgens")
    hours.blur()

    expect(page.locator(".errorlist")).to_contain_text("„morgens“ ist nicht lesbar")
    expect(page.get_by_role("row", name="Montag")).to_have_count(0)
    assert complaints == []


# ---- buttons and actions -----------------------------------------------------------------


def test_buttons_publish_check_and_archive(page, office, complaints):
    institution = create_institution(status="entwurf")
    open_form(page, office, institution)

    page.get_by_role("button", name="Sichern und veröffentlichen").click()
    expect(page.get_by_role("link", name="Im Portal ansehen")).to_be_visible()
    page.get_by_role("button", name="Sichern, heute geprüft").click()
    expect(page.get_by_label("Von uns geprüft am")).not_to_have_value("")
    page.get_by_role("button", name="Sichern und archivieren").click()
    expect(page.get_by_role("link", name="Im Portal ansehen")).to_have_count(0)

    institution.refresh_from_db()
    assert institution.status == "archiviert"
    assert complaints == []


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("Ausgewählte Institutionen veröffentlichen", "1 Institution veröffentlicht."),
        ("Ausgewählte Institutionen archivieren", "1 Institution archiviert."),
        (
            "Ausgewählte Institutionen als heute geprüft vermerken",
            "1 Institution als heute geprüft vermerkt.",
        ),
    ],
)
def test_every_action_says_what_it_did(page, office, complaints, action, sentence):
    create_institution(name="Treff", status="entwurf")
    page.goto(office + url(Institution, "changelist"))

    page.get_by_role("row", name="Treff").get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Aktion").select_option(action)
    page.get_by_role("button", name="Ausführen").click()

    expect(page.get_by_role("status").get_by_text(sentence)).to_be_visible()
    assert complaints == []


# ---- outlines ----------------------------------------------------------------------------


def test_outline_is_drawn_and_saved(page, office, complaints):
    quartier = create_sozialquartier(name="Neu", sozialraum=Sozialquartier.objects.get().sozialraum)
    karte = open_form(page, office, quartier)

    page.get_by_role("button", name="Fläche zeichnen").click()
    karte.scroll_into_view_if_needed()
    box = karte.bounding_box()
    for across, down in [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7)]:
        page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        page.wait_for_timeout(100)  # Leaflet.draw takes a corner every 50 ms, as fast as a hand
    page.get_by_role("button", name="Fläche schließen").click()

    expect(page.get_by_text("Die Fläche ist gezeichnet.")).to_be_visible()
    assert json.loads(page.locator("#id_geometry").input_value())["type"] == "Polygon"
    page.get_by_role("button", **SAVE).click()
    expect(page.get_by_text("erfolgreich geändert")).to_be_visible()
    quartier.refresh_from_db()
    assert len(quartier.geometry["coordinates"][0]) == 4
    assert complaints == []


def test_corner_is_pulled_and_the_outline_emptied(page, office, complaints):
    quartier = Sozialquartier.objects.get()
    open_form(page, office, quartier).scroll_into_view_if_needed()
    field = page.locator("#id_geometry")
    before = json.loads(field.input_value())

    page.get_by_role("button", name="Ecken verschieben").click()
    page.locator(".office-corner").first.scroll_into_view_if_needed()
    corner = page.locator(".office-corner").first.bounding_box()
    x, y = corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 30, steps=5)
    page.mouse.up()

    expect(page.get_by_text("Geändert. Gesichert wird mit „Sichern“.")).to_be_visible()
    assert json.loads(field.input_value()) != before
    page.get_by_role("button", name="Umriss leeren").click()
    expect(field).to_have_value("")
    assert complaints == []


# ---- pages of text -----------------------------------------------------------------------


def test_preview_opens_beside_the_form(page, office, complaints):
    seite = create_seite("kontakt")
    page.goto(office + url(Seite, "change", seite.pk))
    page.get_by_label("Text", exact=True).fill("## Sprechzeiten")

    with page.expect_popup() as popup:
        page.get_by_role("button", name="Vorschau in neuem Fenster").click()

    expect(popup.value.get_by_role("heading", name="Sprechzeiten")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("## Sprechzeiten")
    assert complaints == []
