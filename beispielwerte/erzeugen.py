"""Write ``fixtures/beispielwerte.csv``: ``.venv/bin/python -m beispielwerte.erzeugen``.

How: a burden per Sozialquartier and edition is moved into the interval of its published class
(``fit``), shares are laid around the city's averages (``draw_anteile``), counts are
rounded to whole people, and the public edition is computed from them as for any other data.
Seeds are tried in order until it meets every statement with a margin; the same file every time.
"""

import csv
import io
import sys

import numpy as np
import pandas as pd

from beispielwerte.annahmen import (
    DYNAMIK,
    EINWOHNER,
    EINWOHNER_ANGENOMMEN,
    EINWOHNER_STADT,
    FEST,
    JAHRE,
    KERNINDIKATOREN,
    NEIGUNG,
    STATUS,
    UEBRIGE,
)
from beispielwerte.aussagen import (
    EDITIONEN,
    FIXTURES,
    STADT,
    find_contradictions,
    read_sozialraeume,
    read_table,
)
from navigator.sozialindex import Ergebnis, Methode, compute_from_zaehlungen

DATEI = FIXTURES / "beispielwerte.csv"
SEEDS = 500
MARGIN = 0.04  # of a class that is published, from the next cut
NAMEN = list(KERNINDIKATOREN)
METHODE = Methode.from_dict(
    {"vorlage": "oberhausen", "indikatoren": dict.fromkeys(NAMEN, 1), "stadtzeile": STADT}
)


def main() -> None:
    for seed in range(SEEDS):
        werte = make_werte(np.random.default_rng(seed))
        if is_good(werte):
            DATEI.write_text(write_werte(werte), encoding="utf-8", newline="")
            sys.stdout.write(f"{len(werte)} Zeilen, Startwert {seed}: {DATEI.name}\n")
            return
    raise SystemExit("Kein Startwert erfüllt alle Aussagen.")


# ---- inhabitants and burden ------------------------------------------------------------------


def interpolate(points: dict[int, float]) -> np.ndarray:
    """Return a value per year, linear between the points and level outside them."""
    return np.interp(list(JAHRE), list(points), list(points.values()))


def make_einwohner(quartiere: list[str]) -> pd.DataFrame:
    """Return inhabitants per quarter (rows) and year, adding up to those of the city."""
    known = pd.DataFrame(
        {name: interpolate(EINWOHNER.get(name, {2013: 0})) for name in quartiere}, list(JAHRE)
    ).T
    assumed = pd.Series(EINWOHNER_ANGENOMMEN, dtype=float)
    rest = interpolate(EINWOHNER_STADT) - known.sum()
    share = np.outer(assumed / assumed.sum(), rest)
    known.loc[assumed.index] = np.floor(share)
    known.loc[assumed.index[-1]] += (interpolate(EINWOHNER_STADT).round() - known.sum()).round()
    return known.round().astype(int)


def draw_changes(quartiere: list[str], random: np.random.Generator) -> dict[int, pd.Series]:
    """Return per edition how the burden changed over the four years before."""
    changes = {}
    for jahr in EDITIONEN:
        changes[jahr] = pd.Series(random.normal(0, 0.05, len(quartiere)), quartiere)
        changes[jahr] = changes[jahr].clip(-0.08, 0.08)
        changes[jahr].update(pd.Series(DYNAMIK[jahr]))
    return changes


def draw_course(
    quartiere: list[str], gewichte: pd.Series, random: np.random.Generator
) -> pd.DataFrame:
    """Return the burden per quarter and year, in units of the Statusindex.

    The later editions come first; that of 2017 lies between the years from which they changed,
    as near as its own classes allow.
    """
    changes = draw_changes(quartiere, random)
    start = pd.Series(random.normal(-0.3, 0.4, len(quartiere)), quartiere)
    course = {2020: fit(start, 2020, gewichte)}
    course[2022] = fit(course[2020] + changes[2022] / 2, 2022, gewichte)
    course |= {jahr - 4: course[jahr] - changes[jahr] for jahr in (2020, 2022)}
    course[2017] = fit((course[2016] + course[2018]) / 2, 2017, gewichte)
    course[2013] = course[2017] - changes[2017]
    table = pd.DataFrame(course).reindex(columns=list(JAHRE))
    return table.interpolate(axis=1, limit_direction="both")


def fit(level: pd.Series, jahr: int, gewichte: pd.Series) -> pd.Series:
    """Move each area into the interval of its class, the SD to 1, the city's mean to 0."""
    bounds = pd.DataFrame(
        {name: STATUS[jahr].get(name, UEBRIGE[jahr]) for name in level.index}, ["low", "high"]
    ).T
    for _ in range(400):
        level = level.clip(bounds["low"], bounds["high"])
        level = (level - (level * gewichte).sum()) / level.std(ddof=0)
    return level.clip(bounds["low"], bounds["high"])


# ---- shares and counts -----------------------------------------------------------------------


def draw_anteile(course: pd.DataFrame, random: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return per indicator the shares in SD above the city's average.

    What lifts an area in one indicator lowers it in the others, so that its burden stays.
    """
    own = {name: pd.Series(random.normal(0, 0.25, len(course)), course.index) for name in NAMEN}
    for (quartier, name), points in NEIGUNG.items():
        own[name][quartier] = points / KERNINDIKATOREN[name].streuung - course.at[quartier, 2013]
    own = pd.DataFrame(own).clip(-0.8, 0.8)
    free = pd.DataFrame(
        [[(quartier, name) not in NEIGUNG for name in NAMEN] for quartier in own.index],
        own.index,
        NAMEN,
    )
    own -= free.mul(own.sum(axis=1) / free.sum(axis=1), axis=0)
    anteile = {name: course.add(own[name], axis=0) for name in NAMEN}
    for (quartier, name, jahr), share in FEST.items():
        indikator = KERNINDIKATOREN[name]
        wanted = (share - interpolate(indikator.stadt)[jahr - JAHRE[0]]) / indikator.streuung
        shift = wanted - anteile[name].at[quartier, jahr]
        others = [other for other in NAMEN if (quartier, other, jahr) not in FEST]
        anteile[name].loc[quartier] += shift
        for other in others:
            anteile[other].loc[quartier] -= shift / len(others)
    return anteile


def make_werte(random: np.random.Generator) -> pd.DataFrame:
    """Return whole numbers: index (gebiet, jahr); einwohner, and two columns per indicator."""
    quartiere = list(read_sozialraeume())
    einwohner = make_einwohner(quartiere)
    gewichte = einwohner.mean(axis=1) / einwohner.mean(axis=1).sum()
    course = draw_course(quartiere, gewichte, random)
    columns = {"einwohner": einwohner}
    for name, z in draw_anteile(course, random).items():
        indikator = KERNINDIKATOREN[name]
        nenner = (einwohner * indikator.nenner).round()
        stadt = interpolate(indikator.stadt)
        shares = stadt + indikator.streuung * z
        shares -= (shares * nenner).sum() / nenner.sum() - stadt  # the city's average is met
        for quartier, fixed, jahr in FEST:
            if fixed == name:
                shares.loc[quartier, jahr] = FEST[quartier, fixed, jahr]
        columns[f"{name}_zaehler"] = (shares.clip(lower=0.5) / 100 * nenner).round().astype(int)
        columns[f"{name}_nenner"] = nenner.astype(int)
    werte = pd.DataFrame({name: table.stack() for name, table in columns.items()})
    return werte.rename_axis(["gebiet", "jahr"])


# ---- check and write -------------------------------------------------------------------------


def list_zaehlungen(werte: pd.DataFrame) -> pd.DataFrame:
    """Return the counts in the form of the engine: one row per area, year and indicator."""
    parts = [
        werte[[f"{name}_zaehler", f"{name}_nenner"]]
        .set_axis(["zaehler", "nenner"], axis=1)
        .assign(indikator=name)
        .reset_index()
        for name in NAMEN
    ]
    return pd.concat(parts, ignore_index=True)


def compute_edition(werte: pd.DataFrame) -> Ergebnis:
    """Compute the public edition, from counts rounded to multiples of five."""
    return compute_from_zaehlungen(list_zaehlungen(werte), METHODE, werte["einwohner"])


def is_good(werte: pd.DataFrame) -> bool:
    """Whether every statement is met, and every published class with a margin."""
    tabelle = compute_edition(werte).tabelle
    aussagen = read_table("sozialindex_aussagen.csv")
    named = {
        (aussage["raum"], int(aussage["jahr"]), aussage["art"])
        for aussage in aussagen
        if aussage["art"] in {"status", "dynamik"} and aussage["raum"] != "Norden"
    }
    distances = [tabelle.at[(raum, jahr), f"{art}_abstand"] for raum, jahr, art in named]
    return not find_contradictions(tabelle, aussagen) and min(distances) >= MARGIN


def write_werte(werte: pd.DataFrame) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["gebiet", "jahr", *werte.columns])
    for (gebiet, jahr), row in zip(werte.index, werte.to_numpy().tolist(), strict=True):
        writer.writerow([gebiet, jahr, *row])
    return out.getvalue()


if __name__ == "__main__":
    main()
