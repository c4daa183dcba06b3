"""Wide tables of counts (one row per quarter and year) → long ones (one row per count)."""

ENDINGS = ("zaehler", "nenner")


def wide_columns(indikatoren):
    """Return {Kürzel: (column of the numerator, column of the denominator)}.

    ``indikatoren`` are pairs of Kürzel and Art. A plain number stands under its Kürzel alone.
    """
    return {
        kuerzel: (kuerzel, None)
        if art == "bestand"
        else tuple(f"{kuerzel}_{ending}" for ending in ENDINGS)
        for kuerzel, art in indikatoren
    }


def melt(tabelle, indikatoren):
    """Give the table the columns indikator, zaehler and nenner, one row per count.

    A pair of blank cells says nothing. A table with a column „indikator“ is long already.
    """
    if "indikator" in tabelle.columns:
        return
    pairs = {
        kuerzel: pair
        for kuerzel, pair in wide_columns(indikatoren).items()
        if set(pair) & set(tabelle.columns)
    }
    wide = {column for pair in pairs.values() for column in pair}
    rows, originals, zeilen = [], [], []
    tabelle.quellen = {}
    for row, original, zeile in zip(tabelle.rows, tabelle.original, tabelle.zeilen, strict=True):
        rest = {column: cell for column, cell in row.items() if column not in wide}
        for kuerzel, pair in pairs.items():
            counts = [row.get(column) or "" for column in pair]
            if not any(counts):
                continue
            for ending, column in zip(ENDINGS, pair, strict=True):
                if column:
                    tabelle.quellen[len(rows), ending] = column
            rows.append(rest | {"indikator": kuerzel} | dict(zip(ENDINGS, counts, strict=True)))
            originals.append(original)
            zeilen.append(zeile)
    tabelle.rows, tabelle.original, tabelle.zeilen = rows, originals, zeilen
    kept = [column for column in tabelle.columns if column not in wide]
    tabelle.columns = [*kept, "indikator", *ENDINGS]
