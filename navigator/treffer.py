"""Which entries each filter leaves, as masks: integers in which bit ``pk`` stands for an entry.

Counting is one „and“ of two integers, and 20,000 entries take 2.5 kB, so that the numbers
beside a dozen filters cost less than one query. What depends on the data alone is read once
per version; a search or a radius asks the database once per page. The usual orders follow from
what is known, so that a page reads just the records it shows; :class:`InstitutionFilter` sorts
whole files alike.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.utils.functional import cached_property

from navigator.filters import KEINE_ANGABE, LAGEGRUPPEN, PLACE
from navigator.models import Datenstand, Institution
from navigator.models.lage import ON_MAP

KEYS = "Q"  # array of keys: an eighth of a list in memory, read from the cache in no time
FACETTEN = (
    "kategorie",
    "sozialraum",
    "sozialquartier",
    "zielgruppe",
    "sprache",
    "barrierefrei",
    "geprueft",
)
TAGS = {"kategorie": "weitere_kategorien", "zielgruppe": "zielgruppen", "sprache": "sprachen"}


@dataclass(frozen=True)
class Facettenwerte:
    """All published entries: by name, those on the map, those that count for each option."""

    nach_name: array
    alle: int
    auf_karte: int
    optionen: dict[str, dict[str, int]]


class Treffermengen:
    """What the filters of a valid ``filterset`` leave of ``queryset``, alone and together."""

    def __init__(self, filterset, queryset):
        self.filterset, self.queryset = filterset, queryset
        self.werte = Datenstand.objects.remember("facettenwerte", load_werte)
        self._known = {}

    @cached_property
    def alle(self):
        """The mask of what all filters together leave."""
        return self.left_by(self.filterset.narrowing)

    @property
    def anzahl(self):
        return self.alle.bit_count()

    @property
    def ohne_punkt(self):
        """How many of them cannot be shown on a map."""
        return (self.alle & ~self.werte.auf_karte).bit_count()

    @property
    def ausserhalb_messbar(self):
        """How many a radius leaves out because nobody knows where they are."""
        others = self.left_by(self.filterset.narrowing - {"umkreis"})
        return (others & ~self.werte.auf_karte).bit_count()

    def sort_keys(self):
        """Return the keys of all matches in the order of the list."""
        order = self.filterset.order_key
        if order not in ("name", "guete"):
            return list(self.filterset.qs.values_list("pk", flat=True))
        is_match = lookup_of(self.alle)
        keys = [pk for pk in self.werte.nach_name if is_match(pk)]
        if order == "guete":
            keys.sort(key=self._guete.__getitem__)
        if self.filterset.auswahl:
            keys.sort(key=self.lagegruppe_of)
        return keys

    @cached_property
    def lagegruppe_of(self):
        """A function that tells the Lagegruppe of a match, by its key."""
        lookups = {gruppe: lookup_of(mask) for gruppe, mask in self._raummasken.items()}
        return lambda pk: next(gruppe for gruppe, is_in in lookups.items() if is_in(pk))

    def left_by(self, names):
        """Return the mask of what the filters called ``names`` leave together."""
        matches = self.werte.alle
        for part in {PLACE if name in PLACE else (name,) for name in names}:
            matches &= self._left_by_part(names & set(part))
        return matches

    def without(self, name):
        """Return the mask of what all other filters leave; those of a place go together."""
        return self.left_by(self.filterset.narrowing - set(PLACE if name in PLACE else (name,)))

    def lagegruppen(self):
        """Return how many entries each Lagegruppe of the chosen areas has, „lage“ left aside."""
        others = self.left_by(self.filterset.narrowing - set(PLACE))
        return {key: (mask & others).bit_count() for key, mask in self._raummasken.items()}

    def _left_by_part(self, part):
        if part not in self._known:
            self._known[part] = self._find_part(part)
        return self._known[part]

    def _find_part(self, part):
        if part <= set(PLACE) and self.filterset.auswahl:
            chosen = self.filterset.form.cleaned_data.get("lage") or LAGEGRUPPEN
            return reduce(or_, (self._raummasken[LAGEGRUPPEN[key]] for key in chosen))
        (name,) = part
        if name in self.werte.optionen:
            optionen = self.werte.optionen[name]
            chosen = self.filterset.form.cleaned_data[name]
            return reduce(or_, (optionen.get(wert, 0) for wert in chosen))
        if name == "q" and self.filterset.order_key == "guete":
            return mask_of(self._guete)
        left_out = tuple(self.filterset.narrowing - part)
        matches = self.filterset.narrow(self.queryset, left_out)
        return mask_of(matches.order_by().values_list("pk", flat=True))

    @cached_property
    def _guete(self):
        """How well each entry fits the search, by its key: found and ranked by one query."""
        text, wegweiser = self.filterset.form.cleaned_data["q"], self.filterset.wegweiser
        found = self.queryset.search(text, wegweiser).with_guete(text, wegweiser)
        return dict(found.order_by().values_list("pk", "guete"))

    @cached_property
    def _raummasken(self):
        """What is shown for the chosen areas, by Lagegruppe; remembered, for areas are few."""
        auswahl = self.filterset.auswahl
        key = "".join(f":{level}:{'.'.join(map(str, ks))}" for level, ks in auswahl.chosen.items())
        return Datenstand.objects.remember(f"raum{key}", lambda: load_raummasken(auswahl))


class Trefferliste(Sequence):
    """The matches in the order of ``keys``; a slice is one, too, and reads what it is asked for.

    A page whose lines lie finished in the cache asks for no record at all.
    """

    def __init__(self, mengen, keys):
        self.mengen, self.keys = mengen, array(KEYS, keys)

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, part):
        if isinstance(part, slice):
            return Trefferliste(self.mengen, self.keys[part])
        key = self.keys[part]  # first: a template that looks for a name here need not read records
        return self.records[key]

    def __iter__(self):
        return (self.records[key] for key in self.keys if key in self.records)

    @cached_property
    def records(self):
        """The Institutionen by their keys, with the distance where a place was asked for."""
        records = self.mengen.queryset.filter(pk__in=self.keys)
        if ort := self.mengen.filterset.form.cleaned_data.get("ort"):
            records = records.with_abstand(ort.breite, ort.laenge)
        return {record.pk: record for record in records.order_by()}

    @cached_property
    def zeilen(self):
        """What a page says of each match beside the entry itself, as :class:`Zeile`."""
        return [Zeile(key, self) for key in self.keys]


@dataclass
class Zeile:
    """One line of a list; ``nummer`` is that on the map, ``gruppentitel`` heads a new group."""

    schluessel: int
    liste: Trefferliste
    nummer: int | None = None
    gruppentitel: str = ""

    @property
    def institution(self):
        """The entry itself; ``None`` if it was taken off the portal this very moment."""
        return self.liste.records.get(self.schluessel)

    @property
    def lagegruppe(self):
        return self.liste.mengen.lagegruppe_of(self.schluessel)

    @cached_property
    def meter(self):
        """The distance from the place that was asked for; ``None`` without one."""
        if not self.liste.mengen.filterset.form.cleaned_data.get("ort"):
            return None
        quadrat = self.institution and self.institution.abstand_quadrat
        return None if quadrat is None else round(quadrat**0.5)


def lookup_of(mask):
    """Return a function that tells whether a key is in ``mask``."""
    bits = mask.to_bytes(mask.bit_length() // 8 + 1, "little")
    return lambda key: key >> 3 < len(bits) and bits[key >> 3] >> (key & 7) & 1


def mask_of(keys):
    """Return the integer whose bits are the ``keys``."""
    keys = list(keys)
    bits = bytearray(max(keys, default=0) // 8 + 1)
    for key in keys:
        bits[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(bits, "little")


def load_raummasken(auswahl):
    """Return the mask of each Lagegruppe of the areas in ``auswahl``."""
    keys = {gruppe: [] for gruppe in LAGEGRUPPEN.values()}
    shown = Institution.objects.published().for_raeume(auswahl).with_lagegruppe(auswahl)
    for pk, gruppe in shown.order_by().values_list("pk", "lagegruppe"):
        keys[gruppe].append(pk)
    return {gruppe: mask_of(pks) for gruppe, pks in keys.items()}


def load_werte():
    """Return the :class:`Facettenwerte` of all published entries."""
    keys = {name: defaultdict(list) for name in FACETTEN}
    rows = (
        Institution.objects.published()
        .with_alter()
        .order_by("sortiername", "slug")
        .values_list(
            "pk",
            "kategorie__slug",
            "sozialraum__slug",
            "sozialquartier__slug",
            "rollstuhl",
            "alter",
            "lagequalitaet",
        )
    )
    nach_name, auf_karte = array(KEYS), []
    for pk, kategorie, sozialraum, sozialquartier, rollstuhl, alter, lage in rows.iterator():
        nach_name.append(pk)
        if lage in ON_MAP:
            auf_karte.append(pk)
        keys["kategorie"][kategorie].append(pk)
        keys["sozialraum"][sozialraum].append(pk)
        keys["sozialquartier"][sozialquartier].append(pk)
        keys["barrierefrei"][rollstuhl or KEINE_ANGABE].append(pk)
        keys["geprueft"][alter].append(pk)
    for name, plural in TAGS.items():
        through = getattr(Institution, plural).through.objects
        for pk, slug in through.values_list("institution_id", f"{name}__slug").iterator():
            keys[name][slug].append(pk)
    masks = {
        name: {wert: mask_of(pks) for wert, pks in by_wert.items()}
        for name, by_wert in keys.items()
    }
    return Facettenwerte(nach_name, mask_of(nach_name), mask_of(auf_karte), masks)
