"""Rows of a table → work with other plans of the city."""

from import_export.fields import Field

from handlungsempfehlungen.models import Handlungsempfehlung, Kooperation
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import IstekFeld, IstekThemenfeld
from navigator.widgets import ChoiceWidget, JaWidget, KnownManyWidget, WebWidget, ZeitangabeWidget

from .ereignis import (
    DATUM,
    KENNUNG,
    QUELLE,
    QUELLE_SYNONYMS,
    VEROEFFENTLICHT,
    KennungResource,
    stelle_field,
)


@importable
class KooperationResource(KennungResource):
    titel = text("titel")
    plan = Field("plan", "plan", ChoiceWidget(Kooperation.Plan))
    datum = Field("datum", "datum", ZeitangabeWidget())
    zustaendig = stelle_field("zustaendig")
    istek_felder = Field("istek_felder", "istek_felder", KnownManyWidget(IstekFeld))
    istek_themenfelder = Field(
        "istek_themenfelder", "istek_themenfelder", KnownManyWidget(IstekThemenfeld)
    )
    handlungsempfehlungen = Field(
        "handlungsempfehlungen",
        "handlungsempfehlungen",
        KnownManyWidget(Handlungsempfehlung, "slug", found_by=("slug",)),
    )
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    veroeffentlicht = Field("is_published", "veroeffentlicht", JaWidget())
    text = text("text")

    bleibt_im_portal = False  # the office may take it out of sight; it is no decision
    required = ("titel", "plan", "quelle")
    synonyms = QUELLE_SYNONYMS | {
        "titel": ("Kooperation",),
        "plan": ("Planung",),
        "datum": ("Wann", "Beschluss vom"),
        "zustaendig": ("zuständig",),
        "veroeffentlicht": ("veröffentlicht",),
    }
    fest = ("plan", "quelle", "veroeffentlicht")
    beispiele = (
        {"titel": "Radverkehrsplan Muster (Beispiel)", "plan": "sonstige", "quelle": "Vorlage"},
        {"titel": "Hitzehilfe Muster (Beispiel)", "plan": "hap", "quelle": "Vorlage"},
    )
    erklaerungen = QUELLE | {
        "kennung": KENNUNG,
        "titel": "Worum es geht, in wenigen Worten.",
        "plan": "In welcher Planung.",
        "datum": DATUM,
        "handlungsempfehlungen": "Adressen im Portal, zum Beispiel os-2023-03; mehrere mit "
        "Semikolon trennen.",
        "veroeffentlicht": VEROEFFENTLICHT,
    }

    class Meta(AllOrNothing):
        model = Kooperation
        fields = (
            "kennung",
            "titel",
            "plan",
            "datum",
            "text",
            "zustaendig",
            "istek_felder",
            "istek_themenfelder",
            "handlungsempfehlungen",
            "quelle",
            "quelle_url",
            "veroeffentlicht",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("zustaendig").prefetch_related(
            "istek_felder", "istek_themenfelder", "handlungsempfehlungen"
        )
