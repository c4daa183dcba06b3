"""Rows of a table → stops and addresses."""

from import_export.fields import Field

from navigator.models import Haltestelle, Strassenpunkt
from navigator.widgets import (
    NumberWidget,
)
from sozialplanung.tables import TableError, parse_number
from sozialplanung.text import slugify_de

from .base import AllOrNothing, NavigatorResource, text
from .ort import place_points, split_addresses
from .verzeichnis import importable
from .woerter import ADDRESS_INPUTS, ADDRESS_SYNONYMS, POINT_INPUTS, POINT_INSTEAD, POINT_SYNONYMS

QUELLE = ("Datenquelle", "Herkunft", "Lizenz")


@importable
class HaltestelleResource(NavigatorResource):
    name = text("name")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    quelle = text("quelle")

    key = ("name", "breite", "laenge")
    required = ("name", "breite", "laenge")
    synonyms = POINT_SYNONYMS | {
        "name": (
            "Haltestelle",
            "Haltestellenname",
            "Bezeichnung",
            "Titel",
            "stop_name",
            "Station",
            "Name der Haltestelle",
            "Hst_Name",
        ),
        "breite": (*POINT_SYNONYMS["breite"], "stop_lat"),
        "laenge": (*POINT_SYNONYMS["laenge"], "stop_lon"),
        "quelle": QUELLE,
    }
    inputs = POINT_INPUTS
    instead = POINT_INSTEAD
    fest = ("quelle",)
    beispiele = (
        {"name": "Beispielstr.", "breite": 51.471, "laenge": 6.8517, "quelle": "Musterdatei"},
        {"name": "Musterplatz", "breite": 51.4733, "laenge": 6.8561, "quelle": "Musterdatei"},
    )

    class Meta(AllOrNothing):
        model = Haltestelle
        fields = ("name", "breite", "laenge", "quelle")

    def prepare(self, tabelle):
        return place_points(tabelle)

    def get_instance(self, instance_loader, row):
        """A row whose numbers cannot be read is nobody's; its problems are told later."""
        try:
            return super().get_instance(instance_loader, row)
        except TableError:
            return None

    def key_value(self, name, row):
        return row[name] if name == "name" else parse_number(row.get(name, ""))


@importable
class StrassenpunktResource(NavigatorResource):
    strasse = text("strasse")
    hausnummer = text("hausnummer")
    plz = text("plz")
    stadtteil = text("stadtteil")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    quelle = text("quelle")

    required = ("strasse", "breite", "laenge")
    synonyms = ADDRESS_SYNONYMS | POINT_SYNONYMS | {"quelle": QUELLE}
    inputs = ADDRESS_INPUTS | POINT_INPUTS
    instead = POINT_INSTEAD | {"strasse": ("anschrift",)}
    fest = ("quelle",)
    beispiele = (
        {
            "strasse": "Beispielstraße",
            "hausnummer": "12–14",
            "plz": "46045",
            "stadtteil": "Alt-Oberhausen",
            "breite": 51.471,
            "laenge": 6.8517,
            "quelle": "Musterdatei",
        },
        {
            "strasse": "Am Muster",
            "hausnummer": "3 a",
            "plz": "46045",
            "stadtteil": "Alt-Oberhausen",
            "breite": 51.4733,
            "laenge": 6.8561,
            "quelle": "Musterdatei",
        },
    )

    class Meta(AllOrNothing):
        model = Strassenpunkt
        fields = ("strasse", "hausnummer", "plz", "stadtteil", "breite", "laenge", "quelle")

    def prepare(self, tabelle):
        split_addresses(tabelle)
        for row in tabelle.rows:
            row.pop("ort", None)  # the model knows one city
        if "ort" in tabelle.columns:
            tabelle.columns.remove("ort")
        return place_points(tabelle)

    def get_instance(self, instance_loader, row):
        return Strassenpunkt.objects.filter(
            slug=slugify_de(row["strasse"]),
            hausnummer=row.get("hausnummer", ""),
            plz=row.get("plz", ""),
        ).first()
