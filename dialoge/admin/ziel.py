"""Goals that a Sozialkonferenz agreed on."""

from django.contrib import admin

from dialoge.models import Veranstaltung, Ziel
from navigator.admin.base import FullAdmin, FullForm
from navigator.admin.felder import Datumsangabe, Kaestchen

from .beispiel import mark_beispiel


class ZielForm(FullForm):
    datum = Datumsangabe(
        label="Von wann der Stand ist",
        help_text="10.10.2019, 09/2023 oder 2025; leer, wenn es nicht bekannt ist.",
    )

    class Meta:
        widgets = {"istek_felder": Kaestchen, "istek_themenfelder": Kaestchen}
        help_texts = {
            "text": "Genau wie vereinbart.",
            "position": "An dieser Stelle steht es in der Liste der Ziele. Zum Beispiel 1.",
            "dient": "Nur bei einem operativen Ziel.",
            "stand_text": "Zum Beispiel „Zwei Treffen im Jahr, zuletzt im März 2026“.",
            "quelle": "Zum Beispiel „Dokumentation der Sozialkonferenz 2023, Seite 12“.",
        }


@admin.register(Ziel)
class ZielAdmin(FullAdmin):
    form = ZielForm
    list_display = ["wording", "veranstaltung", "ebene", "stand", "folgegremium"]
    list_filter = [
        "ebene",
        "stand",
        "ist_beispiel",
        ("veranstaltung", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["veranstaltung", "folgegremium"]
    search_fields = ["text", "stand_text"]
    fieldsets = [
        ("Ziel", {"fields": ["veranstaltung", ("ebene", "position"), "text", "dient"]}),
        ("Was daraus wurde", {"fields": ["folgegremium", ("stand", "datum"), "stand_text"]}),
        ("Rahmen des iSTEK", {"fields": ["istek_felder", "istek_themenfelder"]}),
        ("Herkunft der Angaben", {"fields": ["quelle"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "veranstaltung":
            kwargs["queryset"] = Veranstaltung.objects.sozialkonferenzen()
        if db_field.name == "dient":
            kwargs["queryset"] = Ziel.objects.filter(ebene=Ziel.Ebene.STRATEGISCH)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="Ziel", ordering="text")
    def wording(self, ziel):
        return mark_beispiel(ziel, ziel)
