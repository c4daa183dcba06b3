"""Editions of the Sozialindex: stored values → draft → released, replaced or thrown away.

The arithmetic stands in ``navigator/sozialindex/``; here its input is read and its results stored.
"""

import json
from dataclasses import dataclass

import pandas as pd
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from navigator import sozialindex
from navigator.indexwerte import read_einwohner, read_zaehlungen
from navigator.models import (
    Beitrag,
    Datenstand,
    Ergebnis,
    Indexberechnung,
    Indikator,
    Indikatorwert,
    Sozialquartier,
)
from navigator.models.indexberechnung import hash_plain

OWN_KEYS = {"id", "pruefsumme", "berechnung_id", "ergebnis_id"}
PARTS = ["status", "dynamik"]
OF_PART = ["summe", "index", "klasse", "abstand_besser", "abstand_schlechter", "robust"]


class IndexausgabeError(Exception):
    """An edition cannot be computed or released; a sentence for the office."""


class KeineWerteError(IndexausgabeError):
    """There is no value of that year."""


@dataclass
class Rechnung:
    """What the engine made of the values: the rows of an edition, not stored yet."""

    zeilen: list  # of pairs: Ergebnis, its Beiträge
    hash_werte: str
    ist_beispiel: bool

    def hash_ergebnisse(self):
        return hash_zeilen(self.zeilen)


def compute_berechnung(berichtsjahr, datenstand, methode, konto=None):
    """Compute a draft from the values that hold now, and store it.

    ``datenstand`` is the year of the values; ``konto`` is ``None`` for the shipped examples.
    Raises ``IndexausgabeError``.
    """
    settings = methode.methode
    try:
        sozialindex.check_oeffentlich(settings.schutz)
    except sozialindex.SozialindexError as error:
        raise IndexausgabeError(str(error)) from error
    rechnung = compute_zeilen(settings, datenstand, Indikatorwert.objects.current())
    berechnung = Indexberechnung(
        berichtsjahr=berichtsjahr,
        datenstand=datenstand,
        methode=methode,
        einstellungen=settings.to_json(),
        hash_methode=settings.hash_methode(),
        hash_werte=rechnung.hash_werte,
        hash_ergebnisse=rechnung.hash_ergebnisse(),
        fassung=sozialindex.FASSUNG,
        ist_beispiel=rechnung.ist_beispiel,
        gerechnet_von=konto,
        gerechnet_name=name_of(konto),
    )
    berechnung.full_clean()
    store(berechnung, rechnung.zeilen)
    return berechnung


@transaction.atomic
def store(berechnung, zeilen):
    berechnung.save()
    for ergebnis, _ in zeilen:
        ergebnis.berechnung = berechnung
    Ergebnis.objects.bulk_create([ergebnis for ergebnis, _ in zeilen])
    for ergebnis, beitraege in zeilen:
        for beitrag in beitraege:
            beitrag.ergebnis = ergebnis
    Beitrag.objects.bulk_create([one for _, beitraege in zeilen for one in beitraege])


@transaction.atomic
def release_berechnung(berechnung, konto=None):
    """Release a draft; the edition of that year that held until now is replaced, and kept.

    Somebody else than who computed it must do so, unless it is made of example values.
    Raises ``IndexausgabeError``.
    """
    berechnung = Indexberechnung.objects.select_for_update().get(pk=berechnung.pk)
    check_release(berechnung, konto)
    check_inputs(berechnung)
    berechnung.status = Indexberechnung.Status.FREIGEGEBEN
    berechnung.freigegeben_am = timezone.now()
    berechnung.freigegeben_von, berechnung.freigegeben_name = konto, name_of(konto)
    # Past the model, which refuses any change of a released edition: this one is its own rule.
    QuerySet(Indexberechnung).filter(
        berichtsjahr=berechnung.berichtsjahr, status=Indexberechnung.Status.FREIGEGEBEN
    ).update(status=Indexberechnung.Status.ERSETZT, ersetzt_durch=berechnung)
    berechnung.save()
    return berechnung


def check_release(berechnung, konto):
    """Raise ``IndexausgabeError`` where this account cannot release this edition."""
    if not berechnung.is_draft:
        raise IndexausgabeError(
            f"„{berechnung}“ ist kein Entwurf mehr. Es gibt nichts freizugeben."
        )
    if berechnung.ist_beispiel:
        return
    if konto is None:
        raise IndexausgabeError("Zur Freigabe gehört ein Konto.")
    if konto.pk == berechnung.gerechnet_von_id or name_of(konto) == berechnung.gerechnet_name:
        raise IndexausgabeError(
            "Sie haben diese Ausgabe selbst gerechnet. Bitte lassen Sie sie von einer zweiten "
            "Person prüfen und freigeben."
        )


def check_inputs(berechnung):
    """Raise ``IndexausgabeError`` unless the draft follows from the values of its moment.

    An import that was at work while the draft was computed has values of that moment, or of
    before, that the computation could not see yet. Released, such an edition would be found
    wrong by ``integritaet_pruefen`` for ever.
    """
    # Whoever writes a value raises the version in the same transaction: raising it here waits
    # until nobody is at work any more, and keeps the others waiting until this one is decided.
    Datenstand.objects.raise_version()
    rechnung = recompute(berechnung)
    found = (berechnung.fassung, berechnung.hash_werte, berechnung.hash_ergebnisse)
    if found != (sozialindex.FASSUNG, rechnung.hash_werte, rechnung.hash_ergebnisse()):
        raise IndexausgabeError(
            f"„{berechnung}“ passt nicht mehr zu den Werten. Während gerechnet wurde oder seither "
            "hat sich etwas geändert, zum Beispiel durch einen Import. Bitte verwerfen Sie den "
            "Entwurf und rechnen Sie ihn neu."
        )


def recompute(berechnung):
    """Return the :class:`Rechnung` of the method and values as they were at the edition's moment.

    Raises ``IndexausgabeError``.
    """
    settings = sozialindex.Methode.from_dict(json.loads(berechnung.einstellungen))
    werte = Indikatorwert.objects.as_of(berechnung.gerechnet_am)
    return compute_zeilen(settings, berechnung.datenstand, werte)


def count_newer_werte(berechnung):
    """Return how many values of its years came in after the draft was computed."""
    settings = sozialindex.Methode.from_dict(json.loads(berechnung.einstellungen))
    years = years_of(settings, berechnung.datenstand)
    newer = Indikatorwert.objects.filter(created_at__gt=berechnung.gerechnet_am)
    return newer.filter(jahr__in=years).count()


def name_of(konto):
    return (konto.get_full_name() or konto.get_username()) if konto else ""


# ---- from values to rows -----------------------------------------------------------------------


def compute_zeilen(settings, jahr, werte):
    """Return the :class:`Rechnung` of one year, from the rows of ``werte`` alone.

    Raises ``IndexausgabeError`` naming what keeps it from being computed.
    """
    indikatoren = find_indikatoren(settings)
    quartiere = list(Sozialquartier.objects.order_by("pk"))
    years = years_of(settings, jahr)
    werte = werte.filter(jahr__in=years)
    used = werte.filter(indikator__in=indikatoren.values())
    if not used.filter(jahr=jahr).exists():
        raise KeineWerteError(f"Für {jahr} ist noch kein Wert dieser Indikatoren eingetragen.")
    einwohner = read_einwohner(werte, quartiere, sorted(years), settings)
    try:
        ergebnis = sozialindex.compute_from_zaehlungen(
            read_zaehlungen(used, quartiere, sorted(years), settings.namen),
            settings,
            einwohner,
            einwohner_geschuetzt=True,
        )
    except sozialindex.SozialindexError as error:
        raise IndexausgabeError(str(error)) from error
    rows = {row["gebiet"]: row for row in ergebnis.to_records() if row["jahr"] == jahr}
    places = [(quartier.name, quartier) for quartier in quartiere]
    if settings.stadtzeile:
        places.append((settings.stadtzeile, None))
    return Rechnung(
        zeilen=[
            build_zeile(rows[name], quartier, ergebnis, indikatoren) for name, quartier in places
        ],
        hash_werte=ergebnis.hash_werte(),
        ist_beispiel=werte.filter(ist_beispiel=True).exists(),
    )


def years_of(settings, jahr):
    """Return the years that an index of the year ``jahr`` is computed from."""
    lasts = {jahr, settings.bezugsjahr or jahr}
    return {year for last in lasts for year in range(last - settings.dynamik_jahre, last + 1)}


def find_indikatoren(settings):
    """Return the Indikatoren of the method by Kürzel; each must be known and documented."""
    known = Indikator.objects.in_bulk(settings.namen, field_name="kuerzel")
    missing = [name for name in settings.namen if name not in known]
    if missing:
        raise IndexausgabeError(
            f"Die Methode nennt Indikatoren, die es nicht gibt: {', '.join(missing)}."
        )
    numbers = [one.name for one in known.values() if one.art != Indikator.Art.ANTEIL]
    if numbers:
        raise IndexausgabeError(
            f"In den Index gehen nur Anteile ein. Kein Anteil ist: {', '.join(numbers)}."
        )
    unclear = [one.name for one in known.values() if not one.is_published]
    if unclear:
        raise IndexausgabeError(
            "Das Indikatorenblatt ist noch nicht vollständig: "
            f"{', '.join(sorted(unclear))}. Bitte ergänzen Sie es, bevor Sie rechnen."
        )
    return known


def build_zeile(row, quartier, ergebnis, indikatoren):
    """Return an Ergebnis and its Beiträge from a row of the engine, not stored yet."""
    place = (row["gebiet"], row["jahr"])
    einwohner = ergebnis.eingabe.einwohner[place]
    numbers = {f"{part}_{name}": row[f"{part}_{name}"] for part in PARTS for name in OF_PART}
    for part in PARTS:
        numbers[f"{part}_klasse"] = row[f"{part}_klasse"] or ""
    zeile = Ergebnis(
        sozialquartier=quartier,
        einwohner=None if pd.isna(einwohner) else int(einwohner),
        rang=None if row["rang"] is None else int(row["rang"]),
        gruppe=row["gruppe"] or "",
        ist_fokusquartier=bool(row["fokus"]),
        hinweis=row["hinweis"],
        **numbers,
    )
    return zeile, [
        Beitrag(
            indikator=indikator,
            anteil=plain(ergebnis.eingabe.werte.at[place, name]),
            z=row[f"z_{name}"],
            beitrag=row[f"beitrag_{name}"],
            veraenderung=row[f"veraenderung_{name}"],
            dynamik_z=row[f"dynamik_z_{name}"],
            dynamik_beitrag=row[f"dynamik_beitrag_{name}"],
        )
        for name, indikator in indikatoren.items()
    ]


def plain(number):
    return None if pd.isna(number) else float(number) + 0.0


def hash_zeilen(zeilen):
    """Return the hash of an edition's rows, whatever keys they are stored under."""
    data = [
        [ergebnis.plain(OWN_KEYS), sorted_beitraege(beitraege)] for ergebnis, beitraege in zeilen
    ]
    return hash_plain(sorted(data, key=lambda row: row[0]["sozialquartier_id"] or 0))


def sorted_beitraege(beitraege):
    return sorted((one.plain(OWN_KEYS) for one in beitraege), key=lambda row: row["indikator_id"])
