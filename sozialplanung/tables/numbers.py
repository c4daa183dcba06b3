"""Numbers as people and spreadsheets write them."""

import math
import re

from .errors import TableError

SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?:\D|$))")
GERMAN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
ENGLISH = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,}")
SHORTENED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d{1,2}")


def parse_number(text: str) -> float | None:
    """Read „51,4717“, „51.4717“, „350.123,45“ or „350 123“; blank is ``None``.

    Raises ``TableError``. A single point or comma is taken for the decimal sign.
    """
    text = str(text).strip()
    if not text:
        return None
    if SHORTENED.fullmatch(text):
        raise TableError(
            f"„{text}“ ist eine gekürzte Zahl. Bitte die Spalte in der Tabelle als Zahl mit allen "
            "Stellen formatieren und die Datei neu speichern."
        )
    plain = SPACES.sub("", text)
    if GERMAN.fullmatch(plain):
        plain = plain.replace(".", "")
    elif ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        number = float(plain.replace(",", "."))
    except ValueError as error:
        raise TableError(f"„{text}“ ist keine Zahl.") from error
    if not math.isfinite(number):
        raise TableError(f"„{text}“ ist keine Zahl.")
    return number
