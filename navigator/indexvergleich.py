"""What a new edition of the Sozialindex changes, quarter by quarter."""

from dataclasses import dataclass

from navigator.ausgaben import NICHT_BERECHNET
from navigator.models import Ergebnis, Indexberechnung
from navigator.zahlen import dezimal

KLASSEN = {"status_klasse": "Status", "dynamik_klasse": "Dynamik"}
LAST = float("inf")  # the rank of an area without one


@dataclass(frozen=True)
class Zeile:
    """One quarter: what the edition that holds says of it, and what the new one says."""

    jetzt: Ergebnis
    frueher: Ergebnis | None

    @property
    def quartier(self):
        return self.jetzt.sozialquartier

    @property
    def unterschied(self):
        """By how much the Statusindex differs; ``None`` where one of the two has none."""
        if self.frueher is None or None in (self.frueher.status_index, self.jetzt.status_index):
            return None
        return self.jetzt.status_index - self.frueher.status_index

    @property
    def index_text(self):
        return dezimal(self.jetzt.status_index, plus=True)

    @property
    def unterschied_text(self):
        return dezimal(self.unterschied, plus=True)

    @property
    def wechsel(self):
        """What is called differently now: „Status“, „Dynamik“."""
        if self.frueher is None:
            return []
        return [
            label
            for name, label in KLASSEN.items()
            if getattr(self.frueher, name) != getattr(self.jetzt, name)
        ]

    @property
    def wechsel_in_worten(self):
        """„Status niedrig statt mittel“ for each that is called differently now."""
        return [
            f"{label} {klasse(self.jetzt, name)} statt {klasse(self.frueher, name)}"
            for name, label in KLASSEN.items()
            if label in self.wechsel
        ]

    @property
    def gewicht(self):
        """Sort key: areas in another class first, then by the size of the change, then by rank."""
        size = abs(self.unterschied or 0)
        return (-len(self.wechsel), -size, self.jetzt.rang or LAST, self.quartier.position)


@dataclass(frozen=True)
class Vergleich:
    """A new edition beside the one that holds, if there is one; the largest change first."""

    frueher: Indexberechnung | None
    zeilen: list

    @property
    def wechsel(self):
        return len(self.gewechselt)

    @property
    def gewechselt(self):
        """The quarters that are called differently now."""
        return [zeile for zeile in self.zeilen if zeile.wechsel]

    @property
    def nicht_berechnet(self):
        return [zeile.jetzt for zeile in self.zeilen if not zeile.jetzt.is_berechnet]


def compare_berechnung(berechnung):
    """Return the :class:`Vergleich` with the edition that holds for this report year or before."""
    return compare_with(berechnung, Indexberechnung.objects.before(berechnung))


def compare_with(berechnung, frueher):
    """Return the :class:`Vergleich` of two editions; ``frueher`` may be ``None``."""
    known = {one.sozialquartier_id: one for one in read(frueher)} if frueher else {}
    zeilen = [Zeile(one, known.get(one.sozialquartier_id)) for one in read(berechnung)]
    return Vergleich(frueher, sorted(zeilen, key=lambda zeile: zeile.gewicht))


def klasse(ergebnis, name):
    return getattr(ergebnis, name) or NICHT_BERECHNET


def read(berechnung):
    return berechnung.ergebnisse.of_quartiere().select_related("sozialquartier")
