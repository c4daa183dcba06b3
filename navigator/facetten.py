"""Beside the list: how many entries each option of a filter would show, and chips to undo it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from navigator.filters import KEINE_ANGABE, RAEUME
from navigator.models.institution_query import HIER, OHNE, STADTWEIT
from navigator.treffer import FACETTEN

UNKNOWN = {KEINE_ANGABE, "unbekannt"}  # options that say nothing is known
OPEN_AT_FIRST = {"kategorie", "sozialraum", "ausgang"}


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


def build_facetten(mengen):
    """Return the useful :class:`Facette` list for a page's :class:`Treffermengen`.

    The counts of one filter's options hold with all other filters in force.
    """
    facetten = []
    for name in FACETTEN:
        if name == "sozialquartier" and not mengen.filterset.auswahl:
            continue  # 27 names are of use only to those who already chose a part of the city
        facette = _facette(mengen, name)
        if facette.is_useful:
            facetten.append(facette)
    return facetten


def _facette(mengen, name):
    return count_options(
        mengen.filterset.form, name, mengen.werte.optionen[name], mengen.without(name)
    )


def count_options(form, name, masks, others):
    """Return the :class:`Facette` of one filter of a valid form.

    ``masks`` hold the records of each option, ``others`` those that all other filters leave.
    """
    field, chosen = form.fields[name], form.cleaned_data.get(name) or []
    counts = {wert: (mask & others).bit_count() for wert, mask in masks.items()}
    optionen = [
        Option(wert, titel, counts.get(wert, 0), wert in chosen)
        for wert, titel in field.choices
        if counts.get(wert) or wert in chosen
    ]
    return Facette(name, str(field.label), optionen)


@dataclass
class Lagegruppe:
    """Why entries are shown for an area: they lie there, serve the city, or may lie there."""

    schluessel: str
    titel: str
    anzahl: int
    adresse: str
    aktiv: bool


def build_lagegruppen(mengen, raum_name, link):
    """Return the three groups of an area filter with their counts.

    ``link(**parameters)`` makes an address that keeps the other filters.
    """
    counts = mengen.lagegruppen()
    chosen = mengen.filterset.form.cleaned_data.get("lage") or []
    titles = [
        ("hier", HIER, f"in {raum_name}"),
        ("stadtweit", STADTWEIT, "für ganz Oberhausen"),
        ("ohne", OHNE, "ohne genaue Lage"),
    ]
    return [
        Lagegruppe(key, titel, counts[number], link(lage=key), key in chosen)
        for key, number, titel in titles
    ]


@dataclass(frozen=True)
class Verweis:
    titel: str
    adresse: str
    aktiv: bool = False


CHIPS = (*FACETTEN, "stadtbezirk", "lage")


def build_chips(filterset, path, parameters):
    """Return one :class:`Verweis` per active value of a filter: the address without it."""
    chips = []
    if suche := filterset.form.cleaned_data.get("q"):
        chips.append(Verweis(f"Suche: {suche}", address(path, parameters, q=None)))
    if ort := filterset.form.cleaned_data.get("ort"):
        titel = f"nahe {ort}"
        if umkreis := filterset.form.cleaned_data.get("umkreis"):
            titel = f"höchstens {umkreis} m von {ort}"
        chips.append(Verweis(titel, address(path, parameters, ort=None, umkreis=None)))
    for name in CHIPS:
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
    values = dict(parameters.lists()) | changes
    values.pop("seite", None)
    pairs = [
        (name, value)
        for name, one_or_many in values.items()
        if one_or_many is not None
        for value in (one_or_many if isinstance(one_or_many, list) else [one_or_many])
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path
