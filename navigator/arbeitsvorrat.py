"""The office's work list: what waits, by urgency. Every app adds its own rows; none is known here.

An app registers a function that takes the user and yields :class:`Aufgabe` objects, and the
:class:`Eingabe` buttons to begin something new, both in its admin package.
"""

import datetime as dt
from dataclasses import dataclass, field

SOON_DAYS = 7  # a deadline this close is shown like one that is pressing


class Gruppe:
    """The headings of the list, the most urgent first."""

    FRIST = "Mit Frist"
    MELDUNGEN = "Meldungen von außen"
    DIALOGE = "Dialoge und Konferenzen"
    DATEN = "Daten vervollständigen"
    FREIGABE = "Zur Freigabe"


ORDER = (Gruppe.FRIST, Gruppe.MELDUNGEN, Gruppe.DIALOGE, Gruppe.DATEN, Gruppe.FREIGABE)


@dataclass(frozen=True)
class Frist:
    """A day, how it looks from today: in words, and how pressing."""

    tag: dt.date
    heute: dt.date

    @property
    def dringlichkeit(self):
        days = (self.tag - self.heute).days
        if days < 0:
            return "ueberfaellig"
        return "bald" if days <= SOON_DAYS else "spaeter"

    def __str__(self):
        days = (self.tag - self.heute).days
        if days < 0:
            return f"überfällig seit {-days} {'Tag' if days == -1 else 'Tagen'}"
        if days == 0:
            return "heute fällig"
        if days <= SOON_DAYS:
            return "morgen fällig" if days == 1 else f"in {days} Tagen"
        return f"bis {self.tag:%d.%m.%Y}"


@dataclass(frozen=True)
class Aufgabe:
    """One row: how many records wait for the same thing, and the screen that settles it."""

    gruppe: str
    anzahl: int
    titel: str
    url: str
    knopf: str = "Ansehen"
    erklaerung: str = ""
    frist: Frist | None = None
    teile: tuple = field(default=())  # of :class:`Teil`: the same, shared out
    geteilt: str = "Nach Kategorie"  # how it is shared out


@dataclass(frozen=True)
class Teil:
    """A part of a row, with its own screen."""

    titel: str
    anzahl: int
    url: str


@dataclass(frozen=True)
class Eingabe:
    """A button to begin something new; shown where the address exists and the user may."""

    titel: str
    url_name: str
    permission: str


providers, eingaben = [], []


def register(provider):
    """Add a function of a user that yields rows; usable as a decorator."""
    if provider not in providers:
        providers.append(provider)
    return provider


def register_eingabe(eingabe):
    if eingabe not in eingaben:
        eingaben.append(eingabe)


def collect(user):
    """Return the groups that hold something, as pairs of heading and rows."""
    rows = [row for provider in providers for row in provider(user) if row.anzahl]
    return [
        (gruppe, sorted((row for row in rows if row.gruppe == gruppe), key=urgency))
        for gruppe in ORDER
        if any(row.gruppe == gruppe for row in rows)
    ]


def urgency(row):
    """Sort key: rows with the earliest deadline first, the others as they were registered."""
    return (row.frist is None, row.frist.tag if row.frist else dt.date.max)
