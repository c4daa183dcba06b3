"""What comes along: published papers, measures, developments; recommendations only as examples."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from handlungsempfehlungen.integritaet import check
from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Entwicklungsschritt,
    Evidenz,
    Fassung,
    Gremium,
    Handlungsempfehlung,
    Kooperation,
    Massnahmenpartner,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Sitzung,
    Strategiepapier,
    Umsetzungsstand,
    Verwendung,
)
from navigator.models import Institution, Stelle
from tests.demo import load_demo_data, shared_records
from tests.factories import create_fassung, create_sachstand

EXAMPLES = [Handlungsempfehlung, Sachstand, Ruecknahme, Sitzung, Befassung, Verwendung, Evidenz]
REAL = [
    Stelle,
    Gremium,
    Strategiepapier,
    Massnahmensteckbrief,
    Massnahmenpartner,
    Entwicklung,
    Entwicklungsschritt,
    Kooperation,
    Institution,
]
TODAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _own_transaction(_demo, db):
    """Let every test begin with the demo data."""


# ---- what is published ---------------------------------------------------------------------------


def test_six_papers_as_published_without_a_text_of_our_own():
    papiere = Strategiepapier.objects.published().order_by("slug")

    assert [(one.slug, str(one.datum)) for one in papiere] == [
        ("alstaden-lirich-2021", "Dezember 2021"),
        ("mitte-styrum-2021", "Dezember 2021"),
        ("oberhausen-ost-2021", "Dezember 2021"),
        ("osterfeld-2023", "Februar 2023"),
        ("sterkrade-mitte-2023", "Februar 2023"),
        ("sterkrade-nord-2023", "Februar 2023"),
    ]
    assert {one.analyse for one in papiere} == {""}
    assert {one.berechnung.berichtsjahr for one in papiere.filter(jahr=2021)} == {2020}
    assert {one.berechnung.berichtsjahr for one in papiere.filter(jahr=2023)} == {2022}
    assert all("Aktualisierung" in one.zusatz for one in papiere.filter(jahr=2023))


def test_measures_are_real_have_a_source_and_are_no_apps_or_plans():
    massnahmen = Massnahmensteckbrief.objects.published()

    assert massnahmen.count() >= 45
    assert not massnahmen.filter(quelle="").exists()
    assert set(massnahmen.values_list("herkunft", flat=True)) == {"oeffentlich"}
    assert not massnahmen.filter(ist_beispiel=True).exists()
    titles = " ".join(massnahmen.values_list("titel", flat=True))
    assert not any(word in titles for word in ("App", "förderplan", "Haus der Familie"))


def test_seventeen_developments_with_dated_steps_and_sources():
    found = Entwicklung.objects.published()

    assert found.count() == 17
    undated = found.filter(datum_bis=None).order_by("titel").values_list("titel", flat=True)
    assert list(undated) == [
        "Barrierefreie Internetseite der Stadt Oberhausen",
        "Stellen „Jugend und Beruf“ besetzt",
    ]
    for one in found.exclude(datum_bis=None):
        assert one.datum_bis == max(one.schritte.values_list("datum_bis", flat=True)), one
    assert not Entwicklungsschritt.objects.filter(datum_bis=None).exists()
    assert not Entwicklungsschritt.objects.filter(quelle="").exists()


def test_decision_on_the_istek_stands_with_its_drucksache():
    istek = Kooperation.objects.get(titel="Der Rat beschließt das iSTEK")

    assert str(istek.datum) == "19.06.2023"
    assert "B/17/3465-01" in istek.text


def test_no_working_note_reaches_a_page():
    notes = ("inferred", "Fund", "erschlossen", "belegt")
    for model in (Strategiepapier, Massnahmensteckbrief, Entwicklung, Kooperation):
        for record in model.objects.values():
            text = " ".join(str(value) for key, value in record.items() if "url" not in key)
            words = set(text.replace(",", " ").replace(";", " ").split())
            assert not words & set(notes), record


# ---- examples ------------------------------------------------------------------------------------


def test_every_recommendation_is_an_example_with_all_that_happened_to_it():
    for model in EXAMPLES:
        assert model.objects.exists(), model
        assert not model.objects.filter(ist_beispiel=False).exists(), model


def test_examples_show_all_states_and_sozialraeume():
    fassungen = Fassung.objects.published().holding(TODAY).with_sachstand(TODAY)

    assert fassungen.count() >= 14
    assert {one.umsetzungsstand for one in fassungen} == set(Umsetzungsstand.values)
    papiere = {one.handlungsempfehlung.strategiepapier_id for one in fassungen}
    assert len(papiere) == 6
    assert Fassung.objects.filter(nummer=2).count() >= 3
    assert fassungen.overdue(TODAY).exists()
    assert {"im-plan", "verzoegert", "gefaehrdet"} <= {one.zeitplan for one in fassungen}


def test_osterfeld_has_something_to_tell_since_its_last_sitting():
    last = Sitzung.objects.filter(gremium__name="Bezirksvertretung Osterfeld").held(TODAY).first()
    osterfeld = Fassung.objects.filter(handlungsempfehlung__slug__startswith="os-").holding(TODAY)

    changed = osterfeld.changed_since(last.datum, TODAY)

    assert osterfeld.count() == 8
    assert {one.handlungsempfehlung.kennung for one in changed} == {"OS-02", "OS-03"}
    assert 3 <= osterfeld.changed_since(dt.date(2024, 5, 16), TODAY).count() < 8


def test_history_counts_as_written_down_on_its_day_but_for_late_entries():
    late = [one for one in Sachstand.objects.all() if one.ist_nachgetragen]

    assert len(late) == 3
    for model in (Befassung, Fassung, Verwendung, Massnahmensteckbrief, Entwicklung):
        assert not [one for one in model.objects.all() if one.ist_nachgetragen], model


def test_a_sachstand_and_a_recommendation_are_withdrawn():
    assert Ruecknahme.objects.exclude(sachstand=None).count() == 1
    assert Ruecknahme.objects.exclude(handlungsempfehlung=None).count() == 1


def test_examples_are_linked_with_what_is_real():
    he = Handlungsempfehlung.objects.get(slug="os-2023-03")

    assert he.institutionen.filter(name="Stadtteilbüro Osterfeld").exists()
    assert he.massnahmen.exists()
    assert {one.art for one in he.verwendungen.all()} == {"antrag", "fachplanung"}
    assert he.fassungen.get(nummer=2).evidenzen.filter(wert__contains="%").count() == 2
    assert set(Verwendung.objects.values_list("art", flat=True)) == set(Verwendung.Art.values)
    assert Handlungsempfehlung.objects.exclude(hinweise=None).exists()
    assert Entwicklung.objects.exclude(handlungsempfehlungen=None).exists()


# ---- away with them ------------------------------------------------------------------------------


def test_one_step_takes_all_examples_away_and_leaves_what_is_real():
    before = {model: model.objects.count() for model in REAL}
    revierpark = Entwicklung.objects.get(titel__startswith="Umbau des Revierparks")
    versions = revierpark.history.count()

    call_command("beispiele_entfernen", "--ja", stdout=io.StringIO())

    assert {model: model.objects.count() for model in EXAMPLES} == dict.fromkeys(EXAMPLES, 0)
    assert not Fassung.objects.exists()
    assert {model: model.objects.count() for model in REAL} == before
    assert not Strategiepapier.objects.exclude(berechnung=None).exists()
    assert not revierpark.handlungsempfehlungen.exists()
    assert revierpark.history.count() == versions + 1


def test_real_recommendation_beside_the_examples_stays():
    papier = Strategiepapier.objects.get(slug="osterfeld-2023")
    real = Handlungsempfehlung.objects.create(strategiepapier=papier, nummer=42)
    create_fassung(real, datum="02/2023")
    sachstand = create_sachstand(real, stelle=Stelle.objects.first())
    real.verwandte.add(Handlungsempfehlung.objects.get(slug="os-2023-01"))

    call_command("beispiele_entfernen", "--ja", stdout=io.StringIO())

    assert list(Handlungsempfehlung.objects.all()) == [real]
    assert list(Sachstand.objects.all()) == [sachstand]


def test_examples_are_not_loaded_again():
    call_command("beispiele_entfernen", "--ja", stdout=io.StringIO())

    call_command("beispieldaten_laden", stdout=io.StringIO())

    assert not Handlungsempfehlung.objects.exists()
    assert Massnahmensteckbrief.objects.exists()


# ---- integrity -----------------------------------------------------------------------------------


def test_demo_data_is_sound():
    assert check().fehler == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda: Fassung.objects.filter(nummer=2).update(wirksam_am=dt.date(2000, 1, 1)),
            "nicht der Reihe nach gezählt",
        ),
        (
            lambda: Befassung.objects.update(wirksam_am=timezone.localdate()),
            "gilt nicht vom Tag der Sitzung an",
        ),
        (
            lambda: Handlungsempfehlung.objects.filter(slug="os-2023-01").update(slug="os-2023-77"),
            "passt nicht zu Papier und Nummer",
        ),
        (lambda: Verwendung.objects.update(ist_beispiel=False), "nicht so gekennzeichnet"),
        (
            lambda: Massnahmensteckbrief.objects.update(wirksam_am=dt.date(2000, 1, 1)),
            "gilt nicht von ihrem Beginn an",
        ),
    ],
)
def test_spoiled_column_is_named(spoil, sentence):
    spoil()

    assert any(sentence in one for one in check().fehler)
