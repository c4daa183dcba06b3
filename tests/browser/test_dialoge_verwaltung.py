"""An evening in the browser: typed by keyboard alone; the pages between are accessible."""

import pytest
from playwright.sync_api import expect

from dialoge.models import Hinweis, Veranstaltung
from tests.axe import find_barriers
from tests.factories import create_hinweis, create_thementisch, create_veranstaltung
from tests.office import hand_over, url

pytestmark = pytest.mark.browser
VIEWS = [("light", 1280), ("dark", 360)]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def abend():
    abend = create_veranstaltung(titel="Expert*innendialog Mitte")
    create_thementisch(veranstaltung=abend, nummer=1, titel="Gesundheit")
    create_thementisch(veranstaltung=abend, nummer=2, titel="Jugend")
    return abend


@pytest.fixture
def office(page, live_server, admin_client):
    hand_over(admin_client, page, live_server.url)
    return live_server.url


def look_at(page, name):
    found = {}
    for theme, width in VIEWS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found[name, theme, width] = find_barriers(page)
        if page.evaluate(TOO_WIDE):
            found[name, theme, width].append("breiter als der Bildschirm")
    return {where: what for where, what in found.items() if what}


def tab_to(page, locator):
    """Press Tab until ``locator`` has the focus; fail where it never gets it."""
    for _ in range(40):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(locator).to_be_focused()


def test_evening_is_entered_by_keyboard_alone(page, office, abend, complaints):
    page.goto(office + url(Veranstaltung, "erfassen", abend.pk))
    expect(page.get_by_label("Thementisch")).to_be_focused()

    page.keyboard.type("2 J")  # chooses the table
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Hinweise, einer je Zeile")).to_be_focused()
    page.keyboard.type("- Ein Treff fehlt")
    page.keyboard.press("Enter")
    page.keyboard.type("- Herr Winter hilft")
    tab_to(page, page.get_by_role("button", name="Vorschau"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vorschau")).to_be_focused()
    tab_to(page, page.get_by_label("Zeile 2 nennt keine Person"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Hinweise speichern"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("2 Hinweise sind gespeichert")).to_be_visible()
    expect(page.get_by_label("Hinweise, einer je Zeile")).to_be_focused()
    stored = Hinweis.objects.order_by("nummer").values_list("thementisch__nummer", "text")
    assert list(stored) == [(2, "Ein Treff fehlt"), (2, "Herr Winter hilft")]
    assert complaints == []


def test_pages_between_are_accessible(page, office, abend, complaints):
    for text in ("Ein Treff fehlt", "Es fehlt ein Treff", "Herr Winter hilft"):
        create_hinweis(veranstaltung=abend, text=text)
    found = {}

    page.goto(office + url(Veranstaltung, "erfassen", abend.pk))
    page.get_by_label("Hinweise, einer je Zeile").fill("Ein Treff fehlt\nFrau Sommer hilft")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("heading", name="Vorschau")).to_be_visible()
    found |= look_at(page, "Vorschau")
    page.get_by_role("button", name="Hinweise speichern").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found |= look_at(page, "abgelehnte Liste")
    for action, heading in (
        ("merge", "Hinweise zusammenfassen"),
        ("group", "Gruppe vergeben"),
        ("publish", "Hinweise veröffentlichen"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(office + url(Hinweis, "changelist"))
        for n in (1, 2, 3):
            page.get_by_role("checkbox").nth(n).check()
        page.get_by_role("combobox", name="Aktion").select_option(action)
        page.get_by_role("button", name="Ausführen").click()
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        found |= look_at(page, heading)
        page.locator("main .submit-row").get_by_role("button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        found |= look_at(page, f"{heading}, abgelehnt")
    page.goto(office + url(Hinweis, "add"))
    page.get_by_role("textbox", name="Hinweis").fill("Frau Sommer hilft")
    page.get_by_label("Veranstaltung").select_option(str(abend.pk))
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.get_by_label("Ich habe geprüft")).to_be_visible()
    found |= look_at(page, "Warnung im Formular")

    assert found == {}
    assert complaints == []
