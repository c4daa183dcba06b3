"""Beside the list: how many entries each option of a filter would show, and chips to undo it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from navigator.filters import KEINE_ANGABE, PLACE, RAEUME
from navigator.models import Datenstand, Institution
from navigator.models.institution_query import HIER, OHNE, STADTWEIT

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

    The counts of one filter's options hold with all other filters in force. Most filters
    are not in use, so they share one set of entries; the values are read once per version.
    """
    werte = Datenstand.objects.remember("facettenwerte", load_werte)
    cleaned = filterset.form.cleaned_data
    sets, facetten = {}, []
    for name in FACETTEN:
        if name == "sozialquartier" and not filterset.auswahl:
            continue  # 27 names are of use only to those who already chose a part of the city
        group = PLACE if name in PLACE else (name,)
        left_out = tuple(other for other in group if cleaned.get(other))
        if left_out not in sets:
            matches = filterset.narrow(queryset, left_out).order_by()
            sets[left_out] = matches.values_list("pk", flat=True)
        counts = Counter(wert for pk in sets[left_out] for wert in werte[name].get(pk, ()))
        facette = _facette(filterset, name, counts)
        if facette.is_useful:
            facetten.append(facette)
    return facetten


def _facette(filterset, name, counts):
    chosen = filterset.form.cleaned_data.get(name) or []
    choices = filterset.form.fields[name].choices
    optionen = [
        Option(wert, titel, counts[wert], wert in chosen)
        for wert, titel in choices
        if counts[wert] or wert in chosen
    ]
    return Facette(name, str(filterset.filters[name].label), optionen)


def load_werte():
    """Return which options each published entry counts for: filter → key → values."""
    rows = list(
        Institution.objects.published()
        .with_alter()
        .order_by()
        .values_list(
            "pk",
            "kategorie__slug",
            "sozialraum__slug",
            "sozialquartier__slug",
            "rollstuhl",
            "alter",
        )
    )
    werte = {name: {} for name in FACETTEN}
    for pk, kategorie, sozialraum, sozialquartier, rollstuhl, alter in rows:
        werte["kategorie"][pk] = [kategorie]
        werte["sozialraum"][pk] = [sozialraum] if sozialraum else []
        werte["sozialquartier"][pk] = [sozialquartier] if sozialquartier else []
        werte["barrierefrei"][pk] = [rollstuhl or KEINE_ANGABE]
        werte["geprueft"][pk] = [alter]
    for name, plural in (
        ("kategorie", "weitere_kategorien"),
        ("zielgruppe", "zielgruppen"),
        ("sprache", "sprachen"),
    ):
        through = getattr(Institution, plural).through.objects
        for pk, slug in through.values_list("institution_id", f"{name}__slug"):
            slugs = werte[name].setdefault(pk, [])
            if slug not in slugs:
                slugs.append(slug)
    return werte


FACETTEN = (
    "kategorie",
    "sozialraum",
    "sozialquartier",
    "zielgruppe",
    "sprache",
    "barrierefrei",
    "geprueft",
)


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
    matches = filterset.narrow(queryset, ("lage",)).with_lagegruppe(filterset.auswahl)
    counts = count_lagegruppen(matches)
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


def count_lagegruppen(matches):
    return dict(matches.order_by().values_list("lagegruppe").annotate(n=Count("pk")))


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
    if ort := filterset.form.cleaned_data.get("ort"):
        titel = f"nahe {ort}"
        if umkreis := filterset.form.cleaned_data.get("umkreis"):
            titel = f"höchstens {umkreis} m von {ort}"
        chips.append(Verweis(titel, address(path, parameters, ort=None, umkreis=None)))
    for name in (*FACETTEN, "stadtbezirk", "lage"):
        values = list(dict.fromkeys(filterset.form.cleaned_data.get(name) or []))
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
