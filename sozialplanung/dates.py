"""A date as sources give it: to the day, the month or the year, or not at all."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format


class Genauigkeit(models.TextChoices):
    TAG = "tag", "auf den Tag"
    MONAT = "monat", "auf den Monat"
    JAHR = "jahr", "auf das Jahr"
    UNBEKANNT = "unbekannt", "unbekannt"


PATTERNS = [
    (Genauigkeit.TAG, re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")),
    (Genauigkeit.TAG, re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")),
    (Genauigkeit.MONAT, re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")),
    (Genauigkeit.MONAT, re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})")),
    (Genauigkeit.JAHR, re.compile(r"(?P<year>\d{4})")),
]
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100


@dataclass(frozen=True)
class Zeitangabe:
    """The days from ``von`` to ``bis`` that a date of this ``genauigkeit`` may mean."""

    von: dt.date | None
    bis: dt.date | None
    genauigkeit: str

    @classmethod
    def unknown(cls):
        return cls(None, None, Genauigkeit.UNBEKANNT)

    @classmethod
    def from_last_day(cls, bis, genauigkeit):
        """Build from what a model stores: the last day that is meant, and the precision."""
        if bis is None or genauigkeit == Genauigkeit.UNBEKANNT:
            return cls.unknown()
        von = {
            Genauigkeit.TAG: bis,
            Genauigkeit.MONAT: bis.replace(day=1),
            Genauigkeit.JAHR: bis.replace(month=1, day=1),
        }[Genauigkeit(genauigkeit)]
        return cls(von, bis, genauigkeit)

    @classmethod
    def parse(cls, text):
        """Read „10.10.2019“, „09/2023“, „2025“ or the ISO forms; blank means unknown.

        Raises ``ValidationError`` with a German sentence for anything else.
        """
        text = str(text or "").strip()
        if not text:
            return cls.unknown()
        for genauigkeit, pattern in PATTERNS:
            if match := pattern.fullmatch(text):
                parts = {key: int(value) for key, value in match.groupdict().items()}
                return cls._from_parts(text, genauigkeit, **parts)
        raise ValidationError(
            f"„{text}“ ist kein Datum. Schreiben Sie zum Beispiel 10.10.2019, 09/2023 oder 2025."
        )

    @classmethod
    def _from_parts(cls, text, genauigkeit, year, month=12, day=None):
        problem = f"„{text}“ gibt es im Kalender nicht."
        if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
            raise ValidationError(problem)
        last = calendar.monthrange(year, month)[1]
        if day is not None and not 1 <= day <= last:
            raise ValidationError(problem)
        return cls.from_last_day(dt.date(year, month, day or last), genauigkeit)

    def __bool__(self):
        return self.bis is not None

    def __str__(self):
        """„10.10.2019“, „September 2023“, „2025“, or nothing."""
        if self.bis is None:
            return ""
        formats = {Genauigkeit.TAG: "d.m.Y", Genauigkeit.MONAT: "F Y", Genauigkeit.JAHR: "Y"}
        return date_format(self.bis, formats[Genauigkeit(self.genauigkeit)])

    def as_input(self):
        """The form that :meth:`parse` reads again: „10.10.2019“, „09/2023“, „2025“."""
        if self.bis is None:
            return ""
        formats = {Genauigkeit.TAG: "d.m.Y", Genauigkeit.MONAT: "m/Y", Genauigkeit.JAHR: "Y"}
        return date_format(self.bis, formats[Genauigkeit(self.genauigkeit)])
