"""Files that offices send: encodings, separators, headings, numbers."""

import pytest

from sozialplanung.tables import TableError, match_headings, parse_number, read_table


def rows(data, **options):
    dataset = read_table(data, **options)
    return [dataset.headers, *map(list, dataset)]


def refusal(data, **options):
    with pytest.raises(TableError) as error:
        read_table(data, **options)
    return str(error.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separator_is_found(separator):
    lines = [["name", "ort", "plz"], ["Treff", "Oberhausen", "46045"]]

    assert rows("\n".join(map(separator.join, lines)).encode()) == lines


def test_separator_is_taken_from_the_headings():
    assert rows("name;öffnungszeiten\nTreff;Mo, Di, Mi, Do\n".encode()) == [
        ["name", "öffnungszeiten"],
        ["Treff", "Mo, Di, Mi, Do"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encoding_is_found(encoding):
    data = "name;straße\nMüller – „Treff“;Hauptstraße\n".encode(encoding)

    assert rows(data) == [["name", "straße"], ["Müller – „Treff“", "Hauptstraße"]]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_read(newline):
    data = newline.join(["name;ort", "A;B", "C;D", ""]).encode()

    assert rows(data) == [["name", "ort"], ["A", "B"], ["C", "D"]]


def test_cells_may_hold_separators_quotes_and_lines():
    data = b'name;text\n"Treff; Mitte";"Er sagt ""ja"".\nZweite Zeile"\n'

    assert rows(data) == [["name", "text"], ["Treff; Mitte", 'Er sagt "ja".\nZweite Zeile']]


def test_cells_are_stripped_and_short_rows_filled():
    assert rows(b"name;ort;plz\n  A ;\tB\n") == [["name", "ort", "plz"], ["A", "B", ""]]


def test_blank_rows_are_dropped():
    assert rows(b"name;ort\n;\n\nA;B\n ; \n") == [["name", "ort"], ["A", "B"]]


@pytest.mark.parametrize("formula", ["=1+1", "+49 208 825", "-5", "@SUM(A1)"])
def test_apostrophe_before_a_formula_is_taken_off(formula):
    assert rows(f"name\n'{formula}\n".encode()) == [["name"], [formula]]


def test_other_apostrophes_stay():
    assert rows(b"name\n'ne gute Sache\n") == [["name"], ["'ne gute Sache"]]


def test_synonyms_translate_headings_in_any_spelling():
    headers = ["EINRICHTUNG", "Straße ", "E_Mail", "Fax"]
    synonyms = {"name": ["Einrichtung"], "strasse": ["Strasse"], "email": ["E-Mail"]}

    found, doubled = match_headings(headers, synonyms)

    assert found == {"EINRICHTUNG": "name", "Straße ": "strasse", "E_Mail": "email"}
    assert doubled == []


def test_of_two_headings_for_one_thing_the_likelier_is_taken():
    found, doubled = match_headings(["Titel", "name"], {"name": ["Einrichtung", "Titel"]})

    assert (found, doubled) == ({"name": "name"}, ["Titel"])


def test_doubled_and_missing_headings_get_names_of_their_own():
    dataset = read_table(b"name;tel;tel;\nA;1;2;x\n")

    assert dataset.headers == ["name", "tel", "tel (2)", "Spalte D"]
    assert dataset.befund.doppelt == ["tel"]


def test_column_without_a_heading_keeps_its_cells():
    assert rows(b"name;;ort\nA;x;B\n") == [["name", "Spalte B", "ort"], ["A", "x", "B"]]


def test_separator_within_the_headings_does_not_win():
    data = b"Name, Vorname;Str., Nr.;PLZ, Ort, Teil\nA;B;C\nD;E;F\n"

    assert rows(data)[1] == ["A", "B", "C"]


def test_line_that_names_the_separator_is_not_a_heading():
    assert rows(b"sep=|\r\nname|ort;teil\r\nA|B\r\n") == [["name", "ort;teil"], ["A", "B"]]


def test_excels_unicode_text_is_read():
    data = "name\tstraße\r\nÄ\tHof\r\n".encode("utf-16")

    dataset = read_table(data)

    assert [dataset.headers, *map(list, dataset)] == [["name", "straße"], ["Ä", "Hof"]]
    assert dataset.befund.art == "CSV, Zeichensatz UTF-16, Trennzeichen Tabulator"


def test_title_above_the_headings_is_passed_over():
    data = "Kitas der Stadt, Stand 2024;;\n;;\nName;Straße;PLZ\nA;Hof;46045\n".encode()

    dataset = read_table(data)

    assert (dataset.headers, dataset.zeilen) == (["Name", "Straße", "PLZ"], [4])
    assert dataset.befund.hinweise == ["Die Überschriften stehen in Zeile 3."]


def test_known_headings_tell_their_line_from_a_wide_title():
    data = b"Liste;Kitas;2024\nName;Ort;Tel.\nA;B;1\n"

    assert read_table(data, known=["Name", "Tel"]).headers == ["Name", "Ort", "Tel."]


def test_misread_umlauts_are_told():
    (hinweis,) = read_table("name;straße\nA;StraÃŸe\n".encode()).befund.hinweise

    assert hinweis.startswith("Umlaute sehen falsch aus")


def test_too_many_cells_are_refused_with_their_row():
    assert refusal(b"name,ort\nA,B\nTreff, Mitte,Oberhausen\n") == (
        "Zeile 3 hat 3 Spalten, die Überschrift nur 2. "
        "Steht ein Trennzeichen im Text, gehört der Text in Anführungszeichen."
    )


@pytest.mark.parametrize("data", [b"", b"\n", b"   \n", b";;;\n", "\ufeff".encode()])
def test_empty_file_is_refused(data):
    assert refusal(data) == "Die Datei ist leer. Gebraucht wird eine Zeile mit Überschriften."


@pytest.mark.parametrize("data", [b"\x81\x8d\x90", b"name;ort\x00\n"])
def test_binary_file_is_refused(data):
    assert refusal(data) == "Die Datei ist keine Textdatei. Bitte als CSV (UTF-8) speichern."


def test_huge_file_is_refused():
    assert refusal(b"a" * 10_000_001) == "Die Datei ist größer als 10 Megabyte."


def test_huge_cell_is_refused():
    """Python's csv module reads cells of up to 128 kB."""
    assert "Zeile 2" in refusal(b"name;text\nA;" + b"x" * 200_000 + b"\n")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("51,4717", 51.4717),
        ("51.4717", 51.4717),
        (" 7 ", 7.0),
        ("-0,5", -0.5),
        (6.85, 6.85),
        ("350.123,45", 350123.45),
        ("5.704.500", 5704500.0),
        ("350,123.45", 350123.45),
        ("350 123,5", 350123.5),
        ("", None),
        ("  ", None),
    ],
)
def test_parse_number_reads_comma_and_point(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["abc", "1,2,3", "51° 28'", "12 km", "12 34"])
def test_parse_number_refuses_text(text):
    with pytest.raises(TableError) as error:
        parse_number(text)

    assert str(error.value) == f"„{text}“ ist keine Zahl."


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e999"])
def test_parse_number_refuses_what_no_map_can_show(text):
    with pytest.raises(TableError):
        parse_number(text)


def test_parse_number_refuses_what_a_spreadsheet_shortened():
    with pytest.raises(TableError, match="gekürzte Zahl"):
        parse_number("5,7045E+06")
