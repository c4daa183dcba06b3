"""Rows of a table → published figures and participants."""

from import_export.fields import Field

from dialoge.models import Teilnahme, Zahlenangabe
from navigator.imports import NavigatorResource, importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Institution, Stelle
from navigator.widgets import ChoiceWidget, CountWidget, KnownWidget, WebWidget

from .veranstaltungen import KENNUNG, find_same, runde_field, veranstaltung_field


@importable
class ZahlenangabeResource(NavigatorResource):
    """Figures; a source says one figure of a kind about a round or an event."""

    runde = runde_field()
    veranstaltung = veranstaltung_field()
    art = Field("art", "art", ChoiceWidget(Zahlenangabe.Art))
    wortlaut = text("wortlaut")
    von = Field("von", "von", CountWidget())
    bis = Field("bis", "bis", CountWidget())
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())

    required = ("art", "wortlaut", "von", "quelle")
    synonyms = {
        "art": ("Was",),
        "wortlaut": ("Angabe", "Zahl"),
        "quelle_url": ("Adresse der Quelle",),
    }
    fest = ("runde", "veranstaltung", "art", "quelle", "quelle_url")
    erklaerungen = {
        "runde": "Nummer der Runde; leer, wenn die Zahl von einer Veranstaltung ist.",
        "veranstaltung": f"{KENNUNG} Leer, wenn die Zahl von einer Runde ist.",
        "quelle": "Wo die Zahl steht.",
    }

    class Meta(AllOrNothing):
        model = Zahlenangabe
        fields = (
            "runde",
            "veranstaltung",
            "art",
            "wortlaut",
            "von",
            "bis",
            "quelle",
            "quelle_url",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("runde", "veranstaltung")

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        row.setdefault("runde", "")
        row.setdefault("veranstaltung", "")

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "runde", "veranstaltung", "art", "quelle")


@importable
class TeilnahmeResource(NavigatorResource):
    """Participants: an Institution, a Stelle, or the words of the source; never a person."""

    veranstaltung = veranstaltung_field()
    institution = Field("institution", "institution", KnownWidget(Institution))
    stelle = Field("stelle", "stelle", KnownWidget(Stelle, found_by=("kuerzel", "name")))
    bezeichnung = text("bezeichnung")
    rolle = Field("rolle", "rolle", ChoiceWidget(Teilnahme.Rolle))
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())

    required = ("veranstaltung",)
    synonyms = {
        "institution": ("Einrichtung",),
        "stelle": ("Bereich", "Fachbereich"),
        "bezeichnung": ("Teilnehmende", "Wer"),
        "quelle_url": ("Adresse der Quelle",),
    }
    fest = ("veranstaltung", "rolle", "quelle", "quelle_url")
    erklaerungen = {
        "veranstaltung": KENNUNG,
        "institution": "Name aus dem Verzeichnis; sonst leer.",
        "stelle": "Kürzel oder Name einer Stelle; sonst leer.",
        "quelle": "Wo es steht.",
    }

    class Meta(AllOrNothing):
        model = Teilnahme
        fields = (
            "veranstaltung",
            "institution",
            "stelle",
            "bezeichnung",
            "rolle",
            "quelle",
            "quelle_url",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("veranstaltung", "institution", "stelle")

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        for column in ("institution", "stelle", "bezeichnung"):
            row.setdefault(column, "")
        if row.get("rolle") == "":
            del row["rolle"]

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "veranstaltung", "institution", "stelle", "bezeichnung")
