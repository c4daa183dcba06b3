"""What the portal itself can say to a question about a Hinweis, as rows to choose evidence from.

Each kind of knowledge (``Frage.wissen``) is a function registered here; an app above this one adds
its own in a module that its admin imports::

    @register(Frage.Wissen.LAUFZEIT)
    def laufzeiten(hinweis, worte): ...  # → Wissensblock or None
"""

from . import bestand, frueher, statistik
from .belege import Beleg, Gruppe, Wissensblock, freeze_own
from .sammlung import JEDE, collect, register
from .worte import stems, telling_words

__all__ = [
    "JEDE",
    "Beleg",
    "Gruppe",
    "Wissensblock",
    "bestand",
    "collect",
    "freeze_own",
    "frueher",
    "register",
    "statistik",
    "stems",
    "telling_words",
]
