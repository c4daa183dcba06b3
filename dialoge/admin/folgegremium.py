"""Bodies that carry on what a conference agreed."""

from django.contrib import admin

from dialoge.models import Folgegremium
from navigator.admin.base import FullAdmin, FullForm


class FolgegremiumForm(FullForm):
    class Meta:
        help_texts = {
            "name": "Zum Beispiel „Runder Tisch Alleinerziehende“.",
            "beschreibung": "Was es tut und wer dazu gehört, ohne Namen von Menschen.",
            "quelle": "Zum Beispiel „Dokumentation der Sozialkonferenz 2023“.",
        }


@admin.register(Folgegremium)
class FolgegremiumAdmin(FullAdmin):
    form = FolgegremiumForm
    list_display = ["name", "quelle"]
    search_fields = ["name"]
    fieldsets = [
        ("Folgegremium", {"fields": ["name", "beschreibung"]}),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url"]}),
    ]
