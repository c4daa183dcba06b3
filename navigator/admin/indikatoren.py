"""Indikatoren with their Indikatorenblatt, the counts that offices deliver, published figures."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from navigator.models import Einzelangabe, Indikator, Indikatorwert
from navigator.models.indikator import BLATT
from navigator.models.indikatorwert import PLACE

from .base import FullAdmin, FullForm
from .felder import Datumsangabe


class BlattFilter(admin.SimpleListFilter):
    title = "Indikatorenblatt"
    parameter_name = "blatt"

    def lookups(self, request, model_admin):
        return [("vollstaendig", "vollständig"), ("lueckenhaft", "mit Lücken")]

    def queryset(self, request, queryset):
        if self.value() == "lueckenhaft":
            return queryset.incomplete()
        return queryset.published() if self.value() == "vollstaendig" else queryset


@admin.register(Indikator)
class IndikatorAdmin(FullAdmin):
    list_display = ["name", "kuerzel", "position", "art", "richtung", "blatt"]
    list_filter = ["art", BlattFilter]
    search_fields = ["name", "kuerzel", "sortiername"]
    fieldsets = [
        (
            "Indikator",
            {"fields": ["name", "kuerzel", "position", ("art", "richtung"), "blatt"]},
        ),
        (
            "Indikatorenblatt",
            {
                "description": "Erst wenn alles ausgefüllt ist, zeigt das Portal Werte dieses "
                "Indikators und rechnet mit ihm.",
                "fields": BLATT,
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Methods and files name an Indikator by its Kürzel: it stays."""
        return ["kuerzel", "blatt"] if obj else ["blatt"]

    @admin.display(description="Indikatorenblatt")
    def blatt(self, indikator):
        if indikator.is_published:
            return "vollständig"
        return f"Es fehlt: {', '.join(indikator.gaps)}"


class IndikatorwertForm(FullForm):
    """A new value; opened by „Berichtigen“ it knows which one it takes the place of."""

    class Meta:
        widgets = {"ersetzt": forms.HiddenInput}
        help_texts = {
            "jahr": "Stichtag ist der 31.12. Zum Beispiel 2023.",
            "zaehler": "Die genaue Zahl, wie geliefert. Das Portal zeigt sie nirgends.",
            "nenner": "Bleibt leer, wenn es nur eine Zahl von Menschen ist.",
            "quelle": "Zum Beispiel „Statistikstelle der Stadt“.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            self.fields["status"].choices = [
                choice
                for choice in Indikatorwert.Status.choices
                if choice[0] != Indikatorwert.Status.BEISPIEL  # only the shipped data holds those
            ]


@admin.register(Indikatorwert)
class IndikatorwertAdmin(FullAdmin):
    """Values are added and corrected, never changed or deleted."""

    form = IndikatorwertForm
    change_form_template = "admin/navigator/indikatorwert/change_form.html"
    list_display = ["indikator", "sozialquartier", "jahr", "zaehler", "nenner", "status", "gilt"]
    list_filter = ["is_aktuell", "jahr", "indikator", "status", "sozialquartier__sozialraum"]
    list_select_related = ["indikator", "sozialquartier"]
    search_fields = ["sozialquartier__name", "indikator__name", "lieferung", "quelle"]
    fieldsets = [
        ("Wofür", {"fields": ["indikator", "sozialquartier", "jahr"]}),
        (
            "Wert",
            {"fields": ["status", ("zaehler", "nenner"), ("bereits_gerundet", "ersetzt")]},
        ),
        ("Herkunft", {"fields": ["lieferung", "quelle"]}),
    ]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_import(self, request):
        """Reading values in adds and corrects; nothing stored is changed by it."""
        return self.has_add_permission(request)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        return [
            *self.fieldsets[:1],
            ("Wert", {"fields": ["status", ("zaehler", "nenner"), "bereits_gerundet"]}),
            ("Herkunft", {"fields": ["lieferung", "quelle", "created_at"]}),
            ("Berichtigung", {"fields": ["gilt", "earlier", "later"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["gilt", "earlier", "later", "created_at"] if obj else []

    def get_changeform_initial_data(self, request):
        """Start a correction with everything that the value said."""
        initial = super().get_changeform_initial_data(request)
        number = initial.get("ersetzt", "")
        earlier = number.isdecimal() and Indikatorwert.objects.current().filter(pk=number).first()
        if not earlier:
            return {}
        kept = [*PLACE, "zaehler", "nenner", "bereits_gerundet", "lieferung", "quelle"]
        known = {name.removesuffix("_id"): getattr(earlier, name) for name in kept}
        return known | {"ersetzt": earlier.pk, "status": self.status_of(earlier)}

    def status_of(self, earlier):
        is_example = earlier.status == Indikatorwert.Status.BEISPIEL
        return Indikatorwert.Status.VORHANDEN if is_example else earlier.status

    def change_view(self, request, object_id, form_url="", extra_context=None):
        wert = self.get_object(request, object_id)
        extra = {}
        if wert is not None and wert.is_aktuell and self.has_add_permission(request):
            add = reverse("admin:navigator_indikatorwert_add")
            extra["berichtigen_url"] = f"{add}?ersetzt={wert.pk}"
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @admin.display(description="gilt", boolean=True, ordering="is_aktuell")
    def gilt(self, wert):
        return wert.is_aktuell

    @admin.display(description="berichtigt den früheren Wert")
    def earlier(self, wert):
        return link_to(wert.ersetzt) if wert.ersetzt_id else "Das ist der erste Wert."

    @admin.display(description="berichtigt durch")
    def later(self, wert):
        later = Indikatorwert.objects.filter(ersetzt=wert).first()
        return link_to(later) if later else "Noch nicht berichtigt."


def link_to(wert):
    counts = "ohne Zahl" if wert.zaehler is None else f"{wert.zaehler} von {wert.nenner or '–'}"
    address = reverse("admin:navigator_indikatorwert_change", args=[wert.pk])
    return format_html('<a href="{}">{}</a>', address, f"{counts}, {wert.get_status_display()}")


class EinzelangabeForm(FullForm):
    stand = Datumsangabe(label="Zeitpunkt")

    class Meta:
        model = Einzelangabe
        fields = "__all__"
        help_texts = {
            "raum": "Wie die Quelle ihn nennt: Lirich (Nord+Süd).",
            "bezeichnung": "Zum Beispiel Ausländeranteil.",
            "quelle": "Zum Beispiel „Sozialstrukturatlas der Stadt, 2018“.",
        }


@admin.register(Einzelangabe)
class EinzelangabeAdmin(FullAdmin):
    form = EinzelangabeForm
    list_display = ["bezeichnung", "raum", "wert", "einheit", "stand"]
    list_filter = ["bezeichnung"]
    search_fields = ["raum", "bezeichnung", "quelle"]
    fieldsets = [
        ("Angabe", {"fields": ["bezeichnung", ("wert", "einheit"), "stand"]}),
        (
            "Raum",
            {
                "description": "Ein Raum des Portals nur, wenn die Quelle genau ihn meint.",
                "fields": ["raum", "sozialquartier", "sozialraum", "stadtbezirk"],
            },
        ),
        ("Herkunft", {"fields": ["quelle", "quelle_url"]}),
    ]

    @admin.display(description="Zeitpunkt", ordering="stand_bis")
    def stand(self, angabe):
        return str(angabe.stand) or None
