"""What a round came to: computed from its records, with the published figures beside it.

Sources may contradict one another; then both are shown and nobody is made to be right.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Count, Prefetch

from .models import Ausgang, Runde, Teilnahme, Veranstaltung, Zahlenangabe
from .weg import published_standing


@dataclass
class Kennzahl:
    """A figure of the Fazit: what our records say (``wert`` is nothing where they cannot)."""

    titel: str
    wert: str = ""
    satz: str = ""
    adresse: str = ""
    angaben: list = field(default_factory=list)
    zu_wenig: bool = False  # the sources speak of more than our records hold
    ist_beispiel: bool = False
    einzelne: list = field(default_factory=list)  # figures of single events behind ``wert``

    @property
    def abweichende(self):
        """The figures of single events that lie outside a published span of all of them."""
        spans = [one for one in self.angaben if not one.ist_durchschnitt]
        return [one for one in self.einzelne if any(one.contradicts(span) for span in spans)]

    @property
    def widerspruch(self):
        return bool(self.abweichende) or find_widerspruch(self.angaben)

    @property
    def veroeffentlichte(self):
        """What is shown beside ``wert``: of single events only what the others contradict."""
        return [*self.angaben, *self.abweichende]


@dataclass
class Fazit:
    runde: Runde
    veranstaltungen: list
    kennzahlen: list[Kennzahl]
    ausgaenge: list  # (Ausgang, number) of the published Hinweise
    hinweise: int
    weitere: list  # published figures that our records do not tell yet, by kind
    ist_beispiel: bool


def find_widerspruch(angaben):
    """Tell whether two of the figures cannot both be right."""
    return any(one.contradicts(other) for one, other in combinations(angaben, 2))


@dataclass
class Angabengruppe:
    titel: str
    angaben: list

    @property
    def widerspruch(self):
        return find_widerspruch(self.angaben)


def group_angaben(angaben):
    """Return the figures by what they count, as :class:`Angabengruppe` list."""
    groups = defaultdict(list)
    for angabe in angaben:
        groups[angabe.art].append(angabe)
    return [Angabengruppe(art.label, groups[art]) for art in Zahlenangabe.Art if art in groups]


def load_fazits():
    """Return the :class:`Fazit` of every round, the latest first, in six queries."""
    runden = Runde.objects.prefetch_related(
        "zahlenangaben",
        Prefetch(
            "veranstaltungen",
            Veranstaltung.objects.published()
            .chronological()
            .prefetch_related(
                "zahlenangaben",
                Prefetch("teilnahmen", Teilnahme.objects.known().select_related("stelle")),
            ),
        ),
    )
    counts = defaultdict(Counter)
    examples = set()
    rows = published_standing().order_by().filter(veranstaltung__runde__isnull=False)
    for runde, ausgang, is_example, n in rows.values_list(
        "veranstaltung__runde", "ausgang", "ist_beispiel"
    ).annotate(n=Count("pk")):
        counts[runde][ausgang] += n
        if is_example:
            examples.add(runde)
    return [build_fazit(runde, counts[runde.pk], runde.pk in examples) for runde in runden]


def build_fazit(runde, counts, has_examples):
    """Return the :class:`Fazit` of a round whose records are read already."""
    veranstaltungen = list(runde.veranstaltungen.all())
    angaben = defaultdict(list)
    for angabe in runde.zahlenangaben.all():
        angaben[angabe.art].append(angabe)
    art = Zahlenangabe.Art
    held = [one for one in veranstaltungen if one.status != Veranstaltung.Status.GEPLANT]
    kennzahlen = [
        count_veranstaltungen(held, angaben.pop(art.VERANSTALTUNGEN, [])),
        span_teilnehmende(held, angaben.pop(art.TEILNEHMENDE, [])),
        count_einrichtungen(held, angaben.pop(art.EINRICHTUNGEN, [])),
    ]
    return Fazit(
        runde,
        veranstaltungen,
        kennzahlen,
        [(one, counts[one]) for one in Ausgang if counts[one]],
        counts.total(),
        group_angaben([one for rest in angaben.values() for one in rest]),
        has_examples,
    )


def count_veranstaltungen(held, angaben):
    return Kennzahl(
        "Veranstaltungen",
        str(len(held)) if held else "",
        "im Portal eingetragen" if held else "",
        angaben=angaben,
        zu_wenig=bool(held) and is_below(len(held), angaben),
        ist_beispiel=any(one.ist_beispiel for one in held),
    )


def span_teilnehmende(held, angaben):
    """From the smallest to the largest number that a source gives for one of the events."""
    known = [
        [one for one in veranstaltung.zahlenangaben.all() if one.art == "teilnehmende"]
        for veranstaltung in held
    ]
    told = [one for figures in known for one in figures]
    kennzahl = Kennzahl("Teilnehmende je Veranstaltung", angaben=angaben, einzelne=told)
    kennzahl.ist_beispiel = any(
        one.ist_beispiel for one, figures in zip(held, known, strict=True) if figures
    )
    if told:
        lowest = min(one.von for one in told)
        highest = max(one.von if one.bis is None else one.bis for one in told)
        open_end = any(one.bis is None and one.von == highest for one in told)
        kennzahl.wert = f"{lowest}" if lowest == highest else f"{lowest}–{highest}"
        if open_end:
            kennzahl.wert = (
                f"{lowest} bis mehr als {highest}" if lowest < highest else (f"mehr als {highest}")
            )
        kennzahl.satz = f"aus {sum(map(bool, known))} von {len(held)} Veranstaltungen"
    return kennzahl


def count_einrichtungen(held, angaben):
    """Distinct institutions and offices; an office with an entry of its own is that entry."""
    filled = [one for one in held if one.teilnahmen.all()]
    teilnahmen = [teilnahme for one in filled for teilnahme in one.teilnahmen.all()]
    number = len({identify(one) for one in teilnahmen})
    return Kennzahl(
        "Institutionen und Bereiche",
        str(number) if number else "",
        f"verschiedene, aus {len(filled)} von {len(held)} Veranstaltungen" if number else "",
        angaben=angaben,
        zu_wenig=bool(number) and is_below(number, angaben),
        ist_beispiel=any(one.ist_beispiel for one in teilnahmen),
    )


def identify(teilnahme):
    """Return what makes a participant one and the same at several events."""
    institution = teilnahme.institution_id or teilnahme.stelle.institution_id
    return ("institution", institution) if institution else ("stelle", teilnahme.stelle_id)


def is_below(number, angaben):
    return any(angabe.von > number for angabe in angaben)
