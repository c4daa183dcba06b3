"""The office's forms: plain and complete."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import ngettext

from navigator.models import (
    Haltestelle,
    Institution,
    Kategorie,
    Seite,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Stelle,
    Strassenpunkt,
    Suchwort,
    Zielgruppe,
)
from navigator.services import refresh_suchtexte
from sozialplanung.dates import Zeitangabe

admin.site.site_header = "Sozialnavigator – Verwaltung"
admin.site.site_title = "Sozialnavigator"
admin.site.index_title = "Was möchten Sie bearbeiten?"


class FullForm(forms.ModelForm):
    """Checks every rule of the database, also those over columns that the form does not show."""

    def _post_clean(self):
        """Look again with the derived columns, which Django leaves out with their rules."""
        super()._post_clean()
        if self.errors:
            return
        model = self._meta.model._meta
        derived = {field.name for field in model.fields if not field.editable} | {model.pk.name}
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() - derived)
        except ValidationError as error:
            self._update_errors(error)


class FullAdmin(admin.ModelAdmin):
    form = FullForm


class InstitutionForm(FullForm):
    """One field for the age of the facts; the model keeps its last day and its precision."""

    stand = forms.CharField(
        label="Stand der Angaben",
        required=False,
        help_text="Von wann die Angaben sind: 10.10.2019, 09/2023 oder 2025.",
    )

    class Meta:
        model = Institution
        fields = "__all__"  # noqa: DJ007 -- the fieldsets of the admin name them

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stand"].initial = self.instance.stand.as_input()

    def clean_stand(self):
        return Zeitangabe.parse(self.cleaned_data["stand"])

    def clean(self):
        cleaned = super().clean()
        self.instance.stand = cleaned.get("stand") or Zeitangabe.unknown()
        if self.changed_by_hand() and "raumherkunft" not in self.changed_data:
            self.instance.raumherkunft = Institution.Raumherkunft.HAND
            cleaned["raumherkunft"] = Institution.Raumherkunft.HAND
        return cleaned

    def changed_by_hand(self):
        """Tell whether somebody set an area: then no computation may overwrite it."""
        return any(
            level in self.changed_data and self.cleaned_data.get(level)
            for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        )


@admin.register(Institution)
class InstitutionAdmin(FullAdmin):
    form = InstitutionForm
    list_display = ["name", "kategorie", "sozialraum", "status", "has_place", "geprueft_am"]
    list_filter = ["status", "kategorie", "sozialraum", "lagequalitaet", "raumherkunft"]
    list_select_related = ["kategorie", "sozialraum"]
    list_per_page = 50
    search_fields = ["name"]  # shows the box; get_search_results does the search
    autocomplete_fields = ["traeger_institution", "zielgruppen", "sprachen"]
    readonly_fields = ["slug", "created_at", "updated_at"]
    actions = ["publish", "archive", "mark_checked"]
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

    def save_related(self, request, form, formsets, change):
        """Let the search text hold the names of the tags that were chosen."""
        super().save_related(request, form, formsets, change)
        form.instance.refresh_suchtext()

    @admin.display(description="auf der Karte", boolean=True)
    def has_place(self, institution):
        return institution.is_on_map

    @admin.action(description="Ausgewählte Institutionen veröffentlichen")
    def publish(self, request, queryset):
        n = self.change_each(queryset, status=Institution.Status.VEROEFFENTLICHT)
        self.message_user(
            request,
            ngettext("%(n)d Institution veröffentlicht.", "%(n)d Institutionen veröffentlicht.", n)
            % {"n": n},
        )

    @admin.action(description="Ausgewählte Institutionen archivieren")
    def archive(self, request, queryset):
        n = self.change_each(queryset, status=Institution.Status.ARCHIVIERT)
        self.message_user(
            request,
            ngettext("%(n)d Institution archiviert.", "%(n)d Institutionen archiviert.", n)
            % {"n": n},
        )

    @admin.action(description="Ausgewählte Institutionen als heute geprüft vermerken")
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
        """Save one by one: history and data version see each."""
        institutionen = list(queryset)
        for institution in institutionen:
            for name, value in values.items():
                setattr(institution, name, value)
            institution.save()
        return len(institutionen)


class RaumAdmin(FullAdmin):
    search_fields = ["name"]
    exclude = ["sortiername"]
    readonly_fields = ["slug"]

    def save_model(self, request, obj, form, change):
        """A new name or list of Stadtteile changes what entries are found by and where they lie."""
        super().save_model(request, obj, form, change)
        if {"name", "stadtteile", "geometry"} & set(form.changed_data):
            refresh_suchtexte()


@admin.register(Stadtbezirk)
class StadtbezirkAdmin(RaumAdmin):
    list_display = ["name", "position", "einwohnerzahl", "einwohner_stand"]


@admin.register(Sozialraum)
class SozialraumAdmin(RaumAdmin):
    list_display = ["name", "kuerzel", "position", "stadtbezirk"]
    list_select_related = ["stadtbezirk"]


@admin.register(Sozialquartier)
class SozialquartierAdmin(RaumAdmin):
    list_display = ["name", "position", "sozialraum", "einwohnerzahl", "einwohner_stand"]
    list_filter = ["sozialraum"]
    list_select_related = ["sozialraum"]


@admin.register(Kategorie)
class KategorieAdmin(FullAdmin):
    list_display = ["name", "position", "symbol", "farbe"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            refresh_suchtexte(obj.institutionen.all() | obj.weitere_institutionen.all())


@admin.register(Zielgruppe, Sprache)
class BegriffAdmin(FullAdmin):
    search_fields = ["name"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            refresh_suchtexte(obj.institutionen.all())


@admin.register(Haltestelle)
class HaltestelleAdmin(FullAdmin):
    list_display = ["name", "breite", "laenge"]
    search_fields = ["sortiername"]
    exclude = ["sortiername"]


@admin.register(Strassenpunkt)
class StrassenpunktAdmin(FullAdmin):
    list_display = ["strasse", "hausnummer", "plz", "stadtteil"]
    list_filter = ["stadtteil"]
    search_fields = ["sortiername", "strasse"]


@admin.register(Suchwort)
class SuchwortAdmin(FullAdmin):
    list_display = ["wort", "herkunft"]
    search_fields = ["gefaltet", "wort"]
    autocomplete_fields = ["zielgruppen", "institutionen"]
    filter_horizontal = ["kategorien"]


@admin.register(Stelle)
class StelleAdmin(FullAdmin):
    list_display = ["name", "kuerzel", "art"]
    list_filter = ["art"]
    search_fields = ["name", "kuerzel"]
    autocomplete_fields = ["institution"]
    filter_horizontal = ["konten"]


@admin.register(Seite)
class SeiteAdmin(FullAdmin):
    list_display = ["titel", "slug", "geprueft_am", "naechste_pruefung_am"]
    readonly_fields = ["slug"]  # the portal links to these addresses

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_delete_permission(self, request, obj=None):
        """Every page links to these texts; they are rewritten, not removed."""
        return False
