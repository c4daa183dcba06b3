"""Counts from files: wide or long, protected, corrected; and why such an import stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from navigator.imports import ImportProblems, IndikatorwertResource, laeufe, take_over
from navigator.imports.laeufe import Datei
from navigator.imports.ruecknahme import UndoError, find_obstacles, undo
from navigator.models import Indikatorwert
from tests.factories import create_sozialquartier
from tests.indexausgaben import create_indikator

pytestmark = pytest.mark.django_db

LONG = "quartier;jahr;indikator;zaehler;nenner;quelle\n"
WIDE = "quartier;jahr;quelle;quote_zaehler;quote_nenner\n"


@pytest.fixture(autouse=True)
def _ground():
    create_indikator()
    create_sozialquartier(name="Mitte")


def read(text):
    take_over(IndikatorwertResource, text.encode())
    return list(
        Indikatorwert.objects.order_by("pk").values_list(
            "zaehler", "nenner", "status", "is_aktuell"
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}Mitte;2022;quote;1.234;5.678;Statistik\n",
        f"{LONG}Mitte;2022;Quote;1234;5678;Statistik\n",
        f"{WIDE}Mitte;2022;Statistik;1.234;5.678\n",
    ],
    ids=["long", "by name", "wide"],
)
def test_long_and_wide_files_give_the_same_value(text):
    assert read(text) == [(1234, 5678, "vorhanden", True)]


@pytest.mark.parametrize("sign", [".", "•"])
def test_a_value_that_its_supplier_keeps_back_is_geschuetzt(sign):
    assert read(f"{LONG}Mitte;2022;quote;{sign};{sign};Statistik\n") == [
        (None, None, "geschuetzt", True)
    ]


def test_reading_the_same_file_again_adds_nothing():
    text = f"{LONG}Mitte;2022;quote;10;100;Statistik\n"
    once = read(text)

    assert read(text) == once


def test_a_row_more_costs_few_queries():
    """A list of all years has thousands of rows, and so has the demo data of every new city."""
    names = [create_sozialquartier(name=f"Ort {n}").name for n in range(12)]
    rows = [f"{name};2022;quote;10;100;Statistik\n" for name in names]

    counts = []
    for some in (rows[:2], rows[2:]):
        with CaptureQueriesContext(connection) as queries:
            read(LONG + "".join(some))
        counts.append(len(queries))

    assert counts[1] - counts[0] <= 8 * 6  # of eight rows more: the row, the version, savepoints


def test_a_different_value_is_stored_as_a_correction():
    read(f"{LONG}Mitte;2022;quote;10;100;Statistik\n")

    rows = read(f"{LONG}Mitte;2022;quote;12;100;Statistik\n")

    assert rows == [(10, 100, "vorhanden", False), (12, 100, "vorhanden", True)]
    assert Indikatorwert.objects.current().get().ersetzt.zaehler == 10


@pytest.mark.parametrize(
    "row", ["Atlantis;2022;quote;1;2;x", "Mitte;2022;glueck;1;2;x", "Mitte;2022;quote;3;2;x"]
)
def test_a_row_that_cannot_be_takes_none_of_the_file(row):
    with pytest.raises(ImportProblems):
        read(f"{LONG}Mitte;2021;quote;1;2;x\n{row}\n")

    assert not Indikatorwert.objects.exists()


def test_delivered_values_are_not_taken_back_and_the_reason_is_named(admin_user):
    data = f"{LONG}Mitte;2022;quote;10;100;Statistik\n".encode()
    lauf = laeufe.upload(Indikatorwert, Datei("werte.csv", data), admin_user)
    lauf = laeufe.confirm(lauf, admin_user)

    (obstacle,) = find_obstacles(lauf)
    with pytest.raises(UndoError):
        undo(lauf, admin_user)

    assert obstacle.gruende == (Indikatorwert.frozen_because,)
    assert Indikatorwert.objects.count() == 1
