"""Step 3: values of different units on one scale, around the chosen centre."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from navigator.sozialindex.methode import Methode

NO_SPREAD = 1e-9  # relative to the largest value: below it, differences are rounding noise


@dataclass(frozen=True)
class Standardwerte:
    """Standardised values in units of burden.

    ``z`` has the rows of the input; ``mitte`` is the z of the centre, ``konstant`` says
    where an indicator is the same everywhere, both per year.
    """

    z: pd.DataFrame
    mitte: pd.DataFrame
    konstant: pd.DataFrame


def standardise(werte: pd.DataFrame, stichprobe: pd.Series, methode: Methode) -> Standardwerte:
    """Return every row standardised, measured on the rows of ``stichprobe``.

    An indicator that is the same everywhere distinguishes no area: it counts 0 for all.
    """
    richtung = pd.Series({i.name: float(i.richtung) for i in methode.indikatoren})
    burden = werte * richtung[werte.columns]
    sample = burden[stichprobe]
    groups = sample.groupby(level="jahr")
    span = groups.max() - groups.min()
    noise = NO_SPREAD * sample.abs().groupby(level="jahr").max()
    konstant = spread_years(span <= noise, werte.index, methode).fillna(False).astype(bool)
    z = SCALES[methode.standardisierung](burden, sample, methode)
    z = z.mask(per_row(konstant, burden.index) & burden.notna(), 0.0)
    return Standardwerte(z, find_mitte(z, stichprobe, methode), konstant)


def scale_z(burden: pd.DataFrame, sample: pd.DataFrame, methode: Methode) -> pd.DataFrame:
    """(x − centre) / SD; the SD is always that around the mean of the areas."""
    groups = sample.groupby(level="jahr")
    centre = find_mitte(burden, burden.index.isin(sample.index), methode)
    sd = spread_years(groups.std(ddof=methode.ddof), burden.index, methode)
    return (burden - per_row(centre, burden.index)) / per_row(sd, burden.index)


def scale_min_max(burden: pd.DataFrame, sample: pd.DataFrame, methode: Methode) -> pd.DataFrame:
    """0 for the area with the least burden, 1 for the one with the most."""
    groups = sample.groupby(level="jahr")
    low = per_row(spread_years(groups.min(), burden.index, methode), burden.index)
    high = per_row(spread_years(groups.max(), burden.index, methode), burden.index)
    return (burden - low) / (high - low)


def scale_prozentrang(burden: pd.DataFrame, sample: pd.DataFrame, methode: Methode) -> pd.DataFrame:
    """Share of the areas with less burden; areas with the same burden count half."""
    ranks = pd.DataFrame(np.nan, burden.index, burden.columns)
    years = burden.index.get_level_values("jahr")
    sample_years = sample.index.get_level_values("jahr")
    for jahr in years.unique():
        rows, measure = years == jahr, sample_years == (methode.bezugsjahr or jahr)
        if not measure.any():
            continue
        for name in burden.columns:
            ordered = np.sort(sample.loc[measure, name].to_numpy())
            values = burden.loc[rows, name].to_numpy()
            below = np.searchsorted(ordered, values, "left")
            upto = np.searchsorted(ordered, values, "right")
            ranks.loc[rows, name] = np.where(
                np.isnan(values), np.nan, (below + upto) / (2 * len(ordered))
            )
    return ranks


SCALES = {"z": scale_z, "min-max": scale_min_max, "prozentrang": scale_prozentrang}


def find_mitte(tabelle: pd.DataFrame, stichprobe: pd.Series, methode: Methode) -> pd.DataFrame:
    """Return per year where the centre lies: the areas' mean, the city, a year's mean."""
    if methode.zentrum == "stadt":
        city = tabelle.index.get_level_values("gebiet") == methode.stadtzeile
        years = tabelle.index.levels[1]
        return tabelle[city].droplevel("gebiet").reindex(years)
    means = tabelle[stichprobe].groupby(level="jahr").mean()
    return spread_years(means, tabelle.index, methode)


def spread_years(
    by_year: pd.DataFrame | pd.Series, index: pd.MultiIndex, methode: Methode
) -> pd.DataFrame | pd.Series:
    """Return one row per year of ``index``: the year's own, or the reference year's for all."""
    years = index.levels[1]
    if methode.bezugsjahr is None:
        return by_year.reindex(years)
    return by_year.reindex([methode.bezugsjahr] * len(years)).set_axis(years)


def per_row(by_year: pd.DataFrame | pd.Series, index: pd.MultiIndex) -> pd.DataFrame | pd.Series:
    """Repeat what holds per year for every area."""
    return by_year.reindex(index.get_level_values("jahr")).set_axis(index)
