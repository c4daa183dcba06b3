"""Step 7: Status and Dynamik together, and which areas are Fokusquartiere."""

import pandas as pd

from navigator.sozialindex.methode import Methode


def combine(status: pd.Series, dynamik: pd.Series, methode: Methode) -> pd.DataFrame:
    """Return ``gruppe`` from the table of the method, and ``fokus``.

    No group where one of the classes is missing. ``fokus`` is missing where the Status is,
    or where the rule asks for a group that is not known.
    """
    table = {
        (row, column): name
        for row, names in zip(methode.status.klassen, methode.gruppen, strict=True)
        for column, name in zip(methode.dynamik.klassen, names, strict=True)
    }
    gruppe = [table.get(pair) for pair in zip(status, dynamik, strict=True)]
    fokus = [is_fokus(*pair, methode) for pair in zip(status, gruppe, strict=True)]
    return pd.DataFrame({"gruppe": gruppe, "fokus": fokus}, status.index, dtype=object)


def is_fokus(klasse: str | None, gruppe: str | None, methode: Methode) -> bool | None:
    if klasse is None:
        return None
    if klasse in methode.fokus.status:
        return True
    if gruppe is None and methode.fokus.gruppen:
        return None
    return gruppe in methode.fokus.gruppen
