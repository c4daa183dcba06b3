"""What an edition and the series beside it may tell: nothing that rounded counts do not."""

import json

import pytest
from django.core.exceptions import ValidationError

from navigator.indexausgabe import IndexausgabeError, compute_berechnung
from navigator.models import Beitrag, Indexberechnung, Indikatorwert
from navigator.zeitreihen import compute_zeitreihen
from tests.indexausgaben import (
    JAHR,
    create_indexmethode,
    create_indikator,
    create_indikatorwert,
    create_werte,
)

pytestmark = pytest.mark.django_db


def compute(methode):
    return compute_berechnung(JAHR, JAHR, methode)


def public_data(berechnung):
    rows = [one.plain({"id", "pruefsumme", "berechnung_id"}) for one in berechnung.ergebnisse.all()]
    parts = Beitrag.objects.filter(ergebnis__berechnung=berechnung)
    columns = {"id", "pruefsumme", "ergebnis_id"}
    series = {
        kuerzel: {str(place): points for place, points in places.items()}
        for kuerzel, places in compute_zeitreihen().items()
    }
    return json.dumps([rows, [one.plain(columns) for one in parts], series], sort_keys=True)


def test_inhabitants_that_came_rounded_are_not_rounded_again():
    """A supplier may round in threes; only what came exact is rounded here, once."""
    first, *others = [wert for wert in create_werte() if wert.jahr == 2022]
    einwohner = create_indikator("einwohner", art="bestand")
    for wert in (first, *others):
        create_indikatorwert(
            indikator=einwohner,
            sozialquartier=wert.sozialquartier,
            zaehler=1002,
            nenner=None,
            bereits_gerundet=wert is first,
        )

    rows = compute(create_indexmethode()).ergebnisse

    assert rows.get(sozialquartier=first.sozialquartier).einwohner == 1002
    assert {rows.get(sozialquartier=one.sozialquartier).einwohner for one in others} == {1000}
    assert rows.of_stadt().get().einwohner == 1002 + 11 * 1000
    series = compute_zeitreihen()["einwohner"]
    assert series[first.sozialquartier_id][-1].wert == 1002


def test_exact_counts_that_round_alike_leave_no_trace():
    werte = create_werte()
    methode = create_indexmethode()
    before = public_data(compute(methode))

    for wert in werte:
        Indikatorwert.objects.create(
            indikator=wert.indikator,
            sozialquartier=wert.sozialquartier,
            jahr=wert.jahr,
            zaehler=wert.zaehler + 1,
            nenner=wert.nenner + 2,
            quelle="Berichtigung",
            ersetzt=wert,
        )
    after = compute(methode)

    assert public_data(after) == before


def test_exact_counts_that_round_otherwise_do_show():
    werte = create_werte()
    methode = create_indexmethode()
    before = public_data(compute(methode))

    last = werte[-1]
    Indikatorwert.objects.create(
        indikator=last.indikator,
        sozialquartier=last.sozialquartier,
        jahr=last.jahr,
        zaehler=last.zaehler + 10,
        nenner=last.nenner,
        quelle="Berichtigung",
        ersetzt=last,
    )

    assert public_data(compute(methode)) != before


@pytest.mark.parametrize(
    "schutz", [{"aktiv": False}, {"rundung": 1}, {"rundung": 10}, {"mindestnenner": 49}]
)
def test_no_method_takes_the_protection_away(schutz):
    """Neither the form takes it nor, where it is stored already, the computation."""
    create_werte(2)
    methode = create_indexmethode()
    methode.einstellungen = json.dumps(json.loads(methode.einstellungen) | {"schutz": schutz})

    with pytest.raises(ValidationError, match="Schutz kleiner Zahlen"):
        methode.full_clean()
    methode.save()
    with pytest.raises(IndexausgabeError, match="Schutz kleiner Zahlen"):
        compute(methode)

    assert not Indexberechnung.objects.exists()


def test_a_larger_least_denominator_is_allowed():
    methode = create_indexmethode()
    methode.einstellungen = json.dumps(
        json.loads(methode.einstellungen) | {"schutz": {"mindestnenner": 100}}
    )

    methode.full_clean()
