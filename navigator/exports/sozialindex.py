"""The chosen view of the Sozialindex as a table: one row per quarter, as the page shows them."""

import tablib

from navigator.indexansicht import list_spalten
from sozialplanung.tables import Zahl, write_csv

DIGITS = 4  # of a number in a file: finer than any class needs


def sozialindex_csv(ansicht):
    """Return the rows of ``ansicht`` in the order of its table, as CSV for Excel."""
    columns = list_spalten(ansicht)
    dataset = tablib.Dataset(headers=[heading for heading, _, _ in columns])
    for row in ansicht.zeilen:
        dataset.append([plain(value(row)) for _, _, value in columns])
    return write_csv(dataset)


def plain(value):
    """Return the value of a cell: „ja“ or „nein“, a rounded number, nothing for ``None``."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return Zahl(str(round(value, DIGITS) + 0.0).replace(".", ","))  # no „-0,0“
    return "" if value is None else value
