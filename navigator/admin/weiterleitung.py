"""Old addresses that lead on, and look-alikes that were found to be two."""

from django.contrib import admin

from navigator.models import KeineDublette, Weiterleitung

from .base import FullAdmin


@admin.register(Weiterleitung)
class WeiterleitungAdmin(FullAdmin):
    list_display = ["__str__", "institution", "created_at"]
    list_select_related = ["institution"]
    search_fields = ["slug", "institution__name"]
    search_help_text = "Alte Adresse oder Name der Institution"
    autocomplete_fields = ["institution"]


@admin.register(KeineDublette)
class KeineDubletteAdmin(FullAdmin):
    """Decisions are made where the pair is shown; to delete one is to be asked again."""

    list_display = ["__str__", "grund", "konto", "created_at"]
    list_select_related = ["eine", "andere", "konto"]
    search_fields = ["eine__name", "andere__name", "grund"]
    readonly_fields = ["eine", "andere", "konto", "created_at"]

    def has_add_permission(self, request):
        return False
