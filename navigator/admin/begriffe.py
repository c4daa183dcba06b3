"""Kategorien, Zielgruppen, Sprachen, Suchwörter."""

from django.contrib import admin

from navigator.models import Kategorie, Sprache, Suchwort, Zielgruppe
from navigator.services import refresh_suchtexte

from .base import FullAdmin, FullForm
from .felder import Farbfeld, Kaestchen


class KategorieForm(FullForm):
    class Meta:
        widgets = {"farbe": Farbfeld}
        help_texts = {
            "name": "Zum Beispiel Sportvereine.",
            "slug": "Nur Kleinbuchstaben und Striche: sport. Steht in Adressen, bitte nicht mehr "
            "ändern.",
            "beschreibung": "Ein Satz für Ratsuchende: Vereine, in denen alle mitmachen können.",
            "farbe": "Hintergrund des Zeichens auf Karte und Liste.",
            "zeichenfarbe": "Was sich von der Farbe am besten abhebt.",
            "position": "An dieser Stelle steht sie auf der Startseite.",
        }


class BegriffForm(FullForm):
    class Meta:
        help_texts = {"name": "Kurz und in der Mehrzahl, wie man danach sucht."}


class SuchwortForm(FullForm):
    class Meta:
        widgets = {"kategorien": Kaestchen, "zielgruppen": Kaestchen}
        help_texts = {
            "kategorien": "Alle Einträge dieser Bereiche werden mit dem Wort gefunden.",
            "zielgruppen": "Alle Einträge für diese Menschen werden mit dem Wort gefunden.",
            "institutionen": "Einzelne Einträge. Tippen Sie den Anfang des Namens.",
        }


@admin.register(Kategorie)
class KategorieAdmin(FullAdmin):
    form = KategorieForm
    list_display = ["name", "position", "symbol", "beschreibung", "pruefung_nach_tagen"]
    fieldsets = [
        ("Bereich des Verzeichnisses", {"fields": ["name", "beschreibung", "position", "slug"]}),
        ("Pflege", {"fields": ["pruefung_nach_tagen"]}),
        ("Aussehen", {"fields": ["symbol", ("farbe", "zeichenfarbe")]}),
    ]

    def follow_up(self, record, changed):
        if "name" in changed:
            refresh_suchtexte(record.institutionen.all() | record.weitere_institutionen.all())


@admin.register(Zielgruppe, Sprache)
class BegriffAdmin(FullAdmin):
    form = BegriffForm
    search_fields = ["name"]

    def follow_up(self, record, changed):
        if "name" in changed:
            refresh_suchtexte(record.institutionen.all())


@admin.register(Suchwort)
class SuchwortAdmin(FullAdmin):
    form = SuchwortForm
    list_display = ["wort", "herkunft"]
    search_fields = ["gefaltet", "wort"]
    autocomplete_fields = ["institutionen"]
    fieldsets = [
        ("Das Wort", {"fields": ["wort", "herkunft"]}),
        (
            "Wohin es führt",
            {
                "description": "Wer so sucht, findet alles, was Sie hier ankreuzen.",
                "fields": ["kategorien", "zielgruppen", "institutionen"],
            },
        ),
    ]
