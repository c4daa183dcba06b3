"""Rows of a table → Sozialberichte with their Exkurse, and single published figures."""

from import_export.fields import Field

from navigator.models import (
    Einzelangabe,
    Exkurs,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
)
from navigator.widgets import DecimalWidget, IntegerWidget, KnownWidget, ZeitangabeWidget

from .base import AllOrNothing, NavigatorResource, text
from .verzeichnis import importable


class SozialberichtResource(NavigatorResource):
    jahr = Field("jahr", "jahr", IntegerWidget())
    titel = text("titel")
    einleitung = text("einleitung")
    adresse = text("adresse")
    quelle = text("quelle")
    quelle_url = text("quelle_url")

    key = ("jahr",)
    required = ("jahr", "titel")

    class Meta(AllOrNothing):
        model = Sozialbericht
        fields = ("jahr", "titel", "einleitung", "adresse", "quelle", "quelle_url")


class ExkursResource(NavigatorResource):
    sozialbericht = Field(
        "sozialbericht",
        "sozialbericht",
        KnownWidget(Sozialbericht, "jahr", found_by=("jahr", "titel")),
    )
    position = Field("position", "position", IntegerWidget())
    titel = text("titel")
    text = text("text")

    key = ("sozialbericht__jahr", "position")
    required = ("sozialbericht", "position", "titel")

    class Meta(AllOrNothing):
        model = Exkurs
        fields = ("sozialbericht", "position", "titel", "text")

    def key_value(self, name, row):
        return row[name.partition("__")[0]]


@importable
class EinzelangabeResource(NavigatorResource):
    """Areas of the portal only where the file names one in its own column, by its exact name."""

    raum = text("raum")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))
    sozialquartier = Field("sozialquartier", "sozialquartier", KnownWidget(Sozialquartier))
    bezeichnung = text("bezeichnung")
    wert = Field("wert", "wert", DecimalWidget(4))
    einheit = text("einheit")
    stand = Field("stand", "stand", ZeitangabeWidget())
    quelle = text("quelle")
    quelle_url = text("quelle_url")

    required = ("raum", "bezeichnung", "wert", "quelle")

    erklaerungen = {
        "raum": "Der Raum, wie ihn die Quelle nennt.",
        "stadtbezirk": "Nur wenn die Angabe genau diesen Raum des Portals meint; sonst leer.",
        "sozialraum": "Nur wenn die Angabe genau diesen Raum des Portals meint; sonst leer.",
        "sozialquartier": "Nur wenn die Angabe genau diesen Raum des Portals meint; sonst leer.",
        "bezeichnung": "Was gezählt wurde, in Worten.",
        "wert": "Die Zahl, wie sie veröffentlicht ist.",
        "stand": "Von wann: 31.12.2022, 09/2023 oder 2025; leer, wenn unbekannt.",
        "quelle": "Wo die Angabe steht.",
    }

    class Meta(AllOrNothing):
        model = Einzelangabe
        fields = (
            "raum",
            "stadtbezirk",
            "sozialraum",
            "sozialquartier",
            "bezeichnung",
            "wert",
            "einheit",
            "stand",
            "quelle",
            "quelle_url",
        )

    def get_instance(self, instance_loader, row):
        """The same figure of the same source is one record; a new date is a new one."""
        stand = self.fields["stand"].clean(row) if "stand" in row else None
        return Einzelangabe.objects.filter(
            raum=row["raum"],
            bezeichnung=row["bezeichnung"],
            quelle=row["quelle"],
            stand_bis=stand.bis if stand else None,
        ).first()
