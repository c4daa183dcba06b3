"""The outline of an area in the office's form: read, refused with the reason, drawn."""

import json

from django import forms
from django.core.exceptions import ValidationError
from shapely.geometry import shape

from navigator.geojson import count_corners, extract_outline, validate_geometry
from navigator.kartenbild import draw_raeume
from navigator.models import Sozialquartier, Sozialraum
from navigator.models.ort import BREITE_RANGE, LAENGE_RANGE

from .base import FullForm

MOST_CORNERS = 20_000
LARGEST_FILE = 5 * 1024 * 1024  # bytes
TOO_MUCH = 0.01  # of its own area that lies in a neighbour's
OUTSIDE = 0.03  # of its own area that lies outside of what holds it


class RaumForm(FullForm):
    """An outline comes as a file, as text or from the map; whatever comes last is checked alike."""

    umriss_datei = forms.FileField(
        label="Umriss aus einer Datei",
        required=False,
        help_text="GeoJSON mit genau einer Fläche, in Grad (WGS 84) oder in Metern (EPSG:25832). "
        "Eine Datei ersetzt den Umriss beim Sichern.",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )

    class Meta:
        widgets = {
            "geometry": forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
            "umriss_quelle": forms.Textarea(attrs={"rows": 2}),
            "einwohner_quelle": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"geometry": "Umriss als Text (GeoJSON)"}
        help_texts = {
            "name": "Zum Beispiel Osterfeld-Mitte.",
            "geometry": "Die Karte schreibt hierher. Von Hand: Polygon oder MultiPolygon, Länge "
            "vor Breite.",
            "umriss_quelle": "Zum Beispiel „Amtliche Stadtteile, Geodaten Oberhausen, 2025“.",
            "einwohner_quelle": "Zum Beispiel „Statistisches Jahrbuch 2022, Tabelle 3“.",
        }

    def clean_umriss_datei(self):
        upload = self.cleaned_data["umriss_datei"]
        if not upload:
            return None
        if upload.size > LARGEST_FILE:
            raise ValidationError(
                "Die Datei ist größer als 5 MB. Bitte vereinfachen Sie den Umriss."
            )
        try:
            data = json.loads(upload.read().decode("utf-8-sig"))
        except ValueError as error:
            raise ValidationError(
                f"„{upload.name}“ ist kein GeoJSON. Bitte wählen Sie eine Datei mit der Endung "
                ".geojson."
            ) from error
        return check_outline(data)

    def clean_geometry(self):
        data = self.cleaned_data["geometry"]
        return None if data is None else check_outline(data)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("umriss_datei"):
            cleaned["geometry"] = cleaned["umriss_datei"]
            self.errors.pop("geometry", None)
        return cleaned


def check_outline(data):
    """Return the outline in ``data`` in degrees, or refuse it with the reason."""
    geometry = extract_outline(data)
    validate_geometry(geometry)
    corners = count_corners(geometry)
    if corners > MOST_CORNERS:
        raise ValidationError(
            f"Der Umriss hat {corners} Eckpunkte, möglich sind {MOST_CORNERS}. Bitte vereinfachen "
            "Sie ihn."
        )
    west, south, east, north = shape(geometry).bounds
    if (
        west < LAENGE_RANGE[0]
        or east > LAENGE_RANGE[1]
        or south < BREITE_RANGE[0]
        or north > BREITE_RANGE[1]
    ):
        raise ValidationError(
            f"Der Umriss liegt nicht in Oberhausen: Er reicht von Länge {west:.3f} bis {east:.3f} "
            f"und von Breite {south:.3f} bis {north:.3f}. Steht Länge vor Breite?"
        )
    return geometry


def list_doubts(raum):
    """Return sentences on what looks wrong with an outline but may be right."""
    if not has_outline(raum):
        return []
    outline = shape(raum.geometry)
    doubts = [
        f"Überschneidet sich zu {share:.0%} mit „{other}“."
        for other in type(raum).objects.exclude(pk=raum.pk).exclude(geometry=None)
        if (share := outline.intersection(shape(other.geometry)).area / outline.area) > TOO_MUCH
    ]
    holder = find_holder(raum)
    if holder is not None and holder.geometry:
        share = outline.difference(shape(holder.geometry)).area / outline.area
        if share > OUTSIDE:
            doubts.append(f"Liegt zu {share:.0%} außerhalb von „{holder}“.")
    return [doubt.replace("%", "\N{NO-BREAK SPACE}%") for doubt in doubts]


def find_holder(raum):
    """Return the coarser area that ``raum`` belongs to, if it has one yet."""
    if isinstance(raum, Sozialquartier) and raum.sozialraum_id:
        return raum.sozialraum
    if isinstance(raum, Sozialraum) and raum.stadtbezirk_id:
        return raum.stadtbezirk
    return None


def has_outline(raum):
    """Tell whether the outline can be drawn; what was just refused cannot."""
    if not raum.geometry:
        return False
    try:
        validate_geometry(raum.geometry)
    except ValidationError:
        return False
    return True


def draw_outline(raum):
    """Draw ``raum`` among its siblings; ``None`` where no outline is known at all."""
    raeume = list(type(raum).objects.exclude(pk=raum.pk).exclude(geometry=None))
    if has_outline(raum):
        raum.frame()
        raeume.append(raum)
    return draw_raeume(raeume, f"Umriss: {raum or 'neuer Raum'}", active=raum, links=False)
