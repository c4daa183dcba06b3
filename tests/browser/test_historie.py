"""Two people at one record and the way back, by keyboard, under the strict rules of the page."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from navigator.models import Institution
from tests.axe import find_barriers
from tests.factories import create_institution, create_kategorie
from tests.office import form_data, log_in, url

pytestmark = pytest.mark.browser

OURS = ".konflikt, .verlauf, .unterschiede, .version__zurueck, .archivieren, .paginator"
IS_OURS = f"target => document.querySelector(target)?.closest('{OURS}') != null"


@pytest.fixture
def office(page, live_server, admin_client):
    """A browser that has logged in; gives the address of the portal."""
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session,
                "url": f"{live_server}{settings.SESSION_COOKIE_PATH}",
            }
        ]
    )
    return live_server.url


@pytest.fixture
def colleague(django_user_model):
    browser = Client()
    log_in(browser, django_user_model.objects.create_superuser("mueller", password="x"))
    return browser


def barriers_of(page):
    """What is wrong in our own part of a page; the frame around it is tested where it is built."""
    return [one for one in find_barriers(page) if page.evaluate(IS_OURS, one[1])]


def press(page, locator, key):
    locator.focus()
    page.keyboard.press(key)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_conflict_is_settled_by_keyboard(page, office, colleague, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    treff = create_institution(name="Treff", kosten="frei")
    address = url(Institution, "change", treff.pk)
    page.goto(office + address)
    theirs = form_data(Institution, Institution.objects.get()) | {
        "kosten": "5 Euro",
        "plz": "46045",
    }
    colleague.post(address, theirs)

    page.get_by_label("Kosten", exact=True).fill("6 Euro")
    page.get_by_label("Telefon", exact=True).fill("0208 1234")
    press(page, page.get_by_label("Telefon", exact=True), "Enter")

    expect(page.get_by_role("heading", name="Noch nicht gespeichert")).to_be_visible()
    assert barriers_of(page) == []
    expect(page.get_by_label("Kosten", exact=True)).to_have_value("6 Euro")
    press(page, page.get_by_role("radio", name="Fassung von mueller"), "Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zusammenführen und sichern")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("erfolgreich geändert")).to_be_visible()

    treff.refresh_from_db()
    assert (treff.kosten, treff.plz, treff.telefon) == ("5 Euro", "46045", "0208 1234")
    assert complaints == []


def test_earlier_state_is_restored_by_keyboard(page, office, complaints):
    treff = create_institution(name="Treff", beschreibung="Hilfe für alle. " * 6)
    treff.beschreibung = "Rat für alle. " + "Hilfe für alle. " * 5
    treff.kategorie = create_kategorie("kitas", name="Kitas")
    treff.save()

    page.goto(office + url(Institution, "change", treff.pk))
    press(page, page.get_by_role("link", name="Geschichte"), "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Geschichte: Treff")
    assert barriers_of(page) == []
    expect(page.locator("del")).to_have_text("Hilfe")
    expect(page.locator("ins")).to_have_text("Rat")
    press(page, page.get_by_role("link", name="ansehen").last, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stand vom")
    assert barriers_of(page) == []
    press(page, page.get_by_role("button", name="Diesen Stand wiederherstellen"), "Enter")
    expect(page.get_by_text("Wiederhergestellt: Stand vom")).to_be_visible()

    treff.refresh_from_db()
    assert treff.beschreibung.startswith("Hilfe für alle.")
    assert complaints == []


def test_entry_is_deleted_with_a_reason_and_brought_back(page, office, complaints):
    treff = create_institution(name="Treff")

    page.goto(office + url(Institution, "delete", treff.pk))
    assert barriers_of(page) == []
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_text("Bitte nennen Sie den Grund")).to_be_visible()
    page.get_by_label("Warum wird gelöscht?").fill("doppelt angelegt")
    press(page, page.get_by_role("button", name="Endgültig löschen"), "Enter")
    press(page, page.get_by_role("link", name="Gelöschte"), "Enter")
    expect(page.get_by_role("cell", name="doppelt angelegt")).to_be_visible()
    assert barriers_of(page) == []
    press(page, page.get_by_role("link", name="Treff"), "Enter")
    press(page, page.get_by_role("button", name="Diesen Stand wiederherstellen"), "Enter")
    expect(page.get_by_text("Wiederhergestellt: Stand vom")).to_be_visible()

    assert Institution.objects.get().name == "Treff"
    assert complaints == []
