"""The parts of a method, each checked when it is made: indicators, classes, rules."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from navigator.sozialindex.fehler import MethodeError

RESERVED = {"gebiet", "jahr", "einwohner"}  # columns of the file that are no indicator


def require(condition: bool, satz: str) -> None:
    """Raise ``MethodeError`` with the sentence unless the condition holds."""
    if not condition:
        raise MethodeError(satz)


def is_number(value: object) -> bool:
    is_real = isinstance(value, int | float) and not isinstance(value, bool)
    return is_real and math.isfinite(value)


def is_whole(value: object, smallest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= smallest


def is_texts(value: object) -> bool:
    """Whether ``value`` is a list of different, non-empty texts."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return False
    texts = [text for text in value if isinstance(text, str) and text]
    return len(texts) == len(value) == len(set(texts))


@dataclass(frozen=True)
class Indikator:
    """One Kernindikator: ``richtung`` +1 burdens, −1 relieves; ``gewicht`` 0 is only shown."""

    name: str
    richtung: int = 1
    gewicht: float = 1

    def __post_init__(self):
        name = self.name
        require(
            isinstance(name, str) and name == name.strip() != "",
            f"„{name}“ kann kein Indikator heißen: Gebraucht wird ein Name ohne Leerraum am Rand.",
        )
        require(name not in RESERVED, f"„{name}“ ist eine feste Spalte und kein Indikator.")
        require(
            is_number(self.richtung) and self.richtung in {1, -1},
            f"Indikator „{name}“: Die Richtung ist 1 (belastet) oder -1 (entlastet), "
            f"nicht „{self.richtung}“.",
        )
        require(
            is_number(self.gewicht) and self.gewicht >= 0,
            f"Indikator „{name}“: Das Gewicht ist eine Zahl ab 0, nicht „{self.gewicht}“.",
        )
        # One spelling of equal methods: 1 and 1.0 have the same hash.
        object.__setattr__(self, "richtung", int(self.richtung))
        object.__setattr__(self, "gewicht", float(self.gewicht))


@dataclass(frozen=True)
class Klassierung:
    """Classes in the order of rising burden, and the cuts between them.

    ``art`` „werte“: cuts are values of the index in units of burden; „quantile“: cuts are
    shares of the areas (type 9). A value at a cut belongs to the class nearer to the middle.
    """

    klassen: tuple[str, ...]
    schnitte: tuple[float, ...]
    art: str = "werte"

    def __post_init__(self):
        klassen, schnitte = self.klassen, self.schnitte
        require(is_texts(klassen), f"Klassen brauchen verschiedene Namen, nicht „{klassen}“.")
        require(
            isinstance(schnitte, Sequence) and all(map(is_number, schnitte)),
            f"Schnitte sind Zahlen, nicht „{schnitte}“.",
        )
        require(
            len(klassen) == len(schnitte) + 1,
            f"{len(klassen)} Klassen brauchen {len(klassen) - 1} Schnitte, "
            f"angegeben sind {len(schnitte)}.",
        )
        require(
            all(low < high for low, high in itertools.pairwise(schnitte)),
            "Die Schnitte steigen nicht an. Ordnen Sie sie von klein nach groß.",
        )
        require(
            self.art in {"werte", "quantile"},
            f"Klassen entstehen aus „werte“ oder „quantile“, nicht aus „{self.art}“.",
        )
        require(
            self.art == "werte" or all(0 < schnitt < 1 for schnitt in schnitte),
            "Quantile liegen zwischen 0 und 1, zum Beispiel 0.25.",
        )
        object.__setattr__(self, "klassen", tuple(klassen))
        object.__setattr__(self, "schnitte", tuple(map(float, schnitte)))

    @property
    def mitte(self) -> float:
        """Where the middle lies, in units of the cuts."""
        return 0 if self.art == "werte" else 0.5


@dataclass(frozen=True)
class Fokusregel:
    """Which areas are Fokusquartiere: by class of the Status, or by group."""

    status: tuple[str, ...] = ("niedrig", "sehr niedrig")
    gruppen: tuple[str, ...] = ()

    def __post_init__(self):
        for name in ("status", "gruppen"):
            texts = getattr(self, name)
            require(is_texts(texts), f"Fokusregel „{name}“: Gebraucht wird eine Liste von Namen.")
            object.__setattr__(self, name, tuple(texts))


@dataclass(frozen=True)
class Schutz:
    """Protection of small numbers: the step of rounding, and the smallest denominator."""

    aktiv: bool = True
    rundung: int = 5
    mindestnenner: int = 50

    def __post_init__(self):
        require(isinstance(self.aktiv, bool), "Schutz „aktiv“ ist true oder false.")
        require(is_whole(self.rundung, 1), "Schutz „rundung“ ist eine ganze Zahl ab 1.")
        require(is_whole(self.mindestnenner, 0), "Schutz „mindestnenner“ ist eine Zahl ab 0.")


@dataclass(frozen=True)
class Robustheit:
    """How often and how far the weights are shaken, and where the random numbers start."""

    laeufe: int = 200
    spanne: float = 0.25
    startwert: int = 2017

    def __post_init__(self):
        require(is_whole(self.laeufe, 0), "Robustheit „laeufe“ ist eine ganze Zahl ab 0.")
        require(
            is_number(self.spanne) and 0 <= self.spanne < 1,
            "Robustheit „spanne“ liegt zwischen 0 und 1, zum Beispiel 0.25.",
        )
        require(is_whole(self.startwert, 0), "Robustheit „startwert“ ist eine ganze Zahl ab 0.")
