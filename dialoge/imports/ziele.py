"""Rows of a table → the goals of a Sozialkonferenz and the bodies that carry them on."""

from import_export.fields import Field

from dialoge.models import Folgegremium, Ziel
from navigator.imports import NavigatorResource, importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import IstekFeld, IstekThemenfeld
from navigator.widgets import (
    ChoiceWidget,
    IntegerWidget,
    KnownManyWidget,
    KnownWidget,
    WebWidget,
    ZeitangabeWidget,
)

from .veranstaltungen import KENNUNG, find_same, veranstaltung_field


@importable
class FolgegremiumResource(NavigatorResource):
    name = text("name")
    beschreibung = text("beschreibung")
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())

    key = ("name",)
    required = ("name", "quelle")
    synonyms = {"name": ("Folgegremium", "Gremium"), "quelle_url": ("Adresse der Quelle",)}
    beispiele = (
        {"name": "Runder Tisch Musterthema (Beispiel)", "quelle": "Musterdatei"},
        {"name": "Arbeitskreis Musterthema (Beispiel)", "quelle": "Musterdatei"},
    )
    erklaerungen = {
        "name": "Wie das Gremium heißt.",
        "beschreibung": "Ein bis drei Sätze.",
        "quelle": "Wo es steht.",
    }

    class Meta(AllOrNothing):
        model = Folgegremium
        fields = ("name", "beschreibung", "quelle", "quelle_url")


class DientWidget(IntegerWidget):
    """The number of a strategic goal of the same conference ↔ that goal; blank is none."""

    def clean(self, value, row=None, **kwargs):
        nummer = super().clean(value)
        if nummer is None:
            return None
        strategisch = Ziel.objects.filter(
            ebene=Ziel.Ebene.STRATEGISCH,
            position=nummer,
            veranstaltung=veranstaltung_field().clean(row),
        )
        if found := strategisch.first():
            return found
        raise ValueError(
            f"Ein strategisches Ziel mit der Nummer {nummer} hat diese Konferenz nicht. "
            "Strategische Ziele stehen in der Datei vor den operativen."
        )

    def render(self, value, obj=None, **kwargs):
        return value.position if value else ""


@importable
class ZielResource(NavigatorResource):
    """Goals; a conference has one of each number at each level."""

    veranstaltung = veranstaltung_field()
    ebene = Field("ebene", "ebene", ChoiceWidget(Ziel.Ebene))
    position = Field("position", "position", IntegerWidget())
    dient = Field("dient", "dient", DientWidget())
    folgegremium = Field(
        "folgegremium", "folgegremium", KnownWidget(Folgegremium, found_by=("name",))
    )
    stand = Field("stand", "stand", ChoiceWidget(Ziel.Stand))
    stand_text = text("stand_text")
    datum = Field("datum", "datum", ZeitangabeWidget())
    istek_felder = Field("istek_felder", "istek_felder", KnownManyWidget(IstekFeld))
    istek_themenfelder = Field(
        "istek_themenfelder", "istek_themenfelder", KnownManyWidget(IstekThemenfeld)
    )
    quelle = text("quelle")
    text = text("text")

    required = ("veranstaltung", "ebene", "position", "text")
    synonyms = {
        "veranstaltung": ("Sozialkonferenz",),
        "position": ("Nummer", "Nr.", "Reihenfolge"),
        "text": ("Ziel", "Wortlaut"),
        "datum": ("Stand vom",),
    }
    fest = ("veranstaltung", "folgegremium", "quelle")
    beispiele = (
        {
            "veranstaltung": "gemeinsam-statt-einsam-2024",
            "ebene": "strategisch",
            "position": 1,
            "text": "Hier steht ein strategisches Ziel im Wortlaut (Beispiel).",
            "quelle": "Musterdatei",
        },
        {
            "veranstaltung": "gemeinsam-statt-einsam-2024",
            "ebene": "operativ",
            "position": 1,
            "text": "Hier steht ein operatives Ziel im Wortlaut (Beispiel).",
            "dient": 1,
            "quelle": "Musterdatei",
        },
    )
    erklaerungen = {
        "veranstaltung": KENNUNG,
        "position": "Nummer des Ziels auf seiner Ebene.",
        "dient": "Bei einem operativen Ziel: die Nummer des strategischen Ziels, dem es dient.",
        "datum": "Von wann der Stand ist: 10.10.2024, 10/2024 oder 2024.",
        "folgegremium": "Name eines Folgegremiums; leer, wenn keines weiterarbeitet.",
        "quelle": "Wo es steht.",
    }

    class Meta(AllOrNothing):
        model = Ziel
        fields = (
            "veranstaltung",
            "ebene",
            "position",
            "text",
            "dient",
            "folgegremium",
            "stand",
            "stand_text",
            "datum",
            "istek_felder",
            "istek_themenfelder",
            "quelle",
        )

    @classmethod
    def for_export(cls, queryset):
        """Strategic goals first: the import finds them when it comes to what serves them."""
        return (
            queryset.select_related("veranstaltung", "dient", "folgegremium")
            .prefetch_related("istek_felder", "istek_themenfelder")
            .order_by("veranstaltung", "-ebene", "position", "pk")
        )

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row.get("stand") == "":
            del row["stand"]

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "veranstaltung", "ebene", "position")
