"""Rows of a table → Gremien, their sittings, and what these dealt with."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from handlungsempfehlungen.models import (
    Befassung,
    Gremium,
    Handlungsempfehlung,
    Sitzung,
    Strategiepapier,
)
from navigator.imports import NavigatorResource, importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Stadtbezirk
from navigator.widgets import ChoiceWidget, KnownManyWidget, KnownWidget, TagWidget, WebWidget

from .ereignis import EreignisResource, find_same

GREMIUM = KnownWidget(Gremium)


@importable
class GremiumResource(NavigatorResource):
    name = text("name")
    art = Field("art", "art", ChoiceWidget(Gremium.Art))
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))

    key = ("name",)
    required = ("name", "art")
    synonyms = {"name": ("Gremium", "Ausschuss", "Bezeichnung")}
    fest = ("art",)
    beispiele = (
        {"name": "Ausschuss für Muster (Beispiel)", "art": "ausschuss"},
        {"name": "Beirat Muster (Beispiel)", "art": "sonstige"},
    )
    erklaerungen = {
        "name": "Wie das Gremium heißt.",
        "art": "Was für ein Gremium es ist.",
    }

    class Meta(AllOrNothing):
        model = Gremium
        fields = ("name", "art", "stadtbezirk")

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("stadtbezirk")


@importable
class SitzungResource(EreignisResource):
    gremium = Field("gremium", "gremium", GREMIUM)
    datum = Field("datum", "datum", TagWidget())
    bezeichnung = text("bezeichnung")
    adresse = Field("adresse", "adresse", WebWidget())

    required = ("gremium", "datum")
    synonyms = {"datum": ("Tag", "Sitzungstag"), "adresse": ("Link",)}
    fest = ("gremium",)
    erklaerungen = {
        "gremium": "Name des Gremiums, wie er unter „Gremien“ steht.",
        "datum": "Der Tag der Sitzung, zum Beispiel 16.05.2024.",
    }

    class Meta(AllOrNothing):
        model = Sitzung
        fields = ("gremium", "datum", "bezeichnung", "adresse")

    @property
    def beispiele(self):
        """Two days nobody has met on, in a Gremium that is there."""
        gremium = Gremium.objects.first()
        name = gremium.name if gremium else "Rat der Stadt Oberhausen"
        return (
            {"gremium": name, "datum": "02.01.2030", "bezeichnung": "Muster-Sitzung"},
            {"gremium": name, "datum": "03.01.2030"},
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("gremium")

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "gremium", "datum")


@importable
class BefassungResource(EreignisResource):
    """What sittings dealt with; the sitting is named by its Gremium and its day."""

    gremium = Field("sitzung__gremium", "gremium", GREMIUM, readonly=True)
    datum = Field("sitzung__datum", "datum", TagWidget(), readonly=True)
    drucksache = text("drucksache")
    drucksache_url = Field("drucksache_url", "drucksache_url", WebWidget())
    ergebnis = Field("ergebnis", "ergebnis", ChoiceWidget(Befassung.Ergebnis))
    text = text("text")
    handlungsempfehlungen = Field(
        "handlungsempfehlungen",
        "handlungsempfehlungen",
        KnownManyWidget(Handlungsempfehlung, "slug", found_by=("slug",)),
    )
    strategiepapiere = Field(
        "strategiepapiere",
        "strategiepapiere",
        KnownManyWidget(Strategiepapier, "slug", found_by=("slug",)),
    )

    required = ("gremium", "datum", "ergebnis")
    synonyms = {"datum": ("Tag", "Sitzungstag"), "text": ("Was gesagt wurde", "Beschluss")}
    fest = ("gremium", "datum")
    erklaerungen = {
        "gremium": "Name des Gremiums, wie er unter „Gremien“ steht.",
        "datum": "Der Tag der Sitzung. Die Sitzung muss schon angelegt sein.",
        "ergebnis": "Was dabei herauskam.",
        "handlungsempfehlungen": "Adressen im Portal, zum Beispiel os-2023-03; mehrere mit "
        "Semikolon trennen.",
        "strategiepapiere": "Zum Beispiel osterfeld-2023; mehrere mit Semikolon trennen.",
    }

    class Meta(AllOrNothing):
        model = Befassung
        fields = (
            "gremium",
            "datum",
            "drucksache",
            "drucksache_url",
            "ergebnis",
            "text",
            "handlungsempfehlungen",
            "strategiepapiere",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("sitzung__gremium").prefetch_related(
            "handlungsempfehlungen", "strategiepapiere"
        )

    def find_sitzung(self, row):
        try:
            gremium, tag = self.fields["gremium"].clean(row), self.fields["datum"].clean(row)
        except ValueError as error:
            raise ValidationError({"sitzung__gremium": str(error)}) from error
        sitzung = Sitzung.objects.filter(gremium=gremium, datum=tag).first()
        if sitzung is None:
            raise ValidationError(
                {
                    "sitzung__datum": "Diese Sitzung gibt es noch nicht. Legen Sie sie zuerst "
                    "unter „Sitzungen“ an."
                }
            )
        return sitzung

    def get_instance(self, instance_loader, row):
        """The same Drucksache in the same sitting; without one, the same words."""
        try:
            sitzung = self.find_sitzung(row)
        except ValidationError:
            return None  # said again when the row is checked
        same = Befassung.objects.filter(sitzung=sitzung, drucksache=row.get("drucksache") or "")
        if not row.get("drucksache"):
            same = same.filter(text=row.get("text") or "")
        return same.first()

    def complete(self, instance, row):
        instance.sitzung = self.find_sitzung(row)
        super().complete(instance, row)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Where the sitting is not there, say only that."""
        errors = dict(import_validation_errors or {})
        if errors and instance.sitzung_id is None:
            errors |= {"sitzung": [], "wirksam_am": []}
        super().validate_instance(instance, errors, validate_unique)
