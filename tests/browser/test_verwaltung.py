"""The office at work under the strict Content-Security-Policy."""

import pytest
from django.contrib import admin
from playwright.sync_api import expect

from navigator.models import Institution
from sozialplanung.rollen import create_roles
from tests.anmeldung import PASSWORD
from tests.factories import create_institution, create_kategorie
from tests.office import code_of, create_konto, hand_over, set_up_totp, url

pytestmark = pytest.mark.browser


@pytest.fixture
def office(page, live_server, admin_client):
    """A browser that has logged in; gives the address of the portal."""
    hand_over(admin_client, page, live_server)
    return live_server.url


def test_editor_adds_an_entry_and_publishes_it(page, live_server, complaints):
    create_roles()
    set_up_totp(create_konto("anna", "Redaktion", password=PASSWORD))
    create_kategorie("beratung", name="Beratung")

    page.goto(f"{live_server}/verwaltung/")
    page.get_by_label("Anmeldename").fill("anna")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_label("Code").fill(code_of())
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("navigation", name="Bereiche der Verwaltung").get_by_role(
        "link", name="Institutionen"
    ).click()
    page.get_by_role("link", name="Institution hinzufügen").click()
    page.get_by_label("Name", exact=True).fill("Neue Beratungsstelle")
    page.get_by_label("Kategorie", exact=True).select_option("Beratung")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.get_by_text("erfolgreich hinzugefügt")).to_be_visible()
    assert Institution.objects.published().count() == 0
    page.get_by_role("row", name="Neue Beratungsstelle").get_by_role("checkbox").check()
    actions = page.get_by_role("combobox", name="Aktion")
    actions.select_option("Ausgewählte Institutionen veröffentlichen")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_text("1 Institution veröffentlicht.")).to_be_visible()
    page.goto(f"{live_server}/institutionen/")
    page.get_by_role("link", name="Neue Beratungsstelle").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Neue Beratungsstelle")
    assert complaints == []


def test_editor_finds_a_record_while_typing(page, office, complaints):
    caritas = create_institution(name="Caritasverband")
    treff = create_institution(name="Treff am Markt")

    page.goto(office + url(Institution, "change", treff.pk))
    page.locator(".field-traeger_institution").get_by_role("combobox").last.click()
    page.keyboard.type("caritas")
    page.get_by_role("option", name="Caritasverband").click()
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.get_by_text("erfolgreich geändert")).to_be_visible()

    treff.refresh_from_db()
    assert treff.traeger_institution == caritas
    assert complaints == []


def test_no_form_breaks_the_rules_for_scripts_and_styles(page, office, complaints, rf, admin_user):
    request = rf.get("/verwaltung/")
    request.user = admin_user
    models = [m for m, form in admin.site._registry.items() if form.has_add_permission(request)]

    for model in models:
        page.goto(office + url(model, "add"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()  # not all save by „Sichern“

    assert len(models) > 10
    assert complaints == []
