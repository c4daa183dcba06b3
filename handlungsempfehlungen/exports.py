"""Recommendations as a table: the list that is shown, with the same filter and day."""

from tablib import Dataset

from handlungsempfehlungen.models import Umsetzungsstand, Zeitplan
from navigator.exports import FORMATS
from sozialplanung.tables import write_csv, write_xlsx

HEADINGS = [
    "Nummer",
    "Titel",
    "Strategiepapier",
    "Fassung",
    "gilt ab",
    "Gebiet",
    "Handlungsfeld",
    "Umsetzungsstand",
    "Zeitplan",
    "Sachstand vom",
    "nächste Prüfung",
    "Federführung",
    "Empfehlung",
    "Beispiel",
    "Stand der Liste",
    "Adresse",
]

__all__ = ["FORMATS", "write_empfehlungen"]


def write_empfehlungen(fassungen, zeitpunkt, ending):
    """Return the annotated Fassungen as „csv“ or „xlsx“, one row each."""
    dataset = Dataset(headers=HEADINGS)
    for fassung in fassungen:
        dataset.append(row_of(fassung, zeitpunkt))
    if ending == "csv":
        return write_csv(dataset).encode()
    return write_xlsx(("Handlungsempfehlungen", dataset))


def row_of(fassung, zeitpunkt):
    he = fassung.handlungsempfehlung
    return [
        he.kennung,
        fassung.titel,
        str(he.strategiepapier),
        fassung.nummer,
        str(fassung.datum),
        fassung.zustaendigkeit_in_worten or "keine Angabe",
        str(fassung.handlungsfeld or "keine Angabe"),
        Umsetzungsstand(fassung.umsetzungsstand).label,
        Zeitplan(fassung.zeitplan).label if fassung.zeitplan else "keine Angabe",
        day(fassung.sachstand_am),
        day(fassung.pruefung_am),
        str(fassung.federfuehrung or "keine Angabe"),
        fassung.empfehlung,
        "Beispiel" if he.ist_beispiel else "",
        day(zeitpunkt.stand),
        he.get_absolute_url() + zeitpunkt.zusatz,
    ]


def day(value):
    return f"{value:%d.%m.%Y}" if value else ""
