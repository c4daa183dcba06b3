"""Tables for tests of the Sozialindex: twelve areas computed by hand, Berlin's published ones."""

from pathlib import Path

import pandas as pd
import pytest

from navigator.sozialindex import Methode

# Three indicators, the third relieves. Around the mean, in units of the SD:
#   quote (mean 20, SD 5)     2  1  1  0  0  0  0  0  0 -1 -1 -2
#   kinder (mean 10, SD 2)    2  1  0  1  0  0 -2  0 -1 -1  0  0
#   bildung (mean 30, SD 4)   0  0  1 -1  2 -2  1  0  0 -1  0  0   (turned: burden)
#   sum                       4  2  2  0  2 -2 -1  0 -1 -3 -1 -2   mean 0, SD √(48/12) = 2
#   index                     2  1  1  0  1 -1 -½  0 -½ -1½ -½ -1
# The changes over two years are the same figures from the last area to the first, times
# 1, ½ and -2, plus 1 for „quote“.
Z = {
    "quote": [2, 1, 1, 0, 0, 0, 0, 0, 0, -1, -1, -2],
    "kinder": [2, 1, 0, 1, 0, 0, -2, 0, -1, -1, 0, 0],
    "bildung": [0, 0, 1, -1, 2, -2, 1, 0, 0, -1, 0, 0],
}
SUMME = [4, 2, 2, 0, 2, -2, -1, 0, -1, -3, -1, -2]
INDEX = [2, 1, 1, 0, 1, -1, -0.5, 0, -0.5, -1.5, -0.5, -1]
STATUS = ["sehr niedrig", *["mittel"] * 8, "hoch", "mittel", "mittel"]
DYNAMIK = ["stabil", "stabil", "positiv", *["stabil"] * 8, "negativ"]
GRUPPE = ["4+/-", "2+/-", "2+", *["2+/-"] * 6, "1+/-", "2+/-", "2-"]
RANG = [1, 2, 2, 5, 2, 10, 7, 5, 7, 12, 7, 10]

QUOTE = [30, 25, 25, 20, 20, 20, 20, 20, 20, 15, 15, 10]
KINDER = [14, 12, 10, 12, 10, 10, 6, 10, 8, 8, 10, 10]
BILDUNG = [30, 30, 26, 34, 22, 38, 26, 30, 30, 34, 30, 30]
QUOTE_2020 = [31, 25, 25, 19, 19, 19, 19, 19, 19, 13, 13, 7]
KINDER_2020 = [14, 12, 10.5, 12.5, 10, 11, 6, 10, 7.5, 8, 9.5, 9]
BILDUNG_2020 = [30, 30, 24, 34, 22, 40, 22, 34, 28, 36, 30, 30]
GEBIETE = [f"{number:02}" for number in range(1, 13)]
RICHTUNGEN = {"quote": 1, "kinder": 1, "bildung": -1}


def tabulate(jahr, gebiete=GEBIETE, **columns):
    """Return values in the form of the engine."""
    index = pd.MultiIndex.from_product([gebiete, [jahr]], names=["gebiet", "jahr"])
    return pd.DataFrame(columns, index)


def zwoelf_gebiete():
    """Both years of the twelve areas."""
    now = tabulate(2022, quote=QUOTE, kinder=KINDER, bildung=BILDUNG)
    before = tabulate(2020, quote=QUOTE_2020, kinder=KINDER_2020, bildung=BILDUNG_2020)
    return pd.concat([before, now]).astype(float)


def add_city(werte, jahr, *zahlen):
    row = tabulate(jahr, ["Stadt"], **dict(zip(werte.columns, [[z] for z in zahlen], strict=True)))
    return pd.concat([werte, row])


def methode(vorlage="berlin-mss", indikatoren=RICHTUNGEN, **angaben):
    return Methode.from_dict({"vorlage": vorlage, "indikatoren": indikatoren, **angaben})


def read_berlin():
    """Return Berlin's published table, or skip where it does not lie beside the project."""
    path = Path("shared/data/pruefung/mss_berlin_2013_2017.csv")
    for folder in Path(__file__).resolve().parents:
        if (folder / path).is_file():
            table = pd.read_csv(folder / path, dtype={"id": str, "name": str})
            table = table.rename(columns={"id": "gebiet", "edition": "jahr"})
            return table.rename(columns={f"d{n}": f"d_s{n}" for n in range(1, 5)})
    pytest.skip("Die veröffentlichte Tabelle Berlins liegt nicht neben dem Projekt.")
    return None
