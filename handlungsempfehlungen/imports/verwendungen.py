"""Rows of a table → what recommendations were used for."""

from import_export.fields import Field

from handlungsempfehlungen.models import Handlungsempfehlung, Verwendung
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.widgets import ChoiceWidget, KnownWidget, WebWidget, ZeitangabeWidget

from .ereignis import DATUM, EreignisResource, find_same, stelle_field

EMPFEHLUNG = "Adresse der Handlungsempfehlung im Portal, zum Beispiel os-2023-03."
EMPFEHLUNG_SYNONYMS = ("Handlungsempfehlung", "Kennung", "HE")


def empfehlung_field():
    """A column that names a recommendation by its address."""
    widget = KnownWidget(Handlungsempfehlung, "slug", found_by=("slug",))
    return Field("handlungsempfehlung", "empfehlung", widget)


def sample_slugs():
    """Return two addresses for the rows of a template."""
    slugs = list(Handlungsempfehlung.objects.values_list("slug", flat=True)[:2])
    return [*slugs, *["os-2023-01", "os-2023-02"][len(slugs) :]]


@importable
class VerwendungResource(EreignisResource):
    empfehlung = empfehlung_field()
    art = Field("art", "art", ChoiceWidget(Verwendung.Art))
    datum = Field("datum", "datum", ZeitangabeWidget())
    stelle = stelle_field("stelle")
    adresse = Field("adresse", "adresse", WebWidget())
    quelle = text("quelle")
    text = text("text")

    required = ("empfehlung", "art", "text")
    synonyms = {
        "empfehlung": EMPFEHLUNG_SYNONYMS,
        "art": ("Art der Verwendung",),
        "text": ("Wofür", "Beschreibung"),
        "datum": ("Wann",),
        "adresse": ("Link",),
    }
    fest = ("art", "stelle", "quelle")
    erklaerungen = {
        "empfehlung": EMPFEHLUNG,
        "art": "Wofür die Empfehlung gut war.",
        "datum": DATUM,
        "text": "Ein bis zwei Sätze.",
    }

    class Meta(AllOrNothing):
        model = Verwendung
        fields = ("empfehlung", "art", "datum", "text", "stelle", "adresse", "quelle")

    @property
    def beispiele(self):
        first, second = sample_slugs()
        return (
            {
                "empfehlung": first,
                "art": "antrag",
                "datum": "05/2025",
                "text": "Muster: Antrag im Ausschuss auf eine feste Sprechstunde.",
            },
            {"empfehlung": second, "art": "fachplanung", "text": "Muster: Kinderförderplan."},
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("handlungsempfehlung", "stelle")

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "empfehlung", "art", "text", "datum")
