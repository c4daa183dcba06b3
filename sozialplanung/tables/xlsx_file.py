"""Workbooks: the first sheet with content, cells as people see them."""

import datetime as dt
import io
import re
import zipfile
from xml.etree.ElementTree import ParseError

from sozialplanung.spaet import load_late

from .errors import TableError
from .foreign import DAMAGED

openpyxl = load_late("openpyxl")

LARGEST_UNPACKED = 150_000_000  # bytes; a bomb unpacks to more
MOST_ROWS = 50_000
MOST_COLUMNS = 200
LEADING_ZEROS = re.compile(r"0{2,10}")
UNREADABLE = (zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError)


def read_sheets(data: bytes, sheet: str = "") -> tuple[list[list[str]], str, list[str]]:
    """Return the rows of ``sheet`` or of the first with content, its name, and all names.

    Raises ``TableError``.
    """
    _check_size(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        names = [one.title for one in book.worksheets]
        for one in book.worksheets:
            if sheet in ("", one.title) and (rows := _rows(one)):
                if b"<f" in _xml_of(data):
                    _check_formulas(data, one.title, rows)
                return rows, one.title, names
    except (openpyxl.utils.exceptions.InvalidFileException, *UNREADABLE) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(DAMAGED) from error
    return [], sheet or (names[0] if names else ""), names


def read_all_sheets(data: bytes) -> dict[str, list[list[str]]]:
    """Return the rows of every sheet that has any, by its name. Raises ``TableError``."""
    names = read_sheets(data)[2]
    sheets = {name: read_sheets(data, name)[0] for name in names}
    return {name: rows for name, rows in sheets.items() if rows}


def _check_size(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise TableError(DAMAGED) from error
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise TableError(
            "Die Excel-Datei ist ausgepackt zu groß. Bitte nur die Tabelle in eine neue Datei "
            "kopieren."
        )
    if b"<!DOCTYPE" in _xml_of(data, beginnings=True):
        raise TableError(DAMAGED)


def _xml_of(data: bytes, *, beginnings: bool = False) -> bytes:
    """Return the XML of all sheets, or the first characters of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if beginnings:
            return b"".join(
                archive.open(part).read(400) for part in archive.infolist() if not part.is_dir()
            )
        return b"".join(
            archive.read(part)
            for part in archive.namelist()
            if part.startswith("xl/worksheets/") and part.endswith(".xml")
        )


def _rows(sheet) -> list[list[str]]:
    sheet.reset_dimensions()  # files of other programs often state wrong ones
    rows: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            raise TableError(f"Das Blatt „{sheet.title}“ hat mehr als {MOST_ROWS} Zeilen.")
        rows.append([_text(cell) for cell in row])
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _text(cell) -> str:
    """Return what a person sees in the cell, in the form that a CSV would have."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y}" if value.time() == dt.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    if cell.data_type == "e":
        raise TableError(
            f"In Zelle {cell.coordinate} steht der Fehler {value}. Bitte in der Tabelle beheben."
        )
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Write whole numbers without „.0“; a format like 00000 keeps its leading zeros."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return text.zfill(len(number_format)) if LEADING_ZEROS.fullmatch(number_format) else text


def _check_formulas(data: bytes, title: str, rows: list[list[str]]) -> None:
    """Refuse formulas whose result was never stored: their cells would come in blank."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[title]
    sheet.reset_dimensions()
    for row, texts in zip(sheet.iter_rows(max_col=MOST_COLUMNS), rows, strict=False):
        for cell, text in zip(row, texts, strict=False):
            if cell.data_type == "f" and not text:
                raise TableError(
                    f"In Zelle {cell.coordinate} steht eine Formel ohne gespeichertes Ergebnis. "
                    "Bitte die Datei in Excel oder LibreOffice öffnen und neu speichern."
                )
