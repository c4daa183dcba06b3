"""Hashes of tables: equal for equal content, whatever the order of rows and columns."""

import hashlib
import json

import pandas as pd


def hash_tabelle(*tabellen: pd.DataFrame | pd.Series) -> str:
    """Return the SHA-256 of the tables' rows; numbers count to the last digit."""
    text = json.dumps(
        [list_rows(tabelle) for tabelle in tabellen],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def list_rows(tabelle: pd.DataFrame | pd.Series) -> list[dict]:
    """Return the rows as plain data, sorted by area and year; missing values are ``None``."""
    frame = tabelle.to_frame() if isinstance(tabelle, pd.Series) else tabelle
    frame = frame.sort_index()
    columns = {name: list_plain(frame[name]) for name in frame.columns}
    rows = zip(*columns.values(), strict=True)
    return [
        {"gebiet": gebiet, "jahr": int(jahr)} | dict(zip(columns, row, strict=True))
        for (gebiet, jahr), row in zip(frame.index, rows, strict=True)
    ]


def list_plain(spalte: pd.Series) -> list:
    """Return Python's own numbers and texts; no NaN, no negative zero."""
    values = spalte.astype(object).where(spalte.notna(), None).tolist()
    return [value + 0.0 if isinstance(value, float) else value for value in values]
