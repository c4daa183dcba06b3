"""Opening hours: OSM's notation checked and laid out as a week. Imports no model."""

import datetime as dt
import re
from dataclasses import dataclass, field

import holidays
from django.core.exceptions import ValidationError
from opening_hours import OpeningHours, ParserError

WOCHENTAGE = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
# A rule that is nothing but a comment („nach Vereinbarung“) says that hours are unknown.
# The library would read it as „always open“, so it is taken off before.
COMMENT_RULE = re.compile(r'(?:^|\s*(?:;|\|\||,)\s*)"([^"]*)"\s*(?=$|;|\|\||,)')


@dataclass
class Tag:
    """One day of the week in words."""

    name: str
    zeiten: str
    heute: bool = False


@dataclass
class Woche:
    """The seven days of one week, and sentences that belong below them."""

    tage: list[Tag]
    hinweise: list[str] = field(default_factory=list)


def validate_oeffnungszeiten(text):
    """Raise ``ValidationError`` with an example unless the library can read ``text``."""
    rules, comments = split_comments(text)
    if not rules and comments:
        return
    try:
        OpeningHours(rules)
    except ParserError as error:
        raise ValidationError(
            f"„{text}“ ist nicht lesbar. Schreiben Sie zum Beispiel "
            "Mo-Th 08:00-16:00; Fr 08:00-12:00 oder "
            'Mo,We 10:00-12:00 || "nach Vereinbarung".'
        ) from error


def split_comments(text):
    """Return the rules without comment-only ones, and those comments."""
    comments = COMMENT_RULE.findall(text)
    return COMMENT_RULE.sub("", text).strip(" ;|,"), comments


def build_woche(text, heute):
    """Return the week that holds the day ``heute``, or ``None`` where no hours are known.

    Public holidays of Nordrhein-Westfalen in that week are named: whether a place keeps
    its hours then, nobody knows. Raises ``ValidationError`` for text that is no notation.
    """
    rules, comments = split_comments(text)
    if not rules:
        return None
    validate_oeffnungszeiten(text)
    hours = OpeningHours(rules)
    monday = heute - dt.timedelta(days=heute.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    feiertage = holidays.country_holidays("DE", subdiv="NW", years={day.year for day in days})
    tage = [Tag(WOCHENTAGE[day.weekday()], _words(hours, day), day == heute) for day in days]
    hinweise = [f"Andere Zeiten: {comment}." for comment in comments]
    hinweise += [
        f"{WOCHENTAGE[day.weekday()]} ist {feiertage[day]}. Bitte vorher anrufen."
        for day in days
        if day in feiertage
    ]
    if "[" in rules:
        hinweise.append("Manche Zeiten gelten nicht jede Woche. Gezeigt wird diese Woche.")
    return Woche(tage, hinweise)


def _words(hours, day):
    """„10 bis 12 Uhr“, several times joined by „und“, or „geschlossen“."""
    start = dt.datetime.combine(day, dt.time())
    spans = [
        (begin, end, comment)
        for begin, end, state, comment in hours.intervals(start, start + dt.timedelta(days=1))
        if "open" in str(state)
    ]
    return " und ".join(_span(*span) for span in spans) or "geschlossen"


def _span(begin, end, comment):
    if begin.time() == end.time() == dt.time():
        words = "den ganzen Tag"
    else:
        words = f"{_clock(begin)} bis {_clock(end, is_end=True)} Uhr"
    return f"{words} ({comment})" if comment else words


def _clock(moment, is_end=False):
    if is_end and moment.time() == dt.time():
        return "24"
    return f"{moment.hour}.{moment.minute:02d}" if moment.minute else str(moment.hour)
