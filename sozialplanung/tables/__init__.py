"""Tables of offices: bytes ↔ Dataset. Encoding, separator, headings, numbers, points, addresses.

Nothing here knows a model. ``reading`` finds out what a file is, ``csv_file`` and ``xlsx_file``
give its rows, ``headings`` finds the headings among them, ``writing`` is the way back.
"""

from .addresses import Anschrift, repair_plz, split_anschrift, split_street
from .errors import TableError
from .headings import Befund, heading_key, match_headings
from .numbers import parse_number
from .points import Punkt, parse_pair, read_point
from .reading import LARGEST_FILE, read_alike, read_table
from .writing import Blatt, Zahl, defuse, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "Anschrift",
    "Befund",
    "Blatt",
    "Punkt",
    "TableError",
    "Zahl",
    "defuse",
    "heading_key",
    "match_headings",
    "parse_number",
    "parse_pair",
    "read_alike",
    "read_point",
    "read_table",
    "repair_plz",
    "split_anschrift",
    "split_street",
    "write_csv",
    "write_xlsx",
]
