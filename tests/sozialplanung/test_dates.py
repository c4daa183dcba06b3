"""Dates with their precision."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from sozialplanung.dates import Genauigkeit, Zeitangabe


@pytest.mark.parametrize(
    ("text", "von", "bis", "genauigkeit"),
    [
        ("10.10.2019", dt.date(2019, 10, 10), dt.date(2019, 10, 10), Genauigkeit.TAG),
        ("1.2.2020", dt.date(2020, 2, 1), dt.date(2020, 2, 1), Genauigkeit.TAG),
        ("2020-02-29", dt.date(2020, 2, 29), dt.date(2020, 2, 29), Genauigkeit.TAG),
        ("09/2023", dt.date(2023, 9, 1), dt.date(2023, 9, 30), Genauigkeit.MONAT),
        ("2.2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29), Genauigkeit.MONAT),
        ("2023-02", dt.date(2023, 2, 1), dt.date(2023, 2, 28), Genauigkeit.MONAT),
        ("12/2025", dt.date(2025, 12, 1), dt.date(2025, 12, 31), Genauigkeit.MONAT),
        (" 2025 ", dt.date(2025, 1, 1), dt.date(2025, 12, 31), Genauigkeit.JAHR),
        (2006, dt.date(2006, 1, 1), dt.date(2006, 12, 31), Genauigkeit.JAHR),
        ("1900", dt.date(1900, 1, 1), dt.date(1900, 12, 31), Genauigkeit.JAHR),
        ("2100", dt.date(2100, 1, 1), dt.date(2100, 12, 31), Genauigkeit.JAHR),
    ],
)
def test_parse_reads_the_span_that_is_meant(text, von, bis, genauigkeit):
    assert Zeitangabe.parse(text) == Zeitangabe(von, bis, genauigkeit)


@pytest.mark.parametrize("text", ["", "  ", None])
def test_parse_reads_blank_as_unknown(text):
    zeitangabe = Zeitangabe.parse(text)

    assert zeitangabe == Zeitangabe.unknown()
    assert not zeitangabe


@pytest.mark.parametrize(
    "text",
    ["gestern", "10.10.19", "2019/10/10", "um 2013", "10.2019.10", "20255", "-2019", "1/2/3"],
)
def test_parse_refuses_what_is_no_date(text):
    with pytest.raises(ValidationError) as refusal:
        Zeitangabe.parse(text)

    assert refusal.value.messages == [
        f"„{text}“ ist kein Datum. Schreiben Sie zum Beispiel 10.10.2019, 09/2023 oder 2025."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2020",
        "29.02.2023",
        "00.01.2020",
        "32.1.2020",
        "13/2023",
        "0/2023",
        "1899",
        "2101",
        "2023-02-30",
        "2023-00",
        "0000",
        "9999",
    ],
)
def test_parse_refuses_what_no_calendar_has(text):
    with pytest.raises(ValidationError) as refusal:
        Zeitangabe.parse(text)

    assert refusal.value.messages == [f"„{text}“ gibt es im Kalender nicht."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.2.2020", "01.02.2020"),
        ("9/2023", "September 2023"),
        ("2023-03", "März 2023"),
        ("2025", "2025"),
        ("", ""),
    ],
)
def test_str_says_no_more_than_is_known(text, words):
    assert str(Zeitangabe.parse(text)) == words


@pytest.mark.parametrize("text", ["01.02.2020", "09/2023", "2025", ""])
def test_as_input_is_what_parse_reads(text):
    assert Zeitangabe.parse(text).as_input() == text


@pytest.mark.parametrize("text", ["01.02.2020", "09/2023", "02/2024", "2025", ""])
def test_last_day_and_precision_are_enough_to_store(text):
    zeitangabe = Zeitangabe.parse(text)

    stored = Zeitangabe.from_last_day(zeitangabe.bis, str(zeitangabe.genauigkeit))

    assert stored == zeitangabe


def test_last_day_without_precision_is_unknown():
    assert Zeitangabe.from_last_day(dt.date(2020, 1, 1), "unbekannt") == Zeitangabe.unknown()
