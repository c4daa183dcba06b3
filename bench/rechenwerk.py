"""How long the Sozialindex itself takes to compute: no database, no page."""

import random
import time

import pandas as pd

from navigator.sozialindex import Methode, compute_from_zaehlungen

GEBIETE, INDIKATOREN, JAHRE = 27, 7, range(2013, 2023)
SEED = 46045
RUNS = 5
LIMIT = 0.2  # seconds


def measure_rechenwerk():
    """Return the seconds of each run: counts of ten years → index, classes, robustness."""
    names = [f"i{number}" for number in range(INDIKATOREN)]
    methode = Methode.from_dict(
        {
            "vorlage": "oberhausen",
            "indikatoren": dict.fromkeys(names, 1),
            "stadtzeile": "Stadt",
        }
    )
    zaehlungen = make_zaehlungen(names)
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        compute_from_zaehlungen(zaehlungen, methode)
        seconds.append(time.perf_counter() - start)
    return seconds


def make_zaehlungen(names):
    """Return counts of every area, year and indicator; the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 -- for variety, not for secrets
    rows = [
        (f"Gebiet {gebiet}", jahr, name, chance.randint(100, 2000), 5000)
        for gebiet in range(GEBIETE)
        for jahr in JAHRE
        for name in names
    ]
    return pd.DataFrame(rows, columns=["gebiet", "jahr", "indikator", "zaehler", "nenner"])


def describe_rechenwerk(seconds):
    """Return the lines of the report, and the goal that was missed."""
    ordered = [f"{value:.2f}".replace(".", ",") for value in sorted(seconds)]
    middle = sorted(seconds)[len(seconds) // 2]
    goal = f"{LIMIT:g}".replace(".", ",")
    what = f"{GEBIETE} Gebiete × {INDIKATOREN} Indikatoren × {len(JAHRE)} Jahre"
    lines = [
        "## Sozialindex rechnen",
        "",
        f"{what} mit Robustheit: {ordered[len(ordered) // 2]} ({ordered[0]}–{ordered[-1]}) s "
        f"(Ziel: unter {goal}).",
    ]
    return lines, [] if middle < LIMIT else [f"Sozialindex rechnen: {ordered[len(ordered) // 2]} s"]
