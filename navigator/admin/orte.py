"""Stops and addresses."""

from django.contrib import admin

from navigator.models import Haltestelle, Strassenpunkt

from .base import FullAdmin


@admin.register(Haltestelle)
class HaltestelleAdmin(FullAdmin):
    list_display = ["name", "breite", "laenge"]
    search_fields = ["sortiername"]
    exclude = ["sortiername"]


@admin.register(Strassenpunkt)
class StrassenpunktAdmin(FullAdmin):
    list_display = ["strasse", "hausnummer", "plz", "stadtteil"]
    list_filter = ["stadtteil"]
    search_fields = ["sortiername", "strasse"]
