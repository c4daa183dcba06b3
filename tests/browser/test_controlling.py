"""The Controlling in the browser: three Sachstände by keyboard alone; its pages are accessible."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from handlungsempfehlungen.models import Handlungsempfehlung, Sachstand
from tests.browser.test_dialoge_verwaltung import look_at, tab_to
from tests.factories import (
    create_handlungsempfehlung,
    create_hinweis,
    create_sachstand,
    create_stelle,
    create_strategiepapier,
)
from tests.office import hand_over, url

pytestmark = pytest.mark.browser


@pytest.fixture
def empfehlungen():
    """Three whose check is overdue, one that is done."""
    papier, stelle = create_strategiepapier(), create_stelle(name="Soziales")
    made = []
    for stand in ("in-umsetzung", "in-vorbereitung", "in-umsetzung", "umgesetzt"):
        he = create_handlungsempfehlung(
            strategiepapier=papier, nummer=len(made) + 1, federfuehrung=stelle
        )
        due = timezone.localdate() - dt.timedelta(days=3)
        create_sachstand(he, stand, stelle=stelle, naechste_pruefung=due)
        made.append(he)
    return made


@pytest.fixture
def office(page, live_server, admin_client):
    hand_over(admin_client, page, live_server.url)
    return live_server.url


def field(page, he, name):
    return page.locator(f"#id_he{he.pk}-{name}")


def test_three_are_entered_by_keyboard_alone(page, office, empfehlungen, complaints):
    first, second, third, _ = empfehlungen
    page.goto(office + url(Sachstand, "eintragen"))

    page.keyboard.press("Tab")  # „Zum Inhalt springen“
    page.keyboard.press("Enter")
    for he, text in ((first, "Eröffnet"), (second, "Bewilligt"), (third, "Vertagt")):
        tab_to(page, field(page, he, "umsetzungsstand"))
        if he == first:
            page.keyboard.type("umgesetzt")
        tab_to(page, field(page, he, "text"))
        page.keyboard.type(text)
    tab_to(page, page.get_by_role("button", name="Sachstände sichern"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("3 Sachstände sind eingetragen")).to_be_visible()
    new = Sachstand.objects.filter(wirksam_am=timezone.localdate())
    assert list(new.order_by("pk").values_list("text", "umsetzungsstand")) == [
        ("Eröffnet", "umgesetzt"),
        ("Bewilligt", "in-vorbereitung"),
        ("Vertagt", "in-umsetzung"),
    ]
    assert complaints == []


def test_error_leads_to_its_field(page, office, empfehlungen):
    first = empfehlungen[0]
    page.goto(office + url(Sachstand, "eintragen"))
    field(page, first, "umsetzungsstand").select_option("entfallen")
    field(page, first, "text").fill("Wird nicht gebraucht.")
    page.get_by_role("button", name="Sachstände sichern").click()

    page.get_by_role("alert").get_by_role("link", name=f"{first.kennung}, Grund").click()

    expect(field(page, first, "grund")).to_be_focused()
    expect(field(page, first, "text")).to_have_value("Wird nicht gebraucht.")


def test_its_pages_are_accessible(page, office, empfehlungen, complaints):
    stelle = empfehlungen[0].fassungen.get().federfuehrung
    hinweis = create_hinweis()
    draft = create_handlungsempfehlung(is_published=False)
    screens = {
        "fällig": url(Sachstand, "controlling"),
        "eintragen": url(Sachstand, "eintragen"),
        "Erinnerung": url(Sachstand, "erinnerung", stelle.pk),
        "Dialoge": url(Sachstand, "dialoge"),
        "Überprüfung": url(Sachstand, "ueberpruefung", hinweis.veranstaltung.pk),
        "verknüpfen": f"{url(Handlungsempfehlung, 'verknuepfen')}?hinweis={hinweis.pk}",
        "veröffentlichen": f"{url(Handlungsempfehlung, 'veroeffentlichen')}?id={draft.pk}",
    }
    found = {}

    for name, path in screens.items():
        page.goto(office + path)
        found |= look_at(page, name)
    page.goto(office + url(Sachstand, "eintragen"))
    field(page, empfehlungen[0], "umsetzungsstand").select_option("entfallen")
    page.get_by_role("button", name="Sachstände sichern").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found |= look_at(page, "abgelehnt")

    assert found == {}
    assert complaints == []
