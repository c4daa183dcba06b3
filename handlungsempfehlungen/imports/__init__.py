"""Rows of a table → recommendations and all that belongs to them, by the one way in."""

from .empfehlungen import FassungResource
from .entwicklungen import EntwicklungResource, EntwicklungsschrittResource
from .evidenz import EvidenzResource
from .gremien import BefassungResource, GremiumResource, SitzungResource
from .kooperationen import KooperationResource
from .massnahmen import MassnahmensteckbriefResource
from .sachstaende import SachstandResource
from .strategiepapiere import StrategiepapierResource
from .verwendungen import VerwendungResource

__all__ = [
    "BefassungResource",
    "EntwicklungResource",
    "EntwicklungsschrittResource",
    "EvidenzResource",
    "FassungResource",
    "GremiumResource",
    "KooperationResource",
    "MassnahmensteckbriefResource",
    "SachstandResource",
    "SitzungResource",
    "StrategiepapierResource",
    "VerwendungResource",
]
