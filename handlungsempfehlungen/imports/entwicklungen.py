"""Rows of a table → what was achieved, step by step."""

from import_export.fields import Field

from handlungsempfehlungen.models import (
    Entwicklung,
    Entwicklungsschritt,
    Handlungsempfehlung,
    Massnahmensteckbrief,
)
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Handlungsfeld, Institution
from navigator.widgets import JaWidget, KnownManyWidget, KnownWidget, WebWidget, ZeitangabeWidget

from .ereignis import (
    DATUM,
    KENNUNG,
    QUELLE,
    QUELLE_SYNONYMS,
    RAUM_ERKLAERUNGEN,
    RAUM_FIELDS,
    RAUM_SYNONYMS,
    VEROEFFENTLICHT,
    EreignisResource,
    KennungResource,
    RaumbezugResource,
    find_same,
)

TITEL = ("slug", "titel")


@importable
class EntwicklungResource(KennungResource, RaumbezugResource):
    titel = text("titel")
    datum = Field("datum", "datum", ZeitangabeWidget())
    stand_text = text("stand_text")
    handlungsfeld = Field("handlungsfeld", "handlungsfeld", KnownWidget(Handlungsfeld))
    handlungsempfehlungen = Field(
        "handlungsempfehlungen",
        "handlungsempfehlungen",
        KnownManyWidget(Handlungsempfehlung, "slug", found_by=("slug",)),
    )
    massnahmen = Field(
        "massnahmen", "massnahmen", KnownManyWidget(Massnahmensteckbrief, "slug", found_by=TITEL)
    )
    institutionen = Field("institutionen", "institutionen", KnownManyWidget(Institution))
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    veroeffentlicht = Field("is_published", "veroeffentlicht", JaWidget())
    text = text("text")

    required = ("titel", "quelle")
    synonyms = (
        RAUM_SYNONYMS
        | QUELLE_SYNONYMS
        | {
            "titel": ("Entwicklung", "Was"),
            "datum": ("Wann", "Stand"),
            "text": ("Beschreibung",),
            "sozialraeume": ("Sozialräume", "Sozialraum"),
            "massnahmen": ("Maßnahmen",),
            "veroeffentlicht": ("veröffentlicht",),
        }
    )
    fest = ("quelle", "veroeffentlicht")
    beispiele = (
        {
            "titel": "Neuer Treffpunkt Muster (Beispiel)",
            "datum": "05/2026",
            "text": "Der Treffpunkt ist an drei Tagen offen.",
            "stand_text": "umgesetzt",
            "stadtweit": "ja",
            "quelle": "Pressemeldung",
        },
        {"titel": "Plan Muster (Beispiel)", "quelle": "Pressemeldung"},
    )
    erklaerungen = (
        RAUM_ERKLAERUNGEN
        | QUELLE
        | {
            "kennung": KENNUNG,
            "titel": "Was erreicht wurde, in wenigen Worten.",
            "datum": f"Der letzte Schritt, der bekannt ist. {DATUM} Leer, wenn unbekannt.",
            "handlungsempfehlungen": "Adressen im Portal, zum Beispiel os-2023-03; mehrere mit "
            "Semikolon trennen.",
            "massnahmen": "Kennungen oder Titel von Maßnahmen, mit Semikolon getrennt.",
            "institutionen": "Namen aus dem Verzeichnis, mit Semikolon getrennt.",
            "veroeffentlicht": VEROEFFENTLICHT,
        }
    )

    class Meta(AllOrNothing):
        model = Entwicklung
        fields = (
            "kennung",
            "titel",
            "datum",
            "text",
            "stand_text",
            "handlungsfeld",
            *RAUM_FIELDS,
            "handlungsempfehlungen",
            "massnahmen",
            "institutionen",
            "quelle",
            "quelle_url",
            "veroeffentlicht",
        )

    @classmethod
    def for_export(cls, queryset):
        many = ("handlungsempfehlungen", "massnahmen", "institutionen")
        return queryset.select_related("handlungsfeld").prefetch_related(*many, *RAUM_FIELDS[1:])


@importable
class EntwicklungsschrittResource(EreignisResource):
    """Dated steps; the same words on the same day are the same step."""

    entwicklung = Field(
        "entwicklung", "entwicklung", KnownWidget(Entwicklung, "slug", found_by=TITEL)
    )
    datum = Field("datum", "datum", ZeitangabeWidget())
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    text = text("text")

    required = ("entwicklung", "datum", "text")
    synonyms = QUELLE_SYNONYMS | {"datum": ("Wann",), "text": ("Was geschah", "Schritt")}
    fest = ("entwicklung", "quelle")
    erklaerungen = QUELLE | {
        "entwicklung": "Kennung oder Titel der Entwicklung.",
        "datum": DATUM,
        "text": "Was geschah, in einem Satz.",
    }

    class Meta(AllOrNothing):
        model = Entwicklungsschritt
        fields = ("entwicklung", "datum", "text", "quelle", "quelle_url")

    @property
    def beispiele(self):
        entwicklung = Entwicklung.objects.first()
        slug = entwicklung.slug if entwicklung else "kinderstadtplan"
        return (
            {"entwicklung": slug, "datum": "02.01.2030", "text": "Muster: Antrag gestellt."},
            {"entwicklung": slug, "datum": "2031", "text": "Muster: eröffnet."},
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("entwicklung")

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "entwicklung", "datum", "text")
