"""Lists of events, tables, figures, participants and goals: read in once, and again unchanged."""

import datetime as dt

import pytest

from dialoge.imports import (
    FolgegremiumResource,
    RundeResource,
    TeilnahmeResource,
    ThementischResource,
    VeranstaltungResource,
    ZahlenangabeResource,
    ZielResource,
)
from dialoge.models import (
    Folgegremium,
    Runde,
    Teilnahme,
    Thementisch,
    Veranstaltung,
    Zahlenangabe,
    Ziel,
)
from navigator.imports import ImportProblems, importable_models, laeufe, take_over
from navigator.imports.ruecknahme import undo
from navigator.models import IstekFeld
from tests.factories import (
    create_folgegremium,
    create_handlungsfeld,
    create_institution,
    create_runde,
    create_sozialkonferenz,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_stelle,
    create_veranstaltung,
)

pytestmark = pytest.mark.django_db

EVENT = "art;runde;titel;datum;quelle\n"


def read(resource, text):
    """Read a file in twice; the second time must find everything as it is."""
    first = take_over(resource, text.encode())
    second = take_over(resource, text.encode())
    assert (second.aenderungen, second.unveraendert) == ([], len(first.tabelle.rows))
    return first


def problems(resource, text):
    with pytest.raises(ImportProblems) as refusal:
        take_over(resource, text.encode())
    return [str(one) for one in refusal.value.problems]


def create_dialog(**fields):
    return create_veranstaltung(titel="Dialog", slug="dialog-2019", **fields)


@pytest.mark.parametrize(
    "model", [Runde, Veranstaltung, Thementisch, Zahlenangabe, Teilnahme, Folgegremium, Ziel]
)
def test_office_can_read_in_lists_of(model):
    assert model in importable_models()


# ---- rounds and events -------------------------------------------------------------------------


def test_round_with_its_subjects():
    read(
        RundeResource,
        "nummer;zeitraum;schwerpunkte;quelle\n3;2025;Armut | Beteiligung;Vortrag\n",
    )

    runde = Runde.objects.get()
    assert runde.schwerpunkt_liste == ["Armut", "Beteiligung"]


@pytest.mark.parametrize(
    ("written", "shown", "genauigkeit"),
    [
        ("10.10.2019", "10.10.2019", "tag"),
        ("09/2023", "September 2023", "monat"),
        ("2025", "2025", "jahr"),
        ("", "", "unbekannt"),
    ],
)
def test_event_has_a_date_as_precise_as_it_was_written(written, shown, genauigkeit):
    create_runde(nummer=1)

    read(VeranstaltungResource, f"{EVENT}dialog;1;Expert*innendialog Osterfeld;{written};Vortrag\n")

    event = Veranstaltung.objects.get()
    assert (str(event.datum), event.datum_genauigkeit) == (shown, genauigkeit)


def test_event_with_everything():
    create_runde(nummer=1)
    create_folgegremium(name="Runder Tisch")
    osterfeld = create_sozialraum(
        name="Osterfeld", stadtbezirk=create_stadtbezirk(name="Osterfeld")
    )
    heide = create_sozialquartier(name="Osterfeld-Heide", sozialraum=osterfeld)

    read(
        VeranstaltungResource,
        "kennung;art;runde;titel;thema;datum;status;beginn;ende;ort;stadtbezirke;sozialraeume;"
        "sozialquartiere;programm;folgegremium;veroeffentlicht\n"
        "osterfeld;Expert*innendialog;1;Dialog;Familie;10.10.2019;dokumentiert;9 Uhr;14.30 Uhr;"
        'Rathaus;Osterfeld;Osterfeld;Osterfeld-Heide;"Begrüßung; Musik|Tische";Runder Tisch;ja\n',
    )

    event = Veranstaltung.objects.get()
    assert (event.slug, event.art, event.status) == ("osterfeld", "dialog", "dokumentiert")
    assert (event.beginn, event.ende) == (dt.time(9), dt.time(14, 30))
    assert event.programm_punkte == ["Begrüßung; Musik", "Tische"]
    assert list(event.sozialraeume.all()) == [osterfeld]
    assert list(event.stadtbezirke.all()) == [osterfeld.stadtbezirk]
    assert list(event.sozialquartiere.all()) == [heide]
    assert event.folgegremium.name == "Runder Tisch"
    assert event.is_published


def test_programme_may_have_a_line_per_point():
    create_runde(nummer=1)

    read(
        VeranstaltungResource,
        'art;runde;titel;datum;programm\ndialog;1;Dialog;2019;"Begrüßung\nTische"\n',
    )

    assert Veranstaltung.objects.get().programm_punkte == ["Begrüßung", "Tische"]


def test_same_title_in_another_round_is_another_event():
    create_runde(nummer=1)
    create_runde(nummer=2)

    read(VeranstaltungResource, f"{EVENT}dialog;1;Dialog;2019;V\ndialog;2;Dialog;2023;V\n")

    assert sorted(Veranstaltung.objects.values_list("slug", flat=True)) == [
        "dialog-2019",
        "dialog-2023",
    ]


def test_undated_events_of_two_rounds_are_told_apart():
    create_runde(nummer=1)
    create_runde(nummer=2)

    read(VeranstaltungResource, f"{EVENT}dialog;1;Dialog;;V\ndialog;2;Dialog;;V\n")

    assert Veranstaltung.objects.count() == 2


def test_kennung_finds_an_event_whose_title_and_date_changed():
    create_dialog(runde=create_runde(nummer=1))

    read(
        VeranstaltungResource,
        "kennung;art;runde;titel;datum\ndialog-2019;dialog;1;Neuer Titel;10.10.2019\n",
    )

    event = Veranstaltung.objects.get()
    assert (event.titel, str(event.datum), event.slug) == (
        "Neuer Titel",
        "10.10.2019",
        "dialog-2019",
    )


def test_blank_status_leaves_the_known_one():
    create_dialog(runde=create_runde(nummer=1), status="dokumentiert")

    read(
        VeranstaltungResource,
        "kennung;art;runde;titel;datum;status\ndialog-2019;dialog;1;Dialog;;\n",
    )

    assert Veranstaltung.objects.get().status == "dokumentiert"


def test_every_wrong_cell_of_an_event_is_named():
    create_runde(nummer=1)

    found = problems(
        VeranstaltungResource,
        "art;runde;titel;datum;beginn\n"
        "fest;1;A;2019;\n"
        "dialog;9;B;2019;\n"
        "dialog;1;C;bald;\n"
        "dialog;1;D;2019;früh\n"
        "dialog;;E;2019;\n",
    )

    assert len(found) >= 5
    for part in [
        "Zeile 2, Spalte „art“: „fest“ geht hier nicht",
        "Zeile 3, Spalte „runde“: „9“ gibt es nicht",
        "Zeile 4, Spalte „datum“: „bald“ ist kein Datum",
        "Zeile 5, Spalte „beginn“: „früh“ ist keine Uhrzeit",
        "Zeile 6: Ein Expert*innendialog gehört zu einer Runde",
    ]:
        assert any(one.startswith(part) for one in found), (part, found)
    assert not Veranstaltung.objects.exists()


def test_import_of_a_date_can_be_taken_back(admin_user):
    event = create_dialog(runde=create_runde(nummer=1))
    data = b"kennung;art;runde;titel;datum\ndialog-2019;dialog;1;Dialog;10.10.2019\n"
    lauf = laeufe.upload(Veranstaltung, laeufe.Datei("d.csv", data), admin_user)

    lauf = laeufe.confirm(lauf, admin_user)
    event.refresh_from_db()
    assert str(event.datum) == "10.10.2019"
    undo(lauf, admin_user)

    event.refresh_from_db()
    assert (event.datum_bis, event.datum_genauigkeit) == (None, "unbekannt")


# ---- tables, figures, participants -------------------------------------------------------------


def test_tables_find_their_event_by_address_or_by_title_with_date():
    create_handlungsfeld(name="Bildung")
    create_dialog(datum_bis=dt.date(2019, 10, 10), datum_genauigkeit="tag")

    read(
        ThementischResource,
        "veranstaltung;nummer;titel;titel_unvollstaendig;handlungsfeld;teiltische;seite\n"
        "dialog-2019;1;Bildungsteilhabe;;Bildung;2;7\n"
        'Dialog, 10.10.2019;2;"Systeme für …";ja;;;\n',
    )

    first, second = Thementisch.objects.all()
    assert (first.handlungsfeld.name, first.teiltische, first.seite) == ("Bildung", 2, 7)
    assert second.titel_unvollstaendig


def test_table_with_a_known_number_is_corrected():
    create_dialog()
    head = "veranstaltung;nummer;titel\n"
    read(ThementischResource, f"{head}dialog-2019;1;Bildung\n")

    read(ThementischResource, f"{head}dialog-2019;1;Bildungsteilhabe\n")

    assert [one.titel for one in Thementisch.objects.all()] == ["Bildungsteilhabe"]


def test_unknown_event_is_named():
    found = problems(ThementischResource, "veranstaltung;nummer;titel\nfest;1;Bildung\n")

    assert found[0].startswith("Zeile 2, Spalte „veranstaltung“: „fest“ gibt es nicht")


def test_two_sources_of_one_figure_are_two_figures():
    create_runde(nummer=1)
    create_dialog()

    read(
        ZahlenangabeResource,
        "runde;veranstaltung;art;wortlaut;von;bis;quelle\n"
        "1;;teilnehmende;60–95;60;95;Vortrag\n"
        "1;;teilnehmende;80–100;80;100;Website\n"
        "1;;steckbriefe;mehr als 50;50;;Vortrag\n"
        ";dialog-2019;teilnehmende;rund 100;100;100;Presse\n",
    )

    assert [(one.von, one.bis) for one in Zahlenangabe.objects.order_by("pk")] == [
        (60, 95),
        (80, 100),
        (50, None),
        (100, 100),
    ]


def test_figure_of_nothing_is_refused():
    found = problems(
        ZahlenangabeResource, "art;wortlaut;von;quelle\nteilnehmende;rund 100;100;Presse\n"
    )

    assert found == ["Zeile 2: Die Angabe gehört zu einer Runde oder zu einer Veranstaltung."]


def test_participants_are_records_of_the_portal_or_words_of_the_source():
    treff = create_institution(name="Treff")
    stelle = create_stelle(name="Soziales", kuerzel="3-2")
    create_dialog()

    read(
        TeilnahmeResource,
        "veranstaltung;institution;stelle;bezeichnung;rolle\n"
        "dialog-2019;Treff;;;gastgeber\n"
        "dialog-2019;;3-2;;hat mit veranstaltet\n"
        "dialog-2019;;;Sozialverbände;\n",
    )

    assert {(str(one.wer), one.rolle) for one in Teilnahme.objects.all()} == {
        ("Treff", "gastgeber"),
        (str(stelle), "veranstaltet"),
        ("Sozialverbände", "teilgenommen"),
    }
    assert Teilnahme.objects.known().count() == 2
    assert treff.teilnahmen.count() == 1


def test_participant_who_is_two_or_nobody_is_refused():
    create_institution(name="Treff")
    create_dialog()

    found = problems(
        TeilnahmeResource,
        "veranstaltung;institution;bezeichnung\ndialog-2019;Treff;Verbände\ndialog-2019;;\n",
    )

    sentence = "Bitte genau eines angeben: Institution, Stelle oder Bezeichnung."
    assert found == [f"Zeile 2: {sentence}", f"Zeile 3: {sentence}"]


# ---- goals -------------------------------------------------------------------------------------


def test_goals_of_a_conference_serve_each_other():
    create_sozialkonferenz(titel="Konferenz", slug="konferenz-2024")
    gremium = create_folgegremium(name="Runder Tisch")
    feld = IstekFeld.objects.create(name="Die Chancenstadt", position=1, quelle="Vortrag")

    read(
        ZielResource,
        "veranstaltung;ebene;position;text;dient;folgegremium;stand;datum;istek_felder\n"
        "konferenz-2024;strategisch;1;Niemand ist allein.;;;;;Die Chancenstadt\n"
        "konferenz-2024;operativ;1;Treffpunkte öffnen.;1;Runder Tisch;in Arbeit;03/2025;\n",
    )

    operative, strategic = Ziel.objects.order_by("ebene")
    assert operative.dient == strategic
    assert (operative.folgegremium, operative.stand) == (gremium, "in-arbeit")
    assert str(operative.datum) == "März 2025"
    assert list(strategic.istek_felder.all()) == [feld]
    assert strategic.stand == "vereinbart"


def test_goal_that_serves_an_unknown_one_is_refused():
    create_sozialkonferenz(titel="Konferenz", slug="konferenz-2024")

    found = problems(
        ZielResource,
        "veranstaltung;ebene;position;text;dient\nkonferenz-2024;operativ;1;Öffnen.;7\n",
    )

    assert found == [
        "Zeile 2, Spalte „dient“: Ein strategisches Ziel mit der Nummer 7 hat diese Konferenz "
        "nicht. Strategische Ziele stehen in der Datei vor den operativen."
    ]


def test_body_is_found_by_its_name():
    create_folgegremium(name="Runder Tisch", quelle="Test")

    read(FolgegremiumResource, "name;beschreibung;quelle\nRunder Tisch;Trifft sich.;Vortrag\n")

    assert Folgegremium.objects.get().beschreibung == "Trifft sich."
