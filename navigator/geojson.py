"""Models → GeoJSON dicts, and what makes an outline acceptable. Imports no model."""

from django.core.exceptions import ValidationError
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.validation import explain_validity

OUTLINES = {"Polygon", "MultiPolygon"}


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
        raise ValidationError(f"Der Umriss ist ungültig: {explain_validity(outline)}.")
    west, south, east, north = outline.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise ValidationError(
            "Der Umriss steht nicht in Grad (WGS 84). Bitte Länge vor Breite, zum Beispiel "
            "[6.85, 51.47]."
        )


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
