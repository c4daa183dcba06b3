"""Proof on numbers nobody here wrote: Berlin's Monitoring of 2013, 2015 and 2017."""

import io
import json

import pandas as pd
import pytest
from django.core.management import call_command

from navigator.sozialindex import compute_sozialindex
from tests.indexwerte import methode, read_berlin

SHARES = ["s1", "s2", "s3", "s4"]
EDITIONS = [2013, 2015, 2017]


@pytest.fixture(scope="module")
def berlin():
    return read_berlin().set_index(["gebiet", "jahr"])


def compute(berlin, **angaben):
    changes = berlin[[f"d_{name}" for name in SHARES]].set_axis(SHARES, axis=1)
    setting = methode(**{"indikatoren": dict.fromkeys(SHARES, 1)} | angaben)
    return compute_sozialindex(berlin[SHARES], setting, berlin["einwohner"], changes)


def published(berlin, jahr):
    """Rows with a published class; 2015 has filler zeros in the others."""
    table = berlin.xs(jahr, level="jahr", drop_level=False)
    return table[table["pub_status_klasse"].notna()]


@pytest.mark.parametrize("jahr", EDITIONS)
def test_every_published_number_is_met(berlin, jahr):
    ergebnis = compute(berlin)

    known = published(berlin, jahr)
    tabelle, z = ergebnis.tabelle.loc[known.index], ergebnis.status.z.loc[known.index]
    assert len(known) > 430
    assert (tabelle["status_klasse"] == known["pub_status_klasse"]).all()
    assert (tabelle["dynamik_klasse"] == known["pub_dynamik_klasse"]).all()
    assert (tabelle["gruppe"] == known["pub_gesamt"]).all()
    for name in SHARES:
        assert (z[name] - known[f"pub_z{name}"]).abs().max() < 1.1e-5
    assert (tabelle["status_summe"] - known["pub_statussumme"]).abs().max() < 2e-5
    assert (tabelle["status_index"] - known["pub_statusindex"]).abs().max() < 1e-5
    assert set(tabelle["hinweis"]) == {""}


@pytest.mark.parametrize("jahr", EDITIONS)
def test_area_without_published_class_is_not_computed_and_says_why(berlin, jahr):
    ergebnis = compute(berlin)

    others = berlin.xs(jahr, level="jahr", drop_level=False).index
    others = others.difference(published(berlin, jahr).index)
    tabelle = ergebnis.tabelle.loc[others]
    assert tabelle["status_klasse"].isna().all()
    assert tabelle["hinweis"].str.startswith("nicht berechnet: ").all()


@pytest.mark.parametrize(("jahr", "status", "dynamik"), [(2013, 1, 0), (2015, 0, 1), (2017, 0, 0)])
def test_ddof_1_gives_other_classes(berlin, jahr, status, dynamik):
    ergebnis = compute(berlin, ddof=1)

    known = published(berlin, jahr)
    tabelle = ergebnis.tabelle.loc[known.index]
    assert (tabelle["status_klasse"] != known["pub_status_klasse"]).sum() == status
    assert (tabelle["dynamik_klasse"] != known["pub_dynamik_klasse"]).sum() == dynamik


def test_contributions_add_up_to_the_index(berlin):
    ergebnis = compute(berlin)

    for part in (ergebnis.status, ergebnis.dynamik):
        sums = part.beitraege.sum(axis=1, skipna=False)
        assert (sums - part.tabelle["index"]).abs().max() < 1e-12
        assert sums.isna().equals(part.tabelle["index"].isna())


@pytest.mark.parametrize("standardisierung", ["z", "min-max", "prozentrang"])
def test_city_has_exactly_index_0(berlin, standardisierung):
    known = berlin[berlin["pub_status_klasse"].notna()]
    city = known.groupby(level="jahr").quantile(0.8, numeric_only=True)
    city.index = pd.MultiIndex.from_product([["Stadt"], city.index], names=["gebiet", "jahr"])
    both = pd.concat([berlin, city])

    ergebnis = compute(
        both, vorlage="oberhausen", stadtzeile="Stadt", standardisierung=standardisierung
    )

    assert ergebnis.methode.zentrum == "stadt"
    stadt = ergebnis.tabelle.loc["Stadt"]
    assert stadt[["status_index", "dynamik_index"]].abs().max(axis=None) < 1e-12
    areas = ergebnis.tabelle.drop("Stadt")
    assert areas["status_index"].groupby(level="jahr").mean().abs().min() > 0.1


def test_one_edition_alone_is_the_same_as_all_together(berlin):
    alone = compute(berlin.xs(2015, level="jahr", drop_level=False)).tabelle
    together = compute(berlin).tabelle

    pd.testing.assert_frame_equal(
        alone, together[together.index.get_level_values("jahr") == 2015], check_index_type=False
    )


def test_changes_computed_from_shares_are_not_the_published_ones(berlin):
    setting = methode(indikatoren=dict.fromkeys(SHARES, 1))

    ergebnis = compute_sozialindex(berlin[SHARES], setting, berlin["einwohner"])

    tabelle = ergebnis.tabelle.xs(2017, level="jahr")
    assert tabelle["dynamik_klasse"].notna().sum() > 400
    # 284 inhabitants in 2015, 911 in 2017: below the floor within the window.
    assert tabelle.loc["02020201", "hinweis"] == (
        "nicht berechnet: 284 Einwohner*innen im Jahr 2015, gebraucht werden 300."
    )


def test_command_gives_the_published_classes_and_the_same_bytes_for_any_order(tmp_path, berlin):
    table = berlin.reset_index()
    (tmp_path / "m.json").write_text(
        json.dumps({"vorlage": "berlin-mss", "indikatoren": dict.fromkeys(SHARES, 1)}),
        encoding="utf-8",
    )
    orders = {"a": table, "b": table.sample(frac=1, random_state=3).sample(frac=1, axis=1)}
    for name, order in orders.items():
        order.to_csv(tmp_path / f"{name}.csv", index=False)
        call_command(
            "sozialindex_rechnen",
            methode=tmp_path / "m.json",
            werte=tmp_path / f"{name}.csv",
            ausgabe=tmp_path / f"{name}.aus.csv",
            stdout=io.StringIO(),
        )

    assert (tmp_path / "a.aus.csv").read_bytes() == (tmp_path / "b.aus.csv").read_bytes()
    out = pd.read_csv(tmp_path / "a.aus.csv", dtype={"gebiet": str}).set_index(["gebiet", "jahr"])
    known = berlin[berlin["pub_status_klasse"].notna()]
    assert out.loc[known.index, "gruppe"].equals(known["pub_gesamt"].rename("gruppe"))
