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


def read_alike(data: bytes, known: Iterable[str]) -> tablib.Dataset:
    """Return the rows of all sheets that have the headings of the best one, as one table.

    ``blaetter`` of what is returned names each row's sheet. A file without sheets is read like
    :func:`read_table` does.
    """
    if not data.startswith(PACKED) or len(data) > LARGEST_FILE:
        return read_table(data, known)
    keys = frozenset(map(heading_key, known))
    sheets = {
        name: to_dataset(rows, Befund(), keys)
        for name, rows in xlsx_file.read_all_sheets(data).items()
    }
    hits = {
        name: sum(heading_key(heading) in keys for heading in sheet.headers)
        for name, sheet in sheets.items()
    }
    best = max(hits.values(), default=0)
    alike = {name: sheet for name, sheet in sheets.items() if best and hits[name] == best}
    if len(alike) < 2:
        return read_table(data, known, next(iter(alike), ""))
    return _put_together(alike)


def _put_together(sheets: dict[str, tablib.Dataset]) -> tablib.Dataset:
    headers = list(dict.fromkeys(name for one in sheets.values() for name in one.headers))
    whole = tablib.Dataset(headers=headers)
    whole.zeilen, whole.blaetter = [], []
    whole.befund = Befund(art=f"Excel-Arbeitsmappe, {len(sheets)} Blätter")
    for title, sheet in sheets.items():
        for row, zeile in zip(sheet.dict, sheet.zeilen, strict=True):
            whole.append([row.get(name, "") for name in headers])
            whole.zeilen.append(zeile)
            whole.blaetter.append(title)
        whole.befund.doppelt += sheet.befund.doppelt
        whole.befund.hinweise += [f"Blatt „{title}“: {one}" for one in sheet.befund.hinweise]
    return whole
