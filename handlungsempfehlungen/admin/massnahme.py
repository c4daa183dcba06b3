"""Steckbriefe of measures, with who carries them."""

from django.contrib import admin
from django.utils import timezone

from handlungsempfehlungen.models import Laufzeit, Massnahmenpartner, Massnahmensteckbrief
from handlungsempfehlungen.vorbelegung import massnahme_from, read_hinweis
from navigator.admin.base import RAEUME, FullForm
from navigator.admin.felder import OVERRIDES, Absatz, Datumsangabe, Kaestchen
from navigator.admin.teile import Teil
from navigator.models import Handlungsfeld, Zielgruppe

from .felder import (
    RAUM_FIELDS,
    RAUM_LABELS,
    RAUM_WIDGETS,
    Auswahlkasten,
    EmpfehlungenField,
)
from .verknuepfen import VerknuepfenAdmin
from .veroeffentlichen import EntwurfFilter, VeroeffentlichenAdmin

ENDING_DAYS = 180  # before the end, there is still time to make a measure last


class PartnerInline(Teil, admin.StackedInline):
    model = Massnahmenpartner
    formfield_overrides = OVERRIDES
    autocomplete_fields = ["institution", "stelle"]
    fields = [("rolle", "position"), ("institution", "stelle"), "bezeichnung"]
    verbose_name = "Träger oder Kooperationspartner"
    verbose_name_plural = "Träger und Kooperationspartner (je Zeile genau eine Angabe)"


class MassnahmeForm(FullForm):
    beginn = Datumsangabe(
        label="Beginn", help_text="01.08.2024, 08/2024 oder 2024; leer: unbekannt."
    )
    ende = Datumsangabe(
        label="Ende",
        help_text="Leer heißt: Ende unbekannt, es sei denn, Sie wählen „unbefristet“.",
    )
    handlungsempfehlungen = EmpfehlungenField()

    class Meta:
        widgets = {
            "zielgruppen": Kaestchen,
            "strategiepapiere": Auswahlkasten,
            "interne_bemerkung": Absatz(rows=3),
            **RAUM_WIDGETS,
        }
        labels = RAUM_LABELS
        help_texts = {
            "titel": "Zum Beispiel „Stadtteilmütter Osterfeld“.",
            "problemlage": "Worauf die Maßnahme antwortet.",
            "ziele": "Was sie erreichen will.",
            "inhalte": "Was sie tut, für Menschen, die sie nicht kennen.",
            "zielgruppe_text": "Zum Beispiel „Familien mit Kindern unter drei Jahren“.",
            "ort": "Zum Beispiel „Bürgerzentrum Alte Heid“.",
            "finanzierung": "Zum Beispiel „Land NRW, Eigenanteil der Stadt“.",
            "hinweise": "Welche Hinweise der Dialoge sie beantwortet. Tippen Sie Worte daraus.",
            "quelle": "Zum Beispiel „Projektseite des Trägers, abgerufen am 12.03.2026“.",
        }


class VorratFilter(admin.SimpleListFilter):
    """The tasks of the work list; its rows lead here."""

    title = "Was zu tun ist"
    parameter_name = "vorrat"

    def lookups(self, request, model_admin):
        return [
            ("endet-bald", f"endet in {ENDING_DAYS} Tagen"),
            ("ohne-laufzeit", "ohne Laufzeit"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "endet-bald":
            return queryset.ending_soon(timezone.localdate(), ENDING_DAYS).standing()
        if self.value() == "ohne-laufzeit":
            return queryset.without_laufzeit().standing()
        return queryset


class LaufzeitFilter(admin.SimpleListFilter):
    title = "Laufzeit"
    parameter_name = "laufzeit"

    def lookups(self, request, model_admin):
        return Laufzeit.choices

    def queryset(self, request, queryset):
        return queryset.filter(laufzeit=self.value()) if self.value() else queryset


@admin.register(Massnahmensteckbrief)
class MassnahmensteckbriefAdmin(VerknuepfenAdmin, VeroeffentlichenAdmin):
    form = MassnahmeForm
    given = frozenset({Handlungsfeld, Zielgruppe, *RAEUME})
    inlines = [PartnerInline]
    list_display = ["titel", "handlungsfeld", "duration", "end", "is_published"]
    list_filter = [
        VorratFilter,
        EntwurfFilter,
        LaufzeitFilter,
        "handlungsfeld",
        "sozialraeume",
        "herkunft",
    ]
    list_select_related = ["handlungsfeld"]
    search_fields = ["titel"]  # shows the box; get_search_results does the search
    search_help_text = "Wörter aus dem Steckbrief."
    autocomplete_fields = ["kontakt", "institutionen", "hinweise"]
    readonly_fields = ["slug"]
    fieldsets = [
        ("Maßnahme", {"fields": ["titel", "problemlage", "ziele", "inhalte"]}),
        (
            "Worum und für wen",
            {"fields": ["handlungsfeld", "zielgruppe_text", "zielgruppen"]},
        ),
        ("Für welche Räume", {"fields": [*RAUM_FIELDS, "ort"]}),
        (
            "Wie lange",
            {"fields": [("beginn", "ende"), "befristung", "laufzeit_text", "finanzierung"]},
        ),
        ("Wo man sie findet", {"fields": ["kontakt", "institutionen"]}),
        (
            "Womit sie zusammenhängt",
            {"fields": ["hinweise", "handlungsempfehlungen", "strategiepapiere"]},
        ),
        ("Herkunft der Angaben", {"fields": ["herkunft", "quelle", "quelle_url"]}),
        ("Internes", {"fields": ["interne_bemerkung", "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_laufzeit()

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        hinweis = read_hinweis(initial.pop("hinweis", ""))
        return massnahme_from(hinweis) | initial if hinweis else initial

    @admin.display(description="Laufzeit", ordering="laufzeit")
    def duration(self, massnahme):
        return Laufzeit(massnahme.laufzeit).label

    @admin.display(description="Ende", ordering="ende_bis")
    def end(self, massnahme):
        return str(massnahme.ende) or None
