"""The three levels of areas."""

from django.contrib import admin

from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from navigator.services import refresh_suchtexte

from .base import FullAdmin


class RaumAdmin(FullAdmin):
    search_fields = ["name"]
    exclude = ["sortiername"]
    readonly_fields = ["slug"]

    def follow_up(self, record, changed):
        """A new name or list of Stadtteile changes what entries are found by and where they lie."""
        if {"name", "stadtteile", "geometry"} & changed:
            refresh_suchtexte()


@admin.register(Stadtbezirk)
class StadtbezirkAdmin(RaumAdmin):
    list_display = ["name", "position", "einwohnerzahl", "einwohner_stand"]


@admin.register(Sozialraum)
class SozialraumAdmin(RaumAdmin):
    list_display = ["name", "kuerzel", "position", "stadtbezirk"]
    list_select_related = ["stadtbezirk"]


@admin.register(Sozialquartier)
class SozialquartierAdmin(RaumAdmin):
    list_display = ["name", "position", "sozialraum", "einwohnerzahl", "einwohner_stand"]
    list_filter = ["sozialraum"]
    list_select_related = ["sozialraum"]
