"""Cells about a place → our columns: addresses in one field, points in other systems."""

import re
from collections import Counter

from shapely import Point, prepare
from shapely.geometry import shape
from shapely.ops import unary_union

from navigator.models import Stadtbezirk
from navigator.models.ort import BREITE_RANGE, LAENGE_RANGE
from sozialplanung.tables import (
    TableError,
    parse_number,
    parse_pair,
    read_point,
    repair_plz,
    split_anschrift,
    split_street,
)
from sozialplanung.tables.points import GRAD

TOLERANCE = 0.003  # degrees, 200 to 330 m: outlines are approximations
FEW = 3  # points; below it, „all“ says little
A_DATE = re.compile(
    r"\d{2}\.\d{2}\.\d{4}|\d{1,2}\.? ?(?:Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\.?"
)
PLZ_AND_CITY = re.compile(r"(?:D[- ])?(\d{5})\s+(\D.*)")


# ---- addresses ---------------------------------------------------------------------------------


def split_addresses(tabelle):
    """Fill street, number, Postleitzahl and city from cells that hold several of them."""
    if "strasse" in tabelle.columns and "hausnummer" not in tabelle.columns:
        _split_streets(tabelle)
    if "anschrift" in tabelle.columns:
        _split_anschriften(tabelle)
    if "hausnummerzusatz" in tabelle.columns:
        for row, extra in zip(tabelle.rows, tabelle.take_out("hausnummerzusatz"), strict=True):
            row["hausnummer"] = f"{row.get('hausnummer') or ''}{extra}"
    for place, row in enumerate(tabelle.rows):
        _repair_row(tabelle, place, row)


def _split_anschriften(tabelle):
    for place, cell in enumerate(tabelle.take_out("anschrift")):
        parts = split_anschrift(cell)
        for column in ("strasse", "hausnummer", "plz", "ort"):
            value = getattr(parts, column)
            if value or column in {"strasse", "hausnummer"}:
                tabelle.put(place, column, value, "anschrift")


def _split_streets(tabelle):
    for place, row in enumerate(tabelle.rows):
        if "," in row["strasse"]:
            parts = split_anschrift(row["strasse"])
            street, number = parts.strasse, parts.hausnummer
            if parts.plz:
                tabelle.put(place, "plz", parts.plz, "strasse")
        else:
            street, number = split_street(row["strasse"])
        if number:
            row["strasse"] = street
            tabelle.put(place, "hausnummer", number, "strasse")


def _repair_row(tabelle, place, row):
    if row.get("plz"):
        if match := PLZ_AND_CITY.fullmatch(row["plz"]):
            row["plz"] = match[1]
            tabelle.put(place, "ort", match[2], "plz")
        row["plz"] = repair_plz(row["plz"])
    if match := PLZ_AND_CITY.fullmatch(row.get("ort") or ""):
        row["ort"] = match[2]
        tabelle.put(place, "plz", match[1], "ort")
    if A_DATE.fullmatch(row.get("hausnummer") or ""):
        tabelle.fehler[place]["hausnummer"] = (
            f"„{row['hausnummer']}“ ist ein Datum: Aus einer Nummer wie 2–4 hat die "
            "Tabellenkalkulation eins gemacht. Bitte die Spalte als Text formatieren."
        )


# ---- points ------------------------------------------------------------------------------------


def place_points(tabelle):
    """Turn the points of all rows into degrees; those outside the city become problems.

    Returns a sentence where the whole file lies elsewhere.
    """
    if "koordinaten" in tabelle.columns:
        _split_pairs(tabelle)
    if not {"breite", "laenge"} <= set(tabelle.columns):
        return ""
    city, seen = Stadtgebiet(), Counter()
    for place, row in enumerate(tabelle.rows):
        point = _read_row(tabelle, place, row)
        if point is None:
            continue
        seen[point.system] += 1
        seen["vertauscht"] += point.vertauscht
        if not city.holds(point.breite, point.laenge):
            seen["draussen"] += 1
            _refuse(
                tabelle,
                place,
                "{} liegt nicht in Oberhausen. Bitte die Zahlen prüfen oder die Zeile weglassen.",
            )
        if point.system != GRAD or point.vertauscht:
            row["breite"], row["laenge"] = repr(point.breite), repr(point.laenge)
    return _sum_up(tabelle, seen)


def _split_pairs(tabelle):
    for place, cell in enumerate(tabelle.take_out("koordinaten")):
        try:
            pair = parse_pair(cell)
        except TableError as error:
            tabelle.fehler[place]["koordinaten"] = str(error)
            continue
        north, east = pair or ("", "")
        tabelle.put(place, "breite", north, "koordinaten")
        tabelle.put(place, "laenge", east, "koordinaten")


def _read_row(tabelle, place, row):
    """Return the point of a row; cells that are no numbers are told by their own columns."""
    cells = [row.get("breite") or "", row.get("laenge") or ""]
    try:
        numbers = [parse_number(cell) for cell in cells]
    except TableError:
        return None
    if None in numbers:
        return None
    try:
        return read_point(*cells)
    except TableError as error:
        _refuse(tabelle, place, str(error), cells)
        return None


def _refuse(tabelle, place, sentence, cells=None):
    """Note the problem at the column that comes first in the file, with both numbers as there."""
    columns = sorted(
        ("breite", "laenge"),
        key=lambda c: (
            tabelle.ueberschriften.index(tabelle.where(place, c)[0])
            if tabelle.where(place, c)[0] in tabelle.ueberschriften
            else 0
        ),
    )
    found = list(dict.fromkeys(tabelle.where(place, column) for column in columns))
    tabelle.fehler[place][columns[0]] = sentence.replace("{}", " / ".join(c for _, c in found))


def _sum_up(tabelle, seen):
    points = sum(n for name, n in seen.items() if name not in {"vertauscht", "draussen"})
    systems = [name for name in seen if name not in {"vertauscht", "draussen"}]
    if systems:
        tabelle.hinweise.append(f"Koordinaten: {' und '.join(sorted(systems))}.")
    if seen["vertauscht"]:
        tabelle.hinweise.append(
            "Die Spalten für Breite und Länge sind vertauscht; das Portal hat sie richtig gelesen."
        )
    if points >= FEW and seen["draussen"] == points:
        return (
            f"Alle {points} Punkte der Datei liegen außerhalb von Oberhausen. Ist es die Datei "
            "einer anderen Stadt?"
        )
    return ""


class Stadtgebiet:
    """The city's area: its Stadtbezirke with a margin, or a box where outlines are missing."""

    def __init__(self):
        outlines = list(Stadtbezirk.objects.values_list("geometry", flat=True))
        self.area = None
        if outlines and all(outlines):
            self.area = unary_union([shape(one) for one in outlines]).buffer(TOLERANCE)
            prepare(self.area)

    def holds(self, breite, laenge):
        if self.area is not None:
            return self.area.covers(Point(laenge, breite))
        return (
            BREITE_RANGE[0] <= breite <= BREITE_RANGE[1]
            and LAENGE_RANGE[0] <= laenge <= LAENGE_RANGE[1]
        )
