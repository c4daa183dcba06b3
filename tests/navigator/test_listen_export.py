"""Any list of the admin as a file, narrowed as on the screen."""

import io

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from openpyxl import load_workbook

from dialoge.models import Frage
from navigator.admin.base import FullAdmin
from navigator.models import Exkurs, Institution, Meldung, Sozialbericht, Stelle
from sozialplanung.tables import read_table
from tests.factories import create_institution, create_kategorie, create_meldung
from tests.office import log_in, url

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for model, one in admin.site._registry.items()
    if isinstance(one, FullAdmin) and one.is_exported
]


def export(client, model, ending, **query):
    response = client.get(url(model, f"export_{ending}"), query)
    assert response.status_code == 200
    return response


def rows(response):
    return read_table(response.content).dict


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_list_is_a_file_and_offers_it(admin_client, model, ending):
    page = admin_client.get(url(model, "changelist")).content.decode()

    response = export(admin_client, model, ending)

    assert url(model, f"export_{ending}") in page
    assert f".{ending}" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_file_holds_what_filter_and_search_show(admin_client, ending):
    create_institution(name="Kita Sonne", kategorie=create_kategorie("kitas"))
    create_institution(name="Kita Mond", kategorie=create_kategorie("kitas"), status="entwurf")
    create_institution(name="Sonne e. V.")
    query = {"q": "sonne", "kategorie__id__exact": str(create_kategorie("kitas").pk)}

    page = admin_client.get(url(Institution, "changelist"), query).content.decode()
    found = rows(export(admin_client, Institution, ending, **query))

    assert [row["name"] for row in found] == ["Kita Sonne"]
    assert f"liste.{ending}?q=sonne&amp;kategorie__id__exact=" in page


def test_all_pages_of_a_list_are_in_the_file(admin_client):
    for n in range(120):
        create_institution(name=f"Treff {n}")

    assert len(rows(export(admin_client, Institution, "csv", p="2"))) == 120


def test_wrong_filter_leads_back_to_the_list(admin_client):
    for slug in ("kitas", "schulen"):
        create_kategorie(slug)

    response = admin_client.get(url(Institution, "export_csv"), {"kategorie__id__exact": "x"})

    assert response.url == url(Institution, "changelist") + "?e=1"


def test_list_without_an_import_has_german_headings_and_words(admin_client):
    bericht = Sozialbericht.objects.create(jahr=2022, titel="Sozialbericht 2022")
    Exkurs.objects.create(sozialbericht=bericht, titel="=3-2", position=2)
    Frage.objects.create(text="Gibt es das?", slug="bestand", wissen="bestand", position=1)

    (exkurs,) = rows(export(admin_client, Exkurs, "csv"))
    (frage,) = rows(export(admin_client, Frage, "csv"))

    assert exkurs == {
        "Sozialbericht": "Sozialbericht 2022",
        "Titel": "=3-2",
        "Reihenfolge": "2",
        "Zusammenfassung": "",
    }
    assert frage["Das Portal zeigt dazu"] == "Angebote und Maßnahmen, die es gibt"


def test_workbook_is_made_to_be_worked_with(admin_client):
    create_institution(name="=Treff", breite=51.47, laenge=6.85, lagequalitaet="exakt",
                       geprueft_am="2026-05-03")  # fmt: skip

    book = load_workbook(io.BytesIO(export(admin_client, Institution, "xlsx").content))

    sheet = book["Institutionen"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet[f"{columns['name']}2"].value == "'=Treff"
    assert sheet[f"{columns['breite']}2"].value == 51.47
    assert sheet[f"{columns['geprueft_am']}2"].is_date
    assert sheet.column_dimensions[columns["name"]].width >= 10


def test_file_takes_the_right_to_see_the_list(client, django_user_model):
    create_meldung(text="Geheim")
    user = django_user_model.objects.create_user("p", password="ein langes Wort", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_institution"))
    log_in(client, user)

    assert client.get(url(Meldung, "export_csv")).status_code == 403
    assert client.get(url(Institution, "export_csv")).status_code == 200


@pytest.mark.parametrize("count", [1, 9])
def test_file_needs_the_same_queries_for_any_number(
    admin_client, django_assert_max_num_queries, count
):
    for n in range(count):
        haus = create_institution(name=f"Haus {n}")
        Stelle.objects.create(name=f"Stelle {n}", art="traeger", institution=haus)

    with django_assert_max_num_queries(9):
        export(admin_client, Stelle, "csv")


def test_accounts_are_no_file(admin_client):
    konto = get_user_model()

    page = admin_client.get(url(konto, "changelist"))

    assert page.status_code == 200
    assert "liste.csv" not in page.text
    assert admin_client.get(f"{url(konto, 'changelist')}liste.csv").status_code != 200
