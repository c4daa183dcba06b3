"""The one way in: rows of a table → records, all or nothing, with German problems per row."""

from .base import AllOrNothing, ImportProblems, NavigatorResource, Problem, take_over
from .begriffe import KategorieResource, SuchwortResource, ZielgruppeResource
from .institutionen import InstitutionResource
from .orte import HaltestelleResource, StrassenpunktResource
from .raeume import SozialquartierResource, SozialraumResource, StadtbezirkResource

__all__ = [
    "AllOrNothing",
    "HaltestelleResource",
    "ImportProblems",
    "InstitutionResource",
    "KategorieResource",
    "NavigatorResource",
    "Problem",
    "SozialquartierResource",
    "SozialraumResource",
    "StadtbezirkResource",
    "StrassenpunktResource",
    "SuchwortResource",
    "ZielgruppeResource",
    "take_over",
]
