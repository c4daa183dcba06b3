"""Committees, their sittings, and what they dealt with."""

from django.contrib import admin
from django.db.models import Count

from handlungsempfehlungen.models import Befassung, Gremium, Sitzung
from navigator.admin.base import RAEUME, CheckedForm, FullAdmin, FullForm
from navigator.admin.felder import OVERRIDES, Absatz
from navigator.admin.teile import Teil

from .felder import Auswahlkasten, EmpfehlungenField

BEFASSUNG_HELP = {
    "text": "Zum Beispiel „Der Ausschuss bittet um einen Bericht im Frühjahr“.",
}


class GremiumForm(FullForm):
    class Meta:
        help_texts = {"name": "Zum Beispiel „Sozialausschuss“ oder „Bezirksvertretung Osterfeld“."}


@admin.register(Gremium)
class GremiumAdmin(FullAdmin):
    form = GremiumForm
    given = RAEUME
    list_display = ["name", "art", "stadtbezirk", "number"]
    list_filter = ["art"]
    list_select_related = ["stadtbezirk"]
    search_fields = ["name"]
    fieldsets = [("Gremium", {"fields": ["name", "art", "stadtbezirk"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("sitzungen"))

    @admin.display(description="Sitzungen", ordering="anzahl")
    def number(self, gremium):
        return gremium.anzahl


class BefassungTeilForm(CheckedForm):
    handlungsempfehlungen = EmpfehlungenField()

    class Meta:
        widgets = {"text": Absatz(rows=3), "strategiepapiere": Auswahlkasten}
        help_texts = BEFASSUNG_HELP


class BefassungInline(Teil, admin.StackedInline):
    model = Befassung
    form = BefassungTeilForm
    formfield_overrides = OVERRIDES
    fields = [
        ("ergebnis", "drucksache"),
        "drucksache_url",
        "handlungsempfehlungen",
        "strategiepapiere",
        "text",
    ]
    verbose_name_plural = "Womit sich die Sitzung befasst hat"


class SitzungForm(FullForm):
    class Meta:
        help_texts = {"adresse": "Die Seite der Sitzung, mit https:// am Anfang."}


@admin.register(Sitzung)
class SitzungAdmin(FullAdmin):
    form = SitzungForm
    inlines = [BefassungInline]
    list_display = ["__str__", "bezeichnung", "number"]
    list_filter = ["gremium"]
    list_select_related = ["gremium"]
    search_fields = ["bezeichnung", "gremium__name"]
    date_hierarchy = "datum"
    fieldsets = [("Sitzung", {"fields": ["gremium", "datum", "bezeichnung", "adresse"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("befassungen"))

    def follow_up(self, record, changed):
        """What a sitting dealt with counts from its day."""
        if "datum" in changed:
            for befassung in record.befassungen.all():
                befassung.save()

    @admin.display(description="Befassungen", ordering="anzahl")
    def number(self, sitzung):
        return sitzung.anzahl


class BefassungForm(FullForm):
    handlungsempfehlungen = EmpfehlungenField()

    class Meta:
        widgets = {"strategiepapiere": Auswahlkasten}
        help_texts = BEFASSUNG_HELP


@admin.register(Befassung)
class BefassungAdmin(FullAdmin):
    form = BefassungForm
    list_display = ["sitzung", "ergebnis", "drucksache", "subjects"]
    list_filter = ["ergebnis", ("sitzung__gremium", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["sitzung__gremium"]
    search_fields = ["drucksache", "text"]
    autocomplete_fields = ["sitzung"]
    fieldsets = [
        ("Wann und mit welchem Ergebnis", {"fields": ["sitzung", "ergebnis", "text"]}),
        ("Womit", {"fields": ["handlungsempfehlungen", "strategiepapiere"]}),
        ("Drucksache", {"fields": ["drucksache", "drucksache_url"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("handlungsempfehlungen")

    @admin.display(description="Empfehlungen")
    def subjects(self, befassung):
        return ", ".join(one.kennung for one in befassung.handlungsempfehlungen.all()) or None
