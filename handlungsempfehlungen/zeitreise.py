"""Time travel: the day whose end a page shows, as the address says it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone


@dataclass(frozen=True)
class Zeitpunkt:
    """The end of the day ``stand``; ``hinweis`` says why it is not the one that was asked for."""

    stand: dt.date
    heute: dt.date
    hinweis: str = ""

    @property
    def ist_heute(self):
        return self.stand == self.heute

    @property
    def parameter(self):
        """What links carry on: „2024-09-30“, nothing for today."""
        return "" if self.ist_heute else self.stand.isoformat()

    @property
    def zusatz(self):
        """The same as the end of an address: „?stand=2024-09-30“."""
        return "" if self.ist_heute else f"?stand={self.stand.isoformat()}"


def read_stand(text):
    """Return the :class:`Zeitpunkt` of a parameter ``stand``; blank is today.

    Nonsense and the future are answered with today and a sentence: what was promised for a day
    to come is not yet a fact.
    """
    heute = timezone.localdate()
    text = (text or "").strip()
    if not text:
        return Zeitpunkt(heute, heute)
    tag = read_tag(text)
    if tag is None:
        return Zeitpunkt(
            heute,
            heute,
            f"„{text[:40]}“ ist kein Tag. Schreiben Sie zum Beispiel 2024-09-30. Gezeigt wird der "
            "Stand von heute.",
        )
    if tag > heute:
        return Zeitpunkt(
            heute,
            heute,
            f"Der {tag:%d.%m.%Y} liegt in der Zukunft. Gezeigt wird der Stand von heute.",
        )
    return Zeitpunkt(tag, heute)


def read_tag(text):
    """Return the day of „2024-09-30“ or „30.09.2024“, ``None`` where it is none."""
    text = (text or "").strip()
    if len(text) != len("2024-09-30"):
        return None  # „20240930“ and weeks are ISO, too, but no address of ours
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day, no moment
        except ValueError:
            continue
    return None
