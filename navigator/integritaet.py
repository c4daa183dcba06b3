"""Are the released editions of the Sozialindex still what was released? Hashes computed anew.

``manage.py integritaet_pruefen`` asks every app's module ``integritaet`` for its :class:`Befund`.
"""

import json
from dataclasses import dataclass, field

from navigator import sozialindex
from navigator.indexausgabe import (
    IndexausgabeError,
    KeineWerteError,
    hash_zeilen,
    recompute,
)
from navigator.models import Indexberechnung, Sozialquartier

INPUTS = ["anteil", "veraenderung"]  # of a contribution; they follow from the values of its quarter


@dataclass
class Befund:
    """What a check found, in sentences; ``gut`` and ``schlecht`` sum it up."""

    schlecht: str
    gut: str = ""
    fehler: list = field(default_factory=list)  # what is not as it has to be
    hinweise: list = field(default_factory=list)  # what could not be checked


def check():
    """Check every edition that was ever released; return the :class:`Befund`."""
    befund = Befund("Freigegebene Ausgaben sind verändert; die Zeilen stehen oben.")
    ausgaben = 0
    editions = Indexberechnung.objects.released().order_by("berichtsjahr", "pk")
    for berechnung in editions.prefetch_related(
        "ergebnisse__sozialquartier", "ergebnisse__beitraege__indikator"
    ):
        ausgaben += 1
        zeilen = [(one, list(one.beitraege.all())) for one in berechnung.ergebnisse.all()]
        befund.fehler += find_changed_rows(berechnung, zeilen)
        if hash_zeilen(zeilen) != berechnung.hash_ergebnisse:
            befund.fehler.append(
                f"{name_of(berechnung)}: Die gespeicherten Ergebnisse passen nicht zur Prüfsumme "
                "der Ausgabe; eine Zeile ist geändert, gelöscht oder hinzugekommen."
            )
        check_inputs(berechnung, zeilen, befund)
    befund.gut = f"{ausgaben} freigegebene Ausgaben geprüft: alle unverändert."
    return befund


def name_of(berechnung):
    return f"{berechnung}, Nummer {berechnung.pk}"


def find_changed_rows(berechnung, zeilen):
    """Name the rows whose numbers no longer give the checksum that they were stored with."""
    for ergebnis, beitraege in zeilen:
        place = ergebnis.sozialquartier or "Stadt"
        if ergebnis.compute_pruefsumme() != ergebnis.pruefsumme:
            yield (
                f"{name_of(berechnung)}: Das Ergebnis „{place}“ (Zeile {ergebnis.pk}) ist nicht "
                "mehr, wie es gerechnet wurde."
            )
        for beitrag in beitraege:
            if beitrag.compute_pruefsumme() != beitrag.pruefsumme:
                yield (
                    f"{name_of(berechnung)}: Der Beitrag „{beitrag.indikator}“ zu „{place}“ (Zeile "
                    f"{beitrag.pk}) ist nicht mehr, wie er gerechnet wurde."
                )


def check_inputs(berechnung, zeilen, befund):
    """Compute the edition once more from the method and values that it was computed from."""
    name = name_of(berechnung)
    try:
        methode = sozialindex.Methode.from_dict(json.loads(berechnung.einstellungen))
        hash_methode = methode.hash_methode()
    except (sozialindex.SozialindexError, json.JSONDecodeError):
        hash_methode = None
    if hash_methode != berechnung.hash_methode:
        befund.fehler.append(f"{name}: Die Methode ist nicht mehr die, mit der gerechnet wurde.")
        return
    if berechnung.fassung != sozialindex.FASSUNG:
        befund.hinweise.append(
            f"{name}: Mit Fassung {berechnung.fassung} gerechnet; diese hier ist "
            f"{sozialindex.FASSUNG} und rechnet nicht nach."
        )
        return
    try:
        rechnung = recompute(berechnung)
    except KeineWerteError:
        befund.fehler.append(f"{name}: Die Werte, mit denen gerechnet wurde, sind nicht mehr da.")
        return
    except IndexausgabeError as error:
        befund.hinweise.append(f"{name}: Lässt sich nicht nachrechnen. {error}")
        return
    if rechnung.hash_werte != berechnung.hash_werte:
        check_changed_inputs(berechnung, zeilen, rechnung.zeilen, befund)
    elif rechnung.hash_ergebnisse() != berechnung.hash_ergebnisse:
        befund.fehler.append(f"{name}: Die Werte von damals ergeben andere Ergebnisse.")


def check_changed_inputs(berechnung, zeilen, anew, befund):
    """Say what differs of that which went in. Values never change: only names and areas may."""
    name = name_of(berechnung)
    changed = list(find_changed_inputs(zeilen, anew))
    befund.fehler += [f"{name}: {sentence}" for sentence in changed]
    if changed:
        return
    moment = berechnung.gerechnet_am
    then = {one.pk: one.name for one in Sozialquartier.history.as_of(moment)}
    if then != dict(Sozialquartier.objects.values_list("pk", "name")):
        befund.hinweise.append(
            f"{name}: Lässt sich nicht genau nachrechnen. Seither sind Sozialquartiere umbenannt "
            "oder hinzugekommen; ihre Werte sind die von damals."
        )
    else:
        befund.fehler.append(
            f"{name}: Die Werte sind nicht mehr die, mit denen gerechnet wurde, auch wenn heute "
            "dieselben Anteile herauskommen."
        )


def find_changed_inputs(zeilen, anew):
    """Name the results whose shares or inhabitants no longer follow from the stored values."""
    today = {row.sozialquartier_id: inputs_of(row, shares) for row, shares in anew}
    for row, shares in zeilen:
        stored, now = inputs_of(row, shares), today.get(row.sozialquartier_id, {})
        differing = sorted(what for what in stored if stored[what] != now.get(what))
        if differing:
            yield (
                f"Die Werte hinter dem Ergebnis „{row.sozialquartier or 'Stadt'}“ (Zeile {row.pk}) "
                f"sind nicht mehr die, mit denen gerechnet wurde: {', '.join(differing)}."
            )


def inputs_of(row, shares):
    """Return what went into a result, by the name of the Indikator."""
    inputs = {one.indikator.name: tuple(getattr(one, name) for name in INPUTS) for one in shares}
    return inputs | {"Einwohner*innen": row.einwohner}
