"""Example values of the Sozialindex: invented, but nothing that is published contradicts them."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from beispielwerte import erzeugen
from beispielwerte.annahmen import FEST, JAHRE, KERNINDIKATOREN
from beispielwerte.aussagen import (
    EDITIONEN,
    find_contradictions,
    read_sozialraeume,
    read_table,
)
from navigator.sozialindex import compute_interne_fassung

NORTH = "(nördliche Stadtteile)"
SOME_QUARTER = "'ein Bezirk in Sterkrade-Mitte'"


@pytest.fixture(scope="module")
def werte():
    return pd.read_csv(erzeugen.DATEI, index_col=["gebiet", "jahr"], dtype={"gebiet": str})


@pytest.fixture(scope="module")
def tabelle(werte):
    return erzeugen.compute_edition(werte).tabelle


@pytest.fixture(scope="module")
def aussagen():
    return read_table("sozialindex_aussagen.csv")


def read_shared(name):
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "data" / name
        if path.is_file():
            return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    pytest.skip(f"{name} liegt nicht neben dem Projekt.")
    return None


def share_of_city(werte, name, jahr):
    sums = werte.xs(jahr, level="jahr").sum()
    return 100 * sums[f"{name}_zaehler"] / sums[f"{name}_nenner"]


def test_public_edition_meets_every_published_statement(tabelle, aussagen):
    assert len(aussagen) == 46
    assert find_contradictions(tabelle, aussagen) == []


def test_internal_edition_meets_them_too(werte, aussagen):
    ergebnis = compute_interne_fassung(
        erzeugen.list_zaehlungen(werte), erzeugen.METHODE, einwohner=werte["einwohner"]
    )

    assert find_contradictions(ergebnis.tabelle, aussagen) == []


def test_published_classes_lie_away_from_the_cuts(werte):
    assert erzeugen.is_good(werte)


def test_a_statement_that_is_not_met_is_found(tabelle):
    wrong = {"jahr": "2020", "raum": "Innenstadt", "art": "status", "wert": "hoch", "aussage": "x"}

    assert find_contradictions(tabelle, [wrong]) == ["2020 Innenstadt: x"]


def test_every_area_has_status_and_dynamik_in_the_editions(tabelle):
    editions = tabelle[tabelle.index.get_level_values("jahr").isin(EDITIONEN)].drop("Oberhausen")

    assert len(editions) == 3 * 27
    assert editions["gruppe"].notna().all()
    assert set(editions["hinweis"]) == {""}


def test_file_is_what_the_generator_writes(tmp_path, monkeypatch):
    path = tmp_path / "beispielwerte.csv"
    monkeypatch.setattr(erzeugen, "DATEI", path)

    erzeugen.main()

    written = (erzeugen.FIXTURES / "beispielwerte.csv").read_bytes()
    assert path.read_bytes() == written


def test_values_are_whole_numbers_of_all_quarters_and_years(werte):
    assert set(werte.index) == {(name, jahr) for name in read_sozialraeume() for jahr in JAHRE}
    assert (werte.dtypes == "int64").all()
    for name in KERNINDIKATOREN:
        assert (werte[f"{name}_zaehler"] > 0).all()
        assert (werte[f"{name}_zaehler"] <= werte[f"{name}_nenner"]).all()
        assert (werte[f"{name}_nenner"] <= werte["einwohner"]).all()
        assert (werte[f"{name}_nenner"] >= 50).all()


@pytest.mark.parametrize(
    ("name", "jahr", "published"),
    [
        ("sgb2", 2022, 17.1),
        ("migrationshintergrund", 2022, 33.4),
        ("kinderarmut", 2019, 28.5),
        ("kinderarmut", 2018, 27.1),
    ],
)
def test_averages_of_the_city_are_the_published_ones(werte, name, jahr, published):
    assert share_of_city(werte, name, jahr) == pytest.approx(published, abs=0.05)


def test_inhabitants_add_up_to_the_published_number(werte):
    assert werte.xs(2022, level="jahr")["einwohner"].sum() == 211_099
    assert werte.at[("Osterfeld-Heide", 2022), "einwohner"] == 7_405


@pytest.mark.parametrize(("gebiet", "name", "jahr"), FEST)
def test_published_shares_of_quarters_are_met(werte, gebiet, name, jahr):
    row = werte.loc[(gebiet, jahr)]

    share = 100 * row[f"{name}_zaehler"] / row[f"{name}_nenner"]
    assert share == pytest.approx(FEST[gebiet, name, jahr], abs=0.05)


@pytest.mark.parametrize(
    ("gebiet", "name", "published"),
    [
        ("Innenstadt", "kinderarmut", 50),
        ("Innenstadt", "sgb2", 32.3),
        ("Brücktorviertel", "alleinerziehende", 35.8),
        ("Innenstadt", "alleinerziehende", 35.1),
        ("Lirich-Süd", "kinderreiche_familien", 19.4),
        ("Osterfeld-Mitte/Vonderort", "kinderreiche_familien", 17.3),
        ("Innenstadt", "kinderreiche_familien", 16.0),
        ("Marienviertel-West", "kinderreiche_familien", 15.6),
        ("Vondern/Osterfeld-Süd", "kinderreiche_familien", 14.7),
        ("Buschhausen/Biefang", "kinderreiche_familien", 7.5),
        ("Königshardt", "kinderreiche_familien", 6.6),
    ],
)
def test_first_year_is_near_older_published_shares(werte, gebiet, name, published):
    row = werte.loc[(gebiet, 2013)]

    share = 100 * row[f"{name}_zaehler"] / row[f"{name}_nenner"]
    assert share == pytest.approx(published, rel=0.15)


def test_no_published_statement_is_left_out(aussagen):
    known = {(row["jahr"], row["raum"]) for row in aussagen}
    names = {NORTH: "Norden", SOME_QUARTER: "Sozialraum Sterkrade-Mitte"}

    for row in read_shared("sozialindex_aussagen.csv"):
        quartier = names.get(row["quartier"], row["quartier"])
        assert (row["berichtsjahr"], quartier) in known, row


def test_published_classes_of_the_quarters_are_computed(tabelle):
    for row in read_shared("sozialquartiere.csv"):
        for jahr in EDITIONEN:
            for art in ("status", "dynamik"):
                published = row[f"{art}_{jahr}"]
                if published:
                    computed = tabelle.at[(row["name"], jahr), f"{art}_klasse"]
                    assert computed in published.split(" oder "), (row["name"], jahr)
