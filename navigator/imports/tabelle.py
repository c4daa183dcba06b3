"""A table of a file under our columns, still knowing what the file called them."""

from collections import defaultdict

import tablib

from sozialplanung.tables import TableError, match_headings, read_alike, read_table

NOT_TAKEN = ""


class SpaltenError(TableError):
    """Columns that every row needs are not in the file, or not recognised."""

    def __init__(self, message, tabelle):
        super().__init__(message)
        self.tabelle = tabelle


class Tabelle:
    """Rows as dicts under our columns; ``None`` in a cell says that the file does not speak of it.

    ``headings`` maps our columns to the file's, ``unbekannt`` lists headings that are not
    taken over, ``fehler`` holds sentences per row and column that were found on the way.
    """

    def __init__(self, dataset, spalten, fest):
        self.zeilen, self.befund = dataset.zeilen, dataset.befund
        self.blaetter = getattr(dataset, "blaetter", [])  # of each row, where there are several
        self.ueberschriften = list(dataset.headers)
        self.headings = {ours: theirs for theirs, ours in spalten.items() if ours != NOT_TAKEN}
        self.unbekannt = [name for name in dataset.headers if not spalten.get(name)]
        self.beispiele = {
            name: next((row[n] for row in dataset if row[n]), "")
            for n, name in enumerate(dataset.headers)
        }
        places = {ours: dataset.headers.index(name) for ours, name in self.headings.items()}
        self.rows = [{ours: row[n] for ours, n in places.items()} for row in dataset]
        self.original = [dict(row) for row in self.rows]
        self.quellen = {}  # our column → the column of the file from which it was made
        self.fehler = defaultdict(dict)
        for row in self.rows:
            for ours, value in fest.items():
                row[ours] = row.get(ours) or value
        self.columns = list(dict.fromkeys([*self.headings, *fest]))

    @property
    def hinweise(self):
        return self.befund.hinweise

    def keep(self, places):
        """Keep the rows at these places, in this order, with what is noted of them."""
        for name in ("rows", "original", "zeilen", "blaetter"):
            if rows := getattr(self, name):
                setattr(self, name, [rows[place] for place in places])
        moved = {old: new for new, old in enumerate(places)}
        self.quellen = {
            (moved[place], column): source
            for (place, column), source in self.quellen.items()
            if place in moved
        }
        noted = {moved[place]: found for place, found in self.fehler.items() if place in moved}
        self.fehler = defaultdict(dict, noted)

    def take_out(self, column):
        """Remove a column that others were made of; return its cells."""
        self.columns.remove(column)
        return [row.pop(column) or "" for row in self.rows]

    def put(self, place, column, value, quelle):
        """Fill a cell that is blank or not there with what stands in ``quelle``."""
        row = self.rows[place]
        if not row.get(column):
            row[column] = value
            self.quellen.setdefault((place, column), quelle)
            if column not in self.columns:
                self.columns.append(column)

    def first(self, column):
        """Return the first cell of a column that is not blank, or nothing."""
        return next((row[column] for row in self.rows if row.get(column)), "")

    def where(self, place, column):
        """Return the file's heading and cell for a column of ours."""
        source = self.quellen.get((place, column), column)
        cell = self.original[place].get(source, self.rows[place].get(source))
        return self.headings.get(source, source), cell or ""

    def blatt_of(self, place):
        return self.blaetter[place] if self.blaetter else ""

    def as_dataset(self):
        dataset = tablib.Dataset(headers=self.columns)
        for row in self.rows:
            dataset.append([row.get(column) for column in self.columns])
        return dataset


def open_tabelle(resource, data, *, spalten=None, fest=None, blatt="", streng=True):
    """Return the :class:`Tabelle` in ``data``.

    ``spalten`` are the planner's own {heading of the file: our column}, ``fest`` values for
    every row. ``streng`` refuses what would not be taken over. Raises ``TableError``.
    """
    fest = {column: value for column, value in (fest or {}).items() if value}
    synonyms = resource.headings()
    names = [name for ours, others in synonyms.items() for name in (ours, *others)]
    several = resource.alle_blaetter and not blatt
    dataset = read_alike(data, names) if several else read_table(data, names, blatt)
    if streng and dataset.befund.doppelt:
        raise TableError(
            f"Diese Überschrift steht mehrmals in der Datei: {', '.join(dataset.befund.doppelt)}."
        )
    found, doubled = match_headings(dataset.headers, synonyms)
    if streng and doubled:
        raise TableError(
            f"Diese Überschriften bedeuten, was schon eine andere bedeutet: {', '.join(doubled)}."
        )
    if spalten:
        found = {name: spalten.get(name, found.get(name, "")) for name in dataset.headers}
    tabelle = Tabelle(dataset, found, fest)
    if streng and tabelle.unbekannt:
        raise TableError(
            f"Diese Spalten sind nicht bekannt: {', '.join(sorted(tabelle.unbekannt))}."
        )
    resource.check_columns(tabelle)
    if not tabelle.rows:
        raise TableError("Unter den Überschriften steht keine einzige Zeile.")
    return tabelle
