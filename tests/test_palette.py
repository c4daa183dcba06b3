"""The palette in tokens.css: every colour stands out from each ground it is used on."""

import csv
import itertools
import re

import pytest
from django.conf import settings

TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
KATEGORIEN = settings.BASE_DIR / "fixtures" / "kategorien.csv"
TOKEN = re.compile(r"--sn-([\w-]+): (?:var\(--sn-hell, (#\w+)\) var\(--sn-dunkel, )?(#\w+)\)?;")
TEXT, CONTROL = 4.5, 3  # least ratios of WCAG 2.2, 1.4.3 and 1.4.11
GROUNDS = ("papier", "flaeche", "sand")
# ratio → colour → the grounds it is used on
USES = {
    TEXT: {
        **dict.fromkeys(("text", "leise", "kanal", "kanal-hover", "ziegel", "besucht"), GROUNDS),
        "auf-kanal": ("kanal", "kanal-hover"),
        "auf-tief": ("tief", "tief-2"),
        "auf-tief-leise": ("tief", "tief-2"),
        "gut": ("gut-zart", *GROUNDS),
        "warn": ("warn-zart", *GROUNDS),
        "stop": ("stop-zart", *GROUNDS),
        "beispiel": ("beispiel-zart", *GROUNDS),
        "auf-marker": ("marker",),
        "karte-auf-rand": ("karte-rand",),  # numbers on a map
    },
    CONTROL: {
        "rand": GROUNDS,
        "fokus": (*GROUNDS, "fokus-hof"),
        "karte-rand": ("karte", "karte-raum", "karte-aktiv", *GROUNDS),
    },
}
# Text also stands on the tints and on maps, and links on the green one.
USES[TEXT]["text"] += ("karte", "karte-raum", "karte-aktiv", "kanal-zart", "ziegel-zart")
USES[TEXT]["text"] += ("gut-zart", "warn-zart", "stop-zart", "beispiel-zart")
USES[TEXT]["kanal"] += ("kanal-zart",)
USES[TEXT]["ziegel"] += ("ziegel-zart",)


def read_palette():
    """Return theme → token → colour; a token with one value has it in both themes."""
    found = TOKEN.findall(TOKENS.read_text(encoding="utf-8"))
    return {
        "light": {name: light or only for name, light, only in found},
        "dark": {name: dark for name, _, dark in found},
    }


def luminance(colour):
    """WCAG's relative luminance of „#RRGGBB“."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_their_grounds(theme):
    palette = read_palette()[theme]

    weak = {
        (colour, ground): round(ratio, 2)
        for least, uses in USES.items()
        for colour, grounds in uses.items()
        for ground in grounds
        if (ratio := contrast(palette[colour], palette[ground])) < least
    }

    assert weak == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_outline_of_the_focus_stands_out_from_its_halo(theme):
    """On any ground one of the two is then seen, the dark footer included."""
    palette = read_palette()[theme]

    assert contrast(palette["fokus"], palette["fokus-hof"]) > 7


def test_signs_stand_out_from_the_colours_of_their_kategorien():
    with KATEGORIEN.open(encoding="utf-8", newline="") as file:
        kategorien = list(csv.DictReader(file))

    weak = {
        kategorie["slug"]: round(ratio, 2)
        for kategorie in kategorien
        if (ratio := contrast(kategorie["farbe"], kategorie["zeichenfarbe"])) < TEXT
    }

    assert len(kategorien) == 9
    assert weak == {}


TONES = ("index-1", "index-2", "index-3", "index-4")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tones_of_the_index_darken_with_the_burden(theme):
    """In grey print the order is still seen; patterns and words say the rest."""
    palette = read_palette()[theme]
    ordered = [luminance(palette[tone]) for tone in TONES]

    assert ordered == sorted(ordered, reverse=True)
    steps = [contrast(palette[a], palette[b]) for a, b in itertools.pairwise(TONES)]
    assert min(steps) > 1.5, steps


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_of_the_index_are_outlined_where_their_colour_is_like_the_ground(theme):
    palette = read_palette()[theme]

    for ground in ("karte", "flaeche", "sand"):
        assert contrast(palette["index-rand"], palette[ground]) >= CONTROL, ground


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_and_signs_on_the_map_are_readable(theme):
    palette = read_palette()[theme]

    assert contrast(palette["auf-schild"], palette["schild"]) >= TEXT
