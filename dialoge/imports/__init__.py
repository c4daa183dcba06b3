"""Rows of a table → events with their tables, figures, participants, Hinweise and goals."""

from .angaben import TeilnahmeResource, ZahlenangabeResource
from .hinweise import HinweisResource
from .veranstaltungen import RundeResource, ThementischResource, VeranstaltungResource
from .ziele import FolgegremiumResource, ZielResource

__all__ = [
    "FolgegremiumResource",
    "HinweisResource",
    "RundeResource",
    "TeilnahmeResource",
    "ThementischResource",
    "VeranstaltungResource",
    "ZahlenangabeResource",
    "ZielResource",
]
