"""The public forms in a browser: without JavaScript, by keyboard, and for axe."""

import pytest
from playwright.sync_api import expect

from navigator import forms
from navigator.models import Meldung
from tests.axe import find_barriers
from tests.town import BARE

pytestmark = pytest.mark.browser

WIDTHS = [1280, 360]
FORMS = {
    "Fehler": f"{BARE}melden/",
    "Kontakt": "/kontakt/melden/",
    "Barriere": "/barrierefreiheit/melden/",
}


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    """Tests type faster than people."""
    monkeypatch.setattr(forms, "SHORTEST", 0)


@pytest.fixture
def plain_page(context, browser, browser_context_args):
    """A page without JavaScript, in a browser that otherwise is that of all tests."""
    plain = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield plain.new_page()
    plain.close()


def barriers_at_all_widths(page):
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = find_barriers(page)
    return {width: barriers for width, barriers in found.items() if barriers}


def test_error_is_reported_without_javascript(plain_page, town):
    page = plain_page
    page.goto(town + BARE)
    page.get_by_role("link", name="Fehler melden").click()
    page.get_by_label("Ihr Name").fill("Erika Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill("erika")
    page.get_by_role("button", name="Absenden").click()

    expect(page.get_by_role("heading", name="Noch nicht abgeschickt")).to_be_visible()
    expect(page.get_by_label("Ihr Name")).to_have_value("Erika Muster")
    page.get_by_role("link", name="Bitte schreiben Sie, was nicht stimmt").click()
    page.keyboard.type("Die Telefonnummer fehlt.")
    page.get_by_label("Ihre E-Mail-Adresse").fill("erika@example.org")
    page.get_by_role("button", name="Absenden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Danke.")
    meldung = Meldung.objects.get()
    assert (meldung.text, meldung.institution.name) == ("Die Telefonnummer fehlt.", "Stille Gruppe")
    expect(page.get_by_text(f"Bis zum {meldung.faellig_am:%d.%m.%Y}")).to_be_visible()
    page.get_by_role("link", name="Zurück zu „Stille Gruppe“").click()
    expect(page).to_have_url(town + BARE)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def test_barrier_is_reported_by_keyboard_from_any_page(page, town, complaints):
    page.goto(f"{town}/karte/")
    page.get_by_role("link", name="Barriere melden").press("Enter")
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/karte/")
    page.get_by_label("Auf welcher Seite?").focus()
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    page.get_by_label("Was geht nicht?").fill("Die Karte.")
    page.get_by_role("button", name="Absenden").press("Enter")

    expect(page.get_by_role("heading", name="Danke.")).to_be_visible()
    expect(page.get_by_text("Fürstenwall 25")).to_be_visible()
    assert reached[:4] == ["text", "name", "email", "telefon"]
    assert Meldung.objects.get().seite == "/karte/"
    assert complaints == []


def test_problems_get_the_focus_and_the_trap_is_not_seen(page, town, complaints):
    page.goto(town + FORMS["Kontakt"])
    expect(page.locator("[name=homepage]")).to_be_hidden()
    page.get_by_role("button", name="Absenden").click()

    expect(page.get_by_role("region", name="Noch nicht abgeschickt")).to_be_focused()
    expect(page.get_by_label("Ihre Nachricht")).to_have_accessible_description(
        "Zum Beispiel: Im Verzeichnis fehlt die Fahrradwerkstatt an der Goebenstraße. "
        "Bitte schreiben Sie uns Ihre Nachricht."
    )
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FORMS)
def test_form_problems_and_thanks_are_accessible(page, town, theme, name):
    page.emulate_media(color_scheme=theme)
    barriers = {}

    page.goto(town + FORMS[name])
    barriers["form"] = barriers_at_all_widths(page)
    page.get_by_label("Ihre E-Mail-Adresse").fill("falsch")
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("heading", name="Noch nicht abgeschickt")).to_be_visible()
    barriers["problems"] = barriers_at_all_widths(page)
    page.locator("textarea").fill("Ein Text.")
    page.get_by_label("Ihre E-Mail-Adresse").fill("a@example.org")
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("heading", name="Danke.")).to_be_visible()
    barriers["thanks"] = barriers_at_all_widths(page)

    assert {where: found for where, found in barriers.items() if found} == {}


@pytest.mark.parametrize("name", FORMS)
def test_nothing_sticks_out_on_a_narrow_phone(page, town, name):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(town + FORMS[name])

    assert page.evaluate("document.documentElement.scrollWidth") == 320
