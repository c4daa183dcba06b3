"""Published statements about the Sozialindex, and whether computed editions agree with them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
STADT = "Oberhausen"
EDITIONEN = (2017, 2020, 2022)
# „Nördliche Stadtteile“ is not defined in the press: read as widely as it can be.
NORDEN = ("Osterfeld", "Sterkrade-Mitte", "Sterkrade-Nord")


def read_table(name: str) -> list[dict]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_sozialraeume() -> dict[str, str]:
    """Return the Sozialraum of each Sozialquartier, in the order of the city."""
    return {row["name"]: row["sozialraum"] for row in read_table("sozialquartiere.csv")}


def find_quartiere(raum: str, sozialraeume: Mapping[str, str]) -> list[str]:
    """Return the Sozialquartiere that a statement speaks of."""
    if raum == STADT:
        return list(sozialraeume)
    if raum == "Norden":
        return [name for name, sozialraum in sozialraeume.items() if sozialraum in NORDEN]
    if raum.startswith("Sozialraum "):
        own = raum.removeprefix("Sozialraum ")
        return [name for name, sozialraum in sozialraeume.items() if sozialraum == own]
    return [raum]


def find_contradictions(tabelle: pd.DataFrame, aussagen: Sequence[Mapping]) -> list[str]:
    """Return a line for every statement that the computed editions do not meet.

    ``tabelle`` is that of an ``Ergebnis``: index (gebiet, jahr).
    """
    sozialraeume = read_sozialraeume()
    found = []
    for aussage in aussagen:
        gebiete = find_quartiere(aussage["raum"], sozialraeume)
        rows = tabelle.xs(int(aussage["jahr"]), level="jahr").loc[gebiete]
        if not CHECKS[aussage["art"]](rows, aussage["wert"]):
            found.append(f"{aussage['jahr']} {aussage['raum']}: {aussage['aussage']}")
    return found


CHECKS = {
    "status": lambda rows, wert: rows["status_klasse"].isin(wert.split("|")).all(),
    "dynamik": lambda rows, wert: rows["dynamik_klasse"].isin(wert.split("|")).all(),
    "fokus": lambda rows, wert: rows["fokus"].astype(bool).all(),
    "rang": lambda rows, wert: rows["rang"].isin(list(map(float, wert.split("|")))).all(),
    "abstand": lambda rows, wert: (rows["status_abstand_schlechter"] <= float(wert)).all(),
    "anzahl fokus": lambda rows, wert: rows["fokus"].astype(bool).sum() == int(wert),
}
