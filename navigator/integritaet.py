"""Are the released editions of the Sozialindex still what was released? Hashes computed anew."""

import json
from dataclasses import dataclass, field

from navigator import sozialindex
from navigator.indexausgabe import IndexausgabeError, compute_zeilen, hash_zeilen
from navigator.models import Indexberechnung, Indikatorwert


@dataclass
class Befund:
    """What the check found, in sentences."""

    ausgaben: int = 0
    fehler: list = field(default_factory=list)  # what is not as it was released
    hinweise: list = field(default_factory=list)  # what could not be computed once more


def check_ausgaben():
    """Check every edition that was ever released; return the :class:`Befund`."""
    befund = Befund()
    editions = Indexberechnung.objects.released().order_by("berichtsjahr", "pk")
    for berechnung in editions.prefetch_related(
        "ergebnisse__sozialquartier", "ergebnisse__beitraege__indikator"
    ):
        befund.ausgaben += 1
        zeilen = [(one, list(one.beitraege.all())) for one in berechnung.ergebnisse.all()]
        befund.fehler += find_changed_rows(berechnung, zeilen)
        if hash_zeilen(zeilen) != berechnung.hash_ergebnisse:
            befund.fehler.append(
                f"{name_of(berechnung)}: Die gespeicherten Ergebnisse passen nicht zur Prüfsumme "
                "der Ausgabe; eine Zeile ist geändert, gelöscht oder hinzugekommen."
            )
        check_inputs(berechnung, befund)
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


def check_inputs(berechnung, befund):
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
    werte = Indikatorwert.objects.as_of(berechnung.gerechnet_am)
    try:
        rechnung = compute_zeilen(methode, berechnung.datenstand, werte)
    except IndexausgabeError as error:
        befund.hinweise.append(f"{name}: Lässt sich nicht nachrechnen. {error}")
        return
    if rechnung.hash_werte != berechnung.hash_werte:
        befund.hinweise.append(
            f"{name}: Lässt sich nicht nachrechnen. Die Werte oder Namen der Quartiere von damals "
            "sind nicht mehr vollständig da oder geändert."
        )
    elif rechnung.hash_ergebnisse() != berechnung.hash_ergebnisse:
        befund.fehler.append(f"{name}: Die Werte von damals ergeben andere Ergebnisse.")
