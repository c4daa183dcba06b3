"""Stored editions for tests: as tables, and made of a handful of values."""

import json

import pandas as pd
from django.contrib.auth import get_user_model

from handlungsempfehlungen.models import Evidenz
from navigator.models import (
    Ergebnis,
    Exkurs,
    Indexberechnung,
    Indexmethode,
    Indikator,
    Indikatorwert,
    Sozialbericht,
)
from tests.factories import (
    create_fassung,
    create_handlungsempfehlung,
    create_sozialquartier,
    create_sozialraum,
)

JAHR = 2022
BLATT = {
    "definition": "Was gemessen wird.",
    "zaehler_text": "Betroffene",
    "nenner_text": "Alle",
    "quelle": "Test",
    "interpretation": "Ein hoher Wert belastet.",
    "einschraenkung": "Keine.",
}


def table_of(editions):
    """Return what editions say of the quarters in the form of the engine: (gebiet, jahr)."""
    rows = Ergebnis.objects.filter(berechnung__in=editions).of_quartiere()
    records = [
        {
            "gebiet": row.sozialquartier.name,
            "jahr": row.berechnung.berichtsjahr,
            "fokus": row.ist_fokusquartier,
        }
        | row.plain(without={"id"})
        for row in rows.select_related("sozialquartier", "berechnung")
    ]
    return pd.DataFrame.from_records(records, index=["gebiet", "jahr"])


def create_indikator(kuerzel="quote", **fields):
    number = Indikator.objects.count() + 1
    return Indikator.objects.create(
        **{"kuerzel": kuerzel, "name": kuerzel.capitalize(), "position": number} | BLATT | fields
    )


def create_indikatorwert(**fields):
    if "indikator" not in fields:
        fields["indikator"] = Indikator.objects.first() or create_indikator()
    if "sozialquartier" not in fields:
        fields["sozialquartier"] = create_sozialquartier()
    return Indikatorwert.objects.create(
        **{"jahr": JAHR, "zaehler": 100, "nenner": 1000, "quelle": "Statistikstelle"} | fields
    )


def create_indexmethode(indikatoren=("quote",), **fields):
    text = json.dumps(
        {
            "vorlage": "oberhausen",
            "indikatoren": dict.fromkeys(indikatoren, 1),
            "stadtzeile": "Stadt",
        }
    )
    number = Indexmethode.objects.count() + 1
    return Indexmethode.objects.create(
        **{"name": "Probe", "version": number, "einstellungen": text} | fields
    )


def create_exkurs(position=1, **fields):
    bericht, _ = Sozialbericht.objects.get_or_create(
        jahr=2017, defaults={"titel": "Sozialbericht 2017"}
    )
    return Exkurs.objects.create(
        **{"sozialbericht": bericht, "position": position, "titel": f"Exkurs {position}"} | fields
    )


def create_werte(anzahl=12, jahre=range(2017, JAHR + 1)):
    """Values of one Indikator in some quarters and years, all different; return them."""
    indikator, raum = create_indikator(), create_sozialraum()
    quartiere = [create_sozialquartier(sozialraum=raum) for _ in range(anzahl)]
    return [
        create_indikatorwert(
            indikator=indikator,
            sozialquartier=quartier,
            jahr=jahr,
            zaehler=100 + 20 * place + 5 * (jahr - 2017) * (place % 3),
            nenner=1000,
        )
        for place, quartier in enumerate(quartiere)
        for jahr in jahre
    ]


def create_konto(name):
    return get_user_model().objects.create_user(name)


def create_entwurf(**fields):
    """A draft without results, by a method of its own; enough for what asks no numbers."""
    methode = create_indexmethode(["quote"])
    return Indexberechnung.objects.create(
        **{
            "berichtsjahr": JAHR,
            "datenstand": JAHR,
            "methode": methode,
            "einstellungen": methode.einstellungen,
            "fassung": "1",
        }
        | fields
    )


def create_evidenz(**fields):
    """A figure of a draft, on an edition and an Indikator of its own."""
    if "fassung" not in fields:
        he = create_handlungsempfehlung(is_published=False, fassungen=[])
        fields["fassung"] = create_fassung(he)
    known = {"wert": "24,6 %", "stadt": "19,1 %"}
    if "berechnung" not in fields:
        known["berechnung"] = create_entwurf(berichtsjahr=1999)
    if "indikator" not in fields:
        known["indikator"] = create_indikator(f"evidenz-{Indikator.objects.count()}")
    if "sozialquartier" not in fields:
        known["sozialquartier"] = create_sozialquartier()
    return Evidenz.objects.create(**known | fields)
