"""The Sozialindex: pure functions on pandas objects, one step of the method per file.

Nothing here knows Django, a database or a file. The method in words: docs/sozialindex.md.
"""

from navigator.sozialindex.berechnen import (
    Ergebnis,
    Teilindex,
    compute_from_zaehlungen,
    compute_interne_fassung,
    compute_sozialindex,
)
from navigator.sozialindex.fehler import (
    MethodeError,
    SozialindexError,
    WerteError,
    ZaehlungError,
)
from navigator.sozialindex.fingerabdruck import hash_tabelle
from navigator.sozialindex.methode import Methode
from navigator.sozialindex.schutz import (
    OEFFENTLICH,
    check_oeffentlich,
    protect_zaehlungen,
    round_counts,
)
from navigator.sozialindex.vorlagen import BESCHREIBUNGEN, VORLAGEN

FASSUNG = "1"  # raised whenever the same input may give another result

__all__ = [
    "BESCHREIBUNGEN",
    "FASSUNG",
    "OEFFENTLICH",
    "VORLAGEN",
    "Ergebnis",
    "Methode",
    "MethodeError",
    "SozialindexError",
    "Teilindex",
    "WerteError",
    "ZaehlungError",
    "check_oeffentlich",
    "compute_from_zaehlungen",
    "compute_interne_fassung",
    "compute_sozialindex",
    "hash_tabelle",
    "protect_zaehlungen",
    "round_counts",
]
