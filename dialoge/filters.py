"""The filter of the Hinweise: one form, used by list, funnel, CSV and XLSX alike."""

import django_filters
from django.db.models import Count, F, Q
from django.utils.functional import cached_property

from navigator.facetten import Facette, Option
from navigator.filters import RAEUME, ManyFilter, choices_of
from navigator.models import Datenstand, Handlungsfeld, Raumauswahl

from .models import Ausgang, Entscheidung, Hinweis, Kante, Runde, Veranstaltung

AUSGAENGE = [(one.value, one.label) for one in Ausgang if one != Ausgang.ZUSAMMENGEFASST]
FACETTEN = (
    "runde",
    "ausgang",
    "art",
    "handlungsfeld",
    "sozialraum",
    "sozialquartier",
    "zielgruppe",
)


def load_choices():
    """Return what can be chosen of the dialogues' own nouns, per parameter."""
    runden = Runde.objects.order_by("nummer")
    return {
        "runde": [(str(runde.nummer), str(runde)) for runde in runden],
        "veranstaltung": [
            (one.slug, str(one))
            for one in Veranstaltung.objects.published().only(
                "slug", "titel", "datum_bis", "datum_genauigkeit"
            )
        ],
        "handlungsfeld": list(Handlungsfeld.objects.values_list("slug", "name")),
        "antwort": [
            (slug_of(kante), str(kante)) for kante in Kante.objects.select_related("frage")
        ],
    }


def own_choices_of(name):
    """Return a function that tells what can be chosen as ``name``, read once per version."""
    return lambda: Datenstand.objects.remember("dialogauswahl", load_choices)[name]


def slug_of(kante):
    """Return how an answer is called in addresses: „bedarf-ja“."""
    return f"{kante.frage.slug}-{kante.antwort}"


class HinweisFilter(django_filters.FilterSet):
    """What is left of the published Hinweise; values of one parameter mean „oder“."""

    q = django_filters.CharFilter(
        label="Suche",
        method="filter_search",
        max_length=200,
        error_messages={"max_length": "Bitte suchen Sie mit höchstens 200 Zeichen."},
    )
    runde = ManyFilter("Runde", own_choices_of("runde"), method="filter_condition")
    veranstaltung = ManyFilter(
        "Veranstaltung", own_choices_of("veranstaltung"), method="filter_condition"
    )
    art = ManyFilter("Art", Hinweis.Art.choices, method="filter_condition")
    ausgang = ManyFilter("Was wurde daraus?", AUSGAENGE, method="filter_condition")
    antwort = ManyFilter("Antwort", own_choices_of("antwort"), method="filter_condition")
    stadtbezirk = ManyFilter("Stadtbezirk", choices_of("stadtbezirk"), method="filter_later")
    sozialraum = ManyFilter("Sozialraum", choices_of("sozialraum"), method="filter_later")
    sozialquartier = ManyFilter(
        "Sozialquartier", choices_of("sozialquartier"), method="filter_later"
    )
    handlungsfeld = ManyFilter(
        "Handlungsfeld", own_choices_of("handlungsfeld"), method="filter_condition"
    )
    zielgruppe = ManyFilter("Für wen?", choices_of("zielgruppe"), method="filter_condition")

    class Meta:
        model = Hinweis
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        """Take an address without parameters for a valid choice, too."""
        super().__init__({} if data is None else data, *args, **kwargs)

    @property
    def raumwerte(self):
        return {level: self.form.cleaned_data.get(level) or [] for level in RAEUME}

    @cached_property
    def auswahl(self):
        """The areas that are chosen, or ``None``."""
        return Raumauswahl(**self.raumwerte) if any(self.raumwerte.values()) else None

    def filter_queryset(self, queryset):
        newest = F("veranstaltung__datum_bis").desc(nulls_last=True)
        return self.narrow(queryset).order_by(newest, "veranstaltung", "nummer")

    def narrow(self, queryset, leave_out=()):
        """Apply every filter but those named in ``leave_out``; the order is not set."""
        for name, value in self.form.cleaned_data.items():
            if name not in leave_out:
                queryset = self.filters[name].filter(queryset, value)
        chosen = {level: slugs for level, slugs in self.raumwerte.items() if level not in leave_out}
        if any(chosen.values()):
            queryset = queryset.in_raeume(Raumauswahl(**chosen))
        return queryset

    def filter_search(self, queryset, name, value):
        return queryset.search(value)

    def filter_condition(self, queryset, name, value):
        return queryset.filter(CONDITIONS[name](value))

    def filter_later(self, queryset, name, value):
        """Areas narrow together: see ``narrow``."""
        return queryset


# ---- what the values of a parameter mean ---------------------------------------------------------


def in_handlungsfeld(slugs):
    """Of its own field; without one, of that of its table."""
    return Q(handlungsfeld__slug__in=slugs) | Q(
        handlungsfeld=None, thementisch__handlungsfeld__slug__in=slugs
    )


def with_antwort(slugs):
    """Whose answer that holds is one of these."""
    kanten = [
        kante.pk for kante in Kante.objects.select_related("frage") if slug_of(kante) in slugs
    ]
    answers = Entscheidung.objects.current().filter(kante__in=kanten).order_by()
    return Q(pk__in=answers.values("hinweis"))


def for_zielgruppe(slugs):
    links = Hinweis.zielgruppen.through.objects.filter(zielgruppe__slug__in=slugs)
    return Q(pk__in=links.values("hinweis"))


CONDITIONS = {
    "runde": lambda numbers: Q(veranstaltung__runde__nummer__in=numbers),
    "veranstaltung": lambda slugs: Q(veranstaltung__slug__in=slugs),
    "art": lambda arten: Q(art__in=arten),
    "ausgang": lambda ausgaenge: Q(ausgang__in=ausgaenge),
    "antwort": with_antwort,
    "handlungsfeld": in_handlungsfeld,
    "zielgruppe": for_zielgruppe,
}


def conditions_of(name, slugs):
    """Return ``{slug: condition}`` of the options of a filter."""
    if name in RAEUME:
        concerning = Hinweis.objects.all().concerning
        return {slug: concerning(one) for slug, one in Raumauswahl.each(name).items()}
    return {slug: CONDITIONS[name]([slug]) for slug in slugs}


def build_facetten(filterset, queryset):
    """Return the useful :class:`Facette` list; counts hold with all other filters in force.

    The quarters are of use only to those who already chose a part of the city.
    """
    names = [name for name in FACETTEN if name != "sozialquartier" or filterset.auswahl]
    facetten = [count_options(filterset, queryset, name) for name in names]
    return [facette for facette in facetten if facette.optionen]


def count_options(filterset, queryset, name):
    """Return the :class:`Facette` of one filter, counted in one query."""
    titles = dict(filterset.form.fields[name].choices)
    chosen = filterset.form.cleaned_data.get(name) or []
    conditions = conditions_of(name, titles)
    keys = {slug: f"n{number}" for number, slug in enumerate(conditions)}
    counts = filterset.narrow(queryset, leave_out=[name]).aggregate(
        **{keys[slug]: Count("pk", filter=condition) for slug, condition in conditions.items()}
    )
    optionen = [
        Option(slug, titel, counts[keys[slug]], slug in chosen)
        for slug, titel in titles.items()
        if counts[keys[slug]] or slug in chosen
    ]
    return Facette(name, str(filterset.filters[name].label), optionen)
