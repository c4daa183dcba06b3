"""The nouns of the portal's ground floor; one file each."""

from .anfragezaehler import Anfragezaehler
from .datenstand import Datenstand
from .datiert import Datiert
from .einzelangabe import Einzelangabe
from .frozen import FrozenError
from .haltestelle import Haltestelle
from .handlungsfeld import Handlungsfeld
from .historie import Aktion, Historie, record_changes
from .importlauf import Importaenderung, Importlauf
from .indexberechnung import Beitrag, Ergebnis, Indexberechnung
from .indexmethode import Indexmethode
from .indikator import Indikator
from .indikatorwert import Indikatorwert
from .institution import Institution
from .istek import IstekFeld, IstekThemenfeld
from .kategorie import Kategorie, Sprache, Zielgruppe
from .keine_dublette import KeineDublette
from .meldung import Meldung
from .ort import meters_between
from .raum import Raumauswahl, Raumbezug, Sozialquartier, Sozialraum, Stadtbezirk
from .seite import Seite
from .sozialbericht import Exkurs, Sozialbericht
from .stelle import Stelle
from .strassenpunkt import Strassenpunkt
from .suchwort import Suchwort
from .weiterleitung import Weiterleitung

__all__ = [
    "Aktion",
    "Anfragezaehler",
    "Beitrag",
    "Datenstand",
    "Datiert",
    "Einzelangabe",
    "Ergebnis",
    "Exkurs",
    "FrozenError",
    "Haltestelle",
    "Handlungsfeld",
    "Historie",
    "Importaenderung",
    "Importlauf",
    "Indexberechnung",
    "Indexmethode",
    "Indikator",
    "Indikatorwert",
    "Institution",
    "IstekFeld",
    "IstekThemenfeld",
    "Kategorie",
    "KeineDublette",
    "Meldung",
    "Raumauswahl",
    "Raumbezug",
    "Seite",
    "Sozialbericht",
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
    "record_changes",
]
