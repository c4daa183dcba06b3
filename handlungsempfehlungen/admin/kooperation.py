"""Where the goals are anchored in other planning."""

from django.contrib import admin

from handlungsempfehlungen.models import Kooperation
from handlungsempfehlungen.veroeffentlichen import was_published
from navigator.admin.base import FullAdmin, FullForm
from navigator.admin.felder import Absatz, Datumsangabe
from navigator.models import IstekFeld, IstekThemenfeld

from .felder import ISTEK_WIDGETS, EmpfehlungenField


class KooperationForm(FullForm):
    datum = Datumsangabe(label="Seit wann")
    handlungsempfehlungen = EmpfehlungenField()

    class Meta:
        widgets = {"text": Absatz(rows=5), **ISTEK_WIDGETS}
        help_texts = {
            "titel": "Zum Beispiel „Hitzeschutz für ältere Menschen“.",
            "text": "Was gemeinsam geplant wird, in zwei, drei Sätzen.",
            "quelle": "Zum Beispiel „Hitzeaktionsplan der Stadt Oberhausen, Seite 12“.",
            "is_published": "Erst dann steht die Kooperation im Portal.",
        }


@admin.register(Kooperation)
class KooperationAdmin(FullAdmin):
    form = KooperationForm
    given = frozenset({IstekFeld, IstekThemenfeld})
    list_display = ["titel", "plan", "day", "zustaendig", "is_published"]
    list_filter = ["plan", "is_published"]
    list_select_related = ["zustaendig"]
    search_fields = ["titel", "text"]
    autocomplete_fields = ["zustaendig"]
    fieldsets = [
        ("Kooperation", {"fields": ["titel", ("plan", "datum"), "text", "zustaendig"]}),
        (
            "Womit sie zusammenhängt",
            {"fields": ["istek_felder", "istek_themenfelder", "handlungsempfehlungen"]},
        ),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
        ("Veröffentlichen", {"fields": ["is_published"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        """What the portal showed stays in the records, out of sight if need be."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not was_published(obj))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None

    @admin.display(description="Seit wann", ordering="wirksam_am")
    def day(self, kooperation):
        return str(kooperation.datum) or None
