"""The public series, all at once, are what the rules give one value at a time."""

import random

import pytest

from navigator.models import Indikator, Indikatorwert
from navigator.zeitreihen import REASONS, Punkt, compute_zeitreihen
from tests.factories import create_sozialquartier, create_sozialraum
from tests.indexausgaben import create_indikator, create_indikatorwert

pytestmark = pytest.mark.django_db

JAHRE = range(2019, 2023)


def rounded(wert):
    """The counts as the public may know them, each by itself."""
    counts = (wert.zaehler, wert.nenner)
    if wert.bereits_gerundet:
        return counts
    return tuple(None if count is None else (2 * count + 5) // 10 * 5 for count in counts)


def point(wert):
    zaehler, nenner = rounded(wert)
    value, grund = None, REASONS.get(wert.status, "")
    if wert.indikator.art == Indikator.Art.BESTAND:
        value = zaehler
    elif nenner is not None and nenner < 50:
        grund = "Nenner unter 50"
    elif nenner is not None:
        value = 100 * zaehler / nenner
    return Punkt(wert.jahr, value, grund, wert.ist_beispiel)


def city_point(werte, jahr, number):
    """The sum over those that have counts; with a note where some have none."""
    counted = [rounded(wert) for wert in werte if wert.zaehler is not None]
    if not counted:
        return None
    note = (
        "" if len(counted) == number else f"Summe aus {len(counted)} von {number} Sozialquartieren"
    )
    value = sum(zaehler for zaehler, _ in counted)
    if werte[0].indikator.art == Indikator.Art.ANTEIL:
        nenner = sum(nenner for _, nenner in counted)
        value, note = (100 * value / nenner, note) if nenner >= 50 else (None, "Nenner unter 50")
    return Punkt(jahr, value, note, any(wert.ist_beispiel for wert in werte))


def expected(quartiere):
    series = {}
    for indikator in Indikator.objects.published():
        werte = list(Indikatorwert.objects.current().filter(indikator=indikator))
        rows = {}
        for wert in sorted(werte, key=lambda one: one.jahr):
            rows.setdefault(wert.sozialquartier_id, []).append(point(wert))
        city = [
            city_point([one for one in werte if one.jahr == jahr], jahr, len(quartiere))
            for jahr in JAHRE
            if any(one.jahr == jahr for one in werte)
        ]
        if any(city):
            rows[None] = [one for one in city if one]
        series[indikator.kuerzel] = rows
    return series


def create_some_wert(indikator, quartier, jahr, draw):
    """A value as offices deliver them: there, tiny, protected, missing, rounded, an example."""
    fields = {"indikator": indikator, "sozialquartier": quartier, "jahr": jahr}
    status = draw.choice(["vorhanden"] * 6 + ["beispiel", "fehlt", "geschuetzt", None])
    if status is None:
        return
    nenner = draw.choice([0, 12, 47, 48, 51, 240, 1333, 10_002])
    counts = {"zaehler": draw.randint(0, nenner), "nenner": nenner}
    if indikator.art == Indikator.Art.BESTAND:
        counts["nenner"] = None
    if status in REASONS:
        counts = {"zaehler": None, "nenner": None}
    create_indikatorwert(**fields, **counts, status=status, bereits_gerundet=draw.random() < 0.2)


@pytest.mark.parametrize("seed", range(4))
def test_series_are_as_computed_one_value_at_a_time(seed):
    draw = random.Random(seed)  # noqa: S311 -- a test's numbers, no secret
    raum = create_sozialraum()
    quartiere = [create_sozialquartier(sozialraum=raum) for _ in range(5)]
    indikatoren = [create_indikator(name) for name in ("zwei", "eins")]
    indikatoren.append(create_indikator("kopf", art="bestand"))
    create_indikator("ohne_wert")
    create_indikator("ohne_blatt", quelle="")
    for indikator in indikatoren:
        for quartier in quartiere:
            for jahr in JAHRE:
                create_some_wert(indikator, quartier, jahr, draw)

    series = compute_zeitreihen()

    assert series == expected(quartiere)
    assert list(series) == ["zwei", "eins", "kopf", "ohne_wert"]
    assert {type(one.jahr) for rows in series["kopf"].values() for one in rows} == {int}


def test_without_values_each_indikator_has_an_empty_series():
    create_indikator("quote")

    assert compute_zeitreihen() == {"quote": {}}
