"""Handlungsfelder, and the frame of the iSTEK."""

from django.contrib import admin

from navigator.models import Handlungsfeld, IstekFeld, IstekThemenfeld

from .base import FullAdmin, FullForm


class HandlungsfeldForm(FullForm):
    class Meta:
        help_texts = {
            "name": "Zum Beispiel „Kinder, Jugend und Familie“.",
            "position": "An dieser Stelle steht es in Listen und Filtern.",
        }


class IstekForm(FullForm):
    class Meta:
        help_texts = {
            "name": "Wie im Stadtentwicklungskonzept.",
            "position": "An dieser Stelle steht es in Listen.",
            "quelle": "Zum Beispiel „iSTEK Oberhausen, Kurzfassung“.",
        }


@admin.register(Handlungsfeld)
class HandlungsfeldAdmin(FullAdmin):
    form = HandlungsfeldForm
    list_display = ["name", "position"]
    search_fields = ["name"]
    fieldsets = [("Handlungsfeld", {"fields": ["name", "position"]})]


@admin.register(IstekFeld, IstekThemenfeld)
class IstekAdmin(FullAdmin):
    form = IstekForm
    list_display = ["name", "position", "quelle"]
    search_fields = ["name"]
    fieldsets = [
        ("Wie es heißt", {"fields": ["name", "position", "ziele"]}),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
    ]
