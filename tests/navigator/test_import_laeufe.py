"""A file on its way in: preview, confirmation, and what is kept of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from navigator.imports import laeufe
from navigator.imports.laeufe import Datei, ImportlaufError
from navigator.models import (
    Datenstand,
    Importaenderung,
    Importlauf,
    Institution,
    Suchwort,
    Zielgruppe,
)
from tests.demo import NoOutput
from tests.factories import create_institution, create_kategorie, create_suchwort

pytestmark = pytest.mark.django_db

HEAD = "name;kategorie;telefon;zielgruppen\n"


@pytest.fixture(autouse=True)
def _kategorie():
    create_kategorie("beratung")


def upload(user, *rows, head=HEAD, model=Institution):
    data = (head + "".join(f"{row}\n" for row in rows)).encode()
    return laeufe.upload(model, Datei("liste.csv", data), user)


def read_in(user, *rows, **options):
    return laeufe.confirm(upload(user, *rows, **options), user)


# ---- preview ---------------------------------------------------------------------------------


def test_preview_tells_what_would_happen_and_writes_nothing(admin_user):
    create_institution(name="Treff", telefon="0208 1234")
    create_institution(name="Haus", telefon="0208 999")
    version = Datenstand.objects.current()

    lauf = upload(
        admin_user,
        "Treff;beratung;0208 5678;Paare",
        "Haus;beratung;0208 999;",
        "Neu;beratung;;",
    )

    assert (lauf.zustand, lauf.neu, lauf.geaendert, lauf.unveraendert) == ("vorschau", 1, 1, 1)
    assert {c.titel: c.art for c in lauf.aenderungen.all()} == {
        "Treff": "geaendert",
        "Neu": "neu",
        "Paare": "neu",
    }
    treff = lauf.aenderungen.get(titel="Treff")
    assert (treff.vorher["telefon"], treff.nachher["telefon"]) == ("0208 1234", "0208 5678")
    assert [text for _, text in treff.nachher["zielgruppen"]] == ["Paare"]
    assert treff.zeile == 2
    assert Institution.objects.get(name="Treff").telefon == "0208 1234"
    assert not Institution.objects.filter(name="Neu").exists()
    assert not Zielgruppe.objects.exists()
    assert Datenstand.objects.current() == version


def test_preview_with_problems_keeps_them_with_their_cell(admin_user):
    lauf = upload(admin_user, "Treff;mars;abends;", "Haus;beratung;;")

    assert [(p["zeile"], p["spalte"], p["wert"]) for p in lauf.probleme] == [
        (2, "kategorie", "mars"),
        (2, "telefon", "abends"),
    ]
    assert lauf.befund["probleme"] == 2
    with pytest.raises(ImportlaufError, match="Solange es Probleme gibt"):
        laeufe.confirm(lauf, admin_user)
    assert not Institution.objects.exists()


# ---- confirmation ----------------------------------------------------------------------------


def test_confirmation_does_what_the_preview_said(admin_user):
    create_institution(name="Treff", telefon="0208 1234")

    lauf = read_in(admin_user, "Treff;beratung;0208 5678;Paare", "Neu;beratung;;")

    assert Institution.objects.get(name="Treff").telefon == "0208 5678"
    assert Institution.objects.get(name="Neu").status == "entwurf"
    assert (lauf.zustand, lauf.inhalt) == ("eingelesen", None)
    assert lauf.eingelesen_am is not None
    ids = set(lauf.aenderungen.values_list("modell", "objekt_id"))
    assert ids == {
        ("navigator.institution", Institution.objects.get(name="Treff").pk),
        ("navigator.institution", Institution.objects.get(name="Neu").pk),
        ("navigator.zielgruppe", Zielgruppe.objects.get().pk),
    }


def test_same_file_again_changes_nothing(admin_user):
    rows = ["Treff;beratung;0208 5678;Paare", "Neu;beratung;;Familien; Paare"]
    rows[1] = 'Neu;beratung;;"Familien; Paare"'
    read_in(admin_user, *rows)
    before = list(Institution.objects.order_by("pk").values())
    version = Datenstand.objects.current()

    again = upload(admin_user, *rows)

    assert (again.neu, again.geaendert, again.unveraendert) == (0, 0, 2)
    laeufe.confirm(again, admin_user)
    assert list(Institution.objects.order_by("pk").values()) == before
    assert Datenstand.objects.current() == version


def test_confirmation_is_refused_when_records_have_changed_since(admin_user):
    treff = create_institution(name="Treff", telefon="0208 1234")
    lauf = upload(admin_user, "Treff;beratung;0208 5678;", "Neu;beratung;;")
    treff.telefon = "0208 4444"
    treff.save()

    with pytest.raises(ImportlaufError, match="Seit der Vorschau"):
        laeufe.confirm(lauf, admin_user)

    assert Institution.objects.get().telefon == "0208 4444"
    lauf.refresh_from_db()
    assert (lauf.zustand, lauf.neu, lauf.geaendert) == ("vorschau", 1, 1)
    assert lauf.aenderungen.get(titel="Treff").vorher["telefon"] == "0208 4444"
    laeufe.confirm(lauf, admin_user)
    assert Institution.objects.get(name="Treff").telefon == "0208 5678"


def test_confirmation_is_refused_when_the_change_now_is_a_problem(admin_user):
    kategorie = create_kategorie("sport")
    lauf = upload(admin_user, "Treff;sport;;")
    kategorie.delete()

    with pytest.raises(ImportlaufError, match="Seit der Vorschau"):
        laeufe.confirm(lauf, admin_user)

    lauf.refresh_from_db()
    assert lauf.probleme[0]["spalte"] == "kategorie"


def test_file_is_read_in_once(admin_user):
    lauf = upload(admin_user, "Treff;beratung;;")
    laeufe.confirm(lauf, admin_user)

    with pytest.raises(ImportlaufError, match="schon eingelesen"):
        laeufe.confirm(lauf, admin_user)

    assert Institution.objects.count() == 1


def test_change_of_another_record_does_not_matter(admin_user):
    other = create_institution(name="Anderer")
    lauf = upload(admin_user, "Treff;beratung;;")
    other.telefon = "0208 1"
    other.save()

    laeufe.confirm(lauf, admin_user)

    assert Institution.objects.count() == 2


def test_words_come_in_the_same_way(admin_user):
    create_suchwort("Schulden")

    lauf = upload(
        admin_user, "Schulden;beratung", "Miete;beratung", head="Suchwort;Rubrik\n", model=Suchwort
    )
    laeufe.assign(lauf, spalten=lauf.befund["spalten"], fest={"herkunft": "Anfrage"})
    laeufe.confirm(lauf, admin_user)

    assert dict(Suchwort.objects.values_list("wort", "herkunft")) == {
        "Schulden": "Anfrage",
        "Miete": "Anfrage",
    }


# ---- what is kept ------------------------------------------------------------------------------


def test_forgotten_preview_is_emptied_after_a_day(admin_user):
    old, new = upload(admin_user, "A;beratung;;"), upload(admin_user, "B;beratung;;")
    Importlauf.objects.filter(pk=old.pk).update(angelegt_am=timezone.now() - dt.timedelta(days=2))

    call_command("aufraeumen", stdout=NoOutput())

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.zustand, old.inhalt, old.aenderungen.count()) == ("verworfen", None, 0)
    assert (new.zustand, new.aenderungen.count()) == ("vorschau", 1)


def test_what_was_read_in_is_kept(admin_user):
    lauf = read_in(admin_user, "A;beratung;;")
    Importlauf.objects.update(angelegt_am=timezone.now() - dt.timedelta(days=900))

    call_command("aufraeumen", stdout=NoOutput())

    assert lauf.aenderungen.count() == 1


NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
BASE = {"modell": "navigator.institution", "datei": "a.csv", "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"zustand": "halb"}, "Diesen Zustand eines Imports gibt es nicht."),
        ({"zustand": "eingelesen"}, "Zu einem eingelesenen Import gehört, wann das war."),
        ({"eingelesen_am": NOW}, "Zu einem eingelesenen Import gehört, wann das war."),
        (
            {"zustand": "zurueckgenommen", "eingelesen_am": NOW},
            "Zu einem zurückgenommenen Import gehört, wann das war.",
        ),
        (
            {"zustand": "verworfen", "inhalt": b"x"},
            "Nach der Vorschau wird die Datei nicht aufgehoben.",
        ),
    ],
)
def test_constraint_of_an_import(fields, sentence):
    lauf = Importlauf(**BASE | fields)

    with pytest.raises(ValidationError) as refusal:
        lauf.validate_constraints()

    assert sentence in refusal.value.messages
    with pytest.raises(IntegrityError):
        Importlauf.objects.create(**BASE | fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"art": "weg"}, "Diese Art von Änderung gibt es nicht."),
        ({"position": 0}, "Diese Stelle des Imports gibt es schon."),
    ],
)
def test_constraint_of_a_change(fields, sentence):
    lauf = Importlauf.objects.create(**BASE)
    known = {"lauf": lauf, "modell": "navigator.suchwort", "objekt_id": 1, "titel": "x"}
    Importaenderung.objects.create(**known, position=0, art="neu")
    one = Importaenderung(**known | {"position": 1, "art": "neu"} | fields)

    with pytest.raises(ValidationError) as refusal:
        one.validate_constraints()

    assert sentence in refusal.value.messages
    with pytest.raises(IntegrityError):
        one.save()
