"""Kategorien, Zielgruppen, Sprachen, Suchwörter."""

from django.contrib import admin

from navigator.models import Kategorie, Sprache, Suchwort, Zielgruppe
from navigator.services import refresh_suchtexte

from .base import FullAdmin


@admin.register(Kategorie)
class KategorieAdmin(FullAdmin):
    list_display = ["name", "position", "symbol", "farbe", "pruefung_nach_tagen"]

    def follow_up(self, record, changed):
        if "name" in changed:
            refresh_suchtexte(record.institutionen.all() | record.weitere_institutionen.all())


@admin.register(Zielgruppe, Sprache)
class BegriffAdmin(FullAdmin):
    search_fields = ["name"]

    def follow_up(self, record, changed):
        if "name" in changed:
            refresh_suchtexte(record.institutionen.all())


@admin.register(Suchwort)
class SuchwortAdmin(FullAdmin):
    list_display = ["wort", "herkunft"]
    search_fields = ["gefaltet", "wort"]
    autocomplete_fields = ["zielgruppen", "institutionen"]
    filter_horizontal = ["kategorien"]
