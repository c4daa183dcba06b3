"""Rows of a table → Kategorien, Zielgruppen, Suchwörter."""

from import_export.fields import Field

from navigator.models import Institution, Kategorie, Suchwort, Zielgruppe
from navigator.widgets import (
    IntegerWidget,
    KnownManyWidget,
)
from sozialplanung.text import fold

from .base import AllOrNothing, NavigatorResource, text


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

    class Meta(AllOrNothing):
        model = Kategorie
        fields = ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position", "beschreibung")


class ZielgruppeResource(NavigatorResource):
    name = text("name")

    key = ("name",)
    required = ("name",)

    class Meta(AllOrNothing):
        model = Zielgruppe
        fields = ("name",)


class SuchwortResource(NavigatorResource):
    wort = text("wort")
    kategorien = Field("kategorien", "kategorien", KnownManyWidget(Kategorie, "slug"))
    zielgruppen = Field("zielgruppen", "zielgruppen", KnownManyWidget(Zielgruppe))
    institutionen = Field("institutionen", "institutionen", KnownManyWidget(Institution))
    herkunft = text("herkunft")

    required = ("wort", "herkunft")

    class Meta(AllOrNothing):
        model = Suchwort
        fields = ("wort", "kategorien", "zielgruppen", "institutionen", "herkunft")

    def get_instance(self, instance_loader, row):
        return Suchwort.objects.filter(gefaltet=fold(row["wort"])).first()
