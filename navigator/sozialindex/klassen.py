"""Step 6: classes on unrounded values, and how far the next class is."""

import numpy as np
import pandas as pd

from navigator.sozialindex.einstellungen import Klassierung

AT_CUT = 1e-9  # closer to a cut than this is at the cut: the rest is rounding noise


def classify(index: pd.Series, stichprobe: pd.Series, klassierung: Klassierung) -> pd.DataFrame:
    """Return ``klasse`` and the distances to the next cuts, in units of the index.

    ``abstand_besser`` leads to the next class with less burden, ``abstand_schlechter`` to
    the next with more, ``abstand`` to the nearer of both; empty where there is none.
    ``index`` is in units of burden.
    """
    values = index.where(stichprobe).to_numpy()
    years = index.index.get_level_values("jahr")
    klasse = np.full(len(index), None, dtype=object)
    besser, schlechter = np.full(len(index), np.nan), np.full(len(index), np.nan)
    klassen = np.array(klassierung.klassen, dtype=object)
    for jahr in years.unique():
        rows = (years == jahr) & ~np.isnan(values)
        if not rows.any():
            continue
        own = values[rows]
        cuts = find_cuts(own[:, None], klassierung)[:, 0]
        number = count_cuts(own, cuts, klassierung)
        bounds = np.concatenate([[np.nan], cuts, [np.nan]])
        klasse[rows] = klassen[number]
        besser[rows] = np.abs(own - bounds[number])
        schlechter[rows] = np.abs(bounds[number + 1] - own)
    return pd.DataFrame(
        {
            "klasse": pd.Series(klasse, index.index, dtype=object),
            "abstand_besser": besser,
            "abstand_schlechter": schlechter,
            "abstand": np.fmin(besser, schlechter),
        },
        index=index.index,
    )


def find_cuts(values: np.ndarray, klassierung: Klassierung) -> np.ndarray:
    """Return the cuts for each column of ``values``: as set, or quantiles of type 9."""
    if klassierung.art == "quantile":
        return np.quantile(values, klassierung.schnitte, axis=0, method="normal_unbiased")
    return np.repeat(np.array(klassierung.schnitte, dtype=float)[:, None], values.shape[1], axis=1)


def count_cuts(values: np.ndarray, cuts: np.ndarray, klassierung: Klassierung) -> np.ndarray:
    """Return how many cuts lie below each value: the number of its class.

    A value at a cut belongs to the class nearer to the middle.
    """
    number = np.zeros(values.shape, dtype=int)
    for cut, setting in zip(cuts, klassierung.schnitte, strict=True):
        number += values > cut + (AT_CUT if setting >= klassierung.mitte else -AT_CUT)
    return number
