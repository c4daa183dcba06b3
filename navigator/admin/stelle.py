"""Offices that can be responsible."""

from django.contrib import admin

from navigator.models import Stelle

from .base import FullAdmin


@admin.register(Stelle)
class StelleAdmin(FullAdmin):
    list_display = ["name", "kuerzel", "art"]
    list_filter = ["art"]
    search_fields = ["name", "kuerzel"]
    autocomplete_fields = ["institution"]
    filter_horizontal = ["konten"]
