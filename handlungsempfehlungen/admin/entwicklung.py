"""What was achieved, with its dated steps."""

from django.contrib import admin

from handlungsempfehlungen.models import Entwicklung, Entwicklungsschritt
from navigator.admin.base import RAEUME, CheckedForm, FullAdmin, FullForm
from navigator.admin.felder import OVERRIDES, Absatz, Datumsangabe
from navigator.admin.teile import Teil
from navigator.models import Handlungsfeld

from .felder import RAUM_FIELDS, RAUM_LABELS, RAUM_WIDGETS, EmpfehlungenField
from .veroeffentlichen import EntwurfFilter, VeroeffentlichenAdmin

SCHRITT_HELP = {
    "text": "Zum Beispiel „Der Treffpunkt ist eröffnet“.",
    "quelle": "Zum Beispiel „Pressemitteilung der Stadt“.",
}


class SchrittTeilForm(CheckedForm):
    datum = Datumsangabe(label="Wann")

    class Meta:
        help_texts = SCHRITT_HELP


class SchrittInline(Teil, admin.StackedInline):
    model = Entwicklungsschritt
    form = SchrittTeilForm
    formfield_overrides = OVERRIDES
    fields = ["datum", "text", ("quelle", "quelle_url")]
    verbose_name = "Schritt"
    verbose_name_plural = "Schritte"


class EntwicklungForm(FullForm):
    datum = Datumsangabe(label="Datum", help_text="Das des jüngsten Schritts, der bekannt ist.")
    handlungsempfehlungen = EmpfehlungenField()

    class Meta:
        widgets = {"text": Absatz(rows=5), **RAUM_WIDGETS}
        labels = RAUM_LABELS
        help_texts = {
            "titel": "Zum Beispiel „Familienbüro Sterkrade eröffnet“.",
            "text": "Was sich für die Menschen geändert hat, in zwei, drei Sätzen.",
            "massnahmen": "Tippen Sie Worte aus dem Titel.",
            "institutionen": "Tippen Sie den Anfang des Namens.",
            "quelle": "Zum Beispiel „Vortrag der Sozialplanung, 14.11.2025“.",
        }


@admin.register(Entwicklung)
class EntwicklungAdmin(VeroeffentlichenAdmin):
    form = EntwicklungForm
    given = frozenset({Handlungsfeld, *RAEUME})
    inlines = [SchrittInline]
    list_display = ["titel", "day", "stand_text", "handlungsfeld", "is_published"]
    list_filter = [EntwurfFilter, "handlungsfeld", "sozialraeume"]
    list_select_related = ["handlungsfeld"]
    search_fields = ["titel"]  # shows the box; get_search_results does the search
    search_help_text = "Wörter aus Titel oder Text."
    autocomplete_fields = ["massnahmen", "institutionen"]
    readonly_fields = ["slug"]
    fieldsets = [
        ("Was erreicht wurde", {"fields": ["titel", "text", ("datum", "stand_text")]}),
        ("Worum es geht", {"fields": ["handlungsfeld"]}),
        ("Für welche Räume", {"fields": RAUM_FIELDS}),
        (
            "Womit es zusammenhängt",
            {"fields": ["handlungsempfehlungen", "massnahmen", "institutionen"]},
        ),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url", "slug"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    @admin.display(description="Datum", ordering="datum_bis")
    def day(self, entwicklung):
        return str(entwicklung.datum) or None


class SchrittForm(FullForm):
    datum = Datumsangabe(label="Wann")

    class Meta:
        help_texts = SCHRITT_HELP


@admin.register(Entwicklungsschritt)
class EntwicklungsschrittAdmin(FullAdmin):
    """All steps in one list: to look up, and to read in as a file."""

    form = SchrittForm
    list_display = ["text", "entwicklung", "day"]
    list_select_related = ["entwicklung"]
    search_fields = ["text", "entwicklung__titel"]
    autocomplete_fields = ["entwicklung"]
    fieldsets = [
        ("Schritt", {"fields": ["entwicklung", "datum", "text"]}),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
    ]

    @admin.display(description="Wann", ordering="wirksam_am")
    def day(self, schritt):
        return str(schritt.datum) or None
