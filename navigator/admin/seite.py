"""Pages of text."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from navigator.models import Seite

from .base import FullAdmin, FullForm
from .felder import Absatz

SCHREIBHILFE = [
    ("## Öffnungszeiten", "Überschrift eines Abschnitts"),
    ("### Telefon", "Überschrift darunter"),
    ("- erster Punkt", "Liste, ein Punkt je Zeile"),
    ("1. erster Schritt", "Liste mit Nummern"),
    ("**wichtig**", "fett"),
    ("[Kontakt](/kontakt/)", "Verweis: erst der Text, dann die Adresse"),
    ("leere Zeile", "neuer Absatz"),
]


class SeiteForm(FullForm):
    class Meta:
        widgets = {"text": Absatz(rows=20), "einleitung": Absatz(rows=2)}
        help_texts = {
            "slug": "Nur Kleinbuchstaben und Striche: leichte-sprache.",
            "titel": "Zum Beispiel Kontakt.",
            "einleitung": "Ein Satz unter dem Titel: So erreichen Sie die Sozialplanung.",
            "text": "Wie man Überschriften, Listen und Verweise schreibt, steht darunter.",
            "geprueft_am": "Der Tag, an dem alles darin noch stimmte.",
            "naechste_pruefung_am": "Dann steht die Seite wieder im Arbeitsvorrat.",
        }


class PruefungFilter(admin.SimpleListFilter):
    title = "Prüfung"
    parameter_name = "pruefung"

    def lookups(self, request, model_admin):
        return [("faellig", "fällig oder in 30 Tagen")]

    def queryset(self, request, queryset):
        return queryset.check_due(timezone.localdate()) if self.value() else queryset


@admin.register(Seite)
class SeiteAdmin(FullAdmin):
    form = SeiteForm
    list_display = ["titel", "slug", "geprueft_am", "naechste_pruefung_am"]
    list_filter = [PruefungFilter]
    fieldsets = [
        ("Seite", {"fields": ["titel", "slug", "einleitung", "text", "schreibhilfe"]}),
        ("Prüfung", {"fields": [("geprueft_am", "naechste_pruefung_am")]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """The portal links to these addresses: they stay."""
        return ["slug", "schreibhilfe"] if obj else ["schreibhilfe"]

    def has_delete_permission(self, request, obj=None):
        """Every page links to these texts; they are rewritten, not removed."""
        return False

    @admin.display(description="So schreiben Sie")
    def schreibhilfe(self, seite):
        return render_to_string("admin/navigator/_schreibhilfe.html", {"zeilen": SCHREIBHILFE})

    def get_urls(self):
        view = self.admin_site.admin_view(self.vorschau_view)
        return [path("vorschau/", view, name="seite_vorschau"), *super().get_urls()]

    def vorschau_view(self, request):
        """Show the text as it is in the form, before it is saved."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        fields = {name: request.POST.get(name, "") for name in ("titel", "einleitung", "text")}
        context = self.admin_site.each_context(request) | {"title": "Vorschau", "seite": fields}
        return TemplateResponse(request, "admin/navigator/seite/vorschau.html", context)
