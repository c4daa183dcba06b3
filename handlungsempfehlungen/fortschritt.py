"""The picture of progress: how many recommendations stand where, as parts of one bar."""

from collections import Counter
from dataclasses import dataclass

from handlungsempfehlungen.models import Umsetzungsstand

# From done to open, as the bar shows them; every state has its own pattern and its own sign.
ORDER = (
    Umsetzungsstand.UMGESETZT,
    Umsetzungsstand.ETABLIERT,
    Umsetzungsstand.UMSETZUNG,
    Umsetzungsstand.VORBEREITUNG,
    Umsetzungsstand.OFFEN,
    Umsetzungsstand.ZURUECKGESTELLT,
    Umsetzungsstand.ENTFALLEN,
)
WIDTH = 100  # per cent of the bar


@dataclass(frozen=True)
class Abschnitt:
    """One part of the bar, in per cent of it; patterns tell the parts apart, not colours alone."""

    stand: Umsetzungsstand
    anzahl: int
    links: float
    breite: float
    adresse: str = ""

    @property
    def mitte(self):
        return self.links + self.breite / 2


@dataclass(frozen=True)
class Fortschritt:
    """The bar of some recommendations; ``gesamt`` counts them all."""

    abschnitte: list
    gesamt: int
    gemustert = frozenset({"in-umsetzung", "in-vorbereitung", "zurueckgestellt", "entfallen"})

    @property
    def in_worten(self):
        parts = [f"{one.anzahl} {one.stand.label}" for one in self.abschnitte]
        return ", ".join(parts) or "keine Handlungsempfehlung"


def build_fortschritt(staende, link=None):
    """Return the :class:`Fortschritt` of some states; ``link(stand)`` gives addresses."""
    counts = Counter(staende)
    gesamt = sum(counts.values())
    abschnitte, links = [], 0.0
    for stand in ORDER:
        if anzahl := counts.get(stand.value, 0):
            breite = WIDTH * anzahl / gesamt
            address = link(stand.value) if link else ""
            abschnitte.append(Abschnitt(stand, anzahl, round(links, 2), round(breite, 2), address))
            links += breite
    return Fortschritt(abschnitte, gesamt)
