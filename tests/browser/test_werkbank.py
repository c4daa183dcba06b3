"""The workbench in a browser: the whole path by keyboard alone, for everybody, without a script."""

import pytest
from playwright.sync_api import expect

from dialoge.entscheiden import create_entscheidungsweg, decide
from dialoge.models import Hinweis, Kante
from navigator.indexausgabe import compute_berechnung, release_berechnung
from tests.axe import find_barriers
from tests.factories import create_hinweis, create_institution
from tests.indexausgaben import JAHR, create_indexmethode, create_konto, create_werte
from tests.office import hand_over

pytestmark = pytest.mark.browser

OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true"
BESTAND, BEDARF = "gibt-es-das-schon", "bedarf"


@pytest.fixture
def office(page, live_server, admin_client):
    """A browser that has logged in, and an event with two Hinweise to decide; gives the address."""
    hand_over(admin_client, page, live_server.url)
    create_entscheidungsweg()
    raum = create_werte()[0].sozialquartier.sozialraum
    release_berechnung(
        compute_berechnung(JAHR, JAHR, create_indexmethode(), create_konto("stefan")),
        create_konto("petra"),
    )
    kreis = create_institution(name="Lesekreis Osterfeld")
    kreis.sozialraeume.add(raum)
    first = create_hinweis(text="Es fehlt ein Lesekreis.", sozialraeume=[raum])
    create_hinweis(
        text="Die Bücherei schließt früh.", sozialraeume=[raum], veranstaltung=first.veranstaltung
    )
    create_hinweis(text="Ein Lesekreis fehlt.", sozialraeume=[raum], is_published=True)
    return live_server.url


def start(office):
    event = Hinweis.objects.get(text="Es fehlt ein Lesekreis.").veranstaltung
    return f"{office}/verwaltung/dialoge/veranstaltung/{event.pk}/weg/"


def press_until_focused(page, target, key="Tab"):
    for _ in range(250):  # the menu stands before the page; its skip link is shorter
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail("Mit der Tabulatortaste nicht zu erreichen.")


def answer_by_keyboard(page, name, reason):
    """Choose an answer, type the reason, and hold it fast; the question has the focus before."""
    press_until_focused(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    while not page.get_by_role("radio", name=name).is_checked():
        page.keyboard.press("ArrowDown")
    press_until_focused(page, page.get_by_label("Begründung"))
    page.keyboard.type(reason)
    role = page.get_by_label("Entschieden von")
    press_until_focused(page, role)
    page.keyboard.press("Control+a")
    page.keyboard.type("Steuerungsgruppe")
    press_until_focused(page, page.get_by_role("button", name="Antwort festhalten"))
    page.keyboard.press("Enter")


def test_whole_path_by_keyboard_alone(page, office, complaints):
    page.goto(start(office))

    expect(page.get_by_role("link", name="Nächsten Hinweis entscheiden")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Gibt es das schon?")).to_be_visible()
    box = page.get_by_role("checkbox", name="Lesekreis Osterfeld")
    press_until_focused(page, box)
    page.keyboard.press("Space")
    answer_by_keyboard(page, "Ja – dann folgt", "Es gibt den Kreis, nur zu selten.")
    expect(page.get_by_role("heading", name="Befristetes Angebot?")).to_be_visible()
    answer_by_keyboard(page, "Nein – das Ergebnis ist", "Er läuft auf Dauer.")

    expect(page.get_by_role("heading", name="Ergebnis: nur Steckbrief")).to_be_visible()
    expect(page.get_by_role("link", name="Nächster Hinweis")).to_be_focused()
    kept = Hinweis.objects.get(text="Es fehlt ein Lesekreis.").entscheidungen.first()
    assert (kept.grund, kept.rolle) == ("Es gibt den Kreis, nur zu selten.", "Steuerungsgruppe")
    assert [one["titel"] for one in kept.evidenz] == ["Lesekreis Osterfeld"]
    page.keyboard.press("Enter")
    expect(page.get_by_text("Die Bücherei schließt früh.", exact=True)).to_be_visible()
    assert complaints == []


def test_refused_answer_names_the_field_and_keeps_the_text(page, office, complaints):
    page.goto(start(office))
    page.get_by_role("link", name="Nächsten Hinweis entscheiden").click()

    page.get_by_label("Begründung").fill("Schon geschrieben.")
    page.get_by_role("button", name="Antwort festhalten").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Bitte wählen Sie eine Antwort.")
    expect(page.get_by_label("Begründung")).to_have_value("Schon geschrieben.")
    assert complaints == []


def test_path_is_walked_without_a_script(browser, admin_client, office, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    hand_over(admin_client, page, live_server.url)
    page.goto(start(office))

    page.get_by_role("link", name="Nächsten Hinweis entscheiden").click()
    page.get_by_label("Mit anderen Worten suchen").fill("Bücher")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("Eigenen Beleg nennen").click()
    page.get_by_label("Eigener Beleg").fill("Anruf beim Träger")
    page.get_by_role("radio", name="Nein –").check()
    page.get_by_label("Begründung").fill("Nichts da.")
    page.get_by_label("Entschieden von").fill("Team")
    page.get_by_role("button", name="Antwort festhalten").click()

    expect(page.get_by_role("heading", name="Bedarf statistisch gestützt?")).to_be_visible()
    expect(page.get_by_text("Anruf beim Träger")).to_be_visible()
    context.close()


def screens(office):
    """Return name → address of every state that the workbench has."""
    first, second = Hinweis.objects.filter(veranstaltung__hinweise__text__startswith="Die Büch")
    nein = Kante.objects.get(frage__slug=BESTAND, antwort="nein")
    evidenz = [{"art": "Institution", "titel": "Treff", "adresse": "/treff/", "stand": "2020"}]
    for grund in ("Weil.", "Weil es so ist."):
        decide(second, nein, grund=grund, rolle="Team", evidenz=evidenz)
    decide(first, nein, grund="Weil.", rolle="Team")
    stock = Kante.objects.get(frage__slug=BEDARF, antwort="nein")
    decide(first, stock, grund="Weil.", rolle="Team")
    way = f"{office}/verwaltung/dialoge/hinweis/%s/weg/"
    return {
        "Veranstaltung": start(office),
        "Frage": way % second.pk,
        "neu beantworten": way % second.pk + f"?frage={BESTAND}",
        "Ergebnis": way % first.pk,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_screens_are_accessible_and_fit(page, office, complaints, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    barriers = {}
    for name, address in screens(office).items():
        page.goto(address)
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
        barriers[name] = find_barriers(page)
        if name == "Frage":
            page.get_by_role("button", name="Antwort festhalten").click()
            expect(page.get_by_role("alert")).to_contain_text("Noch nicht gesichert")
            barriers["abgelehnt"] = find_barriers(page)

    assert [name for name, found in barriers.items() if found] == [], barriers
    assert complaints == []
