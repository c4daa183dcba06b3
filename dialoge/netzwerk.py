"""Who works with whom: pairs that meet on the same occasions, as list and as matrix.

A source registers a function that yields occasions; other apps add theirs (partners of a
measure) without being known here. Counting is arithmetic and asks no database.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

NAMED = 4  # occasions of a pair; more would make the page too heavy for a phone
IN_MATRIX = 12  # of those with most partners: more columns nobody can read


@dataclass(frozen=True, order=True)
class Akteur:
    """An institution or office; ordered by ``sortiername``."""

    sortiername: str
    schluessel: tuple
    name: str
    adresse: str = ""


@dataclass(frozen=True)
class Anlass:
    """Where several met: an event, later also a measure."""

    titel: str
    adresse: str
    akteure: tuple
    ist_beispiel: bool = False


@dataclass(frozen=True)
class Quelle:
    """A kind of occasions with the heading of its part of the page."""

    schluessel: str
    titel: str
    satz: str
    lade: Callable


quellen = []


def register_quelle(quelle):
    """Add a kind of occasions; a second one with its key takes the place of the first."""
    quellen[:] = [one for one in quellen if one.schluessel != quelle.schluessel]
    quellen.append(quelle)


@dataclass(frozen=True)
class Paar:
    eine: Akteur
    andere: Akteur
    anlaesse: tuple

    @property
    def anzahl(self):
        return len(self.anlaesse)

    @property
    def gezeigt(self):
        return self.anlaesse[:NAMED]

    @property
    def weitere(self):
        return max(0, self.anzahl - NAMED)


@dataclass
class Netzwerk:
    akteure: list
    anlaesse: list
    paare: "Paare"
    matrix: list  # rows of (Akteur, [number or None where it is the same])

    @property
    def in_matrix(self):
        return [akteur for akteur, _ in self.matrix]

    @property
    def ist_beispiel(self):
        return any(one.ist_beispiel for one in self.anlaesse)


class Paare:
    """All pairs, the strongest first; what a page shows of them is built when it is asked for."""

    def __init__(self, akteure, anlaesse):
        self.akteure, self.anlaesse = akteure, anlaesse
        place = {akteur: number for number, akteur in enumerate(akteure)}
        self.mengen = [{place[one] for one in anlass.akteure} for anlass in anlaesse]
        self.anzahlen = Counter(
            pair for menge in self.mengen for pair in combinations(sorted(menge), 2)
        )
        self.ordnung = sorted(self.anzahlen, key=lambda pair: (-self.anzahlen[pair], pair))

    def __len__(self):
        return len(self.ordnung)

    def __getitem__(self, places):
        return [self.build(pair) for pair in self.ordnung[places]]

    def build(self, pair):
        eine, andere = pair
        shared = (
            anlass
            for anlass, menge in zip(self.anlaesse, self.mengen, strict=True)
            if eine in menge and andere in menge
        )
        return Paar(self.akteure[eine], self.akteure[andere], tuple(shared))

    def strongest(self, number):
        """Return the places of those who meet most, in the order of their names."""
        weight = defaultdict(int)
        for (eine, andere), n in self.anzahlen.items():
            weight[eine] += n
            weight[andere] += n
        return sorted(sorted(weight, key=lambda one: (-weight[one], one))[:number])


def build_netzwerk(anlaesse):
    """Return the :class:`Netzwerk` of occasions at which at least two met."""
    anlaesse = [anlass for anlass in anlaesse if len(set(anlass.akteure)) > 1]
    akteure = sorted({akteur for anlass in anlaesse for akteur in anlass.akteure})
    paare = Paare(akteure, anlaesse)
    chosen = paare.strongest(IN_MATRIX)
    matrix = [(akteure[row], [count_in(paare, row, column) for column in chosen]) for row in chosen]
    return Netzwerk(akteure, anlaesse, paare, matrix)


def count_in(paare, row, column):
    """Return how often two met, ``None`` for one and the same."""
    return None if row == column else paare.anzahlen[min(row, column), max(row, column)]
