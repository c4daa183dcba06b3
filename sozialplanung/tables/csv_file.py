"""Text files: encoding, separator, rows."""

import csv
import io
import re
from collections import Counter

from .errors import TableError

ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
SAMPLE = 50_000  # characters that are looked at for the separator
SAMPLE_ROWS = 30
SEP_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)


def read_rows(data: bytes) -> tuple[list[list[str]], str]:
    """Return the rows, and in words how they were written. Raises ``TableError``."""
    text, encoding = decode(data)
    if match := SEP_LINE.match(text):  # a line that Excel reads and does not show
        separator, text = match[1], text[match.end() :]
    else:
        separator = find_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise TableError(
            f"Zeile {reader.line_num} ist nicht lesbar. Fehlt ein Anführungszeichen?"
        ) from error
    name = SEPARATORS.get(separator, f"„{separator}“")
    return rows, f"CSV, Zeichensatz {encoding}, Trennzeichen {name}"


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise TableError("Die Datei ist unvollständig. Bitte neu speichern.") from error
    for encoding, name in ENCODINGS.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, name
    raise TableError("Die Datei ist keine Textdatei. Bitte als CSV (UTF-8) speichern.")


def find_separator(text: str) -> str:
    """Return the separator that makes the most rows alike; the widest of equals, then the first.

    A separator within the text of cells makes rows of all lengths.
    """
    return max(SEPARATORS, key=lambda separator: _likeness(text[:SAMPLE], separator))


def _likeness(text: str, separator: str) -> tuple[int, int]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for row in rows:
            if len(row) > 1:
                widths[len(row)] += 1
            if rows.line_num > SAMPLE_ROWS:
                break
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
