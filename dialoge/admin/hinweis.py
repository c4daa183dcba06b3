"""Hinweise: one by one, and the list on which an evening is put in order."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.text import Truncator

from dialoge.entscheiden import split_hinweis
from dialoge.models import Hinweis, Hinweisgruppe, Thementisch, Veranstaltung
from dialoge.personenbezug import say_personenbezug
from navigator.admin.base import RAEUME, FullForm
from navigator.admin.felder import Absatz, Kaestchen
from navigator.models import Handlungsfeld, Zielgruppe
from navigator.models.raum import PLURAL

from .auswahl import AuswahlAdmin
from .beispiel import mark_beispiel
from .werkbank import Wegbearbeitung

EVENT = "veranstaltung__id__exact"
SHOWN_WORDS = 30
GEPRUEFT = "personenbezug_geprueft"
OF_EVENT = ("thementisch", "gruppe")


class HinweisForm(FullForm):
    """Asks to confirm only where the text reads like a person, and of that text only."""

    class Meta:
        widgets = {
            "text": Absatz(rows=4),
            "zielgruppen": Kaestchen,
            "stadtbezirke": Kaestchen,
            "sozialraeume": Kaestchen,
            "sozialquartiere": Kaestchen,
            "interne_bemerkung": Absatz(rows=3),
        }
        labels = {"stadtweit": "für ganz Oberhausen"}
        help_texts = {
            "gruppe": "Unter welcher Überschrift er neben anderen steht.",
            "zielgruppen": "Um wen es geht. Nur, was gesagt wurde.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_confirmed = self.instance.personenbezug_geprueft
        if GEPRUEFT in self.fields:
            self.initial[GEPRUEFT] = False
            if not self.must_confirm():
                self.fields[GEPRUEFT].widget = forms.HiddenInput()
        event = self.instance.veranstaltung_id or self.initial.get("veranstaltung")
        for name in OF_EVENT:
            self.limit(name, event)

    def must_confirm(self):
        """Tell whether the text that was sent needs somebody's word that it names nobody."""
        text = self.data.get(self.add_prefix("text"), "") if self.is_bound else ""
        return bool(say_personenbezug(text)) and not self.is_confirmed(text)

    def is_confirmed(self, text):
        said_before = self.initial.get("text", "").split()
        return self.was_confirmed and text.split() == said_before

    def limit(self, name, event):
        """Offer what is of the event; where that is not known yet, say of which each is."""
        field = self.fields.get(name)
        if field is None:
            return
        if event:
            field.queryset = field.queryset.filter(veranstaltung=event)
        else:
            field.queryset = field.queryset.select_related("veranstaltung")
            field.label_from_instance = lambda one: f"{one.veranstaltung}: {one}"

    def clean(self):
        cleaned = super().clean()
        if GEPRUEFT in self.fields and self.is_confirmed(cleaned.get("text", "")):
            cleaned[GEPRUEFT] = True
        return cleaned


class StandFilter(admin.SimpleListFilter):
    title = "Was zu tun ist"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [
            ("wartet", "wartet auf eine Antwort"),
            ("intern", "intern, Veranstaltung ist öffentlich"),
            ("allein", "steht für sich oder für andere"),
            ("zusammengefasst", "in einem anderen enthalten"),
            ("verdeckt", "veröffentlicht, aber in einem internen enthalten"),
        ]

    def queryset(self, request, queryset):
        wanted = {
            "wartet": queryset.to_decide,
            "intern": queryset.internal,
            "allein": queryset.standing,
            "verdeckt": queryset.hidden,
            "zusammengefasst": lambda: queryset.exclude(zusammengefasst_in=None),
        }
        return wanted.get(self.value(), lambda: queryset)()


class OfEventFilter(admin.SimpleListFilter):
    """A choice that only makes sense within one event."""

    def lookups(self, request, model_admin):
        event = request.GET.get(EVENT, "")
        if not event.isdecimal():
            return []
        return [(one.pk, str(one)) for one in self.model.objects.filter(veranstaltung=event)]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(**{self.parameter_name: self.value()})


class TischFilter(OfEventFilter):
    title, parameter_name, model = "Thementisch", "thementisch", Thementisch


class GruppeFilter(OfEventFilter):
    title, parameter_name, model = "Gruppe", "gruppe", Hinweisgruppe


@admin.register(Hinweis)
class HinweisAdmin(Wegbearbeitung, AuswahlAdmin):
    form = HinweisForm
    given = {Veranstaltung, Handlungsfeld, Zielgruppe, *RAEUME}
    change_form_template = "admin/dialoge/hinweis/change_form.html"
    list_display = [
        "number",
        "wording",
        "veranstaltung",
        "thementisch",
        "art",
        "ausgang",
        "gruppe",
        "is_published",
    ]
    list_display_links = ["number", "wording"]
    list_filter = [
        StandFilter,
        ("veranstaltung", admin.RelatedOnlyFieldListFilter),
        TischFilter,
        GruppeFilter,
        "art",
        "ausgang",
        "is_published",
        "ist_beispiel",
        ("handlungsfeld", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["veranstaltung", "thementisch", "gruppe"]
    list_per_page = 100
    search_fields = ["text"]  # shows the box; get_search_results does the search
    search_help_text = "Wörter aus dem Hinweis."
    readonly_fields = ["nummer", "ausgang", "is_published", "veroeffentlicht_am"]
    fieldsets = [
        ("Hinweis", {"fields": ["veranstaltung", ("thementisch", "art"), "text", GEPRUEFT]}),
        ("Worum und um wen es geht", {"fields": ["handlungsfeld", "zielgruppen", "gruppe"]}),
        (
            "Für welche Räume",
            {
                "description": "Nichts gewählt heißt: keine Angabe.",
                "fields": ["stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"],
            },
        ),
        ("Internes", {"fields": ["interne_bemerkung"]}),
        (
            "Stand",
            {
                "description": "Veröffentlicht und zusammengefasst wird in der Liste der Hinweise.",
                "fields": [("nummer", "ausgang"), ("is_published", "veroeffentlicht_am")],
            },
        ),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.split_view)
        return [path("<int:pk>/loesen/", view, name="dialoge_hinweis_loesen"), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:-1]

    def get_readonly_fields(self, request, obj=None):
        """Its number counts within its event: there it stays."""
        return [*self.readonly_fields, *(["veranstaltung"] if obj else [])]

    def get_list_display(self, request):
        """Leave out the event where the list shows but one."""
        names = super().get_list_display(request)
        return [one for one in names if one != "veranstaltung" or EVENT not in request.GET]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def get_changeform_initial_data(self, request):
        """Begin with the areas of the event, where the address names one."""
        initial = super().get_changeform_initial_data(request)
        number = str(initial.get("veranstaltung", ""))
        event = number.isdecimal() and Veranstaltung.objects.filter(pk=number).first()
        if not event:
            return {key: value for key, value in initial.items() if key != "veranstaltung"}
        areas = {name: list(getattr(event, name).all()) for name in PLURAL.values()}
        return {"stadtweit": event.stadtweit} | areas | initial

    def view_on_site(self, obj):
        is_public = obj.is_published and obj.veranstaltung.is_published
        return obj.get_absolute_url() if is_public else None

    # ---- merged ones -----------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        hinweis = self.get_object(request, object_id)
        extra = {}
        if hinweis is not None:
            extra["enthaltene"] = [
                (one, self.address("change", one.pk))
                for one in hinweis.zusammengefasste.select_related("thementisch")
            ]
        if hinweis is not None and hinweis.zusammengefasst_in_id:
            extra["haupt"] = hinweis.zusammengefasst_in
            extra["haupt_url"] = self.address("change", hinweis.zusammengefasst_in_id)
            if self.has_change_permission(request, hinweis):
                extra["loesen_url"] = self.address("loesen", hinweis.pk)
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def split_view(self, request, pk):
        hinweis = get_object_or_404(Hinweis, pk=pk)
        if not self.has_change_permission(request, hinweis):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        split_hinweis(hinweis)
        self.log_change(request, hinweis, "Steht wieder für sich.")
        self.message_user(
            request, f"Hinweis {hinweis.nummer} steht wieder für sich.", messages.SUCCESS
        )
        return HttpResponseRedirect(self.address("change", pk))

    # ---- columns ---------------------------------------------------------------------------------

    @admin.display(description="Nr.", ordering="nummer")
    def number(self, hinweis):
        return hinweis.nummer

    @admin.display(description="Hinweis", ordering="suchtext")
    def wording(self, hinweis):
        return mark_beispiel(hinweis, Truncator(hinweis.text).words(SHOWN_WORDS))
