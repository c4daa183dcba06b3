"""The dialogues that come with the portal: published facts, and marked examples on every edge."""

import datetime as dt
import io
import re
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from dialoge.beispieldaten import build_beleg, read_rows
from dialoge.models import (
    Ausgang,
    Entscheidung,
    Hinweis,
    Hinweisgruppe,
    Kante,
    Runde,
    Teilnahme,
    Themenspeicher,
    Thementisch,
    Veranstaltung,
    Zahlenangabe,
    Ziel,
)
from navigator.integritaet import Befund
from navigator.models import Datenstand, Handlungsfeld, IstekFeld, IstekThemenfeld, Sozialraum
from sozialplanung.beispiele import remove_beispiele
from sozialplanung.teile import find_modules
from tests.demo import load_demo_data, shared_records

EXAMPLES = [Hinweis, Entscheidung, Themenspeicher, Hinweisgruppe]
REAL = [Veranstaltung, Teilnahme, Ziel]
NOTES_TO_US = re.compile(r"\bFund\b|erschlossen|inferred|belegt|abgeschnitten|confidence", re.I)


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _own_transaction(_demo, db):
    """Let every test begin with the demo data."""


def all_records():
    for model in apps.get_app_config("dialoge").get_models():
        if not hasattr(model, "history_id"):
            yield from models.QuerySet(model)
    for model in (Handlungsfeld, IstekFeld, IstekThemenfeld):
        yield from model.objects.all()


def count_all():
    return Counter(type(record) for record in all_records())


# ---- what is published -------------------------------------------------------------------------


@pytest.mark.one_database
def test_every_record_is_valid():
    for record in all_records():
        record.full_clean()


@pytest.mark.one_database
def test_no_note_to_ourselves_is_in_a_text():
    for record in all_records():
        for field in record._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                text = str(field.value_from_object(record))
                assert not NOTES_TO_US.search(text), (record, field.name, text)


def test_events_are_as_precise_as_they_were_published():
    dates = {
        (one.runde.nummer if one.runde else 0, one.titel): str(one.datum)
        for one in Veranstaltung.objects.select_related("runde")
    }

    assert dates == {
        (1, "Expert*innendialog Mitte/Styrum"): "10.10.2019",
        (1, "Expert*innendialog Alstaden/Lirich"): "25.11.2019",
        (1, "Expert*innendialog Oberhausen-Ost"): "03.02.2020",
        (1, "Expert*innendialog Osterfeld"): "",
        (1, "Expert*innendialog Sterkrade-Mitte"): "",
        (1, "Expert*innendialog Sterkrade-Nord"): "",
        (2, "Expert*innendialog Mitte/Styrum"): "September 2023",
        (3, "Expert*innendialog Sterkrade"): "2025",
        (0, "Alleinerziehend, aber nicht allein"): "28.03.2023",
        (0, "Gemeinsam statt einsam"): "10.10.2024",
    }
    undated = Veranstaltung.objects.filter(datum_bis=None)
    assert {one.anmerkung for one in undated} == {"Datum und Ort sind nicht veröffentlicht."}


def test_event_whose_sozialraum_nobody_knows_names_the_bezirk_only():
    event = Veranstaltung.objects.get(slug="expertinnendialog-sterkrade-2025")

    assert [one.name for one in event.stadtbezirke.all()] == ["Sterkrade"]
    assert not event.sozialraeume.exists()
    assert "welchen Sozialraum" in event.anmerkung


def test_round_one_went_through_every_sozialraum():
    raeume = Sozialraum.objects.filter(veranstaltung_bezuege__runde__nummer=1).distinct()

    assert raeume.count() == 6
    assert Runde.objects.count() == 3


def test_fifth_table_says_that_its_title_is_not_known():
    fifth = Thementisch.objects.filter(nummer=5)

    assert fifth.count() == 3
    assert all(one.titel_unvollstaendig and one.titel.endswith("…") for one in fifth)
    assert not Thementisch.objects.exclude(nummer=5).filter(titel_unvollstaendig=True).exists()


def test_figures_keep_their_sources_where_these_differ():
    figures = Zahlenangabe.objects.filter(runde__nummer=1, art="teilnehmende")

    assert [(one.von, one.bis) for one in figures] == [(60, 95), (80, 100)]
    assert len({one.quelle for one in Zahlenangabe.objects.all()}) > 3
    assert not Zahlenangabe.objects.filter(quelle="").exists()


def test_conference_has_partners_host_and_body_but_no_goals():
    first = Veranstaltung.objects.get(slug="alleinerziehend-aber-nicht-allein-2023")
    second = Veranstaltung.objects.get(slug="gemeinsam-statt-einsam-2024")

    roles = Counter(second.teilnahmen.values_list("rolle", flat=True))
    assert roles == {"veranstaltet": 5, "gastgeber": 1}
    assert first.folgegremium.name == "Runder Tisch Alleinerziehende"
    assert [one.titel for one in first.thementische.all()] == [
        "Arbeit und Ausbildung",
        "Betreuung",
        "Gesundheit",
    ]
    assert first.zahlenangaben.count() == 2
    assert not Ziel.objects.exists()


# ---- examples ----------------------------------------------------------------------------------


def test_examples_are_marked_and_nothing_else_is():
    for model in EXAMPLES:
        assert models.QuerySet(model).exists()
        assert not models.QuerySet(model).filter(ist_beispiel=False).exists(), model
    for model in REAL:
        assert not models.QuerySet(model).filter(ist_beispiel=True).exists(), model


def test_there_are_enough_examples_in_every_sozialraum():
    per_raum = {
        raum.name: Hinweis.objects.filter(veranstaltung__sozialraeume=raum).count()
        for raum in Sozialraum.objects.all()
    }

    assert len(per_raum) == 6
    assert min(per_raum.values()) >= 8
    assert sum(per_raum.values()) >= 48
    assert set(Hinweis.objects.values_list("art", flat=True)) == set(Hinweis.Art.values)


def test_every_edge_is_walked_several_times():
    current = Counter(Entscheidung.objects.current().values_list("kante", flat=True))

    assert current.keys() == set(Kante.objects.values_list("pk", flat=True))
    assert min(current.values()) >= 3


def test_every_ausgang_of_a_hinweis_is_shown():
    seen = set(Hinweis.objects.values_list("ausgang", flat=True))

    # no question ends with a Steckbrief alone: after it the portal asks how long it lasts
    assert seen == set(Ausgang.values) - {Ausgang.STECKBRIEF}
    assert Hinweis.objects.filter(is_published=False).exists()


def test_answers_were_superseded_and_hinweise_merged():
    assert Entscheidung.objects.filter(is_aktuell=False).count() >= 4
    assert Hinweis.objects.exclude(zusammengefasst_in=None).count() >= 6


def test_themenspeicher_waits_comes_back_and_lets_go():
    waiting = Themenspeicher.objects.waiting()

    assert waiting.filter(wiedervorlage__runde__nummer=3).count() >= 2
    assert waiting.filter(wiedervorlage=None).exists()
    done = Themenspeicher.objects.exclude(erledigt_am=None).get()
    assert done.erledigt_am == dt.date(2023, 11, 14)


def test_answers_come_after_their_event_with_reason_and_evidence():
    answers = Entscheidung.objects.select_related("hinweis__veranstaltung")
    for one in answers:
        held = one.hinweis.veranstaltung.datum_bis
        assert held is None or one.datum > held, one
    evidence = [beleg for one in answers for beleg in one.evidenz]
    assert Counter(beleg["art"] for beleg in evidence).keys() == {"Institution", "Indikator"}
    assert len(evidence) >= 30
    assert all(beleg["beispiel"] for beleg in evidence if beleg["art"] == "Indikator")


def test_all_evidence_of_the_file_was_found():
    wanted = sum(
        len(row["belege"].split("|"))
        for row in read_rows("entscheidungen_beispiele")
        if row["belege"]
    )

    assert sum(len(one.evidenz) for one in Entscheidung.objects.all()) == wanted


def test_figures_bear_out_what_the_answer_says():
    """A need that the figures support lies above the city, one that they do not lies below."""
    for one in Entscheidung.objects.current().filter(frage__slug="bedarf"):
        for beleg in one.evidenz:
            if beleg["art"] == "Indikator":
                own, city = (number(beleg[name]) for name in ("wert", "vergleich"))
                assert (own > city) == (one.kante.antwort == "ja"), (one, beleg)


def number(text):
    return float(re.search(r"[\d,]+", text).group().replace(",", "."))


def test_what_is_loaded_has_integrity():
    befunde = [module.check() for module in find_modules("integritaet")]

    assert all(isinstance(befund, Befund) for befund in befunde)
    assert [befund.fehler for befund in befunde] == [[], [], []]


def test_loading_again_changes_nothing():
    before = count_all()

    call_command("grunddaten_laden", stdout=io.StringIO())
    out = io.StringIO()
    call_command("beispieldaten_laden", stdout=out)

    assert out.getvalue() == ""
    assert count_all() == before


def test_events_of_the_office_alone_get_no_examples():
    remove_beispiele()
    Datenstand.objects.update(beispiele_entfernt_am=None)
    event = Veranstaltung.objects.get(slug="expertinnendialog-osterfeld")
    event.slug = "osterfeld"
    event.save()

    call_command("beispieldaten_laden", stdout=io.StringIO())

    assert not Hinweis.objects.exists()


def test_evidence_that_the_portal_does_not_have_is_left_out():
    day = dt.date(2020, 1, 1)

    assert build_beleg("institution:gibt-es-nicht", day) is None
    assert build_beleg("indikator:sgb2@Mars", day) is None
    assert build_beleg("indikator:sgb2@Innenstadt", dt.date(2017, 1, 1)) is None
    assert build_beleg("", day) is None
