"""Rows of a table → the three levels of areas."""

from import_export.fields import Field

from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from navigator.widgets import (
    IntegerWidget,
    KnownWidget,
    LinesWidget,
)

from .base import AllOrNothing, NavigatorResource, text
from .verzeichnis import importable

RAUM_FIELDS = (
    "name",
    "position",
    "einwohnerzahl",
    "einwohner_stand",
    "einwohner_quelle",
    "stadtteile",
)


class RaumResource(NavigatorResource):
    """Shared columns of the three levels; outlines come from GeoJSON (``services.py``)."""

    name = text("name")
    position = Field("position", "position", IntegerWidget())
    einwohnerzahl = Field("einwohnerzahl", "einwohnerzahl", IntegerWidget())
    einwohner_stand = text("einwohner_stand")
    einwohner_quelle = text("einwohner_quelle")
    stadtteile = Field("stadtteile", "stadtteile", LinesWidget())

    key = ("name",)
    required = ("name", "position")
    synonyms = {
        "name": ("Bezeichnung", "Titel", "Raum", "Gebiet"),
        "position": ("Nummer", "Nr.", "Nummer auf Karten"),
        "einwohnerzahl": ("Einwohner", "EW", "Bevölkerung", "Anzahl Einwohner"),
        "einwohner_stand": ("Stand", "Stichtag"),
        "einwohner_quelle": ("Quelle", "Datenquelle"),
        "stadtteile": ("Stadtteil", "Ortsteile"),
    }
    fest = ("einwohner_stand", "einwohner_quelle")
    erklaerungen = {"stadtteile": "Ganze Stadtteile, mit Semikolon getrennt."}


@importable
class StadtbezirkResource(RaumResource):
    class Meta(AllOrNothing):
        model = Stadtbezirk
        fields = RAUM_FIELDS


@importable
class SozialraumResource(RaumResource):
    kuerzel = text("kuerzel")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))

    required = ("name", "position", "kuerzel", "stadtbezirk")

    class Meta(AllOrNothing):
        model = Sozialraum
        fields = (*RAUM_FIELDS, "kuerzel", "stadtbezirk")


@importable
class SozialquartierResource(RaumResource):
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))

    required = ("name", "position", "sozialraum")

    class Meta(AllOrNothing):
        model = Sozialquartier
        fields = (*RAUM_FIELDS, "sozialraum")
