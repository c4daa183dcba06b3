"""Offices that can be responsible."""

from django.contrib import admin

from navigator.models import Stelle

from .base import FullAdmin, FullForm


class StelleForm(FullForm):
    class Meta:
        help_texts = {
            "name": "Zum Beispiel Finanzen/Controlling/Planung.",
            "institution": "Wenn die Stelle selbst im Verzeichnis steht. Tippen Sie den Anfang "
            "des Namens.",
        }


@admin.register(Stelle)
class StelleAdmin(FullAdmin):
    list_display = ["name", "kuerzel", "art"]
    list_filter = ["art"]
    form = StelleForm
    search_fields = ["name", "kuerzel"]
    autocomplete_fields = ["institution", "konten"]
    fieldsets = [
        ("Stelle", {"fields": [("name", "kuerzel"), "art", "institution"]}),
        ("Zugang", {"fields": ["konten"]}),
    ]
