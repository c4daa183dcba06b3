"""The directory: form, list and actions."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.translation import ngettext

from navigator.models import Institution, Kategorie
from navigator.models.institution_query import WAITING

from . import hilfen
from .base import RAEUME
from .dubletten import DublettenAdmin
from .eingrenzen import AlterFilter, LageFilter, LueckenFilter
from .institution_formular import FIELDSETS, LAGE_BUTTON, InstitutionForm

# Buttons beside „Sichern“: what else is set when the form is saved.
SCHALTER = {
    "_veroeffentlichen": lambda: {"status": Institution.Status.VEROEFFENTLICHT},
    "_archivieren": lambda: {"status": Institution.Status.ARCHIVIERT},
    "_geprueft": lambda: {"geprueft_am": timezone.localdate()},
}


class VorratFilter(admin.SimpleListFilter):
    """The tasks of the work list; its rows lead here."""

    title = "Was zu tun ist"
    parameter_name = "vorrat"

    def lookups(self, request, model_admin):
        return list(WAITING.items())

    def queryset(self, request, queryset):
        return queryset.waiting(self.value()) if self.value() else queryset


@admin.register(Institution)
class InstitutionAdmin(DublettenAdmin):
    form = InstitutionForm
    given = {Kategorie, *RAEUME}
    list_display = ["name", "kategorie", "sozialraum", "status", "place", "age"]
    list_filter = [
        VorratFilter,
        "status",
        "kategorie",
        "sozialraum",
        LageFilter,
        AlterFilter,
        LueckenFilter,
        "raumherkunft",
    ]
    list_select_related = ["kategorie", "sozialraum"]
    list_per_page = 50
    search_fields = ["name"]  # shows the box; get_search_results does the search
    search_help_text = "Wie im Portal: Name, Träger, Beschreibung, Anschrift, Suchwörter."
    autocomplete_fields = ["traeger_institution"]
    readonly_fields = ["punkt", "woche", "slug", "created_at", "updated_at"]
    actions = ["publish", "archive", "mark_checked", "merge_two"]
    fieldsets = FIELDSETS

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def follow_up(self, record, changed):
        """Let the search text hold the names of the tags that were chosen."""
        record.refresh_suchtext()

    def view_on_site(self, obj):
        """The page in the portal, where there is one."""
        return obj.get_absolute_url() if obj.status == obj.Status.VEROEFFENTLICHT else None

    def save_model(self, request, obj, form, change):
        for button, values in SCHALTER.items():
            if button in request.POST:
                for name, value in values().items():
                    setattr(obj, name, value)
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        """Stay at the form after a button that leaves more to be done there."""
        if {*SCHALTER, LAGE_BUTTON} & request.POST.keys():
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_change(request, obj)

    def get_urls(self):
        views = {
            "woche": hilfen.woche_view,
            "raum": hilfen.raum_view,
            "anschrift": hilfen.anschrift_view,
            "umrisse": hilfen.umrisse_view,
        }
        return [
            path(f"hilfe/{name}/", self.admin_site.admin_view(view), name=f"institution_{name}")
            for name, view in views.items()
        ] + super().get_urls()

    # ---- columns and texts -----------------------------------------------------------------

    @admin.display(description="Lage", ordering="lagequalitaet")
    def place(self, institution):
        return institution.get_lagequalitaet_display() or "ohne Lage"

    @admin.display(description="Angaben", ordering="geprueft_am")
    def age(self, institution):
        if institution.geprueft_am:
            return f"geprüft {institution.geprueft_am:%d.%m.%Y}"
        return f"Stand {institution.stand}" if institution.stand else "Alter unbekannt"

    @admin.display(description="Punkt auf der Karte")
    def punkt(self, institution):
        button = LAGE_BUTTON if institution.breite is None else ""
        return hilfen.render_punkt(institution, button)

    @admin.display(description="So steht es im Portal")
    def woche(self, institution):
        return render_to_string(
            "admin/navigator/_woche.html",
            {"woche": hilfen.describe_woche(institution.oeffnungszeiten)},
        )

    # ---- actions -----------------------------------------------------------------------------

    @admin.action(description="Ausgewählte Institutionen veröffentlichen", permissions=["change"])
    def publish(self, request, queryset):
        n = self.change_each(queryset, status=Institution.Status.VEROEFFENTLICHT)
        self.message_user(
            request,
            ngettext("%(n)d Institution veröffentlicht.", "%(n)d Institutionen veröffentlicht.", n)
            % {"n": n},
        )

    @admin.action(description="Ausgewählte Institutionen archivieren", permissions=["change"])
    def archive(self, request, queryset):
        n = self.change_each(queryset, status=Institution.Status.ARCHIVIERT)
        self.message_user(
            request,
            ngettext("%(n)d Institution archiviert.", "%(n)d Institutionen archiviert.", n)
            % {"n": n},
        )

    @admin.action(
        description="Ausgewählte Institutionen als heute geprüft vermerken", permissions=["change"]
    )
    def mark_checked(self, request, queryset):
        n = self.change_each(queryset, geprueft_am=timezone.localdate())
        self.message_user(
            request,
            ngettext(
                "%(n)d Institution als heute geprüft vermerkt.",
                "%(n)d Institutionen als heute geprüft vermerkt.",
                n,
            )
            % {"n": n},
        )

    def change_each(self, queryset, **values):
        """Save one by one: history and data version see each; nobody else's change gets lost."""
        keys = list(queryset.values_list("pk", flat=True))
        institutionen = list(Institution.objects.select_for_update().filter(pk__in=keys))
        for institution in institutionen:
            for name, value in values.items():
                setattr(institution, name, value)
            institution.save()
        return len(institutionen)
