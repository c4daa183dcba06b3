"""What a recommendation was good for."""

from django.contrib import admin

from handlungsempfehlungen.models import Verwendung
from navigator.admin.base import FullAdmin, FullForm
from navigator.admin.felder import Absatz, Datumsangabe

from .felder import EmpfehlungField


class VerwendungForm(FullForm):
    handlungsempfehlung = EmpfehlungField(label="Handlungsempfehlung")
    datum = Datumsangabe(label="Datum")

    class Meta:
        widgets = {"text": Absatz(rows=3)}
        help_texts = {
            "text": "Zum Beispiel „Antrag der Fraktion auf Mittel für Sprachkurse“.",
            "stelle": "Wer sie verwendet hat, wenn es eine Stelle ist.",
            "adresse": "Wo es zu lesen ist, zum Beispiel im Ratsinformationssystem.",
            "quelle": "Zum Beispiel „Vermerk der Sozialplanung vom 12.03.2026“.",
        }


@admin.register(Verwendung)
class VerwendungAdmin(FullAdmin):
    form = VerwendungForm
    list_display = ["text", "handlungsempfehlung", "art", "day", "stelle"]
    list_filter = ["art", ("stelle", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["handlungsempfehlung", "stelle"]
    search_fields = ["text", "quelle", "handlungsempfehlung__slug"]
    autocomplete_fields = ["stelle"]
    fieldsets = [
        ("Verwendung", {"fields": ["handlungsempfehlung", "art", "datum", "text"]}),
        ("Wer und wo", {"fields": ["stelle", "adresse", "quelle"]}),
    ]

    @admin.display(description="Datum", ordering="wirksam_am")
    def day(self, verwendung):
        return str(verwendung.datum) or None
