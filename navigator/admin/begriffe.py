"""Kategorien, Zielgruppen, Sprachen, Suchwörter."""

from django.contrib import admin

from navigator.models import Kategorie, Sprache, Suchwort, Zielgruppe
from navigator.services import refresh_suchtexte

from .base import FullAdmin


@admin.register(Kategorie)
class KategorieAdmin(FullAdmin):
    list_display = ["name", "position", "symbol", "farbe", "pruefung_nach_tagen"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            refresh_suchtexte(obj.institutionen.all() | obj.weitere_institutionen.all())


@admin.register(Zielgruppe, Sprache)
class BegriffAdmin(FullAdmin):
    search_fields = ["name"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            refresh_suchtexte(obj.institutionen.all())


@admin.register(Suchwort)
class SuchwortAdmin(FullAdmin):
    list_display = ["wort", "herkunft"]
    search_fields = ["gefaltet", "wort"]
    autocomplete_fields = ["zielgruppen", "institutionen"]
    filter_horizontal = ["kategorien"]
