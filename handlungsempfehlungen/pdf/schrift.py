"""What the typeface of the papers can print. PDF/UA allows no sign without a shape."""

import re
import unicodedata
from functools import cache

import fontpkg_fira_sans
from fontTools.ttLib import TTFont

CUTS = ("Regular", "SemiBold")  # every cut that a paper is set in
PICTURE, FOREIGN = "[Bildzeichen]", "[andere Schrift]"
INVISIBLE = "\N{ZERO WIDTH SPACE}"
SETS_NOTHING = set("\n\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}")
LONGEST_WORD = 40  # letters; no German dictionary knows a longer one
PIECE = 20
TOO_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD},}}")


@cache
def known():
    """Return the code points that all cuts have a shape for."""
    sets = []
    for cut in CUTS:
        path = fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{cut}.ttf"
        with TTFont(path, lazy=True) as font:
            sets.append(set(font.getBestCmap()))
    return frozenset.intersection(*map(frozenset, sets))


def printable(text):
    """Return ``text`` as it can be set: the same signs, but for those without a shape.

    An emoji becomes „[Bildzeichen]“, a run of another script „[andere Schrift]“; control
    characters go. Words that nothing could break get invisible places to break at.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not text.isascii() or not text.isprintable():
        text = replace_unknown(unicodedata.normalize("NFC", text))
    return TOO_LONG.sub(lambda word: soften(word.group()), text)


def replace_unknown(text):
    shapes = known()
    out = []
    for char in text:
        kind = unicodedata.category(char)
        if char in SETS_NOTHING or (ord(char) in shapes and kind != "Cf"):
            out.append(char)
            continue
        if kind.startswith(("C", "M")) and kind not in {"Co", "Cn"}:
            continue  # joiners, variation selectors, control characters: nothing to see
        if kind.startswith("Z"):
            out.append(" ")
            continue
        word = PICTURE if kind.startswith("S") or kind in {"Co", "Cn"} else FOREIGN
        if not (out and out[-1] == word):
            out.append(word)
    return "".join(out)


def soften(word):
    return INVISIBLE.join(word[start : start + PIECE] for start in range(0, len(word), PIECE))
