"""Sozialberichte with their Exkurse and the report itself."""

from django.contrib import admin

from navigator.models import Exkurs, Indexberechnung, Sozialbericht

from .base import FullAdmin, FullForm
from .teile import Teil


class ExkursInline(Teil, admin.StackedInline):
    model = Exkurs
    fields = [("position", "titel"), "text"]


class SozialberichtForm(FullForm):
    class Meta:
        help_texts = {
            "jahr": "Zum Beispiel 2022. Unter dieser Zahl steht der Bericht im Portal.",
            "titel": "Zum Beispiel Sozialbericht 2022.",
            "berechnung": "Zur Wahl stehen freigegebene Ausgaben. Wird die gewählte ersetzt, zeigt "
            "das Portal die, die gilt, und sagt dazu, was anders ist.",
            "datei": "Nur PDF, höchstens 50 Megabyte.",
            "quelle": "Zum Beispiel „Sozialplanung der Stadt Oberhausen“.",
        }


@admin.register(Sozialbericht)
class SozialberichtAdmin(FullAdmin):
    form = SozialberichtForm
    inlines = [ExkursInline]
    list_display = ["titel", "jahr", "berechnung", "datei"]
    list_select_related = ["berechnung"]
    fieldsets = [
        ("Sozialbericht", {"fields": ["jahr", "titel", "einleitung", "berechnung"]}),
        ("Der Bericht selbst", {"fields": ["datei", "adresse"]}),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "berechnung":
            kwargs["queryset"] = Indexberechnung.objects.released()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Exkurs)
class ExkursAdmin(FullAdmin):
    """Each by itself, with its past; written are they mostly in the form of their report."""

    list_display = ["titel", "sozialbericht", "position"]
    list_filter = ["sozialbericht"]
    list_select_related = ["sozialbericht"]
    search_fields = ["titel", "text"]
    fields = ["sozialbericht", ("position", "titel"), "text"]
