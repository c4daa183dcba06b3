"""Among the rows of a file: which one holds the headings, and what they mean to us."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tablib

from sozialplanung.spaet import load_late
from sozialplanung.text import fold

from .errors import TableError

openpyxl = load_late("openpyxl")

FORMULA = re.compile(r"^'(?='*[=+\-@])")
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")  # „Breite (WGS 84)“, „Länge [°]“
LOOKED_AT = 20  # rows in which the headings are looked for
MISREAD = re.compile("Ã[¤¶¼Ÿ„–œ]|â€ž")
EMPTY = "Die Datei ist leer. Gebraucht wird eine Zeile mit Überschriften."


@dataclass
class Befund:
    """What a file turned out to be, in words."""

    art: str = ""
    blatt: str = ""
    blaetter: list[str] = field(default_factory=list)
    kopfzeile: int = 1
    doppelt: list[str] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)


def to_dataset(rows: list[list[str]], befund: Befund, known: frozenset[str]) -> tablib.Dataset:
    """Return the table below its headings; ``zeilen`` holds each record's row in the file.

    Blank rows and columns are dropped, cells stripped, an apostrophe that defused a formula
    taken off. ``known`` are keys of headings that help to find the line. Raises ``TableError``.
    """
    rows = [[FORMULA.sub("", cell.strip()) for cell in row] for row in rows]
    if not any(map(any, rows)):
        raise TableError(EMPTY)
    place = find_heading_row(rows, known)
    befund.kopfzeile = place + 1
    if place:
        befund.hinweise.append(f"Die Überschriften stehen in Zeile {place + 1}.")
    body = rows[place + 1 :]
    headers = rows[place]
    _check_width(headers, body, place + 2)
    used = [n for n, name in enumerate(headers) if name or any(n < len(r) and r[n] for r in body)]
    names = [headers[n] or f"Spalte {openpyxl.utils.get_column_letter(n + 1)}" for n in used]
    befund.doppelt = sorted({name for name in names if names.count(name) > 1})
    dataset = tablib.Dataset(headers=make_unique(names))
    dataset.zeilen = []
    dataset.befund = befund
    for number, row in enumerate(body, start=place + 2):
        if any(row):
            dataset.zeilen.append(number)
            dataset.append([row[n] if n < len(row) else "" for n in used])
    if any(MISREAD.search(cell) for row in rows[: LOOKED_AT * 5] for cell in row):
        befund.hinweise.append(
            "Umlaute sehen falsch aus (zum Beispiel „Ã¤“): Die Datei wurde vermutlich schon einmal "
            "mit falschem Zeichensatz gespeichert."
        )
    return dataset


def find_heading_row(rows: list[list[str]], known: frozenset[str]) -> int:
    """Return the place of the row with the most headings that we know.

    Where none is known: the first one as wide as most of the table, below a title.
    """
    first = rows[:LOOKED_AT]
    hits = [sum(heading_key(cell) in known for cell in row if cell) for row in first]
    if max(hits):
        return hits.index(max(hits))
    widths = [sum(map(bool, row)) for row in first]
    enough = max(1, max(widths) / 2) if max(widths) > 1 else 1
    return next(place for place, width in enumerate(widths) if width >= enough)


def _width(row: list[str]) -> int:
    return max(n for n, cell in enumerate(row, start=1) if cell)


def _check_width(headers: list[str], body: list[list[str]], first: int) -> None:
    for number, row in enumerate(body, start=first):
        if any(row[len(headers) :]):
            raise TableError(
                f"Zeile {number} hat {_width(row)} Spalten, die Überschrift nur "
                f"{len(headers)}. Steht ein Trennzeichen im Text, gehört der Text in "
                "Anführungszeichen."
            )


def match_headings(
    headers: Sequence[str], synonyms: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], list[str]]:
    """Return {heading of the file: ours}, and headings that mean what another means already.

    ``synonyms`` maps a heading of ours to others that mean the same, the likeliest first.
    """
    by_fold: dict[str, str] = {}
    for form in (heading_key, lambda header: heading_key(BRACKETS.sub("", header))):
        for header in headers:
            by_fold.setdefault(form(header), header)
    found: dict[str, str] = {}
    doubled = []
    for ours, others in synonyms.items():
        alike = dict.fromkeys(heading_key(name) for name in (ours, *others))
        hits = [by_fold[key] for key in alike if key in by_fold and by_fold[key] not in found]
        if hits:
            found[hits[0]] = ours
            doubled += hits[1:]
    return found, [header for header in doubled if header not in found]


def heading_key(text: str) -> str:
    """Return what headings are compared by: folded, without spaces."""
    return fold(text).replace(" ", "")


def make_unique(headers: Sequence[str]) -> list[str]:
    """Return the headings, a repeated one with its number: „Telefon“, „Telefon (2)“."""
    seen: Counter[str] = Counter()
    unique = []
    for header in headers:
        seen[header] += 1
        unique.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return unique
