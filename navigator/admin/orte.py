"""Stops and addresses."""

from django.contrib import admin

from navigator.models import Haltestelle, Strassenpunkt

from . import hilfen
from .base import FullAdmin, FullForm


class PunktForm(FullForm):
    class Meta:
        help_texts = {
            "name": "Ohne „Haltestelle“ davor: Sterkrade Bahnhof.",
            "strasse": "Ausgeschrieben: Nohlstraße.",
            "hausnummer": "Leer heißt: irgendwo auf dieser Straße.",
            "plz": "Fünf Ziffern: 46045.",
            "stadtteil": "Zum Beispiel Osterfeld.",
            "breite": "Zum Beispiel 51.4736.",
            "laenge": "Zum Beispiel 6.8611.",
            "quelle": "Zum Beispiel „DB InfraGO, 2025“ oder „Karte, eigene Kenntnis“.",
        }


class PunktAdmin(FullAdmin):
    """What is a point on the map and little else."""

    form = PunktForm
    readonly_fields = ["punkt"]
    change_form_template = "admin/navigator/punkt_change_form.html"

    @admin.display(description="Punkt auf der Karte")
    def punkt(self, record):
        return hilfen.render_punkt(record)


@admin.register(Haltestelle)
class HaltestelleAdmin(PunktAdmin):
    list_display = ["name", "breite", "laenge", "quelle"]
    search_fields = ["sortiername"]
    fieldsets = [
        ("Haltestelle", {"fields": ["name", "punkt", ("breite", "laenge"), "quelle"]}),
    ]


@admin.register(Strassenpunkt)
class StrassenpunktAdmin(PunktAdmin):
    list_display = ["strasse", "hausnummer", "plz", "stadtteil"]
    list_filter = ["stadtteil"]
    search_fields = ["sortiername", "strasse"]
    fieldsets = [
        (
            "Anschrift",
            {
                "description": "Mit diesen Anschriften findet das Portal „in der Nähe von“, und "
                "Institutionen bekommen ihre Lage daraus vorgeschlagen.",
                "fields": [("strasse", "hausnummer"), ("plz", "stadtteil")],
            },
        ),
        ("Punkt", {"fields": ["punkt", ("breite", "laenge"), "quelle"]}),
    ]
