"""Pages of text."""

from django.contrib import admin
from django.utils import timezone

from navigator.models import Seite

from .base import FullAdmin


class PruefungFilter(admin.SimpleListFilter):
    title = "Prüfung"
    parameter_name = "pruefung"

    def lookups(self, request, model_admin):
        return [("faellig", "fällig oder in 30 Tagen")]

    def queryset(self, request, queryset):
        return queryset.check_due(timezone.localdate()) if self.value() else queryset


@admin.register(Seite)
class SeiteAdmin(FullAdmin):
    list_display = ["titel", "slug", "geprueft_am", "naechste_pruefung_am"]
    list_filter = [PruefungFilter]
    readonly_fields = ["slug"]  # the portal links to these addresses

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_delete_permission(self, request, obj=None):
        """Every page links to these texts; they are rewritten, not removed."""
        return False
