"""Bytes → Dataset, whatever kind of file they are."""

from collections.abc import Iterable

import tablib

from . import csv_file, xlsx_file
from .errors import TableError
from .foreign import refuse_foreign
from .headings import Befund, heading_key, to_dataset

PACKED = b"PK\x03\x04"  # how every XLSX begins
LARGEST_FILE = 10_000_000  # bytes; a list of institutions has about 100 kB


def read_table(data: bytes, known: Iterable[str] = (), sheet: str = "") -> tablib.Dataset:
    """Return the table in ``data`` with the headings of the file.

    ``known`` are headings that tell the heading line from a title above it, ``sheet`` is the
    one to read where the workbook has several. ``zeilen`` of what is returned are the rows'
    numbers in the spreadsheet, ``befund`` says what the file is. Raises ``TableError``.
    """
    if len(data) > LARGEST_FILE:
        raise TableError("Die Datei ist größer als 10 Megabyte.")
    if sentence := refuse_foreign(data):
        raise TableError(sentence)
    befund = Befund()
    if data.startswith(PACKED):
        rows, befund.blatt, befund.blaetter = xlsx_file.read_sheets(data, sheet)
        befund.art = f"Excel-Arbeitsmappe, Blatt „{befund.blatt}“"
        if len(befund.blaetter) > 1:
            others = ", ".join(f"„{name}“" for name in befund.blaetter if name != befund.blatt)
            befund.hinweise.append(f"Gelesen wird nur das Blatt „{befund.blatt}“, nicht {others}.")
    else:
        rows, befund.art = csv_file.read_rows(data)
    return to_dataset(rows, befund, frozenset(map(heading_key, known)))
