"""What was read in: a list to look back at, and the way to take an import back."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from navigator.imports import importable_models
from navigator.imports.laeufe import ImportlaufError
from navigator.imports.ruecknahme import find_obstacles, undo
from navigator.models import Importlauf

from .base import FullAdmin
from .einlesen import PER_PAGE, describe_changes


class ListenFilter(admin.SimpleListFilter):
    title = "Liste"
    parameter_name = "liste"

    def lookups(self, request, model_admin):
        return [
            (model._meta.label_lower, model._meta.verbose_name_plural)
            for model in importable_models()
        ]

    def queryset(self, request, queryset):
        return queryset.filter(modell=self.value()) if self.value() else queryset


@admin.register(Importlauf)
class ImportlaufAdmin(FullAdmin):
    """Read here, made by reading a file in, changed by taking it back."""

    change_form_template = "admin/einlesen/lauf.html"
    list_display = [
        "datei",
        "liste",
        "zustand",
        "neu",
        "geaendert",
        "unveraendert",
        "angelegt_von",
        "angelegt_am",
    ]
    list_filter = ["zustand", ListenFilter]
    list_select_related = ["angelegt_von"]
    search_fields = ["datei"]
    search_help_text = "Name der Datei"
    readonly_fields = [
        "zustand",
        "liste",
        "neu",
        "geaendert",
        "unveraendert",
        "angelegt_von",
        "angelegt_am",
        "eingelesen_am",
        "zurueckgenommen_von",
        "zurueckgenommen_am",
        "gelesen",
        "sha256",
    ]
    fields = readonly_fields

    def get_queryset(self, request):
        return super().get_queryset(request).without_content()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """What was read in stays on record."""
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        name = "navigator_importlauf_zuruecknehmen"
        return [path("<int:pk>/zuruecknehmen/", view, name=name), *super().get_urls()]

    def may_undo(self, request, lauf):
        """Those who may change the list: their own imports, with a right of its own all."""
        target = apps.get_model(lauf.modell)._meta
        if not request.user.has_perm(f"{target.app_label}.change_{target.model_name}"):
            return False
        own = lauf.angelegt_von_id == request.user.pk
        return own or request.user.has_perm("navigator.zuruecknehmen_importlauf")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        lauf = self.get_object(request, object_id)
        extra = self.describe(request, lauf) if lauf else {}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def describe(self, request, lauf):
        page = Paginator(lauf.aenderungen.all(), PER_PAGE).get_page(request.GET.get("seite"))
        is_read_in = lauf.zustand == Importlauf.Zustand.EINGELESEN
        is_own = lauf.angelegt_von_id == request.user.pk
        model = apps.get_model(lauf.modell)._meta
        preview = f"admin:{model.app_label}_{model.model_name}_vorschau"
        return {
            "seite": page,
            "aenderungen": describe_changes(page),
            "undo_url": reverse("admin:navigator_importlauf_zuruecknehmen", args=[lauf.pk])
            if is_read_in and self.may_undo(request, lauf)
            else "",
            "vorschau_url": reverse(preview, args=[lauf.pk])
            if is_own and lauf.zustand == Importlauf.Zustand.VORSCHAU
            else "",
        }

    def undo_view(self, request, pk):
        lauf = get_object_or_404(Importlauf.objects.without_content(), pk=pk)
        if not (self.has_view_permission(request) and self.may_undo(request, lauf)):
            raise PermissionDenied
        if lauf.zustand != Importlauf.Zustand.EINGELESEN:
            return redirect("admin:navigator_importlauf_change", pk)
        if request.method == "POST":
            return self.take_back(request, lauf)
        return TemplateResponse(
            request,
            "admin/einlesen/zuruecknehmen.html",
            self.admin_site.each_context(request)
            | {
                "opts": self.opts,
                "title": "Import zurücknehmen",
                "lauf": lauf,
                "hindernisse": find_obstacles(lauf),
                "lauf_url": reverse("admin:navigator_importlauf_change", args=[pk]),
            },
        )

    def take_back(self, request, lauf):
        try:
            undo(lauf, request.user)
        except ImportlaufError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect("admin:navigator_importlauf_zuruecknehmen", lauf.pk)
        self.message_user(
            request,
            f"„{lauf.datei}“ ist zurückgenommen: Alles ist wieder, wie es vor dem Import war.",
            messages.SUCCESS,
        )
        return redirect("admin:navigator_importlauf_change", lauf.pk)

    @admin.display(description="Liste", ordering="modell")
    def liste(self, lauf):
        return apps.get_model(lauf.modell)._meta.verbose_name_plural

    @admin.display(description="So wurde die Datei gelesen")
    def gelesen(self, lauf):
        return " ".join([f"{lauf.befund.get('art', '')}.", *lauf.befund.get("hinweise", [])])
