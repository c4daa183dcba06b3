"""Dataset → CSV and XLSX for a spreadsheet; what is written here, ``reading`` reads unchanged."""

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tablib

from sozialplanung.spaet import load_late

openpyxl = load_late("openpyxl")

FORMULA = re.compile(r"'*[=+\-@]")  # also with apostrophes before: reading takes one off
DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}")
BOM = "\ufeff"  # Excel reads UTF-8 only with it
NARROWEST, WIDEST = 10, 60  # characters of a column
LONGEST_TITLE = 31
TO_FILL_IN = "FFF7E0"  # the colour of cells to fill in
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Blatt:
    """A sheet. Where ``offen`` names columns to fill in, all other cells are locked.

    ``auswahl`` offers values in the cells of a column.
    """

    titel: str
    zeilen: tablib.Dataset
    offen: Sequence[str] = ()
    auswahl: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Zahl(str):
    """A number in German spelling: no formula, even where it begins with a minus."""

    __slots__ = ()


def defuse(cell):
    """Keep a spreadsheet from reading text as a formula; the import undoes it. Numbers stay."""
    if isinstance(cell, str) and not isinstance(cell, Zahl) and FORMULA.match(cell):
        return f"'{cell}"
    return cell


def write_csv(dataset: tablib.Dataset) -> str:
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(dataset.headers)
    writer.writerows([defuse(cell) for cell in row] for row in dataset)
    return out.getvalue()


def write_xlsx(*sheets: Blatt | tuple[str, tablib.Dataset]) -> bytes:
    """Return a workbook with a sheet for each (title, Dataset): bold headings that stay in view."""
    book, styles = openpyxl.Workbook(), openpyxl.styles
    book.remove(book.active)
    for blatt in (one if isinstance(one, Blatt) else Blatt(*one) for one in sheets):
        title, dataset = blatt.titel, blatt.zeilen
        sheet = book.create_sheet(NOT_IN_TITLE.sub(" ", title)[:LONGEST_TITLE])
        sheet.append(list(dataset.headers))
        for cell in sheet[1]:
            cell.font = styles.Font(bold=True)
            cell.alignment = styles.Alignment(vertical="top")
        widths = [len(str(name)) for name in dataset.headers]
        for row in dataset:
            values = list(map(_typed, row))
            sheet.append(values)
            widths = [max(w, len(str(v))) for w, v in zip(widths, values, strict=True)]
        _format_days(sheet)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(widths, start=1):
            size = min(max(width + 2, NARROWEST), WIDEST)
            letter = openpyxl.utils.get_column_letter(number)
            sheet.column_dimensions[letter].width = size
        if blatt.offen:
            _make_form(sheet, blatt)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _make_form(sheet, blatt: Blatt) -> None:
    """Lock the sheet but for the cells to fill in, which are tinted and offer their values."""
    headers, last = blatt.zeilen.headers, max(sheet.max_row, 2)
    styles, validation = openpyxl.styles, openpyxl.worksheet.datavalidation
    top = styles.Alignment(vertical="top", wrap_text=True)
    tint = styles.PatternFill("solid", start_color=TO_FILL_IN)
    for number, heading in enumerate(headers, start=1):
        letter = openpyxl.utils.get_column_letter(number)
        for row in range(2, last + 1):
            cell = sheet[f"{letter}{row}"]
            cell.alignment = top
            if heading in blatt.offen:
                cell.protection, cell.fill = styles.Protection(locked=False), tint
        if values := blatt.auswahl.get(heading):
            listed = f'"{",".join(values)}"'
            choice = validation.DataValidation(type="list", formula1=listed, allow_blank=True)
            choice.errorTitle, choice.error = heading, "Bitte einen Wert aus der Liste wählen."
            choice.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(choice)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _typed(cell):
    """A day becomes a date that can be sorted; reading gives the same text again."""
    if not isinstance(cell, str):
        return cell
    if DAY.fullmatch(cell):
        try:
            return dt.datetime.strptime(cell, "%d.%m.%Y")  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            return cell
    return defuse(openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell))


def _format_days(sheet) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.is_date:
                cell.number_format = "DD.MM.YYYY"
