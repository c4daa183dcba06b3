"""The figures of a recommendation as of its decision, beside the newest ones."""

from dataclasses import dataclass
from itertools import groupby

from navigator.models import Indikator
from navigator.zahlen import ganz, prozent
from navigator.zeitreihen import public_zeitreihen

UNKNOWN = "keine Angabe"


@dataclass(frozen=True)
class Zeile:
    """One Indikator: as words, because protected and unknown values are no numbers."""

    indikator: object
    damals: str
    heute: str
    stadt: str
    ist_beispiel: bool


@dataclass(frozen=True)
class Vergleich:
    """The rows of one area and one edition."""

    raum: object
    jahr_damals: int
    jahr_heute: int | None
    zeilen: list

    @property
    def ist_beispiel(self):
        return any(zeile.ist_beispiel for zeile in self.zeilen)


def compare_evidenz(fassung):
    """Return a :class:`Vergleich` per area and edition that the Fassung rests on."""
    rows = list(
        fassung.evidenzen.select_related("indikator", "sozialquartier", "sozialraum", "berechnung")
    )
    if not rows:
        return []
    series = public_zeitreihen()
    rows.sort(key=lambda one: (str(one.raum), one.berechnung.datenstand, one.indikator.position))
    found = []
    for (raum, jahr), part in groupby(rows, lambda one: (one.raum, one.berechnung.datenstand)):
        zeilen, jahre = [], set()
        for evidenz in part:
            today, city = newest_points(series, evidenz)
            if today:
                jahre.add(today.jahr)
            zeilen.append(
                Zeile(
                    evidenz.indikator,
                    evidenz.wert,
                    say(evidenz.indikator, today),
                    say(evidenz.indikator, city),
                    evidenz.ist_beispiel or bool(today and today.ist_beispiel),
                )
            )
        found.append(Vergleich(raum, jahr, max(jahre, default=None), zeilen))
    return found


def newest_points(series, evidenz):
    """Return the newest point of the area and that of the city in the same year, or ``None``."""
    by_area = series.get(evidenz.indikator.kuerzel, {})
    points = by_area.get(evidenz.sozialquartier_id, []) if evidenz.sozialquartier_id else []
    if not points:
        return None, None
    newest = points[-1]
    city = next((one for one in by_area.get(None, []) if one.jahr == newest.jahr), None)
    return newest, city


def say(indikator, point):
    if point is None:
        return UNKNOWN
    if point.wert is None:
        return point.grund or UNKNOWN
    return prozent(point.wert) if indikator.art == Indikator.Art.ANTEIL else ganz(round(point.wert))
