"""Protection of small numbers: rounded counts are all that the public edition knows."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from navigator.sozialindex import (
    ZaehlungError,
    compute_from_zaehlungen,
    compute_interne_fassung,
    protect_zaehlungen,
    round_counts,
)
from navigator.sozialindex.anteile import add_stadtzeile, compute_anteile
from navigator.sozialindex.einstellungen import Schutz
from tests.indexwerte import methode

INDIKATOREN = ["armut", "kinder"]


def count(*rows, **columns):
    """Return counts: (gebiet, jahr, indikator, zaehler, nenner)."""
    names = ["gebiet", "jahr", "indikator", "zaehler", "nenner"]
    return pd.DataFrame(rows, columns=names).assign(**columns)


def town(seed=1):
    """Return counts of twelve areas, two indicators, three years; none at a rounding edge."""
    random = np.random.default_rng(seed)
    rows = []
    for gebiet in range(12):
        for jahr in (2018, 2020, 2022):
            for indikator in INDIKATOREN:
                nenner = 5 * int(random.integers(20, 400))
                zaehler = 5 * int(random.integers(1, nenner // 5))
                rows.append((f"{gebiet:02}", jahr, indikator, zaehler, nenner))
    return count(*rows)


def setting(**angaben):
    return methode(
        "oberhausen",
        dict.fromkeys(INDIKATOREN, 1),
        **{"stadtzeile": "Stadt", "dynamik_jahre": 2} | angaben,
    )


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (4, 5), (5, 5), (7, 5), (8, 10), (12, 10)],
)
def test_counts_are_rounded_to_the_nearest_five(exact, rounded):
    assert round_counts(pd.Series([float(exact)])).tolist() == [rounded]


def test_each_count_is_rounded_by_itself_and_missing_stays_missing():
    counts = count(("a", 2022, "armut", 13, 122), ("b", 2022, "armut", np.nan, 98))

    protected = protect_zaehlungen(counts, Schutz())

    assert protected["zaehler"].tolist()[0] == 15
    assert np.isnan(protected["zaehler"].tolist()[1])
    assert protected["nenner"].tolist() == [120, 100]


def test_what_arrives_protected_is_not_rounded_twice():
    counts = count(("a", 2022, "armut", 12, 99), ("b", 2022, "armut", 12, 99))
    counts["geschuetzt"] = [True, False]

    protected = protect_zaehlungen(counts, Schutz())

    assert protected["zaehler"].tolist() == [12, 10]
    assert protected["geschuetzt"].tolist() == [True, True]
    pd.testing.assert_frame_equal(protect_zaehlungen(protected, Schutz()), protected)


def test_protection_can_be_switched_off():
    counts = count(("a", 2022, "armut", 12, 49))

    assert protect_zaehlungen(counts, Schutz(aktiv=False))["zaehler"].tolist() == [12]


def test_no_share_on_a_small_denominator():
    counts = count(("a", 2022, "armut", 10, 45), ("b", 2022, "armut", 10, 50))

    anteile, gruende = compute_anteile(counts, mindestnenner=50)

    assert anteile["armut"].isna().tolist() == [True, False]
    assert anteile["armut"].iloc[1] == 20
    assert gruende["armut"].tolist() == ["Nenner unter 50", ""]


def test_denominator_is_judged_after_rounding():
    # 48 and 52 look alike once rounded: telling them apart would give the exact count away.
    counts = protect_zaehlungen(
        count(("a", 2022, "armut", 10, 48), ("b", 2022, "armut", 10, 52)), Schutz()
    )

    anteile, _ = compute_anteile(counts, mindestnenner=50)

    assert anteile["armut"].tolist() == [20, 20]


def test_denominator_0_has_no_share_and_no_inf():
    anteile, gruende = compute_anteile(count(("a", 2022, "armut", 0, 0)))

    assert anteile["armut"].isna().all()
    assert gruende["armut"].tolist() == ["Nenner 0"]


@pytest.mark.parametrize("mark", [".", "•"])
def test_supplier_s_mark_stays_protected_and_the_area_is_not_computed(mark):
    counts = town().astype({"zaehler": object})
    counts.loc[(counts["gebiet"] == "03") & (counts["jahr"] == 2022), "zaehler"] = mark

    ergebnis = compute_from_zaehlungen(counts, setting())

    row = ergebnis.tabelle.loc[("03", 2022)]
    assert row["hinweis"] == "nicht berechnet: geschützter Wert für armut, kinder."
    assert row[["status_index", "status_klasse", "fokus"]].isna().all()
    assert ergebnis.tabelle.loc[("04", 2022), "status_klasse"] is not None


def test_small_denominator_is_the_reason_beside_the_area():
    counts = town()
    counts.loc[5, ["zaehler", "nenner"]] = [10, 46]

    ergebnis = compute_from_zaehlungen(counts, setting())

    hinweise = ergebnis.tabelle["hinweis"]
    assert hinweise["00", 2022] == "nicht berechnet: Nenner unter 50 für kinder."


@pytest.mark.parametrize("seed", range(5))
def test_counts_that_round_alike_give_the_same_public_edition(seed):
    counts = town()
    random = np.random.default_rng(seed)
    moved = counts.copy()
    for name in ("zaehler", "nenner"):
        moved[name] += random.integers(-2, 3, len(moved))
    einwohner = pd.Series(
        5000.0,
        pd.MultiIndex.from_frame(counts[["gebiet", "jahr"]].drop_duplicates()),
    )

    first = compute_from_zaehlungen(counts, setting(), einwohner=einwohner)
    second = compute_from_zaehlungen(moved, setting(), einwohner=einwohner + 2)

    assert first.to_records() == second.to_records()
    assert first.hash_werte() == second.hash_werte()
    assert first.hash_ergebnisse() == second.hash_ergebnisse()


def test_internal_edition_uses_exact_counts():
    counts = town()
    moved = counts.assign(zaehler=counts["zaehler"] + 1)

    first, second = (compute_interne_fassung(table, setting()) for table in (counts, moved))

    assert first.hash_werte() != second.hash_werte()
    assert first.methode.schutz == replace(setting().schutz, aktiv=False)


def test_city_is_the_sum_of_the_areas_with_both_numbers():
    counts = count(
        ("a", 2022, "armut", 10, 100),
        ("b", 2022, "armut", 40, 100),
        ("c", 2022, "armut", np.nan, 100),
    )

    anteile, _ = compute_anteile(add_stadtzeile(counts, "Stadt"))

    assert anteile.loc[("Stadt", 2022), "armut"] == 25


def test_row_of_the_city_that_is_there_stays():
    counts = count(("a", 2022, "armut", 10, 100), ("Stadt", 2022, "armut", 30, 100))

    assert add_stadtzeile(counts, "Stadt")["zaehler"].tolist() == [30, 10]


def test_city_has_exactly_index_0():
    tabelle = compute_from_zaehlungen(town(), setting()).tabelle

    assert set(tabelle.loc["Stadt", "status_index"]) == {0.0}


@pytest.mark.parametrize(
    ("row", "satz"),
    [
        (("a", 2022, "armut", 11, 10), "Der Zähler 11 ist größer als der Nenner 10."),
        (("a", 2022, "armut", -1, 10), "„-1.0“ ist als Zähler keine ganze Zahl ab 0."),
        (("a", 2022, "armut", 1, -10), "ist als Nenner keine ganze Zahl ab 0."),
        (("a", 2022, "armut", 1.5, 10), "„1.5“ ist als Zähler keine ganze Zahl ab 0."),
        (("a", 2022, "armut", 1, np.inf), "„inf“ ist als Nenner keine ganze Zahl ab 0."),
        (("a", 2022, "armut", "viele", 10), "„viele“ ist als Zähler keine ganze Zahl ab 0."),
        (("b", 2022, "armut", 1, 10), "Die Zählung steht zweimal da."),
    ],
)
def test_count_that_cannot_be_is_named(row, satz):
    counts = count(("b", 2022, "armut", 1.0, 10.0), row)

    with pytest.raises(ZaehlungError) as caught:
        protect_zaehlungen(counts, Schutz())

    assert str(caught.value).startswith(f"Gebiet „{row[0]}“, Jahr 2022, armut: ")
    assert satz in str(caught.value)


def test_missing_column_is_named():
    with pytest.raises(ZaehlungError, match="fehlt die Spalte nenner"):
        protect_zaehlungen(count().drop(columns="nenner"), Schutz())
