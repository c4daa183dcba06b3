"""Before the first step: the input in one form, or an error that names the place.

Every frame of the engine has the index (gebiet, jahr) and one column per indicator, both
sorted: whatever order the input had, the same sums are taken in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navigator.sozialindex.fehler import WerteError
from navigator.sozialindex.methode import Methode

INDEX = ["gebiet", "jahr"]
GESCHUETZT = (".", "•")  # what statistical offices write instead of a protected value


@dataclass(frozen=True)
class Eingabe:
    """Checked input; ``gruende`` and ``gruende_veraenderung`` say why a value is missing."""

    werte: pd.DataFrame
    gruende: pd.DataFrame
    einwohner: pd.Series
    veraenderungen: pd.DataFrame
    gruende_veraenderung: pd.DataFrame


def check_eingabe(
    werte: pd.DataFrame,
    methode: Methode,
    einwohner: pd.Series | None = None,
    veraenderungen: pd.DataFrame | None = None,
    gruende: pd.DataFrame | None = None,
) -> Eingabe:
    """Return the input sorted, as numbers, reduced to what the method names.

    ``einwohner`` and ``veraenderungen`` (given changes) may be left out; ``gruende`` holds a
    reason where a value is missing on purpose. Raises ``WerteError``.
    """
    namen = sorted(methode.namen)
    index = check_index(werte)
    missing = [name for name in methode.namen if name not in werte.columns]
    if missing:
        raise WerteError(f"Für diese Indikatoren gibt es keine Werte: {', '.join(missing)}.")
    if methode.stadtzeile is not None and methode.stadtzeile not in index.levels[0]:
        raise WerteError(f"Die Stadtzeile „{methode.stadtzeile}“ steht nicht in den Werten.")
    if methode.bezugsjahr is not None and methode.bezugsjahr not in index.levels[1]:
        raise WerteError(f"Für das Bezugsjahr {methode.bezugsjahr} gibt es keine Werte.")
    zahlen, found = split_protected(werte.set_axis(index)[namen])
    if gruende is not None:
        given = gruende.set_axis(check_index(gruende)).reindex(index=index, columns=namen)
        found = found.mask(found == "", given.fillna(""))
    found = found.where(zahlen.isna(), "").mask(zahlen.isna() & (found == ""), "kein Wert")
    changes, reasons = pd.DataFrame(np.nan, index, namen), pd.DataFrame("", index, namen)
    if veraenderungen is not None:
        given = veraenderungen.set_axis(check_index(veraenderungen))
        changes, reasons = split_protected(given.reindex(index=index, columns=namen))
    return Eingabe(
        werte=zahlen.sort_index(),
        gruende=found.sort_index(),
        einwohner=check_einwohner(einwohner, index).sort_index(),
        veraenderungen=changes.sort_index(),
        gruende_veraenderung=reasons.sort_index(),
    )


def check_index(tabelle: pd.DataFrame | pd.Series) -> pd.MultiIndex:
    """Return the index as texts and whole numbers. Raises ``WerteError``."""
    index = tabelle.index
    if list(index.names) != INDEX:
        raise WerteError("Die Zeilen der Werte sind nicht durch „gebiet“ und „jahr“ bezeichnet.")
    if index.empty:
        raise WerteError("Es gibt keine Werte, mit denen gerechnet werden kann.")
    if isinstance(tabelle, pd.DataFrame) and tabelle.columns.has_duplicates:
        twice = tabelle.columns[tabelle.columns.duplicated()][0]
        raise WerteError(f"Der Indikator „{twice}“ steht zweimal in den Werten.")
    for gebiet, jahr in index:
        if not isinstance(gebiet, str) or not gebiet.strip():
            raise WerteError(f"„{gebiet}“ kann kein Gebiet heißen: Gebraucht wird ein Text.")
        if not isinstance(jahr, int | np.integer):
            raise WerteError(f"Gebiet „{gebiet}“: „{jahr}“ ist kein Jahr.")
    if index.has_duplicates:
        gebiet, jahr = index[index.duplicated()][0]
        raise WerteError(f"Gebiet „{gebiet}“ steht im Jahr {jahr} zweimal in den Werten.")
    return pd.MultiIndex.from_arrays(
        [
            pd.Index(index.get_level_values("gebiet"), dtype=object),
            pd.Index(index.get_level_values("jahr"), dtype="int64"),
        ],
        names=INDEX,
    )


def split_protected(tabelle: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the numbers, and „geschützter Wert“ where the supplier wrote „.“ or „•“."""
    protected = tabelle.isin(GESCHUETZT)
    zahlen = pd.DataFrame(
        {name: to_numbers(tabelle[name].mask(protected[name])) for name in tabelle.columns},
        index=tabelle.index,
    )
    gruende = pd.DataFrame("", tabelle.index, tabelle.columns)
    return zahlen, gruende.mask(protected, "geschützter Wert")


def to_numbers(spalte: pd.Series) -> pd.Series:
    """Return finite floats, NaN where nothing stands. Raises ``WerteError`` for the rest."""
    zahlen = pd.to_numeric(spalte, errors="coerce").astype(float)
    wrong = (zahlen.isna() & spalte.notna()) | np.isinf(zahlen)
    if wrong.any():
        gebiet, jahr = spalte.index[wrong][0]
        raise WerteError(
            f"Gebiet „{gebiet}“, Jahr {jahr}, {spalte.name}: "
            f"„{spalte[wrong].iloc[0]}“ ist keine Zahl, mit der gerechnet werden kann."
        )
    return zahlen


def check_einwohner(einwohner: pd.Series | None, index: pd.MultiIndex) -> pd.Series:
    if einwohner is None:
        return pd.Series(np.nan, index, name="einwohner")
    given = einwohner.set_axis(check_index(einwohner)).rename("einwohner").reindex(index)
    zahlen = to_numbers(given)
    if (zahlen < 0).any():
        gebiet, jahr = zahlen.index[zahlen < 0][0]
        raise WerteError(f"Gebiet „{gebiet}“, Jahr {jahr}: Einwohnerzahlen sind nicht negativ.")
    return zahlen


def name_missing(gruende: pd.DataFrame, namen: Sequence[str]) -> pd.Series:
    """Return per row „kein Wert für s1, s2; geschützter Wert für s3“, or nothing."""
    texts = []
    for row in gruende[list(namen)].to_numpy(dtype=object):
        found = {}
        for name, grund in zip(namen, row, strict=True):
            if grund:
                found.setdefault(grund, []).append(name)
        texts.append("; ".join(f"{grund} für {', '.join(names)}" for grund, names in found.items()))
    return pd.Series(texts, gruende.index, dtype=object)
