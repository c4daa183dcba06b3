"""The nouns of the portal's ground floor; one file each."""

from .anfragezaehler import Anfragezaehler
from .datenstand import Datenstand
from .haltestelle import Haltestelle
from .institution import Institution
from .kategorie import Kategorie, Sprache, Zielgruppe
from .keine_dublette import KeineDublette
from .meldung import Meldung
from .ort import meters_between
from .raum import Raumauswahl, Raumbezug, Sozialquartier, Sozialraum, Stadtbezirk
from .seite import Seite
from .stelle import Stelle
from .strassenpunkt import Strassenpunkt
from .suchwort import Suchwort
from .weiterleitung import Weiterleitung

__all__ = [
    "Anfragezaehler",
    "Datenstand",
    "Haltestelle",
    "Institution",
    "Kategorie",
    "KeineDublette",
    "Meldung",
    "Raumauswahl",
    "Raumbezug",
    "Seite",
    "Sozialquartier",
    "Sozialraum",
    "Sprache",
    "Stadtbezirk",
    "Stelle",
    "Strassenpunkt",
    "Suchwort",
    "Weiterleitung",
    "Zielgruppe",
    "meters_between",
]
