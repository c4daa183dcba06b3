"""What was heard and kept: when it comes back, and what became of it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from dialoge.models import Themenspeicher, Veranstaltung
from navigator.admin.base import FullAdmin

from .beispiel import mark_beispiel


class WiedervorlageFilter(admin.SimpleListFilter):
    title = "Wiedervorlage"
    parameter_name = "wiedervorlage"

    def lookups(self, request, model_admin):
        return [("fehlt", "noch kein Dialog gewählt"), ("wartet", "noch nicht erledigt")]

    def queryset(self, request, queryset):
        if self.value() == "fehlt":
            return queryset.unscheduled()
        return queryset.waiting() if self.value() == "wartet" else queryset


@admin.register(Themenspeicher)
class ThemenspeicherAdmin(FullAdmin):
    """A subject gets here by an Entscheidung and stays: it is settled, not deleted."""

    list_display = ["topic", "reason", "wiedervorlage", "erledigt_am"]
    list_filter = [
        WiedervorlageFilter,
        ("hinweis__veranstaltung", admin.RelatedOnlyFieldListFilter),
        "ist_beispiel",
    ]
    list_select_related = ["hinweis", "entscheidung", "wiedervorlage"]
    search_fields = ["hinweis__text", "ergebnis"]
    readonly_fields = ["hinweis_link", "reason", "created_at"]
    fieldsets = [
        ("Thema", {"fields": ["hinweis_link", "reason", "created_at"]}),
        ("Wie es weitergeht", {"fields": ["wiedervorlage", "erledigt_am", "ergebnis"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "wiedervorlage":
            kwargs["queryset"] = Veranstaltung.objects.dialoge()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="Hinweis", ordering="hinweis")
    def topic(self, thema):
        return mark_beispiel(thema, thema.hinweis)

    @admin.display(description="Hinweis")
    def hinweis_link(self, thema):
        address = reverse("admin:dialoge_hinweis_change", args=[thema.hinweis_id])
        return format_html('<a href="{}">{}</a>', address, thema.hinweis)

    @admin.display(description="Warum es hier liegt")
    def reason(self, thema):
        return thema.entscheidung.grund
