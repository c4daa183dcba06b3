"""Rows of a table → events with their tables, figures, participants and goals."""

from .angaben import TeilnahmeResource, ZahlenangabeResource
from .veranstaltungen import RundeResource, ThementischResource, VeranstaltungResource
from .ziele import FolgegremiumResource, ZielResource

__all__ = [
    "FolgegremiumResource",
    "RundeResource",
    "TeilnahmeResource",
    "ThementischResource",
    "VeranstaltungResource",
    "ZahlenangabeResource",
    "ZielResource",
]
