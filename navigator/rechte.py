"""Who may do what with this app's nouns; one row per model of the admin.

The columns are the roles in the order of ``sozialplanung/rollen.py``. Only the administration
deletes. What people reported holds personal data: neither Statistik nor Fachbereich sees it, and
nobody adds or deletes it by hand. Exact counts of few people (Indikatorwert) and drafts of an
edition are for those who compute. Seiten have addresses the portal links to: nobody deletes them.
"""

from navigator.models import (
    Einzelangabe,
    Exkurs,
    Haltestelle,
    Handlungsfeld,
    Importlauf,
    Indexberechnung,
    Indexmethode,
    Indikator,
    Indikatorwert,
    Institution,
    IstekFeld,
    IstekThemenfeld,
    Kategorie,
    KeineDublette,
    Meldung,
    Seite,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Stelle,
    Strassenpunkt,
    Suchwort,
    Weiterleitung,
    Zielgruppe,
)

KEINE = ()
SEHEN = ("view",)
ANTWORTEN = ("view", "change")
AUFHEBEN = ("view", "change", "delete")
RUECKNAHME = ("view", "zuruecknehmen")  # take back imports of others, too
RECHNEN = ("view", "add")  # add a value or a draft; what is stored stays
FREIGEBEN = ("view", "add", "freigeben")
PFLEGEN = ("view", "add", "change")
ALLES = ("view", "add", "change", "delete")

# fmt: off
RECHTE = {
    #                 Redaktion, Sozialplanung, Statistik, Fachbereich, Administration
    Institution:      (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Kategorie:        (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Zielgruppe:       (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Sprache:          (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Suchwort:         (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Weiterleitung:    (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    KeineDublette:    (ANTWORTEN, ANTWORTEN,     SEHEN,     SEHEN,       AUFHEBEN),
    Importlauf:       (SEHEN,     RUECKNAHME,    SEHEN,     KEINE,       RUECKNAHME),
    Haltestelle:      (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Strassenpunkt:    (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Seite:            (PFLEGEN,   PFLEGEN,       SEHEN,     SEHEN,       PFLEGEN),
    Meldung:          (ANTWORTEN, ANTWORTEN,     KEINE,     KEINE,       ANTWORTEN),
    Stadtbezirk:      (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Sozialraum:       (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Sozialquartier:   (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Stelle:           (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Handlungsfeld:    (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    IstekFeld:        (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    IstekThemenfeld:  (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Indikator:        (SEHEN,     PFLEGEN,       PFLEGEN,   SEHEN,       ALLES),
    Indikatorwert:    (KEINE,     RECHNEN,       RECHNEN,   KEINE,       RECHNEN),
    Indexmethode:     (SEHEN,     PFLEGEN,       PFLEGEN,   SEHEN,       ALLES),
    Indexberechnung:  (KEINE,     FREIGEBEN,     RECHNEN,   KEINE,       FREIGEBEN),
    Sozialbericht:    (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Exkurs:           (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
    Einzelangabe:     (SEHEN,     PFLEGEN,       SEHEN,     SEHEN,       ALLES),
}
# fmt: on
