"""Editions: computed, released by a second person, replaced, and frozen from then on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from navigator import sozialindex
from navigator.indexausgabe import IndexausgabeError, compute_berechnung, release_berechnung
from navigator.models import (
    Beitrag,
    Ergebnis,
    FrozenError,
    Indexberechnung,
    Indexmethode,
    Indikator,
    Indikatorwert,
)
from tests.indexausgaben import (
    JAHR,
    create_indexmethode,
    create_indikator,
    create_indikatorwert,
    create_konto,
    create_werte,
)

pytestmark = pytest.mark.django_db


def compute(methode=None, konto=None):
    return compute_berechnung(JAHR, JAHR, methode or create_indexmethode(), konto)


@pytest.fixture
def released():
    """An edition that two people computed and released."""
    create_werte()
    return release_berechnung(compute(konto=create_konto("erste")), create_konto("zweite"))


# ---- from values to an edition -----------------------------------------------------------------


def test_a_draft_holds_a_row_per_quarter_and_one_of_the_city():
    create_werte()

    draft = compute(konto=create_konto("erste"))

    assert draft.status == "entwurf"
    assert draft.gerechnet_name == "erste"
    assert not draft.ist_beispiel
    assert draft.ergebnisse.of_quartiere().count() == 12
    assert draft.ergebnisse.of_stadt().count() == 1
    assert Beitrag.objects.count() == 13
    assert all(one.pruefsumme == one.compute_pruefsumme() for one in Ergebnis.objects.all())


def test_same_values_give_the_same_hashes():
    create_werte()
    methode = create_indexmethode()

    eine, andere = compute(methode), compute(methode)

    for name in ("hash_methode", "hash_werte", "hash_ergebnisse"):
        assert getattr(eine, name) == getattr(andere, name)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"quelle": ""}, "Das Indikatorenblatt ist noch nicht vollständig: Quote."),
        ({"art": "bestand"}, "In den Index gehen nur Anteile ein. Kein Anteil ist: Quote."),
        ({"kuerzel": "anders"}, "Die Methode nennt Indikatoren, die es nicht gibt: quote."),
    ],
)
def test_without_a_clear_indikator_nothing_is_computed(fields, sentence):
    create_werte(2)
    Indikator.objects.update(**fields)

    with pytest.raises(IndexausgabeError) as refusal:
        compute()

    assert sentence in str(refusal.value)
    assert not Indexberechnung.objects.exists()


def test_a_year_without_values_is_named():
    create_indikator()

    with pytest.raises(IndexausgabeError, match=f"Für {JAHR} ist noch kein Wert"):
        compute()


# ---- released by a second person ---------------------------------------------------------------


def test_who_computed_it_does_not_release_it():
    create_werte()
    konto = create_konto("erste")
    draft = compute(konto=konto)

    with pytest.raises(IndexausgabeError, match="einer zweiten Person"):
        release_berechnung(draft, konto)
    with pytest.raises(IndexausgabeError, match="gehört ein Konto"):
        release_berechnung(draft)

    draft.refresh_from_db()
    assert draft.is_draft


def test_the_database_wants_a_second_person_too(released):
    first = released.gerechnet_von
    rows = models.QuerySet(Indexberechnung)
    released.freigegeben_von = first

    with pytest.raises(ValidationError, match="gibt eine zweite Person frei"):
        released.validate_constraints()
    with (
        pytest.raises(IntegrityError, match="indexberechnung_second_person"),
        transaction.atomic(),
    ):
        rows.update(freigegeben_von=first)


def test_a_newer_edition_takes_the_place_of_the_earlier_one(released):
    newer = compute(Indexmethode.objects.get(), released.gerechnet_von)

    newer = release_berechnung(newer, released.freigegeben_von)

    released.refresh_from_db()
    assert (released.status, released.ersetzt_durch) == ("ersetzt", newer)
    assert list(Indexberechnung.objects.published()) == [newer]
    assert released.ergebnisse.count() == 13


def test_a_draft_that_an_import_overtook_is_not_released():
    """Values of the draft's moment that it could not see: their import was still at work."""
    werte = create_werte()
    draft = compute(konto=create_konto("erste"))
    late = create_indikatorwert(
        indikator=werte[-1].indikator,
        sozialquartier=werte[-1].sozialquartier,
        jahr=werte[-1].jahr,
        zaehler=werte[-1].zaehler + 50,
        ersetzt=werte[-1],
    )
    before = draft.gerechnet_am - dt.timedelta(seconds=1)
    models.QuerySet(Indikatorwert).filter(pk=late.pk).update(created_at=before)

    with pytest.raises(IndexausgabeError, match="passt nicht mehr zu den Werten"):
        release_berechnung(draft, create_konto("zweite"))

    draft.refresh_from_db()
    assert draft.is_draft
    assert not Indexberechnung.objects.published().exists()


def test_a_draft_is_released_though_a_value_was_corrected_since():
    """It says which values it was computed from, and these have not changed."""
    werte = create_werte()
    draft = compute(konto=create_konto("erste"))
    create_indikatorwert(
        indikator=werte[-1].indikator,
        sozialquartier=werte[-1].sozialquartier,
        jahr=werte[-1].jahr,
        zaehler=werte[-1].zaehler + 50,
        ersetzt=werte[-1],
    )

    release_berechnung(draft, create_konto("zweite"))

    assert Indexberechnung.objects.published().get() == draft


def test_a_draft_of_an_earlier_engine_is_computed_anew(monkeypatch):
    create_werte()
    draft = compute(konto=create_konto("erste"))
    monkeypatch.setattr(sozialindex, "FASSUNG", "99")

    with pytest.raises(IndexausgabeError, match="rechnen Sie ihn neu"):
        release_berechnung(draft, create_konto("zweite"))


def test_what_is_released_is_not_released_again(released):
    with pytest.raises(IndexausgabeError, match="kein Entwurf mehr"):
        release_berechnung(released, released.freigegeben_von)


# ---- frozen --------------------------------------------------------------------------------------

CHANGES = {
    Indexberechnung: {"berichtsjahr": 2001},
    Ergebnis: {"rang": 9},
    Beitrag: {"anteil": 1.5},
    Indexmethode: {"name": "Anders"},
    Indikatorwert: {"zaehler": 7},
}


@pytest.fixture(params=CHANGES, ids=lambda model: model.__name__)
def frozen(request, released):
    return request.param.objects.order_by("pk").first()


def test_saving_a_change_is_refused(frozen):
    for name, value in CHANGES[type(frozen)].items():
        setattr(frozen, name, value)

    with pytest.raises(FrozenError) as refusal:
        frozen.save()

    assert str(refusal.value) == type(frozen).frozen_because


def test_deleting_is_refused(frozen):
    with pytest.raises(FrozenError):
        frozen.delete()

    assert type(frozen).objects.filter(pk=frozen.pk).exists()


@pytest.mark.parametrize("way", ["update", "delete", "bulk_update"])
def test_the_queryset_refuses_as_well(frozen, way):
    model, changes = type(frozen), CHANGES[type(frozen)]
    before = list(models.QuerySet(model).order_by("pk").values())
    for name, value in changes.items():
        setattr(frozen, name, value)

    arguments = {
        "bulk_update": ([[frozen], list(changes)], {}),
        "update": ([], changes),
        "delete": ([], {}),
    }
    positional, named = arguments[way]

    with pytest.raises(FrozenError):
        getattr(model.objects.all(), way)(*positional, **named)

    assert list(models.QuerySet(model).order_by("pk").values()) == before


def test_a_draft_may_go_with_its_rows():
    create_werte()

    compute().delete()

    assert not Ergebnis.objects.exists()
    assert not Beitrag.objects.exists()


def test_no_row_joins_a_released_edition(released):
    with pytest.raises(FrozenError):
        Ergebnis.objects.bulk_create([Ergebnis(berechnung=released)])


# ---- corrections ---------------------------------------------------------------------------------


def test_a_correction_takes_the_place_of_the_value_and_keeps_it():
    wrong = create_indikatorwert()

    right = create_indikatorwert(sozialquartier=wrong.sozialquartier, zaehler=90, ersetzt=wrong)

    wrong.refresh_from_db()
    assert (wrong.zaehler, wrong.is_aktuell) == (100, False)
    assert list(Indikatorwert.objects.current()) == [right]
    assert list(Indikatorwert.objects.as_of(wrong.created_at)) == [wrong]


def test_a_second_value_that_corrects_none_is_refused():
    wert = create_indikatorwert()
    again = Indikatorwert(
        indikator=wert.indikator,
        sozialquartier=wert.sozialquartier,
        jahr=wert.jahr,
        zaehler=1,
        nenner=2,
        quelle="Test",
    )

    with pytest.raises(ValidationError, match="gilt schon ein Wert"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"jahr": JAHR - 1}, "gehört zu einem anderen Indikator, Quartier oder Jahr"),
        ({}, "schon berichtigt"),
    ],
)
def test_a_correction_fits_what_it_corrects(changes, sentence):
    wrong = create_indikatorwert()
    create_indikatorwert(sozialquartier=wrong.sozialquartier, zaehler=90, ersetzt=wrong)
    wrong.refresh_from_db()
    second = Indikatorwert(
        indikator=wrong.indikator,
        sozialquartier=wrong.sozialquartier,
        zaehler=1,
        nenner=2,
        quelle="Test",
        ersetzt=wrong,
        **{"jahr": JAHR} | changes,
    )

    with pytest.raises(ValidationError, match=sentence):
        second.full_clean()


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("indikatorwert_counts_with_status", {"zaehler": None, "nenner": None}),
        ("indikatorwert_counts_with_status", {"status": "fehlt"}),
        ("indikatorwert_zaehler_within_nenner", {"zaehler": 1001}),
        ("indikatorwert_jahr_plausible", {"jahr": 1989}),
        ("indikatorwert_beispiel_with_status", {"ist_beispiel": True}),
        ("indikatorwert_status_known", {"status": "geraten"}),
    ],
)
def test_impossible_values_are_refused_in_german_and_by_the_database(constraint, changes):
    wert = create_indikatorwert()
    (rule,) = [one for one in Indikatorwert._meta.constraints if one.name == constraint]
    for name, value in changes.items():
        setattr(wert, name, value)

    with pytest.raises(ValidationError) as refusal:
        wert.validate_constraints()
    with pytest.raises(IntegrityError, match=r"CHECK|check"), transaction.atomic():
        models.QuerySet(Indikatorwert).update(**changes)

    assert rule.violation_error_message in refusal.value.messages
