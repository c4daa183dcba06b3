"""Rounds of the Expert*innendialoge, with the figures published about them."""

from django.contrib import admin

from dialoge.models import Runde
from navigator.admin.base import FullAdmin, FullForm

from .zahlenangabe import ZahlenangabeInline


class RundeForm(FullForm):
    class Meta:
        help_texts = {
            "nummer": "Zum Beispiel 2.",
            "quelle": "Zum Beispiel „Vortrag der Sozialplanung, 14.11.2025“.",
        }


@admin.register(Runde)
class RundeAdmin(FullAdmin):
    form = RundeForm
    inlines = [ZahlenangabeInline]
    list_display = ["__str__", "zeitraum", "quelle"]
    search_fields = ["nummer", "zeitraum"]
    fieldsets = [
        ("Runde", {"fields": [("nummer", "zeitraum"), "schwerpunkte", "beschreibung"]}),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
    ]
