"""Events: what the office enters about an evening, in the order of a paper form."""

from django.contrib import admin
from django.db.models import Count
from django.forms import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.html import format_html

from dialoge.models import Teilnahme, Thementisch, Veranstaltung
from navigator.admin.base import RAEUME, FullForm
from navigator.admin.felder import OVERRIDES, Absatz, Datumsangabe, Kaestchen
from navigator.admin.teile import Teil
from sozialplanung.text import fold

from .beispiel import mark_beispiel
from .erfassen import ErfassenAdmin
from .werkbank import Werkbank
from .zahlenangabe import ZahlenangabeInline


class ThementischInline(Teil, admin.StackedInline):
    model = Thementisch
    formfield_overrides = OVERRIDES
    fields = [
        ("nummer", "titel"),
        "titel_unvollstaendig",
        ("handlungsfeld", "teiltische", "seite"),
        "anmerkung",
    ]
    verbose_name = "Thementisch oder Arbeitsgruppe"
    verbose_name_plural = "Thementische oder Arbeitsgruppen"


class TeilnahmeFormSet(BaseInlineFormSet):
    """Looks for what stands twice in one form: the database would only refuse it."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if not hasattr(form, "cleaned_data") or self._should_delete_form(form):
                continue
            for name in ("institution", "stelle"):
                one = form.cleaned_data.get(name)
                if one and (name, one.pk) in seen:
                    raise ValidationError(f"„{one}“ steht zweimal da. Bitte eines wegnehmen.")
                seen.add((name, one and one.pk))


class TeilnahmeInline(Teil, admin.StackedInline):
    model = Teilnahme
    formset = TeilnahmeFormSet
    formfield_overrides = OVERRIDES
    autocomplete_fields = ["institution", "stelle"]
    fields = [("institution", "stelle"), ("bezeichnung", "rolle"), ("quelle", "quelle_url")]
    verbose_name_plural = "Wer dabei war (Institutionen und Stellen, keine Menschen)"


class VeranstaltungForm(FullForm):
    datum = Datumsangabe(
        label="Datum",
        help_text="10.10.2019, 09/2023 oder 2025; leer, wenn es nicht bekannt ist.",
    )

    class Meta:
        widgets = {
            "stadtbezirke": Kaestchen,
            "sozialraeume": Kaestchen,
            "sozialquartiere": Kaestchen,
            "programm": Absatz(rows=6),
            "interne_bemerkung": Absatz(rows=3),
        }
        labels = {"stadtweit": "für ganz Oberhausen"}
        help_texts = {
            "thema": "Zum Beispiel „Gesundes Aufwachsen“.",
            "status": "„dokumentiert“, sobald die Dokumentation vorliegt.",
            "beginn": "Zum Beispiel 16:00.",
            "ende": "Zum Beispiel 19:00.",
            "ort": "Zum Beispiel „Bürgerzentrum Alte Heid“.",
            "ergebnis": "Zwei, drei Sätze: Worum ging es, was kam heraus?",
            "dokumentation_datei": "Nur PDF, höchstens 50 Megabyte. Steht im Portal, sobald die "
            "Veranstaltung veröffentlicht ist.",
            "quelle": "Zum Beispiel „Vortrag der Sozialplanung, 14.11.2025“.",
        }


class VorratFilter(admin.SimpleListFilter):
    """The tasks of the work list; its rows lead here."""

    title = "Was zu tun ist"
    parameter_name = "vorrat"

    def lookups(self, request, model_admin):
        return [
            ("vorbei", "vorbei und noch „geplant“"),
            ("ohne-dokumentation", "durchgeführt, ohne Dokumentation"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "vorbei":
            return queryset.overdue(timezone.localdate())
        return queryset.undocumented() if self.value() == "ohne-dokumentation" else queryset


@admin.register(Veranstaltung)
class VeranstaltungAdmin(Werkbank, ErfassenAdmin):
    form = VeranstaltungForm
    given = RAEUME
    change_form_template = "admin/dialoge/veranstaltung/change_form.html"
    inlines = [ThementischInline, TeilnahmeInline, ZahlenangabeInline]
    list_display = [
        "title",
        "day",
        "runde",
        "status",
        "is_published",
        "number",
        "enter",
    ]
    list_filter = [
        VorratFilter,
        "art",
        "runde",
        "status",
        "is_published",
        "ist_beispiel",
        "sozialraeume",
    ]
    list_select_related = ["runde"]
    search_fields = ["titel"]  # shows the box; get_search_results does the search
    search_help_text = "Titel, Thema oder Ort."
    fieldsets = [
        ("Veranstaltung", {"fields": [("art", "runde"), "titel", "thema"]}),
        ("Wann und wo", {"fields": ["datum", ("beginn", "ende"), "ort", "status"]}),
        (
            "Für welche Räume",
            {
                "description": "Worum es ging, nicht wo getagt wurde.",
                "fields": ["stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"],
            },
        ),
        ("Ablauf und Ergebnis", {"fields": ["programm", "ergebnis", "folgegremium"]}),
        (
            "Dokumentation",
            {"fields": ["dokumentation", "dokumentation_datei", "dokumentation_url"]},
        ),
        ("Herkunft der Angaben", {"fields": ["quelle", "quelle_url", "anmerkung"]}),
        ("Veröffentlichen und Internes", {"fields": ["is_published", "interne_bemerkung", "slug"]}),
    ]
    readonly_fields = ["slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(anzahl=Count("hinweise"))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(suchtext__contains=word)
        return queryset, False

    def get_list_display(self, request):
        hidden = set() if self.may_see_hinweise(request) else {"number"}
        if not self.may_enter(request):
            hidden.add("enter")
        return [name for name in self.list_display if name not in hidden]

    @admin.display(description="Titel", ordering="titel")
    def title(self, veranstaltung):
        return mark_beispiel(veranstaltung, veranstaltung.titel)

    def view_on_site(self, obj):
        """The page in the portal, where there is one."""
        return obj.get_absolute_url() if obj.is_published else None

    @admin.display(description="Datum", ordering="datum_bis")
    def day(self, veranstaltung):
        return str(veranstaltung.datum) or None

    @admin.display(description="Hinweise", ordering="anzahl")
    def number(self, veranstaltung):
        address = self.hinweise_address(veranstaltung)
        return format_html('<a href="{}">{}</a>', address, veranstaltung.anzahl)

    @admin.display(description="Schnell erfassen")
    def enter(self, veranstaltung):
        return format_html(
            '<a href="{}">Hinweise erfassen<span class="visually-hidden">: {}</span></a>',
            self.address("erfassen", veranstaltung.pk),
            veranstaltung,
        )
