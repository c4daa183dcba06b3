"""The directory's filter: one form, used by list, map, GeoJSON and CSV alike."""

from copy import copy

import django_filters
from django import forms
from django.db import models
from django.utils.functional import cached_property

from navigator.models import (
    Datenstand,
    Institution,
    Kategorie,
    Raumauswahl,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Suchwort,
    Zielgruppe,
)
from navigator.models.institution_query import ALTER, HIER, OHNE, STADTWEIT, query_words
from navigator.orte import OrtError, find_ort

KEINE_ANGABE = "keine-angabe"
ROLLSTUHL = [*Institution.Rollstuhl.choices, (KEINE_ANGABE, "keine Angabe")]
LAGE = [
    ("hier", "Lage bekannt"),
    ("stadtweit", "für ganz Oberhausen"),
    ("ohne", "ohne genaue Lage"),
]
LAGEGRUPPEN = {"hier": HIER, "stadtweit": STADTWEIT, "ohne": OHNE}
SORTIERUNG = [
    ("guete", "beste Treffer"),
    ("name", "Name A–Z"),
    ("stand", "neueste Angaben"),
    ("entfernung", "Entfernung"),
]
ORDERINGS = {
    "guete": ["guete", "sortiername", "slug"],
    "name": ["sortiername", "slug"],
    "entfernung": [models.F("abstand_quadrat").asc(nulls_last=True), "sortiername", "slug"],
    "stand": [
        models.F("geprueft_am").desc(nulls_last=True),
        models.F("stand_bis").desc(nulls_last=True),
        "sortiername",
        "slug",
    ],
}
WITHOUT_RAUM = {
    "hier": models.Q(sozialraum__isnull=False),
    "stadtweit": models.Q(stadtweit=True),
    "ohne": models.Q(sozialraum__isnull=True),
}
RAEUME = {"stadtbezirk": Stadtbezirk, "sozialraum": Sozialraum, "sozialquartier": Sozialquartier}
BEGRIFFE = {"kategorie": Kategorie, "zielgruppe": Zielgruppe, "sprache": Sprache}
PLACE = (*RAEUME, "lage")  # they narrow together, see ``InstitutionQuerySet.for_raeume``


def load_choices():
    """Return slugs and names of everything that can be chosen, per parameter."""
    return {
        name: list(model.objects.values_list("slug", "name"))
        for name, model in (BEGRIFFE | RAEUME).items()
    }


def choices_of(name):
    """Return a function that tells what can be chosen as ``name``, read once per version."""
    return lambda: Datenstand.objects.remember("auswahl", load_choices)[name]


class LightFilter(django_filters.Filter):
    """Copied for each request like any filter, but not its options with it: they never change."""

    def __deepcopy__(self, memo):
        other = copy(self)
        if self.method:
            other.method = self.method  # which binds it to the copy
        return other


def refuse_unknown(titel):
    """Return the message of a field for a value that is none of its choices."""
    return {
        "invalid_choice": f"{titel}: „%(value)s“ gibt es nicht. "
        "Nehmen Sie diesen Filter weg und wählen Sie neu."
    }


class ManyFilter(LightFilter, django_filters.MultipleChoiceFilter):
    """Several slugs, „oder“; a wrong one is refused in words that name it."""

    def __init__(self, titel, choices, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(
            label=titel,
            choices=choices,
            error_messages=refuse_unknown(titel),
            **kwargs,
        )


class OrtField(forms.CharField):
    """What somebody typed as a place → an :class:`Ort`; blank is none."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return find_ort(text)
        except OrtError as error:
            raise forms.ValidationError(
                str(error), params={"vorschlaege": error.vorschlaege}
            ) from error


class OrtFilter(LightFilter):
    field_class = OrtField


class MetreFilter(LightFilter):
    field_class = forms.IntegerField


class InstitutionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Suche",
        method="filter_search",
        max_length=200,
        error_messages={"max_length": "Bitte suchen Sie mit höchstens 200 Zeichen."},
    )
    kategorie = ManyFilter("Bereich", choices_of("kategorie"), method="filter_kategorie")
    stadtbezirk = ManyFilter("Stadtbezirk", choices_of("stadtbezirk"), method="filter_later")
    sozialraum = ManyFilter("Sozialraum", choices_of("sozialraum"), method="filter_later")
    sozialquartier = ManyFilter(
        "Sozialquartier", choices_of("sozialquartier"), method="filter_later"
    )
    lage = ManyFilter("Lage", LAGE, method="filter_lage")
    ort = OrtFilter(label="In der Nähe von", method="filter_later", max_length=120)
    umkreis = MetreFilter(
        label="Umkreis in Metern",
        method="filter_umkreis",
        min_value=50,
        max_value=20_000,
        error_messages={
            "invalid": "Der Umkreis ist eine Zahl in Metern, zum Beispiel 1000.",
            "min_value": "Der Umkreis ist mindestens 50 Meter.",
            "max_value": "Der Umkreis ist höchstens 20000 Meter.",
        },
    )
    zielgruppe = ManyFilter("Für wen?", choices_of("zielgruppe"), method="filter_begriff")
    sprache = ManyFilter("Sprache", choices_of("sprache"), method="filter_begriff")
    barrierefrei = ManyFilter("Zugang mit Rollstuhl", ROLLSTUHL, method="filter_rollstuhl")
    geprueft = ManyFilter("Alter der Angaben", list(ALTER.items()), method="filter_alter")
    sortierung = django_filters.ChoiceFilter(
        label="Sortiert nach",
        choices=SORTIERUNG,
        method="filter_later",
        error_messages={"invalid_choice": "Nach „%(value)s“ kann nicht sortiert werden."},
    )

    class Meta:
        model = Institution
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        """Take an address without parameters for a valid choice, too."""
        super().__init__({} if data is None else data, *args, **kwargs)

    def get_form_class(self):
        """Build the form once: what it lets people choose is asked for each time."""
        if "form_class" not in vars(InstitutionFilter):
            InstitutionFilter.form_class = super().get_form_class()
        return self.form_class

    @cached_property
    def auswahl(self):
        """The areas that are chosen; results then carry a ``lagegruppe``."""
        chosen = {level: self.form.cleaned_data.get(level) for level in RAEUME}
        return Raumauswahl(**chosen) if any(chosen.values()) else None

    @cached_property
    def wegweiser(self):
        """The Suchwörter that the search hits; asked once for the list and every count."""
        return Suchwort.objects.matching(query_words(self.form.cleaned_data.get("q") or ""))

    @cached_property
    def narrowing(self):
        """The names of the filters in force that may leave something out."""
        cleaned = self.form.cleaned_data
        return frozenset(name for name, value in cleaned.items() if value) - {"ort", "sortierung"}

    @property
    def order_key(self):
        """The order in force: what was chosen, else the best hit of a search, else the name."""
        cleaned = self.form.cleaned_data
        possible = ["name", "stand"]
        possible += ["guete"] if cleaned.get("q") else []
        possible += ["entfernung"] if cleaned.get("ort") else []
        chosen = cleaned.get("sortierung")
        if chosen in possible:
            return chosen
        return possible[-1] if len(possible) > 2 else "name"

    def filter_queryset(self, queryset):
        matches = self.narrow(queryset)
        first = []
        if self.order_key == "guete":
            matches = matches.with_guete(self.form.cleaned_data["q"], self.wegweiser)
        if ort := self.form.cleaned_data.get("ort"):
            matches = matches.with_abstand(ort.breite, ort.laenge)
        if self.auswahl:
            matches = matches.with_lagegruppe(self.auswahl)
            first = ["lagegruppe"]
        return matches.order_by(*first, *ORDERINGS[self.order_key])

    def narrow(self, queryset, leave_out=()):
        """Apply every filter but those named in ``leave_out``; the order is not set."""
        for name, value in self.form.cleaned_data.items():
            if name not in leave_out:
                queryset = self.filters[name].filter(queryset, value)
        if self.auswahl and not RAEUME.keys() & set(leave_out):
            queryset = queryset.for_raeume(self.auswahl)
        return queryset

    def filter_search(self, queryset, name, value):
        return queryset.search(value, self.wegweiser)

    def filter_umkreis(self, queryset, name, value):
        """Only with a place to measure from; entries of unknown place cannot be measured."""
        ort = self.form.cleaned_data.get("ort")
        return queryset.near(ort.breite, ort.laenge, value) if ort else queryset

    def filter_lage(self, queryset, name, value):
        """Why an entry is shown for the chosen areas; without one, how well its place is known."""
        if self.auswahl:
            groups = [LAGEGRUPPEN[key] for key in value]
            return queryset.with_lagegruppe(self.auswahl).filter(lagegruppe__in=groups)
        wanted = models.Q()
        for key in value:
            wanted |= WITHOUT_RAUM[key]
        return queryset.filter(wanted)

    def filter_kategorie(self, queryset, name, value):
        return queryset.of_kategorie(value)

    def filter_begriff(self, queryset, name, value):
        return queryset.tagged(name, value)

    def filter_rollstuhl(self, queryset, name, value):
        return queryset.filter(rollstuhl__in=["" if key == KEINE_ANGABE else key for key in value])

    def filter_alter(self, queryset, name, value):
        return queryset.with_alter().filter(alter__in=value)

    def filter_later(self, queryset, name, value):
        """Areas narrow together and the order comes last: see ``filter_queryset``."""
        return queryset
