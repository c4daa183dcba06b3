"""Step 4: one index from all indicators."""

from dataclasses import dataclass

import pandas as pd

from navigator.sozialindex.methode import Methode
from navigator.sozialindex.standardisieren import Standardwerte, per_row, spread_years

NO_SPREAD = 1e-9  # sums have the unit of z: below it, their differences are rounding noise


@dataclass(frozen=True)
class Zusammenfassung:
    """``summe`` and ``index`` per row, both in units of burden; ``streuung`` per year."""

    summe: pd.Series
    index: pd.Series
    streuung: pd.Series


def aggregate(werte: Standardwerte, stichprobe: pd.Series, methode: Methode) -> Zusammenfassung:
    """Return sum = Σ w·z and index = (sum − sum at the centre) / SD of the sums.

    Empty where a value is missing; the index also where all sums of a year are alike.
    """
    gewichte = pd.Series(methode.gewichte).sort_index()
    summe = add_weighted(werte.z, gewichte)
    centre = add_weighted(werte.mitte, gewichte)
    by_year = summe[stichprobe].groupby(level="jahr").std(ddof=methode.ddof)
    streuung = spread_years(by_year, summe.index, methode)
    streuung = streuung.where(streuung > NO_SPREAD)
    index = (summe - per_row(centre, summe.index)) / per_row(streuung, summe.index)
    return Zusammenfassung(summe, index, streuung)


def add_weighted(werte: pd.DataFrame, gewichte: pd.Series) -> pd.Series:
    """Return Σ w·z per row; missing where one of the values is."""
    return (werte[gewichte.index] * gewichte).sum(axis=1, skipna=False)
