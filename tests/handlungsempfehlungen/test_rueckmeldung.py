"""The round of the Controlling: sheets per office out, filled in, back with a preview."""

import datetime as dt
import io

import pytest
from django.contrib.auth.models import Permission
from openpyxl import load_workbook

from handlungsempfehlungen.models import Fassung, Sachstand
from handlungsempfehlungen.rueckmeldung import (
    HEADINGS,
    read_rueckmeldung,
    write_rueckmeldebogen,
    write_ueberpruefung,
)
from handlungsempfehlungen.zustaendigkeit import may_enter
from navigator.imports import laeufe
from tests.factories import (
    create_handlungsempfehlung,
    create_sachstand,
    create_sozialquartier,
    create_stelle,
    create_strategiepapier,
    create_veranstaltung,
)

pytestmark = pytest.mark.django_db
COLUMN = {heading: number for number, heading in enumerate(HEADINGS.values(), start=1)}
ANSWER = {
    "Stand vom": "12.10.2026",
    "Neuer Stand": "in Umsetzung",
    "Im Zeitplan?": "im Plan",
    "Was ist geschehen?": "Der Raum ist gemietet.",
    "Beleg": "Vermerk vom 12.10.2026",
    "Nächste Prüfung am": "01.10.2027",
}


@pytest.fixture
def stellen():
    return [create_stelle(name="Bereich 3-2 Soziales"), create_stelle(name="Bereich Gesundheit")]


@pytest.fixture
def empfehlungen(stellen):
    papier = create_strategiepapier()
    return [
        create_handlungsempfehlung(strategiepapier=papier, federfuehrung=stelle, titel=stelle.name)
        for stelle in stellen
    ]


def open_book(data):
    return load_workbook(io.BytesIO(data))


def fill(data, sheet, row, **cells):
    """Write ``cells`` into a row of the workbook, like somebody at an office."""
    book = open_book(data)
    for heading, value in (ANSWER | cells).items():
        book[sheet].cell(row, COLUMN[heading], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(data, user):
    return read_rueckmeldung(laeufe.Datei("rueckmeldung.xlsx", data), user)


def create_konto(django_user_model, *stellen, rights=("add_sachstand",)):
    user = django_user_model.objects.create_user("fach")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    for stelle in stellen:
        stelle.konten.add(user)
    return user


def test_sheets_leave_out_drafts_as_the_screens_do(stellen, empfehlungen):
    empfehlungen[0].is_published = False
    empfehlungen[0].save()
    raum = empfehlungen[0].strategiepapier.sozialraum
    event = create_veranstaltung(sozialraeume=[raum])

    bogen = open_book(write_rueckmeldebogen(stellen))
    pruefbogen = open_book(write_ueberpruefung(event))

    assert bogen.sheetnames == ["Bereich Gesundheit", "Erklärung"]
    assert pruefbogen.sheetnames == ["Bereich Gesundheit", "Erklärung"]


# ---- out -----------------------------------------------------------------------------------------


def test_each_stelle_gets_a_sheet_with_what_it_answers_for(stellen, empfehlungen):
    create_sachstand(
        empfehlungen[0], text="Bisher.", stelle=stellen[0], naechste_pruefung=dt.date(2026, 1, 31)
    )
    idle = create_stelle(name="Ohne Aufgabe")

    book = open_book(write_rueckmeldebogen([*stellen, idle]))

    assert book.sheetnames == ["Bereich 3-2 Soziales", "Bereich Gesundheit", "Erklärung"]
    first, second = ([cell.value for cell in book[name][2]] for name in book.sheetnames[:2])
    assert first[:2] == [empfehlungen[0].slug, f"{empfehlungen[0].kennung} Bereich 3-2 Soziales"]
    assert first[3:5] == ["in Umsetzung (01.02.2024)", "Bisher."]
    assert first[5].date() == dt.date(2026, 1, 31)
    assert second[3:5] == ["offen", None]
    assert book["Bereich Gesundheit"].max_row == 2


def test_only_cells_to_fill_in_are_open_and_states_are_offered(stellen, empfehlungen):
    sheet = open_book(write_rueckmeldebogen(stellen))["Bereich 3-2 Soziales"]

    locked = {name: sheet.cell(2, n).protection.locked for name, n in COLUMN.items()}
    assert sheet.protection.sheet
    assert locked["Kennung"]
    assert sheet["A1"].protection.locked
    assert {name for name, is_locked in locked.items() if not is_locked} == {
        *ANSWER,
        "Grund (bei zurückgestellt und entfallen)",
        "Adresse des Belegs",
    }
    offered = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert any("dauerhaft etabliert" in one for one in offered)
    assert '"im Plan,verzögert,gefährdet"' in offered


def test_sheet_shows_how_things_stood_on_the_day(stellen, empfehlungen):
    create_sachstand(empfehlungen[0], stelle=stellen[0], datum="01.02.2024")

    sheet = open_book(write_rueckmeldebogen(stellen, dt.date(2023, 1, 1)))["Bereich 3-2 Soziales"]

    assert sheet.cell(2, COLUMN["Stand bisher"]).value == "offen"


# ---- in ------------------------------------------------------------------------------------------


def test_filled_rows_of_all_sheets_become_sachstaende(stellen, empfehlungen, admin_user):
    data = write_rueckmeldebogen(stellen)
    for stelle in stellen:
        data = fill(data, stelle.name, 2)

    lauf = upload(data, admin_user)
    assert (lauf.probleme, lauf.neu, Sachstand.objects.count()) == ([], 2, 0)
    laeufe.confirm(lauf, admin_user)

    assert {(one.handlungsempfehlung, one.stelle) for one in Sachstand.objects.all()} == set(
        zip(empfehlungen, stellen, strict=True)
    )
    first = Sachstand.objects.first()
    assert (first.umsetzungsstand, first.zeitplan) == ("in-umsetzung", "im-plan")
    assert first.naechste_pruefung == dt.date(2027, 10, 1)


def test_rows_that_nobody_filled_in_are_passed_over(stellen, empfehlungen, admin_user):
    lauf = upload(fill(write_rueckmeldebogen(stellen), "Bereich Gesundheit", 2), admin_user)

    assert (lauf.probleme, lauf.neu) == ([], 1)
    assert "1 Zeilen ohne Eintrag sind übergangen." in lauf.befund["hinweise"]


def test_sheet_that_nobody_filled_in_does_nothing(stellen, empfehlungen, admin_user):
    lauf = upload(write_rueckmeldebogen(stellen), admin_user)

    assert (lauf.probleme, lauf.neu) == ([], 0)
    assert "keine Zeile ausgefüllt" in lauf.befund["zusammenfassung"]


def test_same_file_again_adds_nothing(stellen, empfehlungen, admin_user):
    data = fill(write_rueckmeldebogen(stellen), "Bereich Gesundheit", 2)
    laeufe.confirm(upload(data, admin_user), admin_user)

    lauf = upload(data, admin_user)

    assert (lauf.neu, lauf.unveraendert) == (0, 1)


def test_problem_names_sheet_row_and_column(stellen, empfehlungen, admin_user):
    data = fill(
        write_rueckmeldebogen(stellen),
        "Bereich Gesundheit",
        2,
        **{"Neuer Stand": "fast fertig", "Stand vom": "gestern"},
    )

    probleme = {one["spalte"]: one for one in upload(data, admin_user).probleme}

    assert {"Neuer Stand", "Stand vom"} <= probleme.keys()
    wrong = probleme["Neuer Stand"]
    assert (wrong["blatt"], wrong["zeile"], wrong["wert"]) == (
        "Bereich Gesundheit",
        2,
        "fast fertig",
    )
    assert wrong["text"].startswith("„fast fertig“ geht hier nicht.")


# ---- who may -------------------------------------------------------------------------------------


def test_fachbereich_enters_only_what_its_stelle_answers_for(
    stellen, empfehlungen, django_user_model
):
    user = create_konto(django_user_model, stellen[0])

    assert may_enter(user, empfehlungen[0])
    assert may_enter(user, empfehlungen[0], stellen[0])
    assert not may_enter(user, empfehlungen[0], stellen[1])
    assert not may_enter(user, empfehlungen[1])


def test_stelle_that_said_the_last_may_go_on(stellen, empfehlungen, django_user_model):
    user = create_konto(django_user_model, stellen[1])
    create_sachstand(empfehlungen[0], stelle=stellen[1])

    assert may_enter(user, empfehlungen[0], stellen[1])


def test_without_the_right_nobody_enters(stellen, empfehlungen, django_user_model):
    user = create_konto(django_user_model, *stellen, rights=())

    assert not may_enter(user, empfehlungen[0])


def test_who_keeps_recommendations_enters_for_all(stellen, empfehlungen, django_user_model):
    rights = ("add_sachstand", "change_handlungsempfehlung")
    user = create_konto(django_user_model, rights=rights)

    assert all(may_enter(user, he, stellen[1]) for he in empfehlungen)


def test_row_of_another_stelle_is_refused_in_the_preview(stellen, empfehlungen, django_user_model):
    user = create_konto(django_user_model, stellen[0])
    data = write_rueckmeldebogen(stellen)
    for stelle in stellen:
        data = fill(data, stelle.name, 2)

    probleme = upload(data, user).probleme

    assert [one["blatt"] for one in probleme] == ["Bereich Gesundheit"]
    assert "dürfen Sie keinen Sachstand eintragen" in probleme[0]["text"]


# ---- a dialogue reviews --------------------------------------------------------------------------


def test_dialogue_reviews_the_recommendations_of_its_sozialraum(stellen, empfehlungen, admin_user):
    raum = empfehlungen[0].strategiepapier.sozialraum
    elsewhere = create_handlungsempfehlung(federfuehrung=stellen[0])
    inside = create_handlungsempfehlung(federfuehrung=stellen[0])
    quartier = create_sozialquartier(sozialraum=raum)
    inside.fassungen.get().sozialraeume.clear()
    inside.fassungen.get().sozialquartiere.add(quartier)
    dialog = create_veranstaltung(titel="Dialog Ost", sozialraeume=[raum])

    sheet = open_book(write_ueberpruefung(dialog))["Bereich 3-2 Soziales"]

    slugs = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert slugs == {empfehlungen[0].slug, inside.slug}
    assert elsewhere.slug not in slugs


def test_dialogue_reviews_what_is_for_the_whole_city_or_names_no_area(stellen, empfehlungen):
    raum = empfehlungen[0].strategiepapier.sozialraum
    citywide = create_handlungsempfehlung(federfuehrung=stellen[0])
    silent = create_handlungsempfehlung(
        federfuehrung=stellen[0], strategiepapier=empfehlungen[0].strategiepapier
    )
    for he, stadtweit in [(citywide, True), (silent, False)]:
        fassung = he.fassungen.get()
        fassung.sozialraeume.clear()
        Fassung.objects.filter(pk=fassung.pk).update(stadtweit=stadtweit)

    sheet = open_book(write_ueberpruefung(create_veranstaltung(sozialraeume=[raum])))[
        "Bereich 3-2 Soziales"
    ]

    slugs = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert slugs == {empfehlungen[0].slug, citywide.slug, silent.slug}


def test_results_of_a_dialogue_have_it_as_beleg_and_its_day(stellen, empfehlungen, admin_user):
    raum = empfehlungen[0].strategiepapier.sozialraum
    dialog = create_veranstaltung(
        titel="Dialog Ost",
        sozialraeume=[raum],
        datum_bis=dt.date(2025, 9, 30),
        datum_genauigkeit="tag",
    )
    data = fill(
        write_ueberpruefung(dialog), "Bereich Gesundheit", 2, **{"Beleg": None, "Stand vom": None}
    )

    laeufe.confirm(upload(data, admin_user), admin_user)

    sachstand = Sachstand.objects.get()
    assert (sachstand.beleg, f"{sachstand.datum}") == ("Dialog Ost, 30.09.2025", "30.09.2025")
    assert sachstand.stelle == stellen[1]


def test_recommendation_without_stelle_is_reviewed_and_names_one(empfehlungen, admin_user):
    he = create_handlungsempfehlung(strategiepapier=empfehlungen[0].strategiepapier)
    dialog = create_veranstaltung(sozialraeume=[he.strategiepapier.sozialraum])
    data = fill(write_ueberpruefung(dialog), "Ohne Federführung", 2, Zuständig="Bereich Gesundheit")

    laeufe.confirm(upload(data, admin_user), admin_user)

    assert Sachstand.objects.get().handlungsempfehlung == he
