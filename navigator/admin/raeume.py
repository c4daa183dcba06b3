"""The three levels of areas."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path

from navigator.geojson import collection, raum_feature
from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from navigator.services import refresh_suchtexte

from .base import FullAdmin
from .umriss import RaumForm, draw_outline, list_doubts

UMRISS = ["umriss", "umriss_datei", "geometry", "angenaehert", "umriss_quelle"]
EINWOHNER = [("einwohnerzahl", "einwohner_stand"), "einwohner_quelle"]
PLACES = {"name", "stadtteile", "geometry", "umriss_datei"}


class RaumAdmin(FullAdmin):
    form = RaumForm
    search_fields = ["name"]
    readonly_fields = ["umriss", "slug"]
    holder = ()

    def get_fieldsets(self, request, obj=None):
        return [
            ("Name und Einordnung", {"fields": ["name", *self.holder, "position"]}),
            ("Umriss", {"fields": UMRISS}),
            ("Stadtteile", {"fields": ["stadtteile"]}),
            ("Einwohnerzahl", {"fields": EINWOHNER}),
            ("Im Portal", {"fields": ["slug"]}),
        ]

    def follow_up(self, record, changed):
        """A new name or list of Stadtteile changes what entries are found by and where they lie."""
        if PLACES & changed:
            refresh_suchtexte()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if {"geometry", "umriss_datei"} & set(form.changed_data):
            for doubt in list_doubts(obj):
                self.message_user(request, f"Umriss von „{obj}“: {doubt}", level=messages.WARNING)

    def get_urls(self):
        name = f"{self.opts.model_name}_umrisse"
        view = self.admin_site.admin_view(self.umrisse_view)
        return [path("hilfe/umrisse/", view, name=name), *super().get_urls()]

    def umrisse_view(self, request):
        raeume = self.model.objects.exclude(geometry=None)
        return JsonResponse(collection(raum_feature(raum) for raum in raeume))

    @admin.display(description="So liegt der Raum zwischen den anderen")
    def umriss(self, raum):
        return render_to_string(
            "admin/navigator/_umriss.html",
            {
                "kartenbild": draw_outline(raum),
                "zweifel": list_doubts(raum),
                "adresse": f"admin:{self.opts.model_name}_umrisse",
                "kennung": raum.slug,
                "kacheln": settings.KACHELN,
            },
        )

    @admin.display(description="Umriss")
    def kind_of_outline(self, raum):
        if not raum.geometry:
            return "fehlt"
        return "angenähert" if raum.angenaehert else "amtlich"


@admin.register(Stadtbezirk)
class StadtbezirkAdmin(RaumAdmin):
    list_display = ["name", "position", "kind_of_outline", "einwohnerzahl", "einwohner_stand"]


@admin.register(Sozialraum)
class SozialraumAdmin(RaumAdmin):
    list_display = ["name", "kuerzel", "position", "stadtbezirk", "kind_of_outline"]
    list_filter = ["stadtbezirk"]
    list_select_related = ["stadtbezirk"]
    holder = ("kuerzel", "stadtbezirk")


@admin.register(Sozialquartier)
class SozialquartierAdmin(RaumAdmin):
    list_display = ["name", "position", "sozialraum", "kind_of_outline", "einwohnerzahl"]
    list_filter = ["sozialraum"]
    list_select_related = ["sozialraum"]
    holder = ("sozialraum",)
