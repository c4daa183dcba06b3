"""What the example values start from: published figures, and what is assumed beside them.

Everything marked „angenommen“ is invented; sources of the rest stand in docs/daten.md.
"""

from dataclasses import dataclass

JAHRE = range(2013, 2023)


@dataclass(frozen=True)
class Kernindikator:
    """City averages at given years (linear between them), and how areas differ.

    ``streuung`` is the SD between areas in percentage points, ``nenner`` the denominator as a
    share of the inhabitants; both angenommen.
    """

    stadt: dict[int, float]
    streuung: float
    nenner: float


KERNINDIKATOREN = {
    # 33.4 % at the end of 2022: published; before: angenommen.
    "migrationshintergrund": Kernindikator({2013: 26.0, 2022: 33.4}, 11.5, 1.0),
    # 17.1 % at the end of 2022: published.
    "sgb2": Kernindikator({2013: 16.2, 2019: 16.8, 2022: 17.1}, 7.5, 0.78),
    # Children in families with SGB II: 27.1 % in 2018, 28.5 % in 2019, published.
    "kinderarmut": Kernindikator({2013: 25.0, 2018: 27.1, 2019: 28.5, 2022: 29.0}, 11.0, 0.135),
    "junge_arbeitslose": Kernindikator({2013: 6.4, 2022: 6.0}, 2.2, 0.105),
    "altersarmut": Kernindikator({2013: 4.8, 2022: 6.2}, 2.2, 0.216),
    # A quarter of the households with children in 2010: published.
    "alleinerziehende": Kernindikator({2013: 25.0, 2022: 25.8}, 5.0, 0.101),
    # 11 % of the families in 2010: published.
    "kinderreiche_familien": Kernindikator({2013: 11.2, 2022: 12.4}, 3.2, 0.101),
}

EINWOHNER_STADT = {2012: 211_173, 2018: 210_829, 2020: 209_566, 2022: 211_099}  # published
# Published for the year named; those of 2023 stand for 2022.
EINWOHNER = {
    "Innenstadt": {2013: 13_039},
    "Styrum": {2014: 6_684},
    "Brücktorviertel": {2018: 4_901},
    "Bermensfeld": {2018: 4_949},
    "Borbeck/Neue Mitte/Grafenbusch": {2013: 8_153},
    "Alstaden": {2022: 17_581},
    "Lirich-Nord": {2015: 7_174},
    "Osterfeld-Heide": {2022: 7_405},
    "Rothebusch": {2020: 5_089},
    "Klosterhardt": {2022: 5_701},
    "Tackenberg-Ost": {2016: 5_952},
    "Alsfeld": {2020: 10_745},
    "Tackenberg-West": {2016: 10_413},
    "Schmachtendorf": {2017: 8_411},
    "Walsumermark": {2018: 8_700},
    "Königshardt": {2013: 7_564, 2022: 7_288},
}
# Not published: angenommen, so that the Stadtbezirke come near their published totals. These
# take up what is missing to the total of the city.
EINWOHNER_ANGENOMMEN = {
    "Marienviertel-West": 4_800,
    "Marienviertel-Ost": 4_700,
    "Schlad": 6_100,
    "Dümpten": 6_200,
    "Lirich-Süd": 8_100,
    "Osterfeld-Mitte/Vonderort": 9_200,
    "Vondern/Osterfeld-Süd": 4_800,
    "Sterkrade-Mitte": 8_600,
    "Schwarze Heide": 8_300,
    "Buschhausen/Biefang": 11_300,
    "Holten/Barmingholten": 8_000,
}

# Published shares of Kernindikatoren, met exactly (up to whole people).
FEST = {
    ("Osterfeld-Heide", "migrationshintergrund", 2022): 31.1,
    ("Osterfeld-Heide", "sgb2", 2022): 12.4,
}
# Published levels of other years, which set how an area stands out: percentage points above
# the city's average.
NEIGUNG = {
    ("Brücktorviertel", "alleinerziehende"): 35.8 - 25,
    ("Innenstadt", "alleinerziehende"): 35.1 - 25,
    ("Lirich-Süd", "kinderreiche_familien"): 19.4 - 11,
    ("Osterfeld-Mitte/Vonderort", "kinderreiche_familien"): 17.3 - 11,
    ("Innenstadt", "kinderreiche_familien"): 16.0 - 11,
    ("Marienviertel-West", "kinderreiche_familien"): 15.6 - 11,
    ("Vondern/Osterfeld-Süd", "kinderreiche_familien"): 14.7 - 11,
    ("Buschhausen/Biefang", "kinderreiche_familien"): 7.5 - 11,
    ("Königshardt", "kinderreiche_familien"): 6.6 - 11,
    ("Innenstadt", "kinderarmut"): 50 - 25,
    ("Innenstadt", "sgb2"): 32.3 - 16.2,
    ("Innenstadt", "migrationshintergrund"): 49 - 28,
    ("Schmachtendorf", "migrationshintergrund"): 11.6 - 28,
}

LOW = (1.1, 1.45)  # in units of burden: Status niedrig, away from the cuts 1 and 1.5
LOWEST = (1.6, 2.1)
HIGH = (-1.5, -1.1)
MIDDLE = (-0.9, 0.85)
ANY_BUT_LOW = (-1.5, 0.85)
DAUERHAFT_NIEDRIG = [
    "Innenstadt",
    "Lirich-Süd",
    "Marienviertel-Ost",
    "Marienviertel-West",
    "Brücktorviertel",
    "Osterfeld-Mitte/Vonderort",
    # Of the Sozialraum's quarters one was low in 2022; that one which was low in 2017 before.
    "Sterkrade-Mitte",
]
WENIG_SORGEN = [
    "Walsumermark",
    "Königshardt",
    "Schmachtendorf",
    "Holten/Barmingholten",
    "Klosterhardt",
]
# The eighth Fokusquartier of 2020 is not named: angenommen is one of the nine of 2017. Not
# Rothebusch, whose unemployment of 2018 is below the city's.
WORST = dict.fromkeys(["Innenstadt", "Lirich-Süd"], LOWEST)
# Bermensfeld: unemployment of 2018 above the city's, so a little more burdened than the city.
# Osterfeld-Heide: published shares of 2022 below the city's.
PLAUSIBLE = {
    "Bermensfeld": (0.1, 0.6),
    "Styrum": (0.1, 0.7),
    "Vondern/Osterfeld-Süd": (0.1, 0.7),
    "Osterfeld-Heide": (-0.5, -0.25),
}
STATUS = {
    2017: dict.fromkeys([*DAUERHAFT_NIEDRIG, "Rothebusch", "Tackenberg-Ost"], LOW)
    | dict.fromkeys([*WENIG_SORGEN, "Tackenberg-West"], (-1.5, -0.6))
    | {**WORST, **PLAUSIBLE, "Lirich-Nord": (0.4, 0.7)},
    2020: dict.fromkeys([*DAUERHAFT_NIEDRIG, "Tackenberg-Ost"], LOW)
    | dict.fromkeys([*WENIG_SORGEN, "Tackenberg-West"], HIGH)
    | {
        **WORST,
        **PLAUSIBLE,
        "Innenstadt": (1.9, 2.3),
        "Rothebusch": (0.75, 0.85),
        "Lirich-Nord": (0.5, 0.8),
    },
    2022: dict.fromkeys(DAUERHAFT_NIEDRIG, LOW)
    | dict.fromkeys(WENIG_SORGEN, HIGH)
    | {
        **WORST,
        **PLAUSIBLE,
        "Lirich-Nord": (0.78, 0.88),
        "Rothebusch": (0.55, 0.8),
        "Tackenberg-Ost": (0.6, 0.85),
    },
}
UEBRIGE = {2017: ANY_BUT_LOW, 2020: MIDDLE, 2022: ANY_BUT_LOW}
# Change of the burden over four years, in units of the Statusindex; the others stay near 0.
DYNAMIK = {
    2017: {
        "Schlad": -0.5,
        "Lirich-Nord": 0.35,
        "Holten/Barmingholten": -0.35,
        "Schmachtendorf": -0.35,
        "Vondern/Osterfeld-Süd": 0.3,
    },
    2020: {
        "Innenstadt": 0.45,
        "Styrum": 0.3,
        "Holten/Barmingholten": -0.45,
        "Schmachtendorf": -0.45,
        "Rothebusch": -0.35,
    },
    2022: {"Lirich-Nord": 0.35, "Tackenberg-Ost": -0.45, "Rothebusch": -0.3, "Alstaden": -0.3},
}
