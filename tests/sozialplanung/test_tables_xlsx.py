"""Workbooks, and files that are no table at all."""

import datetime as dt
import io
import zipfile

import pytest
import tablib
from openpyxl import Workbook

from sozialplanung.tables import TableError, read_table, write_csv, write_xlsx


def workbook(*rows, prepare=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data, **options):
    dataset = read_table(data, **options)
    return [dataset.headers, *map(list, dataset)]


def refusal(data):
    with pytest.raises(TableError) as error:
        read_table(data)
    return str(error.value)


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


# ---- cells -----------------------------------------------------------------------------------


def test_cells_come_as_people_see_them():
    data = workbook(
        ("text", "ganz", "bruch", "tag", "zeit", "ja", "leer"),
        ("Ä", 46045, 51.4717, dt.date(2026, 5, 3), dt.time(9, 30), True, None),
    )

    assert rows(data)[1] == ["Ä", "46045", "51.4717", "03.05.2026", "09:30", "ja", ""]


def test_format_with_leading_zeros_keeps_them():
    def prepare(book):
        book.active["B2"].number_format = "00000"

    data = workbook(("name", "plz"), ("A", 1067), prepare=prepare)

    assert rows(data)[1] == ["A", "01067"]


def test_title_merged_cells_and_empty_ends_do_not_disturb():
    def prepare(book):
        book.active.merge_cells("A1:C1")
        book.active["G9"] = " "

    data = workbook(
        ("Schulen 2026",), (), ("Name", "PLZ", "Ort"), ("A", 46045, "X"), prepare=prepare
    )

    dataset = read_table(data)
    assert [dataset.headers, *map(list, dataset)] == [["Name", "PLZ", "Ort"], ["A", "46045", "X"]]
    assert dataset.zeilen == [4]


def test_first_sheet_with_content_is_read_and_the_others_are_told():
    def prepare(book):
        book.create_sheet("Daten").append(["name", "ort"])
        book["Daten"].append(["A", "B"])
        book.create_sheet("Legende").append(["x", "y"])

    data = workbook(prepare=prepare)

    dataset = read_table(data)
    assert list(map(list, dataset)) == [["A", "B"]]
    assert dataset.befund.blatt == "Daten"
    assert dataset.befund.hinweise == [
        "Gelesen wird nur das Blatt „Daten“, nicht „Sheet“, „Legende“."
    ]
    assert read_table(data, sheet="Legende").headers == ["x", "y"]


def test_formula_without_a_stored_result_is_refused():
    assert refusal(workbook(("name", "summe"), ("A", "=1+1"))) == (
        "In Zelle B2 steht eine Formel ohne gespeichertes Ergebnis. Bitte die Datei in Excel oder "
        "LibreOffice öffnen und neu speichern."
    )


def test_error_in_a_cell_is_refused():
    def prepare(book):
        book.active["B2"].value = "#N/A"
        book.active["B2"].data_type = "e"

    assert "In Zelle B2 steht der Fehler #N/A" in refusal(
        workbook(("name", "x"), ("A", None), prepare=prepare)
    )


def test_empty_workbook_is_refused():
    assert refusal(workbook()).startswith("Die Datei ist leer.")


# ---- no table ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "beginning"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
            "Das ist eine alte Excel-Datei (.xls).",
        ),
        (b"%PDF-1.7\n", "Das ist ein PDF."),
        (b"\x89PNG\r\n", "Das ist ein Bild (PNG)."),
        (b"\xff\xd8\xff\xe0", "Das ist ein Bild (JPEG)."),
        (b"  <!DOCTYPE html><html>", "Das ist eine Internetseite (HTML)"),
        (b"<table><tr>", "Das ist eine HTML-Tabelle."),
        (b'{"type": "FeatureCollection"}', "Das ist eine JSON-Datei."),
        (b"<?xml version='1.0'?>", "Das ist eine XML-Datei."),
        (b"\x1f\x8b\x08", "Das ist eine gepackte Datei (GZ)."),
        (archive(content__xml="x", **{"content.xml": "x"}), "Das ist eine LibreOffice-Datei"),
        (archive(word__document="x", **{"word/document.xml": "x"}), "Das ist ein Word-Dokument."),
        (archive(**{"daten.csv": "a;b"}), "Das ist eine gepackte Datei (ZIP)."),
        (archive(**{"xl/workbook.xml": "<kaputt"}), "Die Datei ist beschädigt"),
        (b"PK\x03\x04 abgeschnitten", "Die Datei ist beschädigt"),
        (workbook(("a", "b"))[:-40], "Die Datei ist beschädigt"),
    ],
)
def test_other_files_are_called_by_their_name(data, beginning):
    assert refusal(data).startswith(beginning)


def test_bomb_is_refused_before_it_is_unpacked():
    bomb = archive(**{"xl/workbook.xml": "x", "xl/worksheets/sheet1.xml": b"0" * 200_000_000})

    assert len(bomb) < 1_000_000
    assert refusal(bomb).startswith("Die Excel-Datei ist ausgepackt zu groß.")


def test_entities_in_a_workbook_are_refused():
    data = archive(**{"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})

    assert refusal(data).startswith("Die Datei ist beschädigt")


def test_endless_sheet_is_refused(monkeypatch):
    monkeypatch.setattr("sozialplanung.tables.xlsx_file.MOST_ROWS", 3)

    assert refusal(workbook(*[["a", "b"]] * 4)) == "Das Blatt „Sheet“ hat mehr als 3 Zeilen."


# ---- and back ------------------------------------------------------------------------------------


TRICKY = [
    ["=1+1", "'=x", "-5", "+49 208", "@a"],
    ["03.05.2026", "31.02.2026", "46045", "01067", "  "],
    ["Zeile 1\nZeile 2", 'Er sagt "ja"; nein', "a,b", "\t", "wahr"],
    [51.4717123456789, 7, "51,47", "1e5", "Ä€–„“"],
]


def dataset(*more):
    table = tablib.Dataset(headers=["a", "b", "c", "d", "e"])
    for row in (*TRICKY, *more):
        table.append(row)
    return table


@pytest.mark.parametrize("write", [lambda d: write_csv(d).encode(), lambda d: write_xlsx(("x", d))])
def test_what_is_written_is_read_unchanged(write):
    found = rows(write(dataset()))

    assert found[1:] == [[str(cell).strip() for cell in row] for row in TRICKY]


def test_control_characters_do_not_break_a_workbook():
    assert rows(write_xlsx(("x", dataset(["a\x0bb", "", "", "", ""]))))[-1][0] == "ab"


def test_title_of_a_sheet_may_hold_anything():
    assert read_table(write_xlsx(("A/B: [sehr] " + "lang" * 20, dataset()))).befund.blatt
