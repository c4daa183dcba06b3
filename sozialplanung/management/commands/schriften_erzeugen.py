"""``manage.py schriften_erzeugen``: the two web fonts, cut down from Fira Sans.

The full cuts weigh 130 kB each; what German and its neighbours' names need is a fifth of it.
"""

import logging
from pathlib import Path

import fontpkg_fira_sans
from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools.subset import Options, Subsetter, load_font, save_font

CUTS = ["Regular", "SemiBold"]
CHARACTERS = [
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: also Turkish and Polish names
    range(0x218, 0x21C),  # Romanian Ș and Ț
    [0x1E9E],  # the capital ẞ
    [ord(character) for character in "–—‘’‚“”„†•…‹›€−×←↑→↓≈≤≥"],  # it has no ▲ and ▼
]
FEATURES = ["kern", "liga", "mark", "ccmp", "locl", "tnum", "lnum"]


class Command(BaseCommand):
    help = "Schneidet Fira Sans für das Web zu; was schon da ist, bleibt."
    requires_system_checks = []

    def handle(self, **options):
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        folder = settings.VAR_DIR / "schriften"
        folder.mkdir(parents=True, exist_ok=True)
        for cut in CUTS:
            target = folder / f"FiraSans-{cut}.woff2"
            if not is_current(target):
                write_subset(fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{cut}.ttf", target)
                self.stdout.write(f"Schrift: {target.name} ({target.stat().st_size // 1000} kB)")


def is_current(target):
    """Tell whether ``target`` was made after the last change of this recipe."""
    return target.is_file() and target.stat().st_mtime >= Path(__file__).stat().st_mtime


def write_subset(source, target):
    """Write the characters and features of this module from a TTF as WOFF2."""
    options = Options(flavor="woff2", layout_features=FEATURES, notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for codes in CHARACTERS for code in codes])
    with load_font(source, options) as font:
        subsetter.subset(font)
        save_font(font, target, options)
