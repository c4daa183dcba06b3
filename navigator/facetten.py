"""Beside the list: how many entries each option of a filter would show, and chips to undo it."""

from dataclasses import dataclass, field

from django.db.models import Count

from navigator.filters import KEINE_ANGABE, PLACE, RAEUME, ROLLSTUHL
from navigator.models import Institution
from navigator.models.institution_query import HIER, OHNE, STADTWEIT, TAGS

UNKNOWN = {KEINE_ANGABE, "unbekannt"}  # options that say nothing is known
OPEN_AT_FIRST = {"kategorie", "sozialraum"}


@dataclass
class Option:
    wert: str
    titel: str
    anzahl: int
    gewaehlt: bool


@dataclass
class Facette:
    """One filter with those of its options that lead somewhere."""

    name: str
    titel: str
    optionen: list[Option] = field(default_factory=list)

    @property
    def anzahl_gewaehlt(self):
        return sum(option.gewaehlt for option in self.optionen)

    @property
    def offen(self):
        return self.name in OPEN_AT_FIRST or self.anzahl_gewaehlt > 0

    @property
    def is_useful(self):
        """Tell whether anything is known: a filter of unknown values only is not shown."""
        return self.anzahl_gewaehlt > 0 or any(o.wert not in UNKNOWN for o in self.optionen)


def build_facetten(filterset, queryset):
    """Return the useful :class:`Facette` list of a valid ``filterset`` over ``queryset``.

    The counts of one filter's options hold with all other filters in force.
    """
    facetten = []
    for name, count in COUNTERS.items():
        if name == "sozialquartier" and not filterset.has_raum:
            continue  # 27 names are of use only to those who already chose a part of the city
        left_out = PLACE if name in PLACE else (name,)
        counts = count(filterset.narrow(queryset, left_out).order_by(), name)
        facette = _facette(filterset, name, counts)
        if facette.is_useful:
            facetten.append(facette)
    return facetten


def _facette(filterset, name, counts):
    chosen = filterset.form.cleaned_data.get(name) or []
    choices = filterset.form.fields[name].choices
    optionen = [
        Option(wert, titel, counts.get(wert, 0), wert in chosen)
        for wert, titel in choices
        if counts.get(wert) or wert in chosen
    ]
    return Facette(name, str(filterset.filters[name].label), optionen)


def count_groups(queryset, path):
    """Return how many entries have each value of ``path``."""
    return dict(queryset.values_list(path).annotate(n=Count("pk")).values_list(path, "n"))


def count_kategorie(queryset, name):
    counts = count_groups(queryset, "kategorie__slug")
    for slug, n in count_related(queryset, "weitere_kategorien", "kategorie").items():
        counts[slug] = counts.get(slug, 0) + n
    return counts


def count_tags(queryset, name):
    return count_related(queryset, TAGS[name], name)


def count_related(queryset, plural, singular):
    through = getattr(Institution, plural).through
    rows = through.objects.filter(institution__in=queryset.values("pk"))
    return count_groups(rows, f"{singular}__slug")


def count_raum(queryset, name):
    return count_groups(queryset, f"{name}__slug")


def count_rollstuhl(queryset, name):
    counts = count_groups(queryset, "rollstuhl")
    return {wert: counts.get("" if wert == KEINE_ANGABE else wert, 0) for wert, _ in ROLLSTUHL}


def count_alter(queryset, name):
    return count_groups(queryset.with_alter(), "alter")


COUNTERS = {
    "kategorie": count_kategorie,
    "sozialraum": count_raum,
    "sozialquartier": count_raum,
    "zielgruppe": count_tags,
    "sprache": count_tags,
    "barrierefrei": count_rollstuhl,
    "geprueft": count_alter,
}


@dataclass
class Lagegruppe:
    """Why entries are shown for an area: they lie there, serve the city, or may lie there."""

    schluessel: str
    titel: str
    anzahl: int
    adresse: str
    aktiv: bool


def build_lagegruppen(filterset, queryset, raum_name, link):
    """Return the three groups of an area filter with their counts.

    ``link(**parameters)`` makes an address that keeps the other filters.
    """
    matches = filterset.narrow(queryset, ("lage",)).order_by()
    counts = count_groups(matches, "lagegruppe")
    chosen = filterset.form.cleaned_data.get("lage") or []
    titles = [
        ("hier", HIER, f"in {raum_name}"),
        ("stadtweit", STADTWEIT, "für ganz Oberhausen"),
        ("ohne", OHNE, "ohne genaue Lage"),
    ]
    return [
        Lagegruppe(key, titel, counts.get(number, 0), link(lage=key), key in chosen)
        for key, number, titel in titles
    ]


@dataclass(frozen=True)
class Verweis:
    titel: str
    adresse: str
    aktiv: bool = False


def build_chips(filterset, path, parameters):
    """Return one :class:`Verweis` per active filter value: the address without it."""
    chips = []
    if suche := filterset.form.cleaned_data.get("q"):
        chips.append(Verweis(f"Suche: {suche}", address(path, parameters, q=None)))
    for name in (*COUNTERS, "stadtbezirk", "lage"):
        values = filterset.form.cleaned_data.get(name) or []
        titles = dict(filterset.form.fields[name].choices)
        for value in values:
            others = [other for other in values if other != value]
            titel = titles[value]
            if name not in ("kategorie", "zielgruppe", *RAEUME):
                titel = f"{filterset.filters[name].label}: {titel}"
            chips.append(Verweis(titel, address(path, parameters, **{name: others})))
    return chips


def address(path, parameters, **changes):
    """Return ``path`` with ``parameters`` changed; the page of the list is left out."""
    query = parameters.copy()
    query.pop("seite", None)
    for name, value in changes.items():
        if value is None or value == []:
            query.pop(name, None)
        else:
            query.setlist(name, value if isinstance(value, list) else [value])
    return f"{path}?{query.urlencode()}" if query else path
