"""The one way in: rows of a table → records, all or nothing, with German problems per row."""

from .base import (
    AllOrNothing,
    Ergebnis,
    ImportProblems,
    NavigatorResource,
    Problem,
    read_in,
    take_over,
)
from .begriffe import (
    HandlungsfeldResource,
    IstekFeldResource,
    IstekThemenfeldResource,
    KategorieResource,
    SuchwortResource,
    ZielgruppeResource,
)
from .indikatoren import IndikatorResource, IndikatorwertResource
from .institutionen import InstitutionResource
from .orte import HaltestelleResource, StrassenpunktResource
from .raeume import SozialquartierResource, SozialraumResource, StadtbezirkResource
from .sozialberichte import EinzelangabeResource, ExkursResource, SozialberichtResource
from .stellen import StelleResource
from .tabelle import SpaltenError, Tabelle, open_tabelle
from .verzeichnis import importable, importable_models, resource_for

__all__ = [
    "AllOrNothing",
    "EinzelangabeResource",
    "Ergebnis",
    "ExkursResource",
    "HaltestelleResource",
    "HandlungsfeldResource",
    "ImportProblems",
    "IndikatorResource",
    "IndikatorwertResource",
    "InstitutionResource",
    "IstekFeldResource",
    "IstekThemenfeldResource",
    "KategorieResource",
    "NavigatorResource",
    "Problem",
    "SozialberichtResource",
    "SozialquartierResource",
    "SozialraumResource",
    "SpaltenError",
    "StadtbezirkResource",
    "StelleResource",
    "StrassenpunktResource",
    "SuchwortResource",
    "Tabelle",
    "ZielgruppeResource",
    "importable",
    "importable_models",
    "open_tabelle",
    "read_in",
    "resource_for",
    "take_over",
]
