"""The directory: form, list and actions."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import ngettext

from navigator.models import Institution
from navigator.models.institution_query import WAITING
from sozialplanung.dates import Zeitangabe

from .base import FullForm
from .dubletten import DublettenAdmin


class InstitutionForm(FullForm):
    """One field for the age of the facts; the model keeps its last day and its precision."""

    stand = forms.CharField(
        label="Stand der Angaben",
        required=False,
        help_text="Von wann die Angaben sind: 10.10.2019, 09/2023 oder 2025.",
    )

    class Meta:
        model = Institution
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stand"].initial = self.instance.stand.as_input()

    def clean_stand(self):
        return Zeitangabe.parse(self.cleaned_data["stand"])

    def clean(self):
        cleaned = super().clean()
        if self.point_moved() and "lage_bestaetigt" not in self.changed_data:
            cleaned["lage_bestaetigt"] = False  # that was said of another point
        self.instance.stand = cleaned.get("stand") or Zeitangabe.unknown()
        if self.changed_by_hand() and "raumherkunft" not in self.changed_data:
            self.instance.raumherkunft = Institution.Raumherkunft.HAND
            cleaned["raumherkunft"] = Institution.Raumherkunft.HAND
        return cleaned

    def point_moved(self):
        return bool({"breite", "laenge"} & set(self.changed_data))

    def changed_by_hand(self):
        """Tell whether somebody set an area: then no computation may overwrite it."""
        return any(
            level in self.changed_data and self.cleaned_data.get(level)
            for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        )


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
    list_display = ["name", "kategorie", "sozialraum", "status", "has_place", "geprueft_am"]
    list_filter = [
        VorratFilter,
        "status",
        "kategorie",
        "sozialraum",
        "lagequalitaet",
        "raumherkunft",
    ]
    list_select_related = ["kategorie", "sozialraum"]
    list_per_page = 50
    search_fields = ["name"]  # shows the box; get_search_results does the search
    autocomplete_fields = ["traeger_institution", "zielgruppen", "sprachen"]
    readonly_fields = ["slug", "created_at", "updated_at"]
    actions = ["publish", "archive", "mark_checked", "merge_two"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "kategorie",
                    "weitere_kategorien",
                    ("traeger_name", "traeger_institution"),
                    "beschreibung",
                    "zielgruppen",
                    "status",
                ]
            },
        ),
        ("Kontakt", {"fields": ["telefon", "email", "website"]}),
        (
            "Anschrift und Lage",
            {
                "fields": [
                    ("strasse", "hausnummer"),
                    ("plz", "ort", "stadtteil"),
                    ("breite", "laenge", "lagequalitaet"),
                    "lage_quelle",
                    "lage_bestaetigt",
                    ("stadtbezirk", "sozialraum", "sozialquartier"),
                    "raumherkunft",
                ]
            },
        ),
        (
            "Zuständig für",
            {
                "description": "Nichts gewählt heißt: keine Angabe.",
                "fields": ["stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"],
            },
        ),
        (
            "Öffnungszeiten, Kosten, Zugang",
            {
                "fields": [
                    "oeffnungszeiten",
                    "oeffnungszeiten_text",
                    "kosten",
                    "sprachen",
                    "rollstuhl",
                ]
            },
        ),
        ("Herkunft der Angaben", {"fields": ["stand", "geprueft_am", "quelle", "quelle_url"]}),
        ("Intern", {"fields": ["interne_bemerkung", "slug", "created_at", "updated_at"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def follow_up(self, record, changed):
        """Let the search text hold the names of the tags that were chosen."""
        record.refresh_suchtext()

    @admin.display(description="auf der Karte", boolean=True)
    def has_place(self, institution):
        return institution.is_on_map

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
