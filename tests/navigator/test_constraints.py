"""Each constraint twice: a German sentence before saving, and a refusal by the database."""

import datetime as dt

import pytest
from django.apps import apps
from django.utils import timezone

from navigator.models import (
    Beitrag,
    Datenstand,
    Einzelangabe,
    Ergebnis,
    Indexmethode,
    KeineDublette,
    Stelle,
    Strassenpunkt,
)
from tests.constraints import (
    assert_database_refuses,
    is_own_sentence,
    known_constraints,
    messages_of,
    sentence_of,
    set_values,
)
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_suchwort,
)
from tests.indexausgaben import (
    JAHR,
    create_entwurf,
    create_exkurs,
    create_indexmethode,
    create_indikator,
    create_indikatorwert,
    create_konto,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 1)
MODELS = [
    "Beitrag",
    "Datenstand",
    "Einzelangabe",
    "Ergebnis",
    "Exkurs",
    "Haltestelle",
    "Indexberechnung",
    "Indexmethode",
    "Indikator",
    "Indikatorwert",
    "Institution",
    "Kategorie",
    "KeineDublette",
    "Seite",
    "Sozialbericht",
    "Sozialquartier",
    "Sozialraum",
    "Sprache",
    "Stadtbezirk",
    "Stelle",
    "Strassenpunkt",
    "Suchwort",
    "Weiterleitung",
    "Zielgruppe",
]


def create_stelle():
    return Stelle.objects.create(name="Sozialplanung", art="fachbereich")


def create_datenstand():
    Datenstand.objects.raise_version()
    return Datenstand.objects.get()


def create_placed_institution():
    return create_institution(breite=51.47, laenge=6.85, lagequalitaet="exakt")


def create_second_institution():
    create_institution(name="Café Treff", plz="46045", strasse="Markt", hausnummer="1")
    return create_institution(name="Anders", plz="46045", strasse="Markt", hausnummer="1")


def create_second_haltestelle():
    create_haltestelle(name="Markt", breite=51.47, laenge=6.85)
    return create_haltestelle(name="Rathaus", breite=51.47, laenge=6.85)


def create_strassenpunkt(strasse="Markt"):
    return Strassenpunkt.objects.create(
        strasse=strasse, hausnummer="1", plz="46045", breite=51.47, laenge=6.85
    )


def create_second_strassenpunkt():
    create_strassenpunkt("Marktstraße")
    return create_strassenpunkt("Hof")


def create_keine_dublette(eine=None):
    return KeineDublette.objects.create(
        eine=eine or create_institution(), andere=create_institution()
    )


def create_second_keine_dublette():
    known = create_keine_dublette()
    create_keine_dublette(eine=known.eine)
    return known


def create_second_indikatorwert():
    first = create_indikatorwert()
    return create_indikatorwert(sozialquartier=first.sozialquartier, jahr=first.jahr + 1)


def create_ausgabe(**fields):
    """A released edition, as if the office had released it."""
    return create_entwurf(status="freigegeben", freigegeben_am=timezone.now(), **fields)


def create_second_ausgabe():
    first = create_ausgabe()
    return create_ausgabe(berichtsjahr=first.berichtsjahr + 1)


def create_second_ergebnis():
    """A row of a quarter, in an edition that speaks of another quarter and of the city."""
    berechnung = create_entwurf()
    Ergebnis.objects.create(berechnung=berechnung, sozialquartier=create_sozialquartier())
    Ergebnis.objects.create(berechnung=berechnung)
    return Ergebnis.objects.create(berechnung=berechnung, sozialquartier=create_sozialquartier())


def create_second_beitrag():
    ergebnis = Ergebnis.objects.create(berechnung=create_entwurf())
    Beitrag.objects.create(ergebnis=ergebnis, indikator=create_indikator())
    return Beitrag.objects.create(ergebnis=ergebnis, indikator=create_indikator("andere"))


def create_second_exkurs():
    create_exkurs(1)
    return create_exkurs(2)


def create_second_indexmethode():
    create_indexmethode(version=1)
    return create_indexmethode(version=2)


def create_einzelangabe():
    return Einzelangabe.objects.create(
        raum="Osterfeld", bezeichnung="Anteil", wert=12, quelle="Stadt"
    )


def released_by_who_computed(berechnung):
    konto = create_konto("anna")
    return {"gerechnet_von": konto, "freigegeben_von": konto}


def quartier_of_the_other(ergebnis):
    others = Ergebnis.objects.of_quartiere().exclude(pk=ergebnis.pk)
    return {"sozialquartier": others.get().sozialquartier}


def indikator_of_the_other(beitrag):
    return {"indikator": Beitrag.objects.exclude(pk=beitrag.pk).get().indikator}


def version_of_the_other(methode):
    return {"version": Indexmethode.objects.exclude(pk=methode.pk).get().version}


def two_raeume(angabe):
    raum = create_sozialraum()
    return {"sozialraum": raum, "stadtbezirk": raum.stadtbezirk}


def same_twice(pair):
    return {"andere": pair.eine}


def pair_of_another(pair):
    others = KeineDublette.objects.filter(eine=pair.eine).exclude(pk=pair.pk)
    return {"andere": others.get().andere}


def own_key(institution):
    return {"traeger_institution_id": institution.pk}


def quartier_alone(institution):
    return {"sozialquartier": create_sozialquartier(), "sozialraum": None}


def sozialraum_alone(institution):
    return {"sozialraum": create_sozialraum(), "stadtbezirk": None}


def bezirk_without_origin(institution):
    return {"stadtbezirk": create_stadtbezirk(), "raumherkunft": ""}


# constraint, record, what somebody enters, and what the database refuses where that differs
ENTERED = [
    ("institution_name_has_letters", create_institution, {"name": "***"}, {"sortiername": ""}),
    ("institution_lage_complete", create_institution, {"breite": 51.47}, None),
    ("institution_lage_complete", create_institution, {"laenge": 6.85}, None),
    ("institution_lage_complete", create_institution, {"lagequalitaet": "exakt"}, None),
    ("institution_lage_complete", create_placed_institution, {"lagequalitaet": ""}, None),
    ("institution_lage_complete", create_placed_institution, {"laenge": None}, None),
    ("institution_near_oberhausen", create_placed_institution, {"breite": 6.85}, None),
    ("institution_near_oberhausen", create_placed_institution, {"laenge": 7.1}, None),
    ("institution_stand_with_genauigkeit", create_institution, {"stand_bis": DAY}, None),
    ("institution_stand_with_genauigkeit", create_institution, {"stand_genauigkeit": "tag"}, None),
    ("institution_not_its_own_traeger", create_institution, own_key, None),
    (
        "institution_once_per_address",
        create_second_institution,
        {"name": "Cafe TREFF!"},
        {"sortiername": "cafetreff"},
    ),
    ("stadtbezirk_einwohnerzahl_with_stand", create_stadtbezirk, {"einwohnerzahl": 5}, None),
    ("sozialraum_einwohnerzahl_with_stand", create_sozialraum, {"einwohnerzahl": 5}, None),
    ("sozialquartier_einwohnerzahl_with_stand", create_sozialquartier, {"einwohnerzahl": 0}, None),
    ("haltestelle_near_oberhausen", create_haltestelle, {"breite": 52.5}, None),
    ("haltestelle_near_oberhausen", create_haltestelle, {"laenge": 51.47}, None),
    ("haltestelle_once_per_place", create_second_haltestelle, {"name": "Markt"}, None),
    ("strassenpunkt_near_oberhausen", create_strassenpunkt, {"breite": 52.5}, None),
    (
        "strassenpunkt_once",
        create_second_strassenpunkt,
        {"strasse": "MARKTSTRASSE"},
        {"slug": "marktstrasse"},
    ),
    ("suchwort_has_letters", lambda: create_suchwort("Geld"), {"wort": "?!"}, {"gefaltet": ""}),
    (
        "seite_next_check_after_last",
        create_seite,
        {"geprueft_am": DAY, "naechste_pruefung_am": DAY},
        None,
    ),
    ("kategorie_pruefung_after_a_day", create_kategorie, {"pruefung_nach_tagen": 0}, None),
    ("keine_dublette_of_two", create_keine_dublette, same_twice, None),
    (
        "keine_dublette_once_per_pair",
        create_second_keine_dublette,
        pair_of_another,
        None,
    ),
    ("datenstand_only_one_row", create_datenstand, {"pk": 2}, {"id": 2}),
    ("indexmethode_version_once", create_second_indexmethode, version_of_the_other, None),
    ("indikatorwert_one_holds", create_second_indikatorwert, {"jahr": JAHR}, None),
    ("indikatorwert_counts_with_status", create_indikatorwert, {"zaehler": None}, None),
    ("indikatorwert_counts_with_status", create_indikatorwert, {"status": "fehlt"}, None),
    ("indikatorwert_counts_with_status", create_indikatorwert, {"status": "geschuetzt"}, None),
    ("indikatorwert_zaehler_within_nenner", create_indikatorwert, {"zaehler": 1001}, None),
    ("indikatorwert_jahr_plausible", create_indikatorwert, {"jahr": 1989}, None),
    ("indikatorwert_jahr_plausible", create_indikatorwert, {"jahr": 2101}, None),
    ("indexberechnung_one_released_per_year", create_second_ausgabe, {"berichtsjahr": JAHR}, None),
    ("indexberechnung_status_known", create_ausgabe, {"status": "geheim"}, None),
    ("indexberechnung_release_dated", create_ausgabe, {"freigegeben_am": None}, None),
    ("indexberechnung_release_dated", create_entwurf, {"status": "freigegeben"}, None),
    ("indexberechnung_release_dated", create_ausgabe, {"status": "entwurf"}, None),
    ("indexberechnung_second_person", create_ausgabe, released_by_who_computed, None),
    ("ergebnis_once_per_quartier", create_second_ergebnis, quartier_of_the_other, None),
    ("ergebnis_once_for_stadt", create_second_ergebnis, {"sozialquartier": None}, None),
    ("beitrag_once_per_indikator", create_second_beitrag, indikator_of_the_other, None),
    ("exkurs_position_once", create_second_exkurs, {"position": 1}, None),
    ("einzelangabe_one_raum", create_einzelangabe, two_raeume, None),
    ("einzelangabe_stand_with_genauigkeit", create_einzelangabe, {"stand_bis": DAY}, None),
    (
        "einzelangabe_stand_with_genauigkeit",
        create_einzelangabe,
        {"stand_genauigkeit": "monat"},
        None,
    ),
]
# What ``locate`` fills in before; only a write that passes it by can break these rules.
DERIVED = [
    ("institution_quartier_with_sozialraum", create_institution, quartier_alone, None),
    ("institution_sozialraum_with_stadtbezirk", create_institution, sozialraum_alone, None),
    ("institution_raum_with_herkunft", create_institution, bezirk_without_origin, None),
    ("institution_lagepruefung_known", create_institution, {"lagepruefung": "fern"}, None),
    ("indikatorwert_beispiel_with_status", create_indikatorwert, {"ist_beispiel": True}, None),
]
# Choices are checked first, in Django's words.
CHOICES = [
    ("institution_status_known", create_institution, {"status": "geheim"}, None),
    ("institution_rollstuhl_known", create_institution, {"rollstuhl": "vielleicht"}, None),
    ("kategorie_symbol_known", create_kategorie, {"symbol": "stern"}, None),
    ("stelle_art_known", create_stelle, {"art": "verein"}, None),
    ("indikator_art_known", create_indikator, {"art": "quote"}, None),
    ("indikator_richtung_known", create_indikator, {"richtung": 0}, None),
    ("indikatorwert_status_known", create_indikatorwert, {"status": "geheim"}, None),
]

# An unknown state breaks a second rule as well, and a database names whichever it looks at first.
ALSO_BROKEN = {
    "indexberechnung_status_known": "indexberechnung_release_dated",
    "indikatorwert_status_known": "indikatorwert_counts_with_status",
}


CONSTRAINTS = known_constraints(map(apps.get_app_config("navigator").get_model, MODELS))


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), ENTERED)
def test_full_clean_says_in_german_what_is_wrong(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert sentence_of(record, constraint) in messages_of(record.full_clean)


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), DERIVED)
def test_constraint_of_derived_columns_speaks_german(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert messages_of(record.validate_constraints) == [sentence_of(record, constraint)]


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), CHOICES)
def test_unknown_choice_is_refused_in_german(constraint, create, entered, _stored):
    record = create()
    (value,) = set_values(record, entered).values()

    assert messages_of(record.full_clean) == [f"Wert {value!r} ist keine gültige Option."]


@pytest.mark.parametrize(("constraint", "create", "entered", "stored"), ENTERED + DERIVED + CHOICES)
def test_database_refuses_it_as_well(constraint, create, entered, stored):
    record = create()
    values = stored or set_values(record, entered)

    assert_database_refuses(constraint, record, values, ALSO_BROKEN.get(constraint))


def test_every_constraint_is_tested_here():
    assert CONSTRAINTS.keys() == {case[0] for case in ENTERED + DERIVED + CHOICES}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert is_own_sentence(CONSTRAINTS[name])
