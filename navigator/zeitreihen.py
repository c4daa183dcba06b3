"""What each Indikator was over the years, per quarter and for the city, from rounded counts."""

from typing import NamedTuple

import pandas as pd

from navigator.indexwerte import read_rows
from navigator.models import Datenstand, Indikator, Indikatorwert, Sozialquartier
from navigator.sozialindex import OEFFENTLICH, protect_zaehlungen
from navigator.sozialindex.anteile import list_anteile

REASONS = {
    Indikatorwert.Status.FEHLT: "kein Wert",
    Indikatorwert.Status.GESCHUETZT: "geschützter Wert",
}


class Punkt(NamedTuple):
    """One year: a share in percent, or a rounded number; without one, the reason."""

    jahr: int
    wert: float | None
    grund: str
    ist_beispiel: bool


def public_zeitreihen():
    """Return ``{Kürzel: {pk of the Sozialquartier, or None for the city: [Punkt, …]}}``.

    Of Indikatoren with a complete Indikatorenblatt only. The city's value is that of the sum
    over the quarters; where some have none, ``grund`` says how many are in it.
    """
    return Datenstand.objects.remember("zeitreihen", compute_zeitreihen)


def compute_zeitreihen():
    arten = dict(Indikator.objects.published().values_list("kuerzel", "art"))
    werte = Indikatorwert.objects.current().filter(indikator__kuerzel__in=arten)
    series = {kuerzel: {} for kuerzel in arten}
    if not werte.exists():
        return series
    examples = find_examples(werte)
    for kuerzel, gebiet, jahr, wert, grund in list_werte(read_rows(werte), arten):
        point = Punkt(jahr, wert, grund, (kuerzel, gebiet, jahr) in examples)
        series[kuerzel].setdefault(gebiet, []).append(point)
    return series


def list_werte(counts, arten):
    """Yield Kürzel, key of the area (``None``: the city), year, value or ``None``, and reason.

    All of them at once, in few steps over the whole table: row by row it takes many times as long.
    """
    pks = dict(Sozialquartier.objects.values_list("name", "pk"))
    counts = counts.assign(
        grund=counts["status"].map(REASONS).fillna(""),
        gebiet=counts["gebiet"].map(pks).astype(str),
    )
    rounded = protect_zaehlungen(counts.drop(columns="status"), OEFFENTLICH)
    both = pd.concat([rounded, sum_city(rounded, arten, len(pks))], ignore_index=True)
    table = list_anteile(both, OEFFENTLICH.mindestnenner)
    is_share = find_shares(table, arten)
    table = table.assign(
        wert=table["anteil"].where(is_share, table["zaehler"]),
        grund=table["grund"].where(is_share, both["grund"]),
    ).sort_values(["indikator", "gebiet", "jahr"])
    yield from zip(
        table["indikator"].tolist(),
        [int(gebiet) if gebiet else None for gebiet in table["gebiet"]],
        table["jahr"].tolist(),
        table["wert"].astype(object).where(table["wert"].notna(), None).tolist(),
        table["grund"].tolist(),
        strict=True,
    )


def find_shares(table, arten):
    """Tell which rows are of shares; the others are plain numbers of people."""
    return table["indikator"].map(arten).eq(Indikator.Art.ANTEIL)


def find_examples(werte):
    """Return Kürzel, area and year of what is an example; the city is if one of its parts is."""
    fields = ("indikator__kuerzel", "sozialquartier", "jahr")
    found = set(werte.filter(ist_beispiel=True).order_by().values_list(*fields))
    return found | {(kuerzel, None, jahr) for kuerzel, _, jahr in found}


def sum_city(rows, arten, number):
    """Return the city's counts: the sums of those quarters that have them, with a note."""
    is_complete = rows["zaehler"].notna() & (rows["nenner"].notna() | ~find_shares(rows, arten))
    city = (
        rows[is_complete]
        .groupby(["jahr", "indikator"], as_index=False)
        .agg(zaehler=("zaehler", "sum"), nenner=("nenner", "sum"), n=("gebiet", "size"))
    )
    notes = [
        "" if n == number else f"Summe aus {n} von {number} Sozialquartieren" for n in city["n"]
    ]
    return city.assign(gebiet="", geschuetzt=True, grund=notes).drop(columns="n")
