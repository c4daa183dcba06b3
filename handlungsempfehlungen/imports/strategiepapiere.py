"""Rows of a table → Strategiepapiere."""

from import_export.fields import Field
from import_export.widgets import Widget

from handlungsempfehlungen.models import Strategiepapier
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Indexberechnung, Sozialraum
from navigator.widgets import IntegerWidget, JaWidget, KnownWidget, WebWidget, ZeitangabeWidget

from .ereignis import QUELLE, QUELLE_SYNONYMS, VEROEFFENTLICHT, EreignisResource

NUMBER = IntegerWidget()


class AusgabeWidget(Widget):
    """The year of a report ↔ its edition of the Sozialindex that is released."""

    def clean(self, value, row=None, **kwargs):
        jahr = NUMBER.clean(value)
        if jahr is None:
            return None
        ausgabe = Indexberechnung.objects.published().filter(berichtsjahr=jahr).first()
        if ausgabe is None:
            raise ValueError(f"Eine freigegebene Ausgabe des Sozialindex {jahr} gibt es nicht.")
        return ausgabe

    def render(self, value, obj=None, **kwargs):
        return value.berichtsjahr if value else ""


@importable
class StrategiepapierResource(EreignisResource):
    """Papers; there is one per Sozialraum and year."""

    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))
    stand = Field("datum", "stand", ZeitangabeWidget())
    titel = text("titel")
    zusatz = text("zusatz")
    einleitung = text("einleitung")
    analyse = text("analyse")
    ausgabe = Field("berechnung", "ausgabe", AusgabeWidget())
    adresse = Field("adresse", "adresse", WebWidget())
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    veroeffentlicht = Field("is_published", "veroeffentlicht", JaWidget())

    required = ("sozialraum", "stand", "titel", "quelle")
    synonyms = QUELLE_SYNONYMS | {
        "stand": ("Datum", "Monat"),
        "titel": ("Strategiepapier",),
        "analyse": ("Sozialraumanalyse",),
        "ausgabe": ("Ausgabe des Sozialindex", "Sozialindex"),
        "veroeffentlicht": ("veröffentlicht",),
    }
    erklaerungen = QUELLE | {
        "stand": "Monat des Papiers, zum Beispiel 02/2023. Je Sozialraum und Jahr gibt es eines.",
        "ausgabe": "Jahr des Sozialberichts, auf den sich das Papier stützt: 2020 oder 2022.",
        "veroeffentlicht": VEROEFFENTLICHT,
    }

    class Meta(AllOrNothing):
        model = Strategiepapier
        fields = (
            "sozialraum",
            "stand",
            "titel",
            "zusatz",
            "einleitung",
            "analyse",
            "ausgabe",
            "adresse",
            "quelle",
            "quelle_url",
            "veroeffentlicht",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("sozialraum", "berechnung")

    def get_instance(self, instance_loader, row):
        try:
            raum, stand = self.fields["sozialraum"].clean(row), self.fields["stand"].clean(row)
        except ValueError:
            return None  # the columns say so when the row is checked
        if not stand:
            return None
        return Strategiepapier.objects.filter(sozialraum=raum, jahr=stand.bis.year).first()
