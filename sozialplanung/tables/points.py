"""Points of municipal files: degrees or metres of EPSG:25832, in either order → WGS 84."""

import json
import re
from dataclasses import dataclass
from functools import cache

from sozialplanung.spaet import load_late

from .errors import TableError
from .numbers import parse_number

pyproj = load_late("pyproj")

GRAD = "Grad (WGS 84)"
UTM = "Meter (ETRS89/UTM 32, EPSG:25832)"
GERMANY = ((47.0, 55.2), (5.8, 15.1))  # degrees: north, east
EAST, NORTH = (200_000, 950_000), (5_200_000, 6_110_000)  # metres of zone 32 in Germany
ZONE = 32_000_000  # often written before the easting
MERCATOR_NORTH = (6_000_000, 7_500_000)
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
METRES = re.compile(r"(\d{5,8}),(\d{5,8})")  # a comma between whole metres is no decimal sign


@dataclass(frozen=True)
class Punkt:
    """A point in degrees, and what its numbers were in the file."""

    breite: float
    laenge: float
    system: str
    vertauscht: bool = False


def read_point(north: str, east: str) -> Punkt | None:
    """Return the point that the two cells mean; both blank is ``None``.

    Cells in the wrong order are put right where only one order lies in Germany.
    Raises ``TableError``.
    """
    a, b = parse_number(north), parse_number(east)
    if a is None and b is None:
        return None
    if a is None or b is None:
        raise TableError("Zu einem Punkt gehören zwei Zahlen; hier fehlt eine.")
    for first, second, swapped in ((a, b, False), (b, a, True)):
        if _is_within(first, GERMANY[0]) and _is_within(second, GERMANY[1]):
            return Punkt(first, second, GRAD, swapped)
        metres = second - ZONE if second > ZONE else second
        if _is_within(first, NORTH) and _is_within(metres, EAST):
            laenge, breite = metres_to_degrees().transform(metres, first)
            return Punkt(round(breite, 7), round(laenge, 7), UTM, swapped)
    raise TableError(_explain(north, east, sorted((a, b))))


def parse_pair(text: str) -> tuple[str, str] | None:
    """Return (north, east) of one cell: „51.47, 6.85“, „POINT (6.85 51.47)“ or GeoJSON.

    Blank is ``None``. Raises ``TableError``.
    """
    text = str(text).strip()
    if not text:
        return None
    if text.startswith("{"):
        return _from_geojson(text)
    numbers = NUMBER.findall(text.partition(";")[2] if text.upper().startswith("SRID=") else text)
    if match := METRES.fullmatch(text):
        numbers = [match[1], match[2]]
    if len(numbers) != 2:
        raise TableError(f"„{text}“ ist kein Punkt. Lesbar ist zum Beispiel „51.4717, 6.8512“.")
    if "POINT" in text.upper():
        numbers.reverse()  # WKT: the east first
    return numbers[0], numbers[1]


def _from_geojson(text: str) -> tuple[str, str]:
    try:
        geometry = json.loads(text)
        geometry = geometry.get("geometry", geometry)
        east, north = geometry["coordinates"][:2]
        return str(float(north)), str(float(east))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TableError(f"„{text[:60]}“ ist kein Punkt in GeoJSON.") from error


def _is_within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _explain(north: str, east: str, numbers: list[float]) -> str:
    what = f"{north} / {east}"
    smaller, larger = numbers
    if 2_500_000 <= smaller <= 3_600_000 and _is_within(larger, NORTH):
        return (
            f"{what} sieht nach Gauß-Krüger aus. Bitte in WGS 84 (Grad) oder EPSG:25832 liefern "
            "lassen."
        )
    if 600_000 <= smaller <= 1_700_000 and _is_within(larger, MERCATOR_NORTH):
        return (
            f"{what} sieht nach Web-Mercator aus. Bitte in WGS 84 (Grad) oder EPSG:25832 liefern "
            "lassen."
        )
    return (
        f"{what} ist kein Punkt in Deutschland. Gebraucht werden Grad wie 51,4717 und 6,8512 "
        "(WGS 84) oder Meter wie 5704500 und 350700 (EPSG:25832)."
    )


@cache
def metres_to_degrees():
    """Return the pyproj Transformer from EPSG:25832 to WGS 84: (east, north) → (Länge, Breite)."""
    return pyproj.Transformer.from_crs(25832, 4326, always_xy=True)
