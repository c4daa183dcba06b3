"""Tables → records: all or nothing, and every problem in a German sentence."""

import datetime as dt

import pytest

from navigator.imports import (
    ImportProblems,
    InstitutionResource,
    Problem,
    take_over,
)
from navigator.models import (
    Datenstand,
    Institution,
    Sprache,
    Zielgruppe,
)
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_stadtbezirk,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def table(*rows):
    """A CSV file, the first row being the headings."""
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


def institutionen(*rows, **context):
    """Import rows below the headings in the first."""
    create_kategorie("beratung")
    return take_over(InstitutionResource, table(*rows), **context)


def problems(*rows):
    with pytest.raises(ImportProblems) as refusal:
        institutionen(*rows)
    return refusal.value.problems


HEAD = ("name", "kategorie")


# ---- what comes in --------------------------------------------------------------------------


def test_new_ones_are_drafts_unless_told_otherwise():
    institutionen(HEAD, ("Treff", "beratung"))
    institutionen(HEAD, ("Haus", "beratung"), status="veroeffentlicht")

    stati = dict(Institution.objects.values_list("name", "status"))
    assert stati == {"Treff": "entwurf", "Haus": "veroeffentlicht"}


def test_status_of_an_existing_one_stays():
    create_institution(name="Treff", status="archiviert")

    institutionen(HEAD, ("Treff", "beratung"), status="veroeffentlicht")

    assert Institution.objects.get().status == "archiviert"


def test_all_columns_are_taken_over():
    quartier = create_sozialquartier(name="Innenstadt")
    create_stadtbezirk(name="Osterfeld")
    create_kategorie("sport")
    row = {
        "name": "Beratung Mitte",
        "kategorie": "Beratung",
        "weitere_kategorien": "sport",
        "traeger": "Diakonie",
        "strasse": "Markt",
        "hausnummer": "1",
        "plz": "46045",
        "stadtteil": "Alt-Oberhausen",
        "breite": "51,475",
        "laenge": "6.855",
        "lagequalitaet": "auf das Haus genau",
        "sozialquartier": "innenstadt",
        "stadtweit": "Ja",
        "zustaendig_stadtbezirke": "Osterfeld",
        "telefon": "0208 1234",
        "oeffnungszeiten": "Mo 10:00-12:00",
        "zielgruppen": "Familien; Ältere",
        "sprachen": "Türkisch",
        "rollstuhl": "teilweise",
        "stand": "09/2023",
        "geprueft_am": "1.3.2026",
        "quelle": "WAZ",
    }

    institutionen(tuple(row), tuple(row.values()))

    one = Institution.objects.get()
    assert (one.breite, one.laenge, one.lagequalitaet) == (51.475, 6.855, "exakt")
    assert (one.sozialquartier, one.raumherkunft) == (quartier, "hand")
    assert one.stadtbezirk == quartier.sozialraum.stadtbezirk
    assert one.stadtweit is True
    assert [str(bezirk) for bezirk in one.stadtbezirke.all()] == ["Osterfeld"]
    assert (one.stand_bis, one.stand_genauigkeit) == (dt.date(2023, 9, 30), "monat")
    assert one.geprueft_am == dt.date(2026, 3, 1)
    assert [str(tag) for tag in one.zielgruppen.all()] == ["Ältere", "Familien"]
    assert [str(tag) for tag in one.sprachen.all()] == ["Türkisch"]
    assert [kategorie.slug for kategorie in one.weitere_kategorien.all()] == ["sport"]
    assert (one.ort, one.traeger_text, one.rollstuhl) == ("Oberhausen", "Diakonie", "teilweise")
    assert " familien" in one.suchtext
    assert " turkisch" in one.suchtext


def test_file_twice_is_the_same_as_once():
    rows = [(*HEAD, "zielgruppen", "stand"), ("Treff", "beratung", "Familien", "2024")]
    institutionen(*rows)
    first = Institution.objects.values().get()

    institutionen(*rows)

    second = Institution.objects.values().get()
    assert {**first, "updated_at": None} == {**second, "updated_at": None}
    assert Zielgruppe.objects.count() == 1


def test_known_tags_are_found_in_any_spelling_and_new_ones_added():
    familien = create_zielgruppe("Familien")

    institutionen((*HEAD, "zielgruppen"), ("Treff", "beratung", "FAMILIEN;Paare;familien"))

    assert set(Institution.objects.get().zielgruppen.all()) == {
        familien,
        Zielgruppe.objects.get(name="Paare"),
    }


def test_columns_that_are_missing_change_nothing():
    create_institution(name="Treff", telefon="0208 1234", zielgruppen=[create_zielgruppe()])

    institutionen((*HEAD, "email"), ("Treff", "beratung", "a@example.org"))

    one = Institution.objects.get()
    assert (one.telefon, one.email) == ("0208 1234", "a@example.org")
    assert one.zielgruppen.count() == 1


def test_blank_cells_empty_a_fact():
    create_institution(name="Treff", telefon="0208 1234", zielgruppen=[create_zielgruppe()])

    institutionen((*HEAD, "telefon", "zielgruppen"), ("Treff", "beratung", "", ""))

    one = Institution.objects.get()
    assert one.telefon == ""
    assert one.zielgruppen.count() == 0


def test_kennung_finds_an_entry_that_changes_its_name():
    create_institution(name="Alter Name")

    institutionen(("kennung", *HEAD), ("alter-name", "Neuer Name", "beratung"))

    assert Institution.objects.values_list("slug", "name").get() == ("alter-name", "Neuer Name")


def test_blank_kennung_finds_by_name_and_keeps_the_address():
    create_institution(name="Treff")

    institutionen(("kennung", *HEAD), ("", "TREFF", "beratung"), ("", "Neu", "beratung"))

    assert set(Institution.objects.values_list("slug", "name")) == {
        ("treff", "TREFF"),
        ("neu", "Neu"),
    }


def test_namesakes_are_told_apart_by_their_address():
    for number in ("1", "2"):
        create_institution(name="Kita Sonne", strasse="Hof", hausnummer=number)

    institutionen(
        (*HEAD, "strasse", "hausnummer", "telefon"),
        ("Kita Sonne", "beratung", "Hof", "2", "0208 22"),
        ("Kita Sonne", "beratung", "Hof", "3", "0208 33"),
    )

    numbers = Institution.objects.order_by("hausnummer").values_list("hausnummer", "telefon")
    assert list(numbers) == [("1", ""), ("2", "0208 22"), ("3", "0208 33")]


def test_namesakes_of_one_file_all_arrive():
    institutionen(
        (*HEAD, "strasse"), ("Kita Sonne", "beratung", "Hof"), ("Kita Sonne", "beratung", "Markt")
    )

    assert list(Institution.objects.order_by("strasse").values_list("strasse", flat=True)) == [
        "Hof",
        "Markt",
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_traeger_is_linked_wherever_its_row_stands(order):
    rows = [("Diakonie", "beratung", ""), ("Kita", "beratung", "Diakonie")][::order]

    institutionen((*HEAD, "traeger"), *rows)

    kita = Institution.objects.get(name="Kita")
    assert kita.traeger_institution == Institution.objects.get(name="Diakonie")


def test_traeger_without_an_entry_stays_a_name():
    institutionen((*HEAD, "traeger"), ("Kita", "beratung", "Diakonie"))

    kita = Institution.objects.get()
    assert (kita.traeger_name, kita.traeger_institution) == ("Diakonie", None)


def test_import_raises_the_data_version():
    create_kategorie("beratung")
    before = Datenstand.objects.current()

    institutionen(HEAD, ("Treff", "beratung"))

    assert Datenstand.objects.current() != before


# ---- what is refused -------------------------------------------------------------------------


def test_all_problems_of_all_rows_are_told_with_row_and_heading():
    head = (
        *HEAD,
        "breite",
        "laenge",
        "lagequalitaet",
        "telefon",
        "zielgruppen",
        "stand",
        "rollstuhl",
    )
    found = problems(
        head,
        ("Gut", "beratung", "51,475", "6,855", "exakt", "0208 1", "Familien", "2024", "ja"),
        (
            "Falsch",
            "raumfahrt",
            "abc",
            "6,855",
            "ungefähr",
            "abends",
            "Familien",
            "gestern",
            "evtl.",
        ),
        ("Weit weg", "beratung", "52,5", "13,4", "exakt", "", "", "", ""),
    )

    assert {(problem.zeile, problem.spalte) for problem in found} == {
        (3, "kategorie"),
        (3, "breite"),
        (3, "lagequalitaet"),
        (3, "telefon"),
        (3, "stand"),
        (3, "rollstuhl"),
        (4, "breite"),
    }
    texts = {str(problem) for problem in found}
    assert (
        "Zeile 3, Spalte „kategorie“: „raumfahrt“ gibt es nicht. Bekannt sind: Beratung." in texts
    )
    assert "Zeile 3, Spalte „breite“: „abc“ ist keine Zahl." in texts
    assert (
        "Zeile 4, Spalte „breite“: 52,5 / 13,4 liegt nicht in Oberhausen. Bitte die Zahlen prüfen "
        "oder die Zeile weglassen."
    ) in texts
    assert (
        "Zeile 3, Spalte „lagequalitaet“: „ungefähr“ geht hier nicht. "
        "Möglich sind: exakt, strasse, plz oder leer."
    ) in texts


def test_nothing_is_written_when_one_row_has_a_problem():
    create_institution(name="Alt", telefon="0208 1")
    version = Datenstand.objects.current()

    problems(
        (*HEAD, "telefon", "zielgruppen", "sprachen"),
        ("Alt", "beratung", "0208 2", "Neue Gruppe", "Klingonisch"),
        ("Neu", "beratung", "", "", ""),
        ("Falsch", "raumfahrt", "", "", ""),
    )

    assert Institution.objects.values_list("name", "telefon").get() == ("Alt", "0208 1")
    assert not Zielgruppe.objects.exists()
    assert not Sprache.objects.exists()
    assert Datenstand.objects.current() == version


def test_dry_run_writes_nothing_but_finds_problems():
    institutionen((*HEAD, "zielgruppen"), ("Treff", "beratung", "Neue Gruppe"), dry_run=True)

    assert not Institution.objects.exists()
    assert not Zielgruppe.objects.exists()
    with pytest.raises(ImportProblems):
        institutionen(HEAD, ("Treff", "raumfahrt"), dry_run=True)


def test_problems_of_links_are_told_before_anything_is_saved():
    found = problems(
        (*HEAD, "weitere_kategorien", "zustaendig_sozialraeume"),
        ("Treff", "beratung", "beratung;mars", "Mitte"),
    )

    assert {problem.spalte for problem in found} == {
        "weitere_kategorien",
        "zustaendig_sozialraeume",
    }
    assert found[0].text == "„mars“ gibt es nicht. Bekannt sind: Beratung."


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("stadtweit", "vielleicht", "„vielleicht“ ist weder „ja“ noch „nein“ noch leer."),
        ("stand", "31.02.2020", "„31.02.2020“ gibt es im Kalender nicht."),
        ("geprueft_am", "2024", "„2024“ ist kein Tag. Schreiben Sie zum Beispiel 03.05.2026."),
        ("geprueft_am", "01.01.2099", "Dieser Tag liegt in der Zukunft."),
        ("laenge", "unendlich", "„unendlich“ ist keine Zahl."),
        ("email", "keine", "Bitte gültige E-Mail-Adresse eingeben."),
        ("website", "nur www", ""),
        ("plz", "4604", "Die Postleitzahl hat fünf Ziffern, zum Beispiel 46045."),
        ("name", "", "Dieses Feld darf nicht leer sein."),
        ("kennung", "Ä Ö", ""),
        ("oeffnungszeiten", "morgens", "„morgens“ ist nicht lesbar."),
        (
            "name",
            "x" * 201,
            "Bitte sicherstellen, dass der Wert aus höchstens 200 Zeichen besteht.",
        ),
    ],
)
def test_each_kind_of_cell_has_its_sentence(column, cell, sentence):
    row = {"name": "Treff", "kategorie": "beratung", column: cell}

    found = problems(tuple(row), tuple(row.values()))

    assert (found[0].zeile, found[0].spalte) == (2, column)
    assert found[0].text.startswith(sentence)


def test_rows_are_numbered_as_in_the_spreadsheet():
    """Blank rows count, and so does a cell of several lines as one row."""
    create_kategorie("beratung")
    data = b'name;kategorie\n"Ein\nTreff";beratung\n;\nFalsch;mars\n'

    with pytest.raises(ImportProblems) as refusal:
        take_over(InstitutionResource, data)

    assert [problem.zeile for problem in refusal.value.problems] == [4]


def test_same_entry_twice_in_a_file_does_not_break():
    institutionen(
        (*HEAD, "telefon"), ("Treff", "beratung", "0208 1"), ("Treff", "beratung", "0208 2")
    )

    assert Institution.objects.get().telefon == "0208 2"


def test_entry_that_another_one_already_is_becomes_a_problem():
    create_institution(name="Treff", plz="46045")
    create_institution(name="Haus", plz="46045")

    found = problems(("kennung", *HEAD), ("haus", "Treff", "beratung"))

    assert [problem.zeile for problem in found] == [2]
    assert "gibt es schon" in found[0].text


def test_problem_is_a_sentence():
    assert str(Problem(3, "telefon", "Falsch.")) == "Zeile 3, Spalte „telefon“: Falsch."
    assert str(Problem(3, "", "Falsch.")) == "Zeile 3: Falsch."
