"""Reading lists in and taking them back: pages, rights, sentences."""

import datetime as dt
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from navigator.models import Importlauf, Institution, Suchwort
from tests.factories import create_institution, create_kategorie
from tests.office import log_in, url

pytestmark = pytest.mark.django_db

UPLOAD = "/verwaltung/navigator/institution/einlesen/"


@pytest.fixture(autouse=True)
def _kategorie():
    create_kategorie("beratung", name="Beratung")


def send(client, data, name="liste.csv", address=UPLOAD):
    data = data.encode() if isinstance(data, str) else data
    return client.post(address, {"datei": SimpleUploadedFile(name, data)})


def newest_lauf():
    return Importlauf.objects.latest("pk")


def staff(django_user_model, client, *codenames):
    user = django_user_model.objects.create_user(
        f"person{django_user_model.objects.count()}", password="ein langes Wort", is_staff=True
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    log_in(client, user)
    return user


# ---- the way in --------------------------------------------------------------------------------


def test_list_offers_the_way_in_where_there_is_one(admin_client):
    page = admin_client.get(url(Institution, "changelist")).content.decode()
    other = admin_client.get("/verwaltung/navigator/seite/").content.decode()

    assert f'href="{UPLOAD}"' in page
    assert "Liste einlesen" not in other
    assert admin_client.get("/verwaltung/navigator/seite/einlesen/").status_code != 200


def test_file_goes_through_preview_and_confirmation(admin_client, admin_user):
    create_institution(name="Treff", telefon="0208 1234")
    data = "name;kategorie;telefon;fax\nTreff;beratung;0208 5678;1\nNeu;Beratung;;\n"

    response = send(admin_client, data)
    preview = newest_lauf()
    page = admin_client.get(response.url).content.decode()

    assert response.url == f"{UPLOAD}{preview.pk}/"
    assert "CSV, Zeichensatz UTF-8, Trennzeichen Semikolon" in page
    assert "Wird nicht übernommen: „fax“." in page
    for text in ("<b>1</b> neu", "<b>1</b> geändert", "0208 1234", "0208 5678"):
        assert text in page
    assert Institution.objects.count() == 1

    done = admin_client.post(response.url, {"einlesen": "1"}, follow=True)

    assert done.redirect_chain[-1][0] == url(Importlauf, "change", preview.pk)
    assert "Eingelesen: 1 Eintrag ist neu, 1 geändert, 0 unverändert." in done.content.decode()
    assert Institution.objects.get(name="Neu").status == "entwurf"


def test_problems_are_a_table_and_nothing_can_be_read_in(admin_client):
    response = send(admin_client, "Einrichtung;Typ;Tel.\nTreff;Mars;abends\n")
    page = admin_client.get(response.url).content.decode()

    assert "2 Probleme: So wird nichts eingelesen." in page
    assert "<td>Typ</td><td>Mars</td>" in page
    assert 'name="einlesen"' not in page
    admin_client.post(response.url, {"einlesen": "1"})
    assert not Institution.objects.exists()


def test_many_problems_come_in_pages(admin_client):
    rows = "".join(f"A{n};mars\n" for n in range(120))
    response = send(admin_client, f"name;kategorie\n{rows}")

    page = admin_client.get(f"{response.url}?seite=3").content.decode()

    assert "Seite 3 von 3" in page
    assert page.count('<th scope="row">') == 20


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "Das ist ein PDF."),
        (b"name;kategorie\n", "Unter den Überschriften steht keine einzige Zeile."),
        (b"", "Die Datei ist leer."),
        (b"a" * 10_000_001, "Die Datei ist größer als 10 Megabyte."),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_the_field(admin_client, data, sentence):
    response = send(admin_client, data)

    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors["datei"])
    assert not Importlauf.objects.exists()


def test_missing_file_is_told(admin_client):
    response = admin_client.post(UPLOAD)

    assert response.context["form"].errors["datei"] == ["Bitte wählen Sie eine Datei."]


def test_columns_are_assigned_and_values_set_for_all_rows(admin_client):
    response = send(admin_client, "Wer;Tel.\nTreff;0208 1234\n")
    lauf = newest_lauf()
    assert response.url == f"{UPLOAD}{lauf.pk}/spalten/"
    page = admin_client.get(response.url).content.decode()
    assert "Diese Spalten fehlen: kategorie" in page

    again = admin_client.post(response.url, {"spalte_0": "name", "spalte_1": "telefon"})
    assert "Diese Spalten fehlen: kategorie" in again.content.decode()
    done = admin_client.post(
        response.url,
        {"spalte_0": "name", "spalte_1": "telefon", "fest_kategorie": "beratung"},
    )

    assert done.url == f"{UPLOAD}{lauf.pk}/"
    admin_client.post(done.url, {"einlesen": "1"})
    treff = Institution.objects.get()
    assert (treff.name, treff.telefon, treff.kategorie.slug) == ("Treff", "0208 1234", "beratung")


def test_two_columns_cannot_be_the_same(admin_client):
    response = send(admin_client, "Wer;Was\nA;B\n")

    answer = admin_client.post(response.url, {"spalte_0": "name", "spalte_1": "name"})

    assert "„Name“ ist 2 Spalten zugeordnet." in answer.content.decode()


def test_other_sheet_can_be_chosen(admin_client):
    book = Workbook()
    book.active.append(["Hinweise"])
    book.active.append(["Nur zur Ansicht"])
    sheet = book.create_sheet("Liste")
    sheet.append(["name", "kategorie"])
    sheet.append(["Treff", "beratung"])
    out = io.BytesIO()
    book.save(out)
    response = send(admin_client, out.getvalue(), "liste.xlsx")

    done = admin_client.post(response.url, {"blatt": "Liste"})

    lauf = newest_lauf()
    assert (done.url, lauf.befund["blatt"], lauf.neu) == (f"{UPLOAD}{lauf.pk}/", "Liste", 1)


def test_preview_can_be_thrown_away(admin_client):
    response = send(admin_client, "name;kategorie\nTreff;beratung\n")

    admin_client.post(response.url, {"verwerfen": "1"})

    lauf = newest_lauf()
    assert (lauf.zustand, lauf.inhalt) == ("verworfen", None)
    assert admin_client.get(response.url).status_code == 404


def test_preview_lasts_a_day(admin_client):
    response = send(admin_client, "name;kategorie\nTreff;beratung\n")
    Importlauf.objects.update(angelegt_am=timezone.now() - dt.timedelta(hours=25))

    assert admin_client.post(response.url, {"einlesen": "1"}).status_code == 404
    assert not Institution.objects.exists()


def test_records_that_changed_meanwhile_are_told(admin_client):
    treff = create_institution(name="Treff", telefon="0208 1234")
    response = send(admin_client, "name;kategorie;telefon\nTreff;beratung;0208 5678\n")
    treff.telefon = "0208 4444"
    treff.save()

    page = admin_client.post(response.url, {"einlesen": "1"}, follow=True).content.decode()

    assert "Seit der Vorschau hat sich etwas an den Einträgen geändert" in page
    assert "0208 4444" in page


def test_template_is_a_workbook(admin_client):
    response = admin_client.get(f"{UPLOAD}vorlage.xlsx")

    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Institutionen", "Erklärung"]
    assert (
        response.headers["Content-Disposition"]
        == 'attachment; filename="vorlage-institutionen.xlsx"'
    )


# ---- back ----------------------------------------------------------------------------------------


def read_in(client, data="name;kategorie\nTreff;beratung\n", address=UPLOAD):
    response = send(client, data, address=address)
    client.post(response.url, {"einlesen": "1"})
    return newest_lauf()


def undo_url(lauf):
    return reverse("admin:navigator_importlauf_zuruecknehmen", args=[lauf.pk])


def test_import_is_taken_back(admin_client, admin_user):
    lauf = read_in(admin_client)
    assert undo_url(lauf) in admin_client.get(url(Importlauf, "change", lauf.pk)).content.decode()
    assert "wird zurückgenommen" in admin_client.get(undo_url(lauf)).content.decode()
    assert Institution.objects.exists()

    page = admin_client.post(undo_url(lauf), follow=True).content.decode()

    assert "„liste.csv“ ist zurückgenommen" in page
    assert undo_url(lauf) not in page
    assert not Institution.objects.exists()
    assert admin_client.post(undo_url(lauf)).status_code == 302


def test_reasons_against_taking_back_are_listed(admin_client):
    lauf = read_in(admin_client)
    Institution.objects.get().delete()

    page = admin_client.get(undo_url(lauf)).content.decode()
    answer = admin_client.post(undo_url(lauf), follow=True).content.decode()

    for text in (page, answer):
        assert "lässt sich nicht zurücknehmen" in text
        assert "Der Eintrag wurde inzwischen gelöscht." in text
    lauf.refresh_from_db()
    assert lauf.zustand == "eingelesen"


def test_list_of_imports_can_be_narrowed(admin_client):
    read_in(admin_client)
    words = "wort;herkunft\nGeld;Redaktion\n"
    read_in(admin_client, words, "/verwaltung/navigator/suchwort/einlesen/")

    page = admin_client.get(
        url(Importlauf, "changelist"), {"liste": "navigator.suchwort", "zustand": "eingelesen"}
    )

    assert [lauf.modell for lauf in page.context["cl"].result_list] == ["navigator.suchwort"]
    assert Suchwort.objects.exists()


# ---- rights --------------------------------------------------------------------------------------


EDITOR = ("view_institution", "add_institution", "change_institution", "view_importlauf")


@pytest.mark.parametrize("missing", ["add_institution", "change_institution"])
def test_reading_in_takes_the_right_to_add_and_to_change(client, django_user_model, missing):
    staff(django_user_model, client, *(set(EDITOR) - {missing}))

    assert client.get(UPLOAD).status_code == 403
    assert client.get(f"{UPLOAD}vorlage.xlsx").status_code == 403
    assert "Liste einlesen" not in client.get(url(Institution, "changelist")).content.decode()


def test_preview_is_its_owners_alone(client, admin_client, django_user_model):
    response = send(admin_client, "name;kategorie\nTreff;beratung\n")
    staff(django_user_model, client, *EDITOR)

    assert client.get(response.url).status_code == 404
    assert client.post(response.url, {"einlesen": "1"}).status_code == 404


def test_editors_take_back_their_own_imports_only(client, admin_client, django_user_model):
    foreign = read_in(admin_client)
    staff(django_user_model, client, *EDITOR)
    own = read_in(client, "name;kategorie\nHaus;beratung\n")

    assert client.post(undo_url(foreign)).status_code == 403
    assert (
        undo_url(foreign) not in client.get(url(Importlauf, "change", foreign.pk)).content.decode()
    )
    assert client.post(undo_url(own)).status_code == 302
    assert list(Institution.objects.values_list("name", flat=True)) == ["Treff"]


def test_right_of_its_own_takes_back_all_imports(client, admin_client, django_user_model):
    foreign = read_in(admin_client)
    staff(django_user_model, client, *EDITOR, "zuruecknehmen_importlauf")

    client.post(undo_url(foreign))

    assert not Institution.objects.exists()


@pytest.mark.parametrize("address", [UPLOAD, f"{UPLOAD}1/", f"{UPLOAD}1/spalten/"])
def test_strangers_are_sent_to_the_login(client, address):
    assert client.get(address).url.startswith("/verwaltung/login/")


def test_imports_are_read_only(admin_client):
    lauf = read_in(admin_client)

    assert admin_client.get(url(Importlauf, "add")).status_code == 403
    assert admin_client.post(url(Importlauf, "delete", lauf.pk)).status_code == 403
    admin_client.post(url(Importlauf, "change", lauf.pk), {"zustand": "vorschau"})
    lauf.refresh_from_db()
    assert lauf.zustand == "eingelesen"
