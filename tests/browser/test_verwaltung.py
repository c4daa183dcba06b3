"""The office at work under the strict Content-Security-Policy."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from navigator.models import Institution
from tests.factories import create_kategorie
from tests.office import url

pytestmark = pytest.mark.browser


def test_editor_adds_an_entry_and_publishes_it(page, live_server, complaints):
    get_user_model().objects.create_superuser("redaktion", password="ein langes Wort")
    create_kategorie("beratung", name="Beratung")

    page.goto(f"{live_server}/verwaltung/")
    page.get_by_label("Benutzername").fill("redaktion")
    page.get_by_label("Passwort").fill("ein langes Wort")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("main").get_by_role("link", name="Institutionen").click()
    page.get_by_role("link", name="Institution hinzufügen").click()
    page.get_by_label("Name:", exact=True).fill("Neue Beratungsstelle")
    page.get_by_label("Kategorie:", exact=True).select_option("Beratung")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.get_by_text("erfolgreich hinzugefügt")).to_be_visible()
    assert Institution.objects.published().count() == 0
    page.get_by_role("row", name="Neue Beratungsstelle").get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Aktion").select_option(
        "Ausgewählte Institutionen veröffentlichen"
    )
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_text("1 Institution veröffentlicht.")).to_be_visible()
    page.goto(f"{live_server}/institutionen/")
    page.get_by_role("link", name="Neue Beratungsstelle").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Neue Beratungsstelle")
    assert complaints == []


def test_search_in_a_form_works(page, live_server, complaints, admin_user):
    """The boxes that look for records as one types need scripts and requests of their own."""
