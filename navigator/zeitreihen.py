"""What each Indikator was over the years, per quarter and for the city, from rounded counts."""

from typing import NamedTuple

import pandas as pd

from navigator.indexwerte import read_rows
from navigator.models import Datenstand, Indikator, Indikatorwert, Sozialquartier
from navigator.sozialindex import protect_zaehlungen
from navigator.sozialindex.anteile import compute_anteile
from navigator.sozialindex.einstellungen import Schutz

SCHUTZ = Schutz()
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
    if not werte.exists():
        return {kuerzel: {} for kuerzel in arten}
    counts = read_rows(werte)
    examples = find_examples(werte)
    pks = dict(Sozialquartier.objects.values_list("name", "pk"))
    counts["grund"] = counts["status"].map(REASONS).fillna("")
    counts["gebiet"] = counts["gebiet"].map(pks).astype(str)
    rounded = protect_zaehlungen(counts.drop(columns="status"), SCHUTZ)
    series = {kuerzel: {} for kuerzel in arten}
    for kuerzel, rows in rounded.groupby("indikator"):
        is_share = arten[kuerzel] == Indikator.Art.ANTEIL
        both = pd.concat([rows, sum_city(rows, is_share, len(pks))], ignore_index=True)
        if is_share:
            numbers = to_shares(both)
        else:
            numbers = zip(both["gebiet"], both["jahr"], both["zaehler"], both["grund"], strict=True)
        for gebiet, jahr, wert, grund in sorted(numbers, key=lambda row: row[:2]):
            key = int(gebiet) if gebiet else None
            value = None if pd.isna(wert) else float(wert)
            point = Punkt(int(jahr), value, grund, (kuerzel, key, jahr) in examples)
            series[kuerzel].setdefault(key, []).append(point)
    return series


def find_examples(werte):
    """Return Kürzel, area and year of what is an example; the city is if one of its parts is."""
    fields = ("indikator__kuerzel", "sozialquartier", "jahr")
    found = set(werte.filter(ist_beispiel=True).order_by().values_list(*fields))
    return found | {(kuerzel, None, jahr) for kuerzel, _, jahr in found}


def sum_city(rows, is_share, number):
    """Return the city's counts: the sums of those quarters that have them, with a note."""
    needed = ["zaehler", "nenner"] if is_share else ["zaehler"]
    complete = rows[rows[needed].notna().all(axis=1)]
    city = complete.groupby(["jahr", "indikator"], as_index=False).agg(
        zaehler=("zaehler", "sum"), nenner=("nenner", "sum"), n=("gebiet", "size")
    )
    notes = [
        "" if n == number else f"Summe aus {n} von {number} Sozialquartieren" for n in city["n"]
    ]
    return city.assign(gebiet="", geschuetzt=True, grund=notes).drop(columns="n")


def to_shares(counts):
    """Yield area, year, share and reason."""
    shares, reasons = compute_anteile(counts, SCHUTZ.mindestnenner)
    for (gebiet, jahr), share in shares.iloc[:, 0].items():
        yield gebiet, jahr, share, reasons.at[(gebiet, jahr), reasons.columns[0]]
