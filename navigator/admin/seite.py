"""Pages of text."""

from django.contrib import admin

from navigator.models import Seite

from .base import FullAdmin


@admin.register(Seite)
class SeiteAdmin(FullAdmin):
    list_display = ["titel", "slug", "geprueft_am", "naechste_pruefung_am"]
    readonly_fields = ["slug"]  # the portal links to these addresses

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_delete_permission(self, request, obj=None):
        """Every page links to these texts; they are rewritten, not removed."""
        return False
