"""Stored values as the engine takes them: counts and inhabitants, as frames of pandas."""

import itertools

import pandas as pd

from navigator.models import Indikatorwert
from navigator.sozialindex import round_counts

EINWOHNER = "einwohner"  # the Kürzel of the Indikator that counts inhabitants
GESCHUETZT = "."
COLUMNS = ["sozialquartier__name", "jahr", "indikator__kuerzel", "zaehler", "nenner"]
COLUMNS += ["status", "bereits_gerundet"]
NAMES = ["gebiet", "jahr", "indikator", "zaehler", "nenner", "status", "geschuetzt"]


def read_zaehlungen(werte, quartiere, jahre, kuerzel):
    """Return one row per quarter, year and Indikator; a value that nobody delivered is missing.

    A value that its supplier protected stands there as „.“, which the engine gives as reason.
    """
    grid = pd.DataFrame(
        itertools.product([one.name for one in quartiere], jahre, kuerzel), columns=NAMES[:3]
    )
    stored = read_rows(werte)
    counts = grid.merge(stored, how="left", on=NAMES[:3])
    protected = counts["status"] == Indikatorwert.Status.GESCHUETZT
    for name in ("zaehler", "nenner"):
        counts[name] = counts[name].astype(object).mask(protected, GESCHUETZT)
    counts["geschuetzt"] = counts["geschuetzt"].eq(other=True)
    return counts.drop(columns="status")


def read_rows(werte):
    rows = werte.order_by().values_list(*COLUMNS)
    frame = pd.DataFrame.from_records(list(rows), columns=NAMES)
    return frame.astype({"jahr": "int64", "zaehler": "float64", "nenner": "float64"})


def read_einwohner(werte, quartiere, jahre, settings):
    """Return the inhabitants per quarter and year, or ``None`` where nobody delivered any.

    With protection on, the city's are the sum of the rounded ones: nothing finer goes in. What
    its supplier has rounded already stays as it came.
    """
    rows = read_rows(werte.filter(indikator__kuerzel=EINWOHNER))
    if rows.empty:
        return None
    index = pd.MultiIndex.from_product(
        [[one.name for one in quartiere], jahre], names=["gebiet", "jahr"]
    )
    rows = rows.set_index(["gebiet", "jahr"])
    numbers = rows["zaehler"]
    if settings.schutz.aktiv:
        rounded = round_counts(numbers, settings.schutz.rundung)
        numbers = numbers.where(rows["geschuetzt"].astype(bool), rounded)
    numbers = numbers.reindex(index)
    if settings.stadtzeile is None:
        return numbers
    city = numbers.groupby(level="jahr").sum(min_count=1)
    city.index = pd.MultiIndex.from_product([[settings.stadtzeile], city.index], names=index.names)
    return pd.concat([numbers, city])
