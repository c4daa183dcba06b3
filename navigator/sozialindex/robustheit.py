"""Step 9: would an area be in the same class, had the method been a little different?"""

import numpy as np
import pandas as pd

from navigator.sozialindex.einstellungen import Klassierung
from navigator.sozialindex.klassen import count_cuts, find_cuts
from navigator.sozialindex.methode import Methode
from navigator.sozialindex.standardisieren import Standardwerte
from navigator.sozialindex.zusammenfassen import NO_SPREAD


def shake(
    werte: Standardwerte,
    klassen: pd.Series,
    klassierung: Klassierung,
    methode: Methode,
) -> pd.Series:
    """Return per row the share of runs, 0 to 1, in which the area keeps its class.

    One run per indicator leaves it out; the others shake all weights by up to ``spanne``,
    with random numbers that start the same every time. ``klassen`` is empty outside the
    sample, and so is what comes back.
    """
    shares = np.full(len(klassen), np.nan)
    runs = draw_gewichte(methode)
    names = sorted(methode.gewichte)
    years = klassen.index.get_level_values("jahr")
    known = klassen.notna().to_numpy()
    z = werte.z[names].to_numpy()
    rows = {jahr: known & (years == jahr) for jahr in years.unique()}
    sums = {jahr: add_runs(z[of_year], runs) for jahr, of_year in rows.items() if of_year.any()}
    for jahr, own in sums.items():
        reference = sums.get(methode.bezugsjahr or jahr)
        if reference is None or not runs.size:
            continue
        centre = add_runs(werte.mitte.loc[[jahr], names].to_numpy(), runs)
        streuung = reference.std(axis=0, ddof=methode.ddof)
        usable = streuung > NO_SPREAD
        index = (own - centre)[:, usable] / streuung[usable]
        number = np.full(own.shape, -1)  # a run without spread keeps no class
        number[:, usable] = count_cuts(index, find_cuts(index, klassierung), klassierung)
        base = [klassierung.klassen.index(klasse) for klasse in klassen[rows[jahr]]]
        shares[rows[jahr]] = (number == np.array(base)[:, None]).mean(axis=1)
    return pd.Series(shares, klassen.index)


def draw_gewichte(methode: Methode) -> np.ndarray:
    """Return one column of weights per run, rows in the order of the names."""
    gewichte = np.array([methode.gewichte[name] for name in sorted(methode.gewichte)])
    left_out = gewichte[:, None] * (1 - np.eye(len(gewichte)))
    if len(gewichte) == 1:
        left_out = left_out[:, :0]  # without its one indicator there is no index
    setting = methode.robustheit
    random = np.random.default_rng(setting.startwert)
    factors = random.uniform(
        1 - setting.spanne, 1 + setting.spanne, (len(gewichte), setting.laeufe)
    )
    return np.hstack([left_out, gewichte[:, None] * factors])


def add_runs(z: np.ndarray, runs: np.ndarray) -> np.ndarray:
    """Return Σ w·z per area and run; added up in a fixed order, unlike a matrix product."""
    sums = np.zeros((len(z), runs.shape[1]))
    for column, gewichte in zip(z.T, runs, strict=True):
        sums += column[:, None] * gewichte
    return sums
