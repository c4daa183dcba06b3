"""The nouns of recommendations and their Controlling, one file each."""

from .entwicklung import Entwicklung, Entwicklungsschritt
from .evidenz import Evidenz
from .gremium import Befassung, Gremium, Sitzung
from .handlungsempfehlung import Fassung, Handlungsempfehlung
from .kooperation import Kooperation
from .massnahme import Laufzeit, Massnahmenpartner, Massnahmensteckbrief
from .ruecknahme import Ruecknahme
from .sachstand import Sachstand
from .strategiepapier import Strategiepapier
from .umsetzung import ABGESCHLOSSEN, BEGRUENDET, Umsetzungsstand, Zeitplan
from .verwendung import Verwendung

__all__ = [
    "ABGESCHLOSSEN",
    "BEGRUENDET",
    "Befassung",
    "Entwicklung",
    "Entwicklungsschritt",
    "Evidenz",
    "Fassung",
    "Gremium",
    "Handlungsempfehlung",
    "Kooperation",
    "Laufzeit",
    "Massnahmenpartner",
    "Massnahmensteckbrief",
    "Ruecknahme",
    "Sachstand",
    "Sitzung",
    "Strategiepapier",
    "Umsetzungsstand",
    "Verwendung",
    "Zeitplan",
]
