"""The nouns of the dialogues, one file each."""

from .entscheidung import Entscheidung
from .entscheidungsweg import Frage, Kante
from .folgegremium import Folgegremium
from .hinweis import Ausgang, Hinweis, Hinweisgruppe
from .runde import Runde
from .teilnahme import Teilnahme
from .themenspeicher import Themenspeicher
from .thementisch import Thementisch
from .veranstaltung import Veranstaltung
from .zahlenangabe import Zahlenangabe
from .ziel import Ziel

__all__ = [
    "Ausgang",
    "Entscheidung",
    "Folgegremium",
    "Frage",
    "Hinweis",
    "Hinweisgruppe",
    "Kante",
    "Runde",
    "Teilnahme",
    "Themenspeicher",
    "Thementisch",
    "Veranstaltung",
    "Zahlenangabe",
    "Ziel",
]
