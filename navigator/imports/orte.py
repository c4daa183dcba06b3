"""Rows of a table → stops and addresses."""

from import_export.fields import Field

from navigator.models import Haltestelle, Strassenpunkt
from navigator.widgets import (
    NumberWidget,
)
from sozialplanung.tables import TableError, parse_number
from sozialplanung.text import slugify_de

from .base import AllOrNothing, NavigatorResource, text


class HaltestelleResource(NavigatorResource):
    name = text("name")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    quelle = text("quelle")

    key = ("name", "breite", "laenge")
    required = ("name", "breite", "laenge")

    class Meta(AllOrNothing):
        model = Haltestelle
        fields = ("name", "breite", "laenge", "quelle")

    def get_instance(self, instance_loader, row):
        """A row whose numbers cannot be read is nobody's; its problems are told later."""
        try:
            return super().get_instance(instance_loader, row)
        except TableError:
            return None

    def key_value(self, name, row):
        return row[name] if name == "name" else parse_number(row[name])


class StrassenpunktResource(NavigatorResource):
    strasse = text("strasse")
    hausnummer = text("hausnummer")
    plz = text("plz")
    stadtteil = text("stadtteil")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    quelle = text("quelle")

    required = ("strasse", "breite", "laenge")

    class Meta(AllOrNothing):
        model = Strassenpunkt
        fields = ("strasse", "hausnummer", "plz", "stadtteil", "breite", "laenge", "quelle")

    def get_instance(self, instance_loader, row):
        return Strassenpunkt.objects.filter(
            slug=slugify_de(row["strasse"]),
            hausnummer=row.get("hausnummer", ""),
            plz=row.get("plz", ""),
        ).first()
