"""Who may do what with this app's nouns; one row per model of the admin.

Hinweise are internal until somebody releases them: the Redaktion keeps what is public and sees
none of them. An Entscheidung is added and never changes. What lies in the Themenspeicher follows
from one: it is put on the table again or settled, never added or deleted. The questions of the
path are changed by the Administration only.
"""

from dialoge.models import (
    Entscheidung,
    Folgegremium,
    Frage,
    Hinweis,
    Hinweisgruppe,
    Runde,
    Themenspeicher,
    Veranstaltung,
    Ziel,
)
from navigator.rechte import ALLES, ANTWORTEN, KEINE, PFLEGEN, SEHEN

ENTSCHEIDEN = ("view", "add")

# fmt: off
RECHTE = {
    #                 Redaktion, Sozialplanung, Statistik, Fachbereich, Administration
    Runde:            (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Veranstaltung:    (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Hinweis:          (KEINE,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Hinweisgruppe:    (KEINE,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Frage:            (SEHEN,     SEHEN,         SEHEN,     SEHEN,       ALLES),
    Entscheidung:     (KEINE,     ENTSCHEIDEN,   SEHEN,     SEHEN,       ENTSCHEIDEN),
    Themenspeicher:   (KEINE,     ANTWORTEN,     SEHEN,     SEHEN,       ANTWORTEN),
    Ziel:             (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Folgegremium:     (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
}
# fmt: on
