"""What the addresses of this app answer."""

from handlungsempfehlungen import zusammenarbeit  # joins the network of the dialogues

from .empfehlung import HandlungsempfehlungDetail
from .empfehlungen import (
    HandlungsempfehlungList,
    empfehlungen_atom,
    empfehlungen_datei,
    empfehlungen_ics,
)
from .entwicklungen import EntwicklungList
from .massnahmen import MassnahmeDetail, MassnahmeList
from .papiere import StrategiepapierDetail, StrategiepapierList
from .pdf import controllingbericht_pdf, strategiepapier_pdf
from .stadtentwicklung import KooperationList, Stadtentwicklung, StadtentwicklungDetail

__all__ = [
    "EntwicklungList",
    "HandlungsempfehlungDetail",
    "HandlungsempfehlungList",
    "KooperationList",
    "MassnahmeDetail",
    "MassnahmeList",
    "Stadtentwicklung",
    "StadtentwicklungDetail",
    "StrategiepapierDetail",
    "StrategiepapierList",
    "controllingbericht_pdf",
    "empfehlungen_atom",
    "empfehlungen_datei",
    "empfehlungen_ics",
    "strategiepapier_pdf",
    "zusammenarbeit",
]
