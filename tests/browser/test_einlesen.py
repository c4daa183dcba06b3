"""A list read in and taken back, in the browser: by keyboard, under the strict CSP."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from navigator.models import Importlauf, Institution
from tests.axe import find_barriers
from tests.factories import create_institution, create_kategorie
from tests.office import url

pytestmark = pytest.mark.browser

KITAS = (
    "Name der Einrichtung;Straße Hausnr.;PLZ;Telefon;Fax\r\n"
    "Kita Größe;Mülheimer Straße 3 a;46045;0208 5678;1\r\n"
    "Kita Neu;Hof 1;46045;;\r\n"
).encode("cp1252")


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


FRAME = "#header, .breadcrumbs, .messagelist"  # shared by all pages of the admin


def assert_accessible(page):
    """The page itself; its frame has tests of its own."""
    is_own = "([target, frame]) => !document.querySelector(target)?.closest(frame)"
    barriers = find_barriers(page)
    assert [one for one in barriers if page.evaluate(is_own, [one[1], FRAME])] == []


def choose_file(page, content, name="kitas.csv"):
    page.get_by_label("Datei").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def press(page, role, name):
    """Go to a control and use it with the keyboard."""
    control = page.get_by_role(role, name=name, exact=True)
    control.focus()
    control.press("Enter")


def test_list_is_read_in_and_taken_back_by_keyboard(page, office, complaints):
    create_kategorie("kitas", name="Kitas")
    kita = create_institution(name="Kita Größe", telefon="0208 1234")

    page.goto(office + url(Institution, "changelist"))
    press(page, "link", "Liste einlesen")
    assert_accessible(page)
    choose_file(page, KITAS)
    press(page, "button", "Vorschau ansehen")
    expect(page.get_by_role("heading", name="Spalten zuordnen")).to_be_visible()
    expect(page.get_by_label("Name der Einrichtung")).to_have_value("name")
    assert_accessible(page)
    page.get_by_label("Kategorie", exact=True).select_option("Kitas")
    press(page, "button", "Vorschau ansehen")
    expect(page.get_by_text("Zeichensatz Windows-1252, Trennzeichen Semikolon")).to_be_visible()
    row = page.get_by_role("row", name="Telefon")
    expect(row).to_contain_text("0208 1234")
    expect(row).to_contain_text("0208 5678")
    assert_accessible(page)
    press(page, "button", "Einlesen")
    expect(page.get_by_text("Eingelesen: 1 Eintrag ist neu, 1 geändert")).to_be_visible()
    assert_accessible(page)
    kita.refresh_from_db()
    assert (kita.telefon, kita.hausnummer) == ("0208 5678", "3 a")
    press(page, "link", "Import zurücknehmen")
    assert_accessible(page)
    press(page, "button", "Import zurücknehmen")
    expect(page.get_by_text("ist zurückgenommen")).to_be_visible()

    kita.refresh_from_db()
    assert (kita.telefon, kita.hausnummer, kita.kategorie.slug) == ("0208 1234", "", "beratung")
    assert Institution.objects.count() == 1
    assert Importlauf.objects.get().zustand == "zurueckgenommen"
    assert complaints == []


def test_problems_and_refusals_are_readable_for_all(page, office, complaints):
    create_kategorie("kitas")
    upload = office + url(Institution, "einlesen")

    page.goto(upload)
    choose_file(page, b"%PDF-1.7", "liste.csv")
    page.get_by_role("button", name="Vorschau ansehen").click()
    expect(page.get_by_text("Das ist ein PDF.")).to_be_visible()
    assert_accessible(page)
    rows = "".join(f"A{n};Kita;50,77;6,08\n" for n in range(60))
    choose_file(page, f"Name;Typ;lat;lon\n{rows}".encode())
    page.get_by_role("button", name="Vorschau ansehen").click()
    expect(page.get_by_text("Alle 60 Punkte der Datei liegen außerhalb")).to_be_visible()
    expect(page.get_by_role("button", name="Einlesen", exact=True)).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("link", name="Weiter", exact=True).click()
    expect(page.get_by_text("Seite 2 von 2")).to_be_visible()

    assert not Institution.objects.exists()
    assert complaints == []


def test_later_edits_are_shown_instead_of_taking_back(page, office, complaints):
    create_kategorie("kitas")
    page.goto(office + url(Institution, "einlesen"))
    choose_file(page, b"name;kategorie\nTreff;kitas\n")
    page.get_by_role("button", name="Vorschau ansehen").click()
    page.get_by_role("button", name="Einlesen", exact=True).click()
    treff = Institution.objects.get()
    treff.telefon = "0208 1234"
    treff.save()

    page.get_by_role("link", name="Import zurücknehmen").click()

    expect(page.get_by_text("Telefon: nach dem Import „–“, jetzt „0208 1234“.")).to_be_visible()
    expect(page.get_by_role("button", name="Import zurücknehmen")).to_have_count(0)
    assert_accessible(page)
    assert complaints == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_fits_every_screen(page, office, width, scheme):
    create_kategorie("kitas")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(office + url(Institution, "einlesen"))
    choose_file(page, b"name;kategorie;beschreibung\nTreff;kitas;" + b"lang " * 60 + b"\n")
    page.get_by_role("button", name="Vorschau ansehen").click()

    expect(page.get_by_role("button", name="Einlesen", exact=True)).to_be_visible()
    main = page.locator("#content-main")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert_accessible(page)
