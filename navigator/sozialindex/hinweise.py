"""Why something is missing, in words beside each area."""

import pandas as pd

from navigator.sozialindex.methode import Methode
from navigator.sozialindex.standardisieren import per_row

STADT = "Werte der Stadt zum Vergleich, ohne Klasse"
KONSTANT = "ist in allen Gebieten gleich und zählt 0"


def explain_gap(index: pd.Series, gruende: pd.Series, mitte: pd.DataFrame, methode: Methode):
    """Return why an index is missing: the row's own reason, else that of its whole year."""
    missing = index.isna()
    no_centre = per_row(mitte[list(methode.gewichte)].isna().any(axis=1), index.index)
    if methode.zentrum == "stadt":
        centre = f"der Stadtzeile „{methode.stadtzeile}“ fehlt ein Wert"
    else:
        centre = f"im Jahr {methode.bezugsjahr} gibt es kein Gebiet mit allen Werten"
    texts = pd.Series("die Gebiete unterscheiden sich nicht", index.index)
    texts = texts.mask(no_centre, centre).mask(gruende != "", gruende)
    return texts.where(missing, "")


def write_hinweise(
    status: pd.Series, dynamik: pd.Series, konstant: pd.DataFrame, methode: Methode
) -> pd.Series:
    """Join the reasons of each row to sentences; no text where there is nothing to say.

    ``status`` and ``dynamik`` hold what ``explain_gap`` found.
    """
    names = [name for name in methode.namen if name in methode.gewichte]
    same = {
        jahr: "".join(f" {name} {KONSTANT}." for name in names if row[name])
        for jahr, row in konstant.iterrows()
    }
    texts = []
    for (gebiet, jahr), gap, change in zip(status.index, status, dynamik, strict=True):
        text = f" nicht berechnet: {gap}." if gap else same[jahr]
        if change and not gap:
            text += f" Dynamik nicht berechnet: {change}."
        if gebiet == methode.stadtzeile:
            text += f" {STADT}."
        texts.append(text.strip())
    return pd.Series(texts, status.index, dtype=object)
