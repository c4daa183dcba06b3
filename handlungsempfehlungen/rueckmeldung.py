"""The Controlling on its round: sheets for the offices out, what they filled in back in.

What comes back goes the one way of all lists (``imports/sachstaende.py``), with its preview.
"""

from dataclasses import dataclass

import tablib
from django.utils import timezone

from handlungsempfehlungen.filters import load_empfehlungen
from handlungsempfehlungen.models import Fassung, Sachstand, Umsetzungsstand, Zeitplan
from navigator.imports import laeufe
from navigator.models import Stelle
from navigator.models.raum import PLURAL
from navigator.treffer import lookup_of
from sozialplanung.tables import Blatt, write_xlsx

LAST = "text_bisher"
HEADINGS = {
    "empfehlung": "Kennung",
    "titel": "Titel der Empfehlung",
    "stelle": "Zuständig",
    "stand_bisher": "Stand bisher",
    LAST: "Zuletzt gemeldet",
    "pruefung_bisher": "Prüfung war vorgesehen am",
    "datum": "Stand vom",
    "umsetzungsstand": "Neuer Stand",
    "zeitplan": "Im Zeitplan?",
    "text": "Was ist geschehen?",
    "grund": "Grund (bei zurückgestellt und entfallen)",
    "beleg": "Beleg",
    "beleg_url": "Adresse des Belegs",
    "naechste_pruefung": "Nächste Prüfung am",
}
DIALOG = "Besprochen in"
TO_FILL_IN = (
    "datum",
    "umsetzungsstand",
    "zeitplan",
    "text",
    "grund",
    "beleg",
    "beleg_url",
    "naechste_pruefung",
)
CHOICES = {
    HEADINGS["umsetzungsstand"]: Umsetzungsstand.labels,
    HEADINGS["zeitplan"]: Zeitplan.labels,
}
WITHOUT = "Ohne Federführung"
EXPLANATION = [
    ("So geht es", "Füllen Sie nur Zeilen aus, zu denen es etwas zu melden gibt. Leere Zeilen "
     "werden übergangen; nichts wird dadurch gelöscht."),
    ("Helle Zellen", "Nur in die hell hinterlegten Zellen können Sie schreiben."),
    (HEADINGS["datum"], "Von wann der Stand ist: 16.05.2026, 05/2026 oder 2026. Nie in der "
     "Zukunft."),
    (HEADINGS["umsetzungsstand"], "Bitte aus der Liste wählen. „Zurückgestellt“ und „entfallen“ "
     "brauchen einen Grund."),
    (HEADINGS["zeitplan"], "Bitte aus der Liste wählen oder leer lassen."),
    (HEADINGS["text"], "Ein bis drei Sätze: Was ist seit der letzten Meldung geschehen?"),
    (HEADINGS["beleg"], "Zum Beispiel „Vermerk vom 12.03.2026“. Keine Namen von Personen."),
    (HEADINGS["naechste_pruefung"], "Ein Tag nach dem Datum des Stands, zum Beispiel 01.03.2027. "
     "Dann fragt die Sozialplanung wieder nach."),
    ("Zurück", "Schicken Sie die Datei an die Sozialplanung. Sie sieht vor dem Einlesen eine "
     "Vorschau; ein Sachstand bleibt danach, wie er ist."),
]  # fmt: skip


@dataclass(frozen=True)
class Zeile:
    """A recommendation as a sheet shows it, before the office answers."""

    fassung: Fassung
    sachstand: Sachstand | None
    stelle: Stelle | None

    def cells(self):
        stand = Umsetzungsstand(self.fassung.umsetzungsstand).label
        am = f" ({self.sachstand.datum})" if self.sachstand and self.sachstand.datum else ""
        pruefung = self.fassung.pruefung_am
        return {
            "empfehlung": self.fassung.handlungsempfehlung.slug,
            "titel": f"{self.fassung.handlungsempfehlung.kennung} {self.fassung.titel}",
            "stelle": self.stelle.name if self.stelle else "",
            "stand_bisher": f"{stand}{am}",
            LAST: self.sachstand.text if self.sachstand else "",
            "pruefung_bisher": f"{pruefung:%d.%m.%Y}" if pruefung else "",
        }


def write_rueckmeldebogen(stellen, stand=None):
    """Return a workbook with one sheet for each of ``stellen`` that answers for anything.

    As on the screens, drafts are left out: nobody reports on what is not decided yet. ``stand``
    is the day as of which the recommendations are shown; ``None`` means today.
    """
    zeilen = read_zeilen(Fassung.objects.published(), stand)
    sheets = []
    for stelle in stellen:
        if own := [one for one in zeilen if one.stelle == stelle]:
            sheets.append(build_sheet(stelle.name, own))
    return write_xlsx(*sheets, build_explanation())


def write_ueberpruefung(veranstaltung, stand=None):
    """Return the sheets with which a dialogue reviews the recommendations of its Sozialräume.

    One sheet per office; what is filled in comes back with the dialogue as its Beleg.
    """
    zeilen = read_zeilen(fassungen_of(veranstaltung, stand).published(), stand)
    by_stelle = {}
    for one in zeilen:
        by_stelle.setdefault(one.stelle.name if one.stelle else WITHOUT, []).append(one)
    sheets = [build_sheet(name, by_stelle[name], veranstaltung) for name in sorted(by_stelle)]
    return write_xlsx(*sheets, build_explanation())


def read_rueckmeldung(datei, user):
    """Take in a filled workbook, of offices or of a dialogue; return its preview.

    ``laeufe.confirm`` then writes the Sachstände. Raises ``TableError`` for a file that is none.
    """
    return laeufe.upload(Sachstand, datei, user)


def fassungen_of(veranstaltung, stand=None):
    """Return the Fassungen that hold and concern an area of the dialogue, as the lists choose them.

    So those for the whole city belong to each, and one without areas to that of its paper.
    """
    stand = stand or timezone.localdate()
    if veranstaltung.stadtweit:
        return Fassung.objects.holding(stand)
    bestand = load_empfehlungen(stand)
    found = 0
    for level, plural in PLURAL.items():
        known = bestand.optionen.get(level, {})
        for slug in getattr(veranstaltung, plural).values_list("slug", flat=True):
            found |= known.get(slug, 0)
    is_found = lookup_of(found)
    return Fassung.objects.filter(pk__in=[pk for pk in bestand.reihenfolge if is_found(pk)])


def read_zeilen(fassungen, stand):
    """Return the recommendations that hold, each with its newest Sachstand and who answers."""
    stand = stand or timezone.localdate()
    shown = (
        Fassung.objects.filter(pk__in=fassungen.values("pk"))
        .holding(stand)
        .with_sachstand(stand)
        .select_related("handlungsempfehlung")
        .order_by("handlungsempfehlung__slug")
    )
    stellen = Stelle.objects.in_bulk()
    sachstaende = Sachstand.objects.in_bulk([one.sachstand_pk for one in shown])
    return [
        Zeile(one, sachstaende.get(one.sachstand_pk), stellen.get(one.stelle_pk)) for one in shown
    ]


def build_sheet(title, zeilen, veranstaltung=None):
    headings = list(HEADINGS.values()) + ([DIALOG] if veranstaltung else [])
    rows = tablib.Dataset(headers=headings)
    for one in zeilen:
        cells = one.cells()
        row = [cells.get(column, "") for column in HEADINGS]
        rows.append(row + ([veranstaltung.slug] if veranstaltung else []))
    offen = TO_FILL_IN if title != WITHOUT else ("stelle", *TO_FILL_IN)
    return Blatt(title, rows, tuple(HEADINGS[column] for column in offen), CHOICES)


def build_explanation():
    rows = tablib.Dataset(headers=["Was", "Erklärung"])
    for row in EXPLANATION:
        rows.append(row)
    return Blatt("Erklärung", rows)
