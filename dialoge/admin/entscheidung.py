"""The answers that were given, to look up. They are given at the Hinweis and never change."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from dialoge.models import Entscheidung, Hinweis
from navigator.admin.base import FullAdmin

from .beispiel import mark_beispiel


@admin.register(Entscheidung)
class EntscheidungAdmin(FullAdmin):
    list_display = ["answer", "hinweis", "rolle", "datum", "is_aktuell"]
    list_filter = [
        "is_aktuell",
        "ist_beispiel",
        "frage",
        ("hinweis__veranstaltung", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["hinweis", "frage"]
    search_fields = ["frage_text", "grund", "rolle", "hinweis__text"]
    fieldsets = [
        ("Antwort", {"fields": ["hinweis_link", "frage_text", "antwort_text", "grund"]}),
        ("Wer und wann", {"fields": ["rolle", "datum", "created_at"]}),
        (
            "Belege",
            {
                "description": "Wie sie am Tag der Entscheidung waren.",
                "fields": ["belege"],
            },
        ),
        ("Ob sie gilt", {"fields": ["is_aktuell", "abgeloest_durch"]}),
    ]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [name for _, options in self.fieldsets for name in options["fields"]]

    def add_view(self, request, form_url="", extra_context=None):
        """An answer needs its Hinweis: lead to those that wait for one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        waiting = reverse("admin:dialoge_hinweis_changelist")
        return TemplateResponse(
            request,
            "admin/dialoge/entscheidung/neu.html",
            self.admin_site.each_context(request)
            | {
                "title": "Entscheiden",
                "opts": self.opts,
                "anzahl": Hinweis.objects.to_decide().count(),
                "hinweise_url": f"{waiting}?stand=wartet",
            },
        )

    @admin.display(description="Antwort")
    def answer(self, entscheidung):
        return mark_beispiel(entscheidung, entscheidung)

    @admin.display(description="Hinweis")
    def hinweis_link(self, entscheidung):
        address = reverse("admin:dialoge_hinweis_weg", args=[entscheidung.hinweis_id])
        return format_html('<a href="{}">{}</a>', address, entscheidung.hinweis)

    @admin.display(description="Belege")
    def belege(self, entscheidung):
        if not entscheidung.evidenz:
            return "keine angegeben"
        lines = ((describe_beleg(beleg),) for beleg in entscheidung.evidenz)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))


def describe_beleg(beleg):
    """Say a piece of evidence in a line: „Treff Mitte (Stand 12.03.2026)“."""
    figures = [beleg.get("wert"), beleg.get("vergleich")]
    said = ", ".join(str(one) for one in figures if one not in (None, ""))
    stand = f" (Stand {beleg['stand']})" if beleg.get("stand") else ""
    return f"{beleg.get('titel', '')}{': ' if said else ''}{said}{stand}"
