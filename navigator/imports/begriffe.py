"""Rows of a table → Kategorien, Zielgruppen, Suchwörter, Handlungsfelder, the iSTEK's terms."""

from import_export.fields import Field

from navigator.models import (
    Handlungsfeld,
    Institution,
    IstekFeld,
    IstekThemenfeld,
    Kategorie,
    Suchwort,
    Zielgruppe,
)
from navigator.widgets import (
    IntegerWidget,
    KnownManyWidget,
)
from sozialplanung.text import fold

from .base import AllOrNothing, NavigatorResource, text
from .verzeichnis import importable


@importable
class KategorieResource(NavigatorResource):
    slug = text("slug")
    name = text("name")
    farbe = text("farbe")
    zeichenfarbe = text("zeichenfarbe")
    symbol = text("symbol")
    position = Field("position", "position", IntegerWidget())
    beschreibung = text("beschreibung")

    key = ("slug",)
    required = ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position")
    synonyms = {"slug": ("Kürzel", "Kürzel in Adressen"), "name": ("Kategorie", "Bezeichnung")}

    class Meta(AllOrNothing):
        model = Kategorie
        fields = ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position", "beschreibung")


@importable
class ZielgruppeResource(NavigatorResource):
    name = text("name")

    key = ("name",)
    required = ("name",)
    synonyms = {"name": ("Zielgruppe", "Zielgruppen", "Bezeichnung", "Titel")}
    beispiele = ({"name": "Alleinerziehende"}, {"name": "Senior*innen"})

    class Meta(AllOrNothing):
        model = Zielgruppe
        fields = ("name",)


@importable
class SuchwortResource(NavigatorResource):
    wort = text("wort")
    kategorien = Field("kategorien", "kategorien", KnownManyWidget(Kategorie, "slug"))
    zielgruppen = Field("zielgruppen", "zielgruppen", KnownManyWidget(Zielgruppe))
    institutionen = Field("institutionen", "institutionen", KnownManyWidget(Institution))
    herkunft = text("herkunft")

    required = ("wort", "herkunft")
    synonyms = {
        "wort": ("Suchwort", "Suchwörter", "Stichwort", "Schlagwort", "Begriff", "Alltagswort"),
        "kategorien": ("Kategorie", "Rubrik"),
        "zielgruppen": ("Zielgruppe",),
        "institutionen": ("Institution", "Einrichtung", "Einrichtungen"),
        "herkunft": ("Quelle", "Woher"),
    }
    fest = ("herkunft",)
    beispiele = (
        {"wort": "Geld reicht nicht", "kategorien": "beratung", "herkunft": "Redaktion"},
        {"wort": "Kitaplatz", "kategorien": "kitas", "herkunft": "Anfrage"},
    )

    class Meta(AllOrNothing):
        model = Suchwort
        fields = ("wort", "kategorien", "zielgruppen", "institutionen", "herkunft")

    def get_instance(self, instance_loader, row):
        return Suchwort.objects.filter(gefaltet=fold(row["wort"])).first()


@importable
class HandlungsfeldResource(NavigatorResource):
    name = text("name")
    position = Field("position", "position", IntegerWidget())

    key = ("name",)
    required = ("name", "position")
    synonyms = {"name": ("Handlungsfeld", "Bezeichnung", "Titel"), "position": ("Nummer", "Nr.")}

    class Meta(AllOrNothing):
        model = Handlungsfeld
        fields = ("name", "position")


class IstekResource(NavigatorResource):
    """What fields and Themenfelder of the iSTEK share."""

    name = text("name")
    position = Field("position", "position", IntegerWidget())
    ziele = text("ziele")
    quelle = text("quelle")
    quelle_url = text("quelle_url")

    key = ("name",)
    required = ("name", "position", "quelle")
    synonyms = {
        "name": ("Feld", "Themenfeld", "Bezeichnung", "Titel"),
        "position": ("Nummer", "Nr."),
        "quelle_url": ("Adresse der Quelle",),
    }
    fest = ("quelle", "quelle_url")


ISTEK_FIELDS = ("name", "position", "ziele", "quelle", "quelle_url")


@importable
class IstekFeldResource(IstekResource):
    class Meta(AllOrNothing):
        model = IstekFeld
        fields = ISTEK_FIELDS


@importable
class IstekThemenfeldResource(IstekResource):
    class Meta(AllOrNothing):
        model = IstekThemenfeld
        fields = ISTEK_FIELDS
