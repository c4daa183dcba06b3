"""Headings under which Hinweise of an event stand together."""

from django.contrib import admin
from django.db.models import Count

from dialoge.models import Hinweisgruppe
from navigator.admin.base import FullAdmin, FullForm

from .beispiel import mark_beispiel


class HinweisgruppeForm(FullForm):
    class Meta:
        help_texts = {"titel": "In wenigen Worten, zum Beispiel „Kinderbetreuung am Nachmittag“."}


@admin.register(Hinweisgruppe)
class HinweisgruppeAdmin(FullAdmin):
    form = HinweisgruppeForm
    list_display = ["title", "veranstaltung", "anzahl"]
    list_filter = [("veranstaltung", admin.RelatedOnlyFieldListFilter), "ist_beispiel"]
    list_select_related = ["veranstaltung"]
    search_fields = ["titel"]
    fieldsets = [("Gruppe", {"fields": ["veranstaltung", "titel"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("hinweise"))

    def get_readonly_fields(self, request, obj=None):
        """Its Hinweise are of this event: it stays."""
        return ["veranstaltung"] if obj else []

    @admin.display(description="Überschrift", ordering="titel")
    def title(self, gruppe):
        return mark_beispiel(gruppe, gruppe.titel)

    @admin.display(description="Hinweise", ordering="anzahl")
    def anzahl(self, gruppe):
        return gruppe.anzahl
