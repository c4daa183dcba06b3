"""Degenerate input: a defined result or a sentence, never inf or NaN in what is stored."""

import math

import numpy as np
import pandas as pd
import pytest

from navigator.sozialindex import SozialindexError, WerteError, compute_sozialindex
from tests.indexwerte import add_city, methode, tabulate, zwoelf_gebiete


def compute(werte, indikatoren=None, **angaben):
    names = dict.fromkeys(werte.columns, 1) if indikatoren is None else indikatoren
    return compute_sozialindex(werte, methode(indikatoren=names), **angaben)


def assert_stored_well(ergebnis):
    """Numbers are finite, and whatever is missing has its reason beside it."""
    for record in ergebnis.to_records():
        numbers = [value for value in record.values() if isinstance(value, float)]
        assert all(map(math.isfinite, numbers))
        if record["status_index"] is None:
            assert record["hinweis"].startswith("nicht berechnet: ")
            assert record["status_klasse"] is record["gruppe"] is record["fokus"] is None
        elif record["dynamik_index"] is None:
            assert "Dynamik nicht berechnet: " in record["hinweis"]


def test_constant_indicator_counts_nothing_and_is_named():
    werte = tabulate(2022, list("abc"), quote=[1.0, 2, 3], kinder=[0.1 + 0.2, 0.3, 0.3])

    ergebnis = compute(werte)

    assert_stored_well(ergebnis)
    assert ergebnis.status.z["kinder"].tolist() == [0, 0, 0]
    assert ergebnis.tabelle["status_klasse"].tolist() == ["hoch", "mittel", "niedrig"]
    assert "kinder ist in allen Gebieten gleich und zählt 0." in ergebnis.tabelle["hinweis"].iloc[0]


def test_areas_that_are_all_alike_have_no_index():
    ergebnis = compute(tabulate(2022, list("abc"), quote=[2.0, 2, 2]))

    assert_stored_well(ergebnis)
    assert set(ergebnis.tabelle["hinweis"]) == {
        "nicht berechnet: die Gebiete unterscheiden sich nicht."
    }


@pytest.mark.parametrize("ddof", [0, 1])
@pytest.mark.parametrize("standardisierung", ["z", "min-max", "prozentrang"])
@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_areas(count, standardisierung, ddof):
    werte = tabulate(2022, list("ab")[:count], quote=[3.0, 4.0][:count])
    setting = methode(indikatoren={"quote": 1}, standardisierung=standardisierung, ddof=ddof)

    ergebnis = compute_sozialindex(werte, setting)

    assert_stored_well(ergebnis)
    known = ergebnis.tabelle["status_klasse"].notna()
    assert known.tolist() == ([False] if count == 1 else [True, True])


def test_two_areas_lie_at_the_cuts_and_stay_in_the_middle():
    # ±1 by arithmetic; as floats one of them may come out a little further.
    pairs = [tabulate(1980 + n, list("ab"), quote=[0.1 + n / 7, 7.77]) for n in range(40)]

    ergebnis = compute(pd.concat(pairs))

    assert set(ergebnis.tabelle["status_klasse"]) == {"mittel"}


def test_all_values_missing_is_no_error():
    werte = zwoelf_gebiete() * np.nan

    ergebnis = compute(werte)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle["status_index"].isna().all()


def test_area_with_a_gap_is_not_computed_and_does_not_move_the_others():
    werte = zwoelf_gebiete()
    werte.loc[("04", 2022), "kinder"] = np.nan

    ergebnis = compute(werte)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle.loc[("04", 2022), "hinweis"] == (
        "nicht berechnet: kein Wert für kinder."
    )
    without = compute(werte.drop(("04", 2022)))
    pd.testing.assert_frame_equal(
        ergebnis.tabelle.drop(("04", 2022)), without.tabelle, check_index_type=False
    )


@pytest.mark.parametrize("mark", [".", "•"])
def test_protected_value_is_no_number_and_no_blank(mark):
    werte = zwoelf_gebiete().astype(object)
    werte.loc[("04", 2020), "kinder"] = mark
    werte.loc[("07", 2022), ["quote", "kinder"]] = mark

    ergebnis = compute(werte)

    assert_stored_well(ergebnis)
    hinweise = ergebnis.tabelle["hinweis"]
    assert hinweise["07", 2022] == "nicht berechnet: geschützter Wert für quote, kinder."
    assert "nicht berechnet: geschützter Wert für kinder." in hinweise["04", 2020]
    assert hinweise["04", 2022] == "Dynamik nicht berechnet: kein Wert von 2020 für kinder."


def test_indicator_of_weight_0_is_shown_but_may_be_missing():
    werte = zwoelf_gebiete()
    werte.loc[("04", 2022), "kinder"] = np.nan
    setting = methode(gewichte={"kinder": 0})

    ergebnis = compute_sozialindex(werte, setting)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle.loc[("04", 2022), "status_klasse"] == "mittel"
    assert ergebnis.status.z.loc[("01", 2022), "kinder"] > 0


def test_excluded_area_has_its_reason_and_does_not_count():
    werte = zwoelf_gebiete()
    setting = methode(ausschluesse={"01": "Gewerbegebiet"})

    ergebnis = compute_sozialindex(werte, setting)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle.loc[("01", 2022), "hinweis"] == "nicht berechnet: Gewerbegebiet."
    rest = compute_sozialindex(werte.drop("01", level="gebiet"), methode())
    assert rest.tabelle["status_index"].tolist() == (
        ergebnis.tabelle["status_index"].drop("01", level="gebiet").tolist()
    )


def test_floor_of_inhabitants_holds_over_the_whole_window():
    werte = zwoelf_gebiete()
    einwohner = pd.Series(1000.0, werte.index)
    einwohner["02", 2020] = 299
    einwohner["03", 2022] = 299
    einwohner["04", 2022] = np.nan
    einwohner["05", 2022] = 300

    tabelle = compute(werte, einwohner=einwohner).tabelle

    missing = tabelle["status_index"].isna()
    assert tabelle.index[missing].tolist() == [("02", 2020), ("02", 2022), ("03", 2022)]
    assert tabelle.loc[("02", 2022), "hinweis"] == (
        "nicht berechnet: 299 Einwohner*innen im Jahr 2020, gebraucht werden 300."
    )


def test_missing_value_of_the_city_leaves_the_year_uncomputed():
    werte = add_city(zwoelf_gebiete(), 2022, 20, 10, np.nan)
    setting = methode(zentrum="stadt", stadtzeile="Stadt")

    ergebnis = compute_sozialindex(werte, setting)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle.loc[("01", 2022), "hinweis"] == (
        "nicht berechnet: der Stadtzeile „Stadt“ fehlt ein Wert."
    )


def test_reference_year_without_changes_says_so():
    setting = methode(zentrum="bezugsjahr", bezugsjahr=2020)

    ergebnis = compute_sozialindex(zwoelf_gebiete(), setting)

    assert_stored_well(ergebnis)
    assert ergebnis.tabelle.loc[("01", 2022), "hinweis"] == (
        "Dynamik nicht berechnet: im Jahr 2020 gibt es kein Gebiet mit allen Werten."
    )


def test_negative_values_are_values():
    ergebnis = compute(zwoelf_gebiete() - 100)

    assert ergebnis.tabelle["status_index"].tolist() == pytest.approx(
        compute(zwoelf_gebiete()).tabelle["status_index"].tolist()
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("zentrum", ["gebiete", "stadt", "bezugsjahr"])
@pytest.mark.parametrize("standardisierung", ["z", "min-max", "prozentrang"])
def test_holes_anywhere_leave_only_finite_numbers_and_reasons(standardisierung, zentrum, seed):
    random = np.random.default_rng(seed)
    areas = ["Stadt", *(f"{n:02}" for n in range(random.integers(1, 9)))]
    index = pd.MultiIndex.from_product([areas, [2018, 2020, 2022]], names=["gebiet", "jahr"])
    shape = (len(index), 3)
    werte = pd.DataFrame(random.integers(0, 4, shape) / 3, index, ["quote", "kinder", "bildung"])
    werte = werte.mask(random.random(shape) < seed / 20).sample(frac=1, random_state=seed)
    changes = pd.DataFrame(random.normal(size=shape), werte.index, werte.columns)
    setting = methode(
        "oberhausen" if seed % 2 else "berlin-mss",
        gewichte={"kinder": seed % 3},
        stadtzeile="Stadt",
        zentrum=zentrum,
        bezugsjahr=2020 if zentrum == "bezugsjahr" else None,
        standardisierung=standardisierung,
        dynamik_jahre=2,
        ddof=seed % 2,
        robustheit={"laeufe": 5},
    )

    ergebnis = compute_sozialindex(
        werte, setting, veraenderungen=changes[changes > 0] if seed % 4 == 0 else None
    )

    assert_stored_well(ergebnis)
    for part in (ergebnis.status, ergebnis.dynamik):
        difference = part.beitraege.sum(axis=1, skipna=False) - part.tabelle["index"]
        assert not difference.abs().max() > 1e-12
        known = part.tabelle["klasse"].notna()
        assert part.tabelle["robust"][known].between(0, 1).all()


# ---- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [np.inf, -np.inf, "viel", "1,5"])
def test_value_that_is_no_number_is_named(wrong):
    werte = zwoelf_gebiete().astype(object)
    werte.loc[("03", 2020), "kinder"] = wrong

    with pytest.raises(WerteError, match=r"Gebiet „03“, Jahr 2020, kinder: „.*“ ist keine Zahl"):
        compute(werte)


def test_duplicate_row_is_named():
    werte = pd.concat([zwoelf_gebiete(), zwoelf_gebiete().iloc[[5]]])

    with pytest.raises(WerteError, match=r"Gebiet „06“ steht im Jahr 2020 zweimal"):
        compute(werte)


def test_unknown_indicator_is_named():
    with pytest.raises(WerteError, match=r"gibt es keine Werte: armut\."):
        compute(zwoelf_gebiete(), {"quote": 1, "armut": 1})


def test_duplicate_column_is_named():
    werte = zwoelf_gebiete()[["quote", "kinder", "quote"]]

    with pytest.raises(WerteError, match="Indikator „quote“ steht zweimal"):
        compute_sozialindex(werte, methode(indikatoren={"quote": 1}))


@pytest.mark.parametrize(
    ("gebiete", "jahr", "satz"),
    [
        ([1, 2], 2022, "„1“ kann kein Gebiet heißen"),
        (["", "b"], 2022, "„“ kann kein Gebiet heißen"),
        (["a", "b"], "2022", "„2022“ ist kein Jahr"),
        (["a", "b"], 2022.5, "„2022.5“ ist kein Jahr"),
    ],
)
def test_area_is_a_text_and_year_a_whole_number(gebiete, jahr, satz):
    with pytest.raises(WerteError, match=satz):
        compute(tabulate(jahr, gebiete, quote=[1.0, 2.0]))


def test_index_without_names_is_refused():
    with pytest.raises(WerteError, match="nicht durch „gebiet“ und „jahr“ bezeichnet"):
        compute(zwoelf_gebiete().reset_index(drop=True))


def test_empty_table_is_refused():
    with pytest.raises(WerteError, match="Es gibt keine Werte"):
        compute(zwoelf_gebiete().iloc[:0])


def test_negative_inhabitants_are_refused():
    werte = zwoelf_gebiete()

    with pytest.raises(WerteError, match="Einwohnerzahlen sind nicht negativ"):
        compute(werte, einwohner=pd.Series(-1.0, werte.index))


@pytest.mark.parametrize(
    "angaben", [{"stadtzeile": "Berlin"}, {"zentrum": "bezugsjahr", "bezugsjahr": 1999}]
)
def test_centre_that_is_not_in_the_values_is_an_error(angaben):
    with pytest.raises(SozialindexError, match=r"Berlin|1999"):
        compute_sozialindex(zwoelf_gebiete(), methode(**angaben))


def test_area_names_keep_leading_zeros_and_umlauts():
    werte = tabulate(2022, ["01011101", "1011101", "Dümpten"], **{"Größe ß": [1.0, 2, 4]})

    ergebnis = compute(werte)

    assert [row["gebiet"] for row in ergebnis.to_records()] == ["01011101", "1011101", "Dümpten"]
