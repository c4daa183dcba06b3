"""Bytes → Dataset: encoding, separator, headings and numbers of files that offices send."""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence

import tablib

from sozialplanung.text import fold

ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = (";", ",", "\t")
LARGEST_FILE = 10_000_000  # bytes; a list of institutions has about 100 kB
FORMULA = re.compile(r"^'(?='*[=+\-@])")


class TableError(ValueError):
    """The file cannot be read as a table; the message says why, in German."""


def read_csv(data: bytes, synonyms: Mapping[str, Sequence[str]] | None = None) -> tablib.Dataset:
    """Return the table in ``data``, headings translated by ``synonyms``.

    ``synonyms`` maps a heading of ours to others that mean the same. Blank rows are
    dropped, cells stripped, an apostrophe that defused a formula on export taken off; the
    rows' numbers in the spreadsheet stand in ``zeilen`` of what is returned.
    Raises ``TableError``.
    """
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_separator(text))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise TableError(
            f"Zeile {reader.line_num} ist nicht lesbar. Fehlt ein Anführungszeichen?"
        ) from error
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise TableError("Die Datei ist leer. Gebraucht wird eine Zeile mit Überschriften.")
    headers = translate_headers(rows[0], synonyms or {})
    dataset = tablib.Dataset(headers=headers)
    dataset.zeilen = []  # of each record, its row in the spreadsheet
    for number, row in enumerate(rows[1:], start=2):
        cells = [FORMULA.sub("", cell.strip()) for cell in row]
        if not any(cells):
            continue
        if len(cells) > len(headers):
            raise TableError(
                f"Zeile {number} hat {len(cells)} Spalten, die Überschrift nur {len(headers)}. "
                "Steht ein Trennzeichen im Text, gehört der Text in Anführungszeichen."
            )
        dataset.zeilen.append(number)
        dataset.append(cells + [""] * (len(headers) - len(cells)))
    return dataset


def decode(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise TableError("Die Datei ist größer als 10 Megabyte.")
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableError("Die Datei ist keine Textdatei. Bitte als CSV (UTF-8) speichern.")


def find_separator(text: str) -> str:
    """Return the separator that the first line has most of."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def translate_headers(cells: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> list[str]:
    known = {fold(other): ours for ours, others in synonyms.items() for other in (ours, *others)}
    headers = [known.get(fold(cell), cell.strip()) for cell in cells]
    twice = sorted({header for header in headers if header and headers.count(header) > 1})
    if twice:
        raise TableError(f"Diese Überschrift steht mehrmals in der Datei: {', '.join(twice)}.")
    return headers


def parse_number(text: str) -> float | None:
    """Read „51,4717“ or „51.4717“; blank is ``None``. Raises ``TableError``."""
    text = str(text).strip()
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise TableError(f"„{text}“ ist keine Zahl.") from error
    if not math.isfinite(number):
        raise TableError(f"„{text}“ ist keine Zahl.")
    return number
