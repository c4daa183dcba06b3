"""Files of the Sozialindex: method and values in, results out. Knows no database.

The engine knows no files, so cells are checked here, where row and column are known. The
formats: docs/sozialindex.md.
"""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from navigator.sozialindex import Ergebnis, Methode, SozialindexError, compute_sozialindex
from navigator.sozialindex.pruefen import GESCHUETZT, INDEX

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
CHANGE = "d_"  # begins the name of a column with given changes
RESULTS = [
    "status_summe",
    "status_index",
    "status_klasse",
    "dynamik_summe",
    "dynamik_index",
    "dynamik_klasse",
    "gruppe",
]


class DateiError(SozialindexError):
    """A file cannot be read or written; the message names file, row and column."""


@dataclass
class Werte:
    """What a file holds, in the form the engine takes."""

    werte: pd.DataFrame
    einwohner: pd.Series
    veraenderungen: pd.DataFrame


def compute_file(methode: Path, werte: Path, ausgabe: Path) -> Ergebnis:
    """Compute the values in a file and write the results; nothing is written on an error.

    Raises ``SozialindexError``.
    """
    settings = read_methode(read_text(methode), methode.name)
    table = read_werte(read_text(werte), settings, werte.name)
    ergebnis = compute_sozialindex(table.werte, settings, table.einwohner, table.veraenderungen)
    replace_file(ausgabe, write_ergebnis(ergebnis))
    return ergebnis


def read_text(path: Path) -> str:
    """Return the file's text; a byte order mark of Excel is taken off."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DateiError(f"Die Datei {path.name} lässt sich nicht lesen.") from error
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise DateiError(f"{path.name}, Zeile {row}: Der Text ist nicht in UTF-8.") from error


def read_methode(text: str, name: str = "Methode") -> Methode:
    """Return the method in a JSON text. Raises ``DateiError`` and ``MethodeError``."""
    try:
        return Methode.from_dict(json.loads(text, object_pairs_hook=refuse_twice))
    except json.JSONDecodeError as error:
        raise DateiError(
            f"{name}, Zeile {error.lineno}, Spalte {error.colno}: Das ist kein gültiges JSON."
        ) from error


def refuse_twice(pairs: list[tuple[str, object]]) -> dict:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise DateiError(f"In der Methode steht „{name}“ zweimal.")
    return dict(pairs)


def read_werte(text: str, methode: Methode, name: str = "Werte") -> Werte:
    """Return the values in a CSV text; columns that the method does not name are ignored.

    Raises ``DateiError`` naming row and column.
    """
    columns, rows = read_rows(text, methode, name)
    index = pd.MultiIndex.from_arrays([columns["gebiet"], columns["jahr"]], names=INDEX)
    twice = index.duplicated()
    if twice.any():
        gebiet, jahr = index[twice][0]
        place = Place(name, rows[twice.argmax()], "gebiet")
        raise place.error(f"„{gebiet}“ steht im Jahr {jahr} zum zweiten Mal in der Datei")
    given = [indikator for indikator in methode.namen if CHANGE + indikator in columns]
    return Werte(
        werte=pd.DataFrame({n: columns[n] for n in methode.namen}, index, dtype=object),
        einwohner=pd.Series(columns.get("einwohner"), index, dtype=float),
        veraenderungen=pd.DataFrame({n: columns[CHANGE + n] for n in given}, index, dtype=object),
    )


def read_rows(text: str, methode: Methode, name: str) -> tuple[dict[str, list], list[int]]:
    """Return the cells per column, and the spreadsheet's row of each line."""
    reader = read_cells(text, name)
    _, header = next(reader, (1, []))
    header = [cell.strip() for cell in header]
    parsers = find_parsers(methode, header)
    check_header(header, methode, name)
    columns = {column: [] for column in parsers}
    rows = []
    for row, cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise DateiError(
                f"{name}, Zeile {row}: {len(cells)} Zellen statt {len(header)} "
                f"(letzte Spalte: {header[-1]})."
            )
        rows.append(row)
        for column, cell in zip(header, cells, strict=True):
            if column in parsers:
                columns[column].append(parsers[column](cell.strip(), Place(name, row, column)))
    if not rows:
        raise DateiError(f"{name}: Unter der Überschrift steht keine Zeile.")
    return columns, rows


def read_cells(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            yield row, cells
    except csv.Error as error:
        raise DateiError(
            f"{name}, Zeile {row + 1}: Die Zeile ist nicht lesbar. Fehlt ein Anführungszeichen?"
        ) from error


def check_header(header: list[str], methode: Methode, name: str) -> None:
    missing = [column for column in (*INDEX, *methode.namen) if column not in header]
    if missing:
        raise DateiError(
            f"{name}, Zeile 1: Es fehlt die Spalte {', '.join(missing)}. "
            "Spalten sind mit Komma getrennt."
        )
    for column in find_parsers(methode, header):
        if header.count(column) > 1:
            raise DateiError(f"{name}, Zeile 1: Die Spalte {column} gibt es zweimal.")


@dataclass(frozen=True)
class Place:
    """A cell, for messages."""

    datei: str
    zeile: int
    spalte: str

    def error(self, satz: str) -> DateiError:
        return DateiError(f"{self.datei}, Zeile {self.zeile}, Spalte {self.spalte}: {satz}.")


def find_parsers(methode: Methode, header: list[str]) -> dict[str, Callable]:
    """Return how to read each column that is used."""
    parsers = {"gebiet": parse_gebiet, "jahr": parse_jahr, "einwohner": parse_einwohner}
    for indikator in methode.namen:
        parsers |= {indikator: parse_wert, CHANGE + indikator: parse_wert}
    return {column: parser for column, parser in parsers.items() if column in header}


def parse_gebiet(cell: str, place: Place) -> str:
    if not cell:
        raise place.error("Hier fehlt der Name oder die Nummer des Gebiets")
    return cell


def parse_jahr(cell: str, place: Place) -> int:
    if not YEAR.fullmatch(cell):
        raise place.error(f"„{cell}“ ist kein Jahr mit vier Ziffern")
    return int(cell)


def parse_wert(cell: str, place: Place) -> float | str | None:
    """Return the number, the supplier's mark of a protected value, or ``None`` for blank."""
    if cell in GESCHUETZT:
        return cell
    return parse_number(cell, place)


def parse_einwohner(cell: str, place: Place) -> float | None:
    zahl = None if cell in GESCHUETZT else parse_number(cell, place)
    if zahl is not None and zahl < 0:
        raise place.error(f"„{cell}“ ist negativ")
    return zahl


def parse_number(cell: str, place: Place) -> float | None:
    if not cell:
        return None
    if not NUMBER.fullmatch(cell) or not math.isfinite(float(cell)):
        raise place.error(f"„{cell}“ ist keine Zahl mit Dezimalpunkt")
    return float(cell)


def write_ergebnis(ergebnis: Ergebnis) -> str:
    """Return the results as CSV, one row per area and year; numbers to the last digit."""
    namen = ergebnis.methode.namen
    columns = [
        *INDEX,
        *(f"z_{name}" for name in namen),
        *RESULTS,
        *(f"beitrag_{name}" for name in namen),
        "hinweis",
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(ergebnis.to_records())
    return out.getvalue()


def replace_file(path: Path, text: str) -> None:
    """Write the file as a whole: a reader sees the old one or the new one, never a part."""
    draft = path.with_name(f".{path.name}.neu")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise DateiError(f"Die Datei {path.name} lässt sich nicht schreiben.") from error
