"""``manage.py integritaet_pruefen``: who changes a released edition past the portal is found."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from beispielwerte.aussagen import find_contradictions, read_table
from navigator.indexausgabe import compute_berechnung
from navigator.models import (
    Beitrag,
    Ergebnis,
    Indexberechnung,
    Indexmethode,
    Indikatorwert,
    Sozialquartier,
)
from sozialplanung.beispiele import remove_beispiele
from tests.demo import load_demo_data, shared_records
from tests.indexausgaben import table_of


@pytest.fixture(scope="module")
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _own_transaction(_demo, db):
    """Let every test begin with the demo data."""


def run():
    """Return what the command says of editions, and the sentence it fails with."""
    out, failure = io.StringIO(), ""
    try:
        call_command("integritaet_pruefen", stdout=out)
    except CommandError as error:
        failure = str(error)
    others = ("Hinweise geprüft", "Handlungsempfehlungen geprüft")  # what the other apps say
    lines = out.getvalue().splitlines()
    return [line for line in lines if not any(other in line for other in others)], failure


def tamper(record, column, value):
    """Write past Django, like somebody with access to the database."""
    quote = connection.ops.quote_name
    table, name = quote(record._meta.db_table), quote(column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE id = %s",  # noqa: S608 -- our names
            [value, record.pk],
        )


def test_released_editions_as_they_were_are_one_sentence():
    assert run() == (["3 freigegebene Ausgaben geprüft: alle unverändert."], "")


def test_a_changed_result_is_named():
    row = Ergebnis.objects.filter(berechnung__berichtsjahr=2020).of_quartiere().first()
    tamper(row, "status_index", row.status_index + 1e-9)

    lines, failure = run()

    assert failure.startswith("Freigegebene Ausgaben sind verändert")
    assert len(lines) == 2
    assert f"Das Ergebnis „{row.sozialquartier}“ (Zeile {row.pk})" in lines[0]
    assert "2020" in lines[0]
    assert "Die gespeicherten Ergebnisse passen nicht" in lines[1]


def test_a_changed_contribution_is_named():
    row = Beitrag.objects.filter(ergebnis__sozialquartier=None).first()
    tamper(row, "anteil", 99.0)

    lines, failure = run()

    assert failure
    assert f"Der Beitrag „{row.indikator}“ zu „Stadt“ (Zeile {row.pk})" in lines[0]


def test_a_changed_result_with_a_matching_checksum_is_found_too():
    row = Ergebnis.objects.filter(rang=2).first()
    row.rang = 1
    tamper(row, "rang", 1)
    tamper(row, "pruefsumme", row.compute_pruefsumme())

    lines, failure = run()

    assert failure
    assert len(lines) == 1
    assert "passen nicht zur Prüfsumme der Ausgabe" in lines[0]


def test_results_forged_with_all_their_hashes_do_not_follow_from_the_values():
    berechnung = Indexberechnung.objects.get(berichtsjahr=2017)
    tamper(berechnung, "hash_ergebnisse", "0" * 64)

    lines, _ = run()

    assert lines[-1].endswith("Die Werte von damals ergeben andere Ergebnisse.")


@pytest.mark.parametrize("text", ["{}", "kein JSON"])
def test_a_changed_method_is_found(text):
    berechnung = Indexberechnung.objects.get(berichtsjahr=2022)
    tamper(berechnung, "einstellungen", text)

    lines, failure = run()

    assert failure
    assert "2022" in lines[0]
    assert lines[0].endswith("Die Methode ist nicht mehr die, mit der gerechnet wurde.")


def test_later_corrections_change_no_verdict():
    earlier = Indikatorwert.objects.current().filter(jahr=2022, nenner__isnull=False).first()
    Indikatorwert.objects.create(
        indikator=earlier.indikator,
        sozialquartier=earlier.sozialquartier,
        jahr=2022,
        zaehler=0,
        nenner=earlier.nenner,
        quelle="Berichtigung",
        ersetzt=earlier,
    )

    assert run() == (["3 freigegebene Ausgaben geprüft: alle unverändert."], "")


def first_count(kuerzel="kinderarmut", jahr=2022):
    return Indikatorwert.objects.filter(indikator__kuerzel=kuerzel, jahr=jahr).first()


def test_a_changed_value_is_named_with_its_result():
    wert = first_count()
    tamper(wert, "zaehler", wert.zaehler + 40)
    quartier = wert.sozialquartier
    row = Ergebnis.objects.get(berechnung__berichtsjahr=2022, sozialquartier=quartier)

    lines, failure = run()

    assert failure
    assert len(lines) == 2  # the quarter, and the city of which it is a part
    assert any(f"hinter dem Ergebnis „{quartier}“ (Zeile {row.pk})" in line for line in lines)
    assert all(line.endswith("gerechnet wurde: Kinderarmut.") for line in lines)


def test_changed_inhabitants_are_named():
    wert = first_count("einwohner")
    tamper(wert, "zaehler", wert.zaehler + 100)

    lines, failure = run()

    assert failure
    assert lines[0].endswith("gerechnet wurde: Einwohner*innen.")


def test_a_changed_value_that_changes_no_result_is_found_too():
    wert = first_count(jahr=2021)  # neither the year of an edition nor one that it compares with
    tamper(wert, "zaehler", wert.zaehler + 40)

    lines, failure = run()

    assert failure
    assert "2022" in lines[0]
    assert lines[0].endswith("auch wenn heute dieselben Anteile herauskommen.")


def test_values_that_are_gone_are_found():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE navigator_indikatorwert SET jahr = 2090 WHERE jahr = 2022")

    lines, failure = run()

    assert failure
    assert any(
        "2022" in line and line.endswith("mit denen gerechnet wurde, sind nicht mehr da.")
        for line in lines
    )


def test_a_renamed_quarter_is_a_note():
    quartier = Sozialquartier.objects.get(slug="innenstadt")
    quartier.name = "Zentrum"
    quartier.save()

    lines, failure = run()

    assert failure == ""
    assert [line.startswith("Hinweis: ") for line in lines] == [True, True, True, False]
    assert "umbenannt" in lines[0]


def test_a_renamed_quarter_hides_no_changed_value():
    wert = first_count()
    quartier = wert.sozialquartier
    quartier.name = "Zentrum"
    quartier.save()
    tamper(wert, "zaehler", wert.zaehler + 40)

    lines, failure = run()

    assert failure
    assert any("hinter dem Ergebnis „Zentrum“" in line for line in lines)


def test_drafts_are_left_out():
    draft = compute_berechnung(2023, 2022, Indexmethode.objects.first())
    tamper(draft.ergebnisse.first(), "rang", 3)

    assert run()[1] == ""


def test_what_cannot_be_computed_again_is_a_note():
    tamper(Indexberechnung.objects.get(berichtsjahr=2017), "fassung", "0")

    lines, failure = run()

    assert failure == ""
    assert lines[0].startswith("Hinweis: ")
    assert "rechnet nicht nach" in lines[0]


def test_nothing_is_left_to_check_without_examples():
    remove_beispiele()

    assert run() == (["0 freigegebene Ausgaben geprüft: alle unverändert."], "")


def test_stored_demo_editions_meet_every_published_statement():
    aussagen = read_table("sozialindex_aussagen.csv")

    assert len(aussagen) == 46
    assert find_contradictions(table_of(Indexberechnung.objects.published()), aussagen) == []
