"""Rows of a table → the three levels of areas."""

from import_export.fields import Field

from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from navigator.widgets import (
    IntegerWidget,
    KnownWidget,
)

from .base import AllOrNothing, NavigatorResource, text

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
    stadtteile = text("stadtteile")

    key = ("name",)
    required = ("name", "position")

    def complete(self, instance, row):
        instance.stadtteile = "\n".join(
            name.strip() for name in instance.stadtteile.split(";") if name.strip()
        )


class StadtbezirkResource(RaumResource):
    class Meta(AllOrNothing):
        model = Stadtbezirk
        fields = RAUM_FIELDS


class SozialraumResource(RaumResource):
    kuerzel = text("kuerzel")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))

    required = ("name", "position", "kuerzel", "stadtbezirk")

    class Meta(AllOrNothing):
        model = Sozialraum
        fields = (*RAUM_FIELDS, "kuerzel", "stadtbezirk")


class SozialquartierResource(RaumResource):
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))

    required = ("name", "position", "sozialraum")

    class Meta(AllOrNothing):
        model = Sozialquartier
        fields = (*RAUM_FIELDS, "sozialraum")
