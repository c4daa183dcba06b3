"""Recommendations and what belongs to them from lists: new, again, changed, wrong, undone."""

import pytest

from handlungsempfehlungen.imports import (
    BefassungResource,
    EvidenzResource,
    FassungResource,
    MassnahmensteckbriefResource,
    SachstandResource,
    StrategiepapierResource,
    VerwendungResource,
)
from handlungsempfehlungen.models import (
    Befassung,
    Fassung,
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Sachstand,
    Strategiepapier,
    Verwendung,
)
from navigator.imports import laeufe
from navigator.imports.ruecknahme import UndoError, undo
from tests.einlesen import create_papier, problems_of, read, row, table
from tests.factories import (
    create_gremium,
    create_handlungsempfehlung,
    create_institution,
    create_sachstand,
    create_sitzung,
    create_sozialraum,
    create_stelle,
    create_strategiepapier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def papier():
    return create_papier()


# ---- recommendations -----------------------------------------------------------------------------


def test_row_becomes_a_recommendation_with_its_first_fassung(papier):
    stelle = create_stelle(name="Bereich 3-2 Soziales")

    ergebnis = read(FassungResource, row(federfuehrung="bereich 3-2 soziales", prioritaet="hoch"))

    fassung = Fassung.objects.get()
    assert fassung.handlungsempfehlung.slug == "os-2023-03"
    assert (fassung.nummer, str(fassung.datum)) == (1, "Februar 2023")
    assert (fassung.federfuehrung, fassung.prioritaet) == (stelle, "hoch")
    assert [one.name for one in fassung.sozialraeume.all()] == ["Osterfeld"]
    assert not fassung.handlungsempfehlung.ist_beispiel
    assert not fassung.handlungsempfehlung.is_published
    assert {one.modell for one in ergebnis.aenderungen} == {
        "handlungsempfehlungen.handlungsempfehlung",
        "handlungsempfehlungen.fassung",
    }


def test_same_file_again_changes_nothing(papier):
    rows = [row(), row(gilt_ab="06/2025", titel="Neu", veroeffentlicht="ja")]
    read(FassungResource, *rows)

    ergebnis = read(FassungResource, *rows)

    assert (ergebnis.aenderungen, ergebnis.unveraendert) == ([], 2)


def test_later_day_is_a_new_fassung_whatever_the_order_of_the_rows(papier):
    read(FassungResource, row(gilt_ab="06/2025", titel="Neu"), row(gilt_ab="02/2023"))

    fassungen = Fassung.objects.order_by("nummer").values_list("nummer", "titel")
    assert list(fassungen) == [(1, "Beratung öffnen"), (2, "Neu")]
    assert Handlungsempfehlung.objects.count() == 1


def test_earlier_fassung_is_refused_once_a_later_one_is_there(papier):
    read(FassungResource, row(gilt_ab="06/2025"))

    assert "schon eine Fassung vom Juni 2025" in problems_of(FassungResource, row())[0]


def test_sozialraum_names_its_only_paper(papier):
    cells = row()
    del cells["strategiepapier"]

    read(FassungResource, cells | {"sozialraum": "Osterfeld"})

    assert Handlungsempfehlung.objects.get().strategiepapier == papier


def test_sozialraum_with_two_papers_names_none(papier):
    create_strategiepapier(sozialraum=papier.sozialraum, datum="2026")
    cells = row()
    del cells["strategiepapier"]

    found = problems_of(FassungResource, cells | {"sozialraum": "Osterfeld"})

    assert found == [
        "Zeile 2, Spalte „sozialraum“: Zu „Osterfeld“ gibt es mehrere Strategiepapiere: "
        "osterfeld-2023, osterfeld-2026. Bitte nennen Sie eines davon in der Spalte "
        "„strategiepapier“."
    ]


def test_unknown_stelle_is_a_problem_with_a_suggestion_and_nothing_is_written(papier):
    create_stelle(name="Bereich 3-2 Soziales")

    found = problems_of(FassungResource, row(federfuehrung="Bereich 3-2 Sozales"))

    assert found == [
        "Zeile 2, Spalte „federfuehrung“: „Bereich 3-2 Sozales“ gibt es nicht. Meinten Sie "
        "„Bereich 3-2 Soziales“?"
    ]
    assert not Handlungsempfehlung.objects.exists()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"nummer": "0"}, "Spalte „nummer“: Bitte die Nummer nennen"),
        ({"nummer": "drei"}, "Spalte „nummer“: „drei“ ist keine Zahl"),
        ({"strategiepapier": "osterfeld-1999"}, "Spalte „strategiepapier“: „osterfeld-1999“ gibt"),
        ({"gilt_ab": "bald"}, "Spalte „gilt_ab“: „bald“ ist kein Datum"),
        ({"empfehlung": ""}, "Spalte „empfehlung“: "),
        ({"veroeffentlicht": "vielleicht"}, "Spalte „veroeffentlicht“: „vielleicht“ ist weder"),
    ],
)
def test_wrong_cell_is_told_with_its_place(papier, cells, sentence):
    found = problems_of(FassungResource, row(**cells))

    assert any(sentence in one for one in found), found
    assert not any("null" in one for one in found), found


def test_publishing_alone_changes_the_recommendation_and_no_fassung(papier):
    read(FassungResource, row())

    ergebnis = read(FassungResource, row(veroeffentlicht="ja"))

    assert Handlungsempfehlung.objects.get().is_published
    assert [one.modell for one in ergebnis.aenderungen] == [
        "handlungsempfehlungen.handlungsempfehlung"
    ]


def test_column_that_is_missing_leaves_the_areas_alone(papier):
    read(FassungResource, row())
    Fassung.objects.get().sozialraeume.clear()

    assert read(FassungResource, row()).aenderungen == []


def test_row_of_an_example_stays_an_example(papier):
    read(FassungResource, row(beispiel="ja"))

    assert Handlungsempfehlung.objects.get().ist_beispiel


def test_real_row_does_not_become_a_fassung_of_an_example(papier):
    read(FassungResource, row(beispiel="ja"))

    found = problems_of(FassungResource, row(gilt_ab="06/2025"))

    assert "Unter dieser Nummer steht noch ein Beispiel (OS-03)." in found[0]
    assert Fassung.objects.count() == 1


def test_import_is_taken_back_with_its_recommendation(papier, admin_user):
    lauf = laeufe.upload(Fassung, laeufe.Datei("he.csv", table(row())), admin_user)
    lauf = laeufe.confirm(lauf, admin_user)
    assert Handlungsempfehlung.objects.exists()

    undo(lauf, admin_user)

    assert not Handlungsempfehlung.objects.exists()


# ---- Steckbriefe ---------------------------------------------------------------------------------


def test_steckbrief_links_those_who_are_known_and_keeps_other_names():
    caritas, bereich = create_institution(name="Caritas"), create_stelle(name="Kinderbüro")

    read(
        MassnahmensteckbriefResource,
        {"titel": "Spielmobil", "Träger": "Caritas", "Partner": "Kinderbüro; VHS"},
    )

    partner = Massnahmensteckbrief.objects.get().partner.order_by("pk")
    assert [(one.rolle, one.wer) for one in partner] == [
        ("traeger", caritas),
        ("partner", bereich),
        ("partner", "VHS"),
    ]


def test_steckbrief_reads_german_dates_of_any_precision():
    read(
        MassnahmensteckbriefResource,
        {"titel": "Kurs", "beginn": "09/2025", "ende": "31.08.2027", "befristung": "befristet"},
        {"titel": "Treff", "beginn": "2019", "ende": "", "befristung": ""},
    )

    kurs, treff = Massnahmensteckbrief.objects.order_by("titel")
    assert (str(kurs.beginn), str(kurs.ende)) == ("September 2025", "31.08.2027")
    assert (str(treff.beginn), bool(treff.ende)) == ("2019", False)


def test_steckbrief_again_changes_nothing_and_a_new_partner_is_added():
    cells = {"titel": "Spielmobil", "traeger": "Caritas"}
    read(MassnahmensteckbriefResource, cells)

    assert read(MassnahmensteckbriefResource, cells).aenderungen == []
    ergebnis = read(MassnahmensteckbriefResource, cells | {"partner": "VHS"})

    assert [one.titel for one in ergebnis.aenderungen] == ["VHS"]


def test_partner_that_a_list_no_longer_names_is_not_lost():
    read(MassnahmensteckbriefResource, {"titel": "Spielmobil", "traeger": "Caritas; AWO"})

    found = problems_of(MassnahmensteckbriefResource, {"titel": "Spielmobil", "traeger": "AWO"})

    assert "steht hier auch „Caritas“" in found[0]


# ---- Sachstände and the rest ---------------------------------------------------------------------


def sachstand_row(he, **cells):
    return {
        "empfehlung": he.slug,
        "datum": "03/2026",
        "umsetzungsstand": "in Umsetzung",
        "text": "Es geht voran.",
        "stelle": "Bereich 3-2 Soziales",
    } | cells


@pytest.fixture
def he():
    stelle = create_stelle(name="Bereich 3-2 Soziales")
    return create_handlungsempfehlung(federfuehrung=stelle)


def test_sachstand_is_added_once(he):
    read(SachstandResource, sachstand_row(he), sachstand_row(he))

    assert read(SachstandResource, sachstand_row(he)).aenderungen == []
    assert Sachstand.objects.get().umsetzungsstand == "in-umsetzung"


def test_other_sachstand_of_the_day_is_added_and_the_first_one_stays(he):
    first = create_sachstand(he, datum="03/2026", text="Zuerst.")

    read(SachstandResource, sachstand_row(he))

    assert [one.text for one in Sachstand.objects.order_by("pk")] == ["Zuerst.", "Es geht voran."]
    first.refresh_from_db()
    assert first.text == "Zuerst."


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"umsetzungsstand": "entfallen"}, "„Zurückgestellt“ und „entfallen“ brauchen einen"),
        ({"datum": "01.01.2099"}, "Das Datum liegt in der Zukunft."),
        ({"naechste_pruefung": "01.01.2026"}, "Die nächste Prüfung liegt nach dem Datum"),
        ({"text": ""}, "Spalte „text“: "),
    ],
)
def test_wrong_sachstand_is_refused_in_german(he, cells, sentence):
    assert sentence in problems_of(SachstandResource, sachstand_row(he, **cells))[0]


def test_sachstaende_cannot_be_taken_back(he, admin_user):
    datei = laeufe.Datei("stand.csv", table(sachstand_row(he)))
    lauf = laeufe.confirm(laeufe.upload(Sachstand, datei, admin_user), admin_user)

    with pytest.raises(UndoError) as refusal:
        undo(lauf, admin_user)

    assert "Ein Sachstand bleibt" in refusal.value.hindernisse[0].gruende[0]


def test_strategiepapier_is_one_per_sozialraum_and_year():
    create_sozialraum(name="Osterfeld")
    cells = {"sozialraum": "Osterfeld", "stand": "02/2023", "titel": "Papier", "quelle": "Stadt"}
    read(StrategiepapierResource, cells)

    assert read(StrategiepapierResource, cells).aenderungen == []
    read(StrategiepapierResource, cells | {"titel": "Anders"})

    assert Strategiepapier.objects.get().titel == "Anders"
    assert "gibt es nicht" in problems_of(StrategiepapierResource, cells | {"ausgabe": "2022"})[0]


def test_befassung_belongs_to_a_sitting_that_is_there(he):
    sitzung = create_sitzung(gremium=create_gremium(name="Rat"))
    cells = {
        "gremium": "Rat",
        "datum": f"{sitzung.datum:%d.%m.%Y}",
        "drucksache": "B/17/1",
        "ergebnis": "beraten",
        "handlungsempfehlungen": he.slug,
    }
    read(BefassungResource, cells)

    assert read(BefassungResource, cells).aenderungen == []
    assert Befassung.objects.get().handlungsempfehlungen.get() == he
    assert problems_of(BefassungResource, cells | {"datum": "01.01.2030"}) == [
        "Zeile 2, Spalte „datum“: Diese Sitzung gibt es noch nicht. Legen Sie sie zuerst unter "
        "„Sitzungen“ an."
    ]


def test_verwendung_again_changes_nothing(he):
    cells = {"empfehlung": he.slug, "art": "antrag", "datum": "2024", "text": "Antrag."}
    read(VerwendungResource, cells)

    assert read(VerwendungResource, cells).aenderungen == []
    assert Verwendung.objects.get().art == "antrag"


def test_evidenz_of_an_unknown_fassung_is_refused(he):
    found = problems_of(
        EvidenzResource,
        {"empfehlung": he.slug, "fassung": "7", "indikator": "sgb2", "ausgabe": "2022"},
    )

    assert any("2022 gibt es nicht" in one for one in found) or "Fassung" in found[0]
