"""Step 1: which areas take part, and why others do not."""

import pandas as pd

from navigator.sozialindex.methode import Methode
from navigator.sozialindex.pruefen import Eingabe


def select_grundgesamtheit(eingabe: Eingabe, methode: Methode) -> pd.Series:
    """Return per area and year why it does not take part; an empty text where it does.

    The floor of inhabitants holds in the year itself and, where changes are computed, in
    every year of their window that the input has. Where all changes are given, areas may have
    been revised since, and only the year itself counts. No inhabitants given: no floor.
    """
    einwohner, smallest = eingabe.einwohner, methode.mindesteinwohner
    window = find_window(eingabe, methode)
    gruende = pd.Series("", einwohner.index)
    for back in range(methode.dynamik_jahre, -1, -1):
        jahr = einwohner.index.get_level_values("jahr") - back
        at = pd.MultiIndex.from_arrays([einwohner.index.get_level_values("gebiet"), jahr])
        zahl = einwohner.reindex(at).set_axis(einwohner.index)
        small = (zahl < smallest) & (back <= window)
        pairs = zip(zahl[small], jahr[small], strict=True)
        texts = [f"{n:.0f} Einwohner*innen im Jahr {year}" for n, year in pairs]
        gruende[small] = pd.Series(texts, gruende.index[small], dtype=object)
    gruende = gruende.mask(gruende != "", gruende + f", gebraucht werden {smallest}")
    gebiete = pd.Series(einwohner.index.get_level_values("gebiet"), einwohner.index)
    named = gebiete.map(methode.ausschluesse)
    return gruende.mask(named.notna(), named).mask(gebiete == methode.stadtzeile, "")


def find_window(eingabe: Eingabe, methode: Methode) -> pd.Series:
    """Return how many years the window of each row reaches back."""
    given = eingabe.veraenderungen[list(methode.gewichte)].notna().all(axis=1)
    return pd.Series(methode.dynamik_jahre, eingabe.einwohner.index).mask(given, 0)
