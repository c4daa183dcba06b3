"""Headings under which Hinweise of an event stand together."""

from django.contrib import admin
from django.db.models import Count

from dialoge.models import Hinweisgruppe
from navigator.admin.base import FullAdmin, FullForm


class HinweisgruppeForm(FullForm):
    class Meta:
        help_texts = {"titel": "In wenigen Worten, zum Beispiel „Kinderbetreuung am Nachmittag“."}


@admin.register(Hinweisgruppe)
class HinweisgruppeAdmin(FullAdmin):
    form = HinweisgruppeForm
    list_display = ["titel", "veranstaltung", "anzahl"]
    list_filter = [("veranstaltung", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["veranstaltung"]
    search_fields = ["titel"]
    fieldsets = [("Gruppe", {"fields": ["veranstaltung", "titel"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("hinweise"))

    def get_readonly_fields(self, request, obj=None):
        """Its Hinweise are of this event: it stays."""
        return ["veranstaltung"] if obj else []

    @admin.display(description="Hinweise", ordering="anzahl")
    def anzahl(self, gruppe):
        return gruppe.anzahl
