"""Where somebody is: a stop, a street, a Postleitzahl, a part of the city, or a point."""

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from shapely.geometry import shape

from navigator.models import (
    Datenstand,
    Haltestelle,
    Institution,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Strassenpunkt,
)
from navigator.models.ort import BREITE_RANGE, LAENGE_RANGE
from sozialplanung.text import fold, slugify_de

KINDS = {
    "haltestelle": "Haltestelle",
    "strasse": "Straße",
    "plz": "Postleitzahl",
    "stadtteil": "Stadtteil",
    "sozialquartier": "Sozialquartier",
    "sozialraum": "Sozialraum",
    "stadtbezirk": "Stadtbezirk",
}
POINT = re.compile(r"(-?\d{1,2}\.\d{1,7}),\s*(-?\d{1,3}\.\d{1,7})")
HOUSE_NUMBER = re.compile(r"\s+(\d+\s?[a-z]?(?:\s?-\s?\d*[a-z]?)?)$", re.IGNORECASE)
STREET_ENDINGS = ("strasse", "weg", "platz", "allee", "ring", "ufer", "damm", "markt", "hof")
NEAR_ENOUGH = 0.75
SHORTEST = 3  # letters of a place that may be only begun
LISTED = 5


class OrtError(ValueError):
    """The place is not known; the message says what to do, ``vorschlaege`` what may be meant."""

    def __init__(self, message, vorschlaege=()):
        super().__init__(message)
        self.vorschlaege = list(vorschlaege)


@dataclass(frozen=True)
class Ort:
    """A place with the point that stands for it, in degrees."""

    art: str
    slug: str
    name: str
    breite: float
    laenge: float

    @property
    def kennung(self):
        """What stands in the address: „haltestelle:sterkrade-bahnhof“ or „51.47,6.85“."""
        return f"{self.art}:{self.slug}" if self.art else self.slug

    def __str__(self):
        return f"{KINDS[self.art]} {self.name}" if self.art else self.name


def find_ort(text):
    """Return the :class:`Ort` that ``text`` means.

    Takes „51.47,6.85“, „haltestelle:slug“ and what people type: „Haltestelle Altmarkt“,
    „Nohlstr. 3“, „46045“, „Sterkrade“. Raises :class:`OrtError`.
    """
    text = text.strip()
    if match := POINT.fullmatch(text):
        return _point(float(match[1]), float(match[2]))
    orte = Datenstand.objects.remember("orte", load_orte)
    kind, _, slug = text.partition(":")
    if kind in KINDS:
        found = next((ort for ort in orte if ort.art == kind and ort.slug == slug), None)
        if found is None:
            raise OrtError(f"Den Ort „{slug}“ kennen wir nicht. Bitte wählen Sie einen anderen.")
        return found
    return _typed(text, orte)


def _point(breite, laenge):
    """A point of the visitor's own device, rounded there already; rounded here as well."""
    if not (
        BREITE_RANGE[0] <= breite <= BREITE_RANGE[1]
        and LAENGE_RANGE[0] <= laenge <= LAENGE_RANGE[1]
    ):
        raise OrtError("Dieser Punkt liegt nicht in oder um Oberhausen.")
    breite, laenge = round(breite, 3), round(laenge, 3)
    return Ort("", f"{breite:.3f},{laenge:.3f}", "Ihr gewählter Punkt", breite, laenge)


def _typed(text, orte):
    house = HOUSE_NUMBER.search(text)
    street = HOUSE_NUMBER.sub("", text)
    wanted = place_key(street)
    if not wanted:
        raise OrtError("Bitte geben Sie eine Straße, eine Haltestelle oder eine Postleitzahl ein.")
    if house and (exact := _house(street, house[1])):
        return exact
    named = [ort for ort in orte if place_key(ort.name) == wanted]
    if named:
        return named[0]
    begun = [ort for ort in orte if len(wanted) >= SHORTEST and wanted in place_key(ort.name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise OrtError(f"„{text}“ passt zu mehreren Orten. Bitte wählen Sie einen.", begun[:LISTED])
    raise _unknown(text, wanted, orte)


def _unknown(text, wanted, orte):
    names = {bare_key(ort.name): ort for ort in reversed(orte)}
    near = process.extract(
        wanted.removesuffix("strasse"),
        names.keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=NEAR_ENOUGH,
        limit=LISTED,
    )
    vorschlaege = [names[key] for key, _, _ in near]
    if wanted.endswith(STREET_ENDINGS):
        return OrtError(
            "Diese Straße kennen wir noch nicht, wählen Sie die nächste Haltestelle.", vorschlaege
        )
    return OrtError(
        f"Den Ort „{text}“ kennen wir nicht. Versuchen Sie es mit einer Haltestelle, einem "
        "Stadtteil oder einer Postleitzahl.",
        vorschlaege,
    )


def _house(street, number):
    """Return the house itself where it is known; else its street will do."""
    houses = Strassenpunkt.objects.filter(slug=slugify_de(_long_street(street)))
    for house in houses.exclude(hausnummer=""):
        if fold(house.hausnummer) == fold(number):
            return Ort("strasse", house.slug, str(house), house.breite, house.laenge)
    return None


def find_anschrift(strasse, hausnummer=""):
    """Return the :class:`Ort` of an address, and whether it is known to the house.

    Only streets count here, no stop or Stadtteil of the same name. Raises :class:`OrtError`.
    """
    wanted = place_key(strasse)
    if not wanted:
        raise OrtError("Tragen Sie zuerst die Straße ein, zum Beispiel Schwartzstraße.")
    if hausnummer and (house := _house(strasse, hausnummer)):
        return house, True
    orte = Datenstand.objects.remember("orte", load_orte)
    for ort in orte:
        if ort.art == "strasse" and place_key(ort.name) == wanted:
            return ort, False
    raise OrtError(
        f"Die Straße „{strasse.strip()}“ kennen wir noch nicht. Setzen Sie den Punkt bitte auf der "
        "Karte."
    )


def _long_street(text):
    return re.sub(r"(?i)(s)tr(\.|\b)", r"\1traße", text).strip()


def place_key(text):
    """Return what names of places are compared by: folded, „Str.“ written out, no kind in front."""
    words = [word for word in fold(text).split() if word not in {"haltestelle", "oberhausen"}]
    return "".join(re.sub(r"str$", "strasse", word) for word in words)


def bare_key(text):
    """The key without „straße“: what streets share says nothing about likeness."""
    key = place_key(text)
    return key.removesuffix("strasse") or key


def load_orte():
    """Return all places: streets first, as people name them, then stops and parts of the city."""
    return [
        *_mean_places("strasse", Strassenpunkt.objects.all(), "strasse"),
        *(
            Ort("haltestelle", stop.slug, stop.name, stop.breite, stop.laenge)
            for stop in Haltestelle.objects.all()
        ),
        *_mean_places("plz", Strassenpunkt.objects.exclude(plz=""), "plz"),
        *_mean_places("stadtteil", _with_stadtteil(), "stadtteil"),
        *_areas(Sozialquartier),
        *_areas(Sozialraum),
        *_areas(Stadtbezirk),
    ]


def _with_stadtteil():
    """Points whose Stadtteil is known; of institutions, those known to the house."""
    exact = Institution.objects.published().filter(lagequalitaet="exakt")
    return [
        *Strassenpunkt.objects.exclude(stadtteil=""),
        *exact.exclude(stadtteil="").only("stadtteil", "breite", "laenge"),
    ]


def _mean_places(art, points, attribute):
    """One place per value of ``attribute``, in the middle of its known points."""
    groups = defaultdict(list)
    for point in points:
        groups[getattr(point, attribute)].append(point)
    return [
        Ort(
            art,
            slugify_de(name),
            name,
            sum(point.breite for point in members) / len(members),
            sum(point.laenge for point in members) / len(members),
        )
        for name, members in sorted(groups.items())
    ]


def _areas(model):
    for raum in model.objects.exclude(geometry=None):
        inside = shape(raum.geometry).representative_point()
        yield Ort(model._meta.model_name, raum.slug, raum.name, inside.y, inside.x)
