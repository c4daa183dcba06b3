"""Models → GeoJSON dicts, and what makes an outline acceptable. Imports no model."""

import re

from django.core.exceptions import ValidationError
from shapely import get_coordinates, transform
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.validation import explain_validity

from sozialplanung.tables.points import metres_to_degrees

OUTLINES = {"Polygon", "MultiPolygon"}
# What shapely says of an invalid outline, in the words of the office.
REASONS = {
    "Self-intersection": "Seine Linie kreuzt sich selbst",
    "Ring Self-intersection": "Seine Linie berührt sich selbst",
    "Too few points in geometry component": "Eine Fläche hat weniger als drei Ecken",
    "Hole lies outside shell": "Ein Loch liegt außerhalb der Fläche",
    "Holes are nested": "Ein Loch liegt in einem anderen",
    "Nested shells": "Eine Fläche liegt in einer anderen",
    "Interior is disconnected": "Ein Loch teilt die Fläche in zwei",
    "Duplicate Rings": "Eine Linie steht doppelt da",
    "Invalid Coordinate": "Eine Koordinate ist keine Zahl",
}
REASON = re.compile(r"([^\[]+)(?:\[(\S+) (\S+)\])?")
# Metres of EPSG:25832, as the city's own files have them, anywhere in Nordrhein-Westfalen.
EAST_RANGE, NORTH_RANGE = (250_000, 600_000), (5_500_000, 5_900_000)
DIGITS = 6  # of a degree: about 10 cm


def validate_geometry(geometry):
    """Raise ``ValidationError`` unless ``geometry`` is a valid outline in degrees."""
    if not isinstance(geometry, dict) or geometry.get("type") not in OUTLINES:
        raise ValidationError("Der Umriss ist kein GeoJSON-Polygon oder -MultiPolygon.")
    try:
        outline = shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValidationError("Die Koordinaten des Umrisses sind nicht lesbar.") from error
    if outline.is_empty:
        raise ValidationError("Der Umriss ist leer.")
    if not outline.is_valid:
        raise ValidationError(explain(outline))
    west, south, east, north = outline.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise ValidationError(
            "Der Umriss steht nicht in Grad (WGS 84). Bitte Länge vor Breite, zum Beispiel "
            "[6.85, 51.47]."
        )


def explain(outline):
    """Return why shapely refuses ``outline`` and where, in one German sentence."""
    reason, laenge, breite = REASON.fullmatch(explain_validity(outline)).groups()
    words = REASONS.get(reason.strip(), reason.strip())
    place = f" bei Breite {float(breite):.5f}, Länge {float(laenge):.5f}" if laenge else ""
    return f"Der Umriss ist ungültig: {words}{place}."


def extract_outline(data):
    """Return the one geometry of a Feature, a FeatureCollection or a bare geometry, in degrees.

    Coordinates of the municipal system EPSG:25832 are turned into degrees. Raises
    ``ValidationError`` where there is not exactly one outline.
    """
    if isinstance(data, dict) and data.get("type") == "FeatureCollection":
        features = data.get("features")
        if not isinstance(features, list) or len(features) != 1:
            count = len(features) if isinstance(features, list) else 0
            raise ValidationError(
                f"Die Datei enthält {count} Flächen. Hier wird genau eine gebraucht: Bitte "
                "speichern Sie den Umriss dieses Raums einzeln."
            )
        (data,) = features
    if isinstance(data, dict) and data.get("type") == "Feature":
        data = data.get("geometry")
    if not isinstance(data, dict) or data.get("type") not in OUTLINES:
        raise ValidationError("Der Umriss ist kein GeoJSON-Polygon oder -MultiPolygon.")
    return to_degrees({"type": data["type"], "coordinates": data.get("coordinates")})


def to_degrees(geometry):
    """Return ``geometry`` in degrees if it is in metres of EPSG:25832, else as it is."""
    try:
        outline = shape(geometry)
        west, south, east, north = outline.bounds
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return geometry  # whoever checks it says what is wrong
    if not (EAST_RANGE[0] < west < east < EAST_RANGE[1]):
        return geometry
    if not (NORTH_RANGE[0] < south < north < NORTH_RANGE[1]):
        return geometry
    turned = transform(
        outline, lambda east, north: metres_to_degrees().transform(east, north), interleaved=False
    )
    return as_lists(turned)


def as_lists(outline):
    """Return a shapely outline as a GeoJSON dict of lists, rounded, without heights."""

    def listed(part):
        if isinstance(part[0], int | float):
            return [round(number, DIGITS) for number in part[:2]]
        return [listed(one) for one in part]

    found = mapping(outline)
    return {"type": found["type"], "coordinates": listed(found["coordinates"])}


def count_corners(geometry):
    return len(get_coordinates(shape(geometry)))


def feature(geometry, properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features, **extra):
    """Return a FeatureCollection; ``extra`` members say source and Stand."""
    return {"type": "FeatureCollection", **extra, "features": list(features)}


def institution_feature(institution, **further):
    """Return the public facts of one Institution as a point; it must have a place.

    ``further`` properties are added as they are.
    """
    return feature(
        {"type": "Point", "coordinates": [institution.laenge, institution.breite]},
        {
            "kennung": institution.slug,
            "name": institution.name,
            "adresse": institution.get_absolute_url(),
            "kategorie": institution.kategorie.slug,
            "anschrift": institution.anschrift,
            "telefon": institution.telefon,
            "lagequalitaet": institution.lagequalitaet,
            "quelle": institution.quelle,
            "stand": str(institution.stand),
            **further,
        },
    )


def bundle_feature(anzahl, breite, laenge):
    """Return several entries that lie too close together at this scale."""
    return feature(
        {"type": "Point", "coordinates": [round(laenge, 6), round(breite, 6)]},
        {"anzahl": anzahl},
    )


def raum_feature(raum, **properties):
    return feature(
        raum.geometry,
        {
            "kennung": raum.slug,
            "name": raum.name,
            "nummer": raum.position,
            "adresse": raum.get_absolute_url(),
            "angenaehert": raum.angenaehert,
            **properties,
        },
    )


def sozialindex_feature(raum, spalten, zeile):
    """Return the outline of a quarter with exactly the columns of the table ``spalten``."""
    values = {key: value(zeile) for _, key, value in spalten}
    return raum_feature(
        raum, **{k: round(v, 4) + 0.0 if isinstance(v, float) else v for k, v in values.items()}
    )
