"""Who may do what with this app's nouns; one row per model of the admin.

What was published stays: a Sachstand and a Rücknahme are added and never change, and the form of
every record refuses to delete what the portal ever showed. A Fachbereich adds Sachstände of its
own offices only (``zustaendigkeit.py``). Figures of the Sozialindex are frozen when they are added.
"""

from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Entwicklungsschritt,
    Evidenz,
    Fassung,
    Gremium,
    Handlungsempfehlung,
    Kooperation,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Sitzung,
    Strategiepapier,
    Verwendung,
)
from navigator.rechte import ALLES, PFLEGEN, SEHEN

EINTRAGEN = ("view", "add")
WEGNEHMEN = ("view", "add", "delete")

# fmt: off
RECHTE = {
    #                     Redaktion, Sozialplanung, Statistik, Fachbereich, Administration
    Strategiepapier:      (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Handlungsempfehlung:  (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Fassung:              (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Evidenz:              (SEHEN,     EINTRAGEN,     SEHEN,     SEHEN,       WEGNEHMEN),
    Sachstand:            (SEHEN,     EINTRAGEN,     SEHEN,     EINTRAGEN,   EINTRAGEN),
    Ruecknahme:           (SEHEN,     EINTRAGEN,     SEHEN,     SEHEN,       EINTRAGEN),
    Verwendung:           (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Massnahmensteckbrief: (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Entwicklung:          (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Entwicklungsschritt:  (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Kooperation:          (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Gremium:              (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Sitzung:              (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Befassung:            (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
}
# fmt: on
