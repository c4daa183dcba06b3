"""Step 2: shares from numerator and denominator, and the city's own from all areas."""

import pandas as pd

from navigator.sozialindex.pruefen import INDEX
from navigator.sozialindex.schutz import SCHLUESSEL, ZAHLEN, check_zaehlungen


def add_stadtzeile(zaehlungen: pd.DataFrame, stadtzeile: str) -> pd.DataFrame:
    """Add the city's own row: the sums of all areas that have numerator and denominator.

    A row of the city that is there already stays. The sums are taken from the counts as
    they are, so those of the public edition from rounded counts alone.
    """
    checked = check_zaehlungen(zaehlungen)
    areas = checked[checked["gebiet"] != stadtzeile]
    complete = areas[areas[ZAHLEN].notna().all(axis=1)]
    sums = complete.groupby(["jahr", "indikator"], as_index=False)[ZAHLEN].sum()
    sums = sums.assign(gebiet=stadtzeile, geschuetzt=True, grund="")
    both = pd.concat([checked, sums[checked.columns]], ignore_index=True)
    return both.drop_duplicates(SCHLUESSEL, keep="first", ignore_index=True)


def compute_anteile(
    zaehlungen: pd.DataFrame, mindestnenner: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the shares in percent per area and year, and the reasons of missing ones.

    No share on a denominator of 0, or below ``mindestnenner``.
    """
    long = list_anteile(check_zaehlungen(zaehlungen), mindestnenner)
    wide = long.pivot(index=INDEX, columns="indikator", values=["anteil", "grund"])
    return wide["anteil"].astype(float), wide["grund"].fillna("").astype(object)


def list_anteile(checked: pd.DataFrame, mindestnenner: int = 0) -> pd.DataFrame:
    """Return the checked counts with the column anteil, and in ``grund`` why one is missing."""
    anteil = 100 * checked["zaehler"] / checked["nenner"].where(checked["nenner"] > 0)
    small = checked["nenner"] < mindestnenner
    grund = (
        checked["grund"]
        .mask(checked["nenner"] == 0, "Nenner 0")
        .mask(small, f"Nenner unter {mindestnenner}")
    )
    return checked.assign(anteil=anteil.mask(small), grund=grund)
