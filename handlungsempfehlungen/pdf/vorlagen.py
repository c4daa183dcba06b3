"""Where the templates of the papers lie."""

from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "typst"
