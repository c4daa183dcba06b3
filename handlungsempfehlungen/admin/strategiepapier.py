"""Papers: one per Sozialraum and year."""

from django.contrib import admin
from django.db.models import Count

from handlungsempfehlungen.models import Strategiepapier
from navigator.admin.base import RAEUME, FullForm
from navigator.admin.felder import Absatz, Datumsangabe
from navigator.models import Indexberechnung

from .veroeffentlichen import EntwurfFilter, VeroeffentlichenAdmin


class StrategiepapierForm(FullForm):
    datum = Datumsangabe(
        label="Stand des Papiers", help_text="Zum Beispiel 02/2023. Das Jahr steht in der Adresse."
    )

    class Meta:
        widgets = {"einleitung": Absatz(rows=5), "analyse": Absatz(rows=12)}
        help_texts = {
            "titel": "Zum Beispiel „Strategiepapier für den Sozialraum Osterfeld“.",
            "einleitung": "Worum es geht, in wenigen Sätzen.",
            "berechnung": "Auf welche Zahlen sich das Papier stützt. Zur Wahl stehen freigegebene "
            "Ausgaben.",
            "quelle": "Zum Beispiel „Sozialplanung der Stadt Oberhausen, Februar 2023“.",
        }


@admin.register(Strategiepapier)
class StrategiepapierAdmin(VeroeffentlichenAdmin):
    form = StrategiepapierForm
    given = frozenset({Indexberechnung, *RAEUME})
    list_display = ["titel", "sozialraum", "day", "number", "is_published"]
    list_filter = [EntwurfFilter, "sozialraum", "jahr"]
    list_select_related = ["sozialraum"]
    search_fields = ["titel", "zusatz"]
    readonly_fields = ["slug"]
    fieldsets = [
        ("Papier", {"fields": ["sozialraum", "datum", "titel", "zusatz"]}),
        ("Text", {"fields": ["einleitung", "analyse", "berechnung"]}),
        ("Herkunft der Angaben", {"fields": ["adresse", "quelle", "quelle_url"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Its recommendations are cited under this Sozialraum: it stays."""
        return [*self.readonly_fields, *(["sozialraum"] if obj else [])]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("handlungsempfehlungen"))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "berechnung":
            kwargs["queryset"] = Indexberechnung.objects.published()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="Stand", ordering="datum_bis")
    def day(self, papier):
        return str(papier.datum)

    @admin.display(description="Empfehlungen", ordering="anzahl")
    def number(self, papier):
        return papier.anzahl
