"""Opening hours: OSM's notation checked and laid out as a week. Imports no model."""

import datetime as dt
import re
from dataclasses import dataclass, field

import holidays
from django.core.exceptions import ValidationError
from opening_hours import OpeningHours, ParserError

WOCHENTAGE = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
GERMAN = {
    "Mo": "Mo",
    "Tu": "Di",
    "We": "Mi",
    "Th": "Do",
    "Fr": "Fr",
    "Sa": "Sa",
    "Su": "So",
    "PH": "Feiertage",
    "off": "geschlossen",
    "closed": "geschlossen",
}
# A rule that is nothing but a comment („nach Vereinbarung“) says that hours are unknown.
# The library would read it as „always open“, so it is taken off before.
HOLIDAY_RULE = re.compile(r"\bPH\s+(off|closed|[\d:,\- ]*\d)")
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
    """Return the week that holds the day ``heute``, or ``None`` where nothing is known.

    Where only a comment is known („nach Vereinbarung“), the week has no days.

    Public holidays of Nordrhein-Westfalen in that week are named: whether a place keeps
    its hours then, nobody knows. Raises ``ValidationError`` for text that is no notation.
    """
    rules, comments = split_comments(text)
    if not rules:
        return Woche([], [f"{comment}." for comment in comments]) if comments else None
    validate_oeffnungszeiten(text)
    hours = OpeningHours(rules)
    monday = heute - dt.timedelta(days=heute.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    feiertage = holidays.country_holidays(
        "DE", subdiv="NW", years={day.year for day in days}, language="de"
    )
    on_holidays = HOLIDAY_RULE.search(rules)
    tage = [
        Tag(
            WOCHENTAGE[day.weekday()],
            _holiday_words(on_holidays[1], day)
            if on_holidays and day in feiertage
            else _words(hours, day),
            day == heute,
        )
        for day in days
    ]
    hinweise = [f"Andere Zeiten: {comment}." for comment in comments]
    hinweise += [
        f"{WOCHENTAGE[day.weekday()]} ist Feiertag ({feiertage[day]}). "
        "Fragen Sie nach, ob geöffnet ist."
        for day in days
        if day in feiertage and not on_holidays
    ]
    if "[" in rules:
        hinweise.append("Manche Zeiten gelten nicht jede Woche. Gezeigt wird diese Woche.")
    return Woche(tage, hinweise)


def in_words(text):
    """Return OSM's notation in German, for lists: „Mo–Do 8–16 Uhr; Fr 8–12 Uhr“."""
    words = re.sub(r"\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed)\b", lambda m: GERMAN[m[1]], text)
    words = re.sub(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})", _german_span, words)
    words = re.sub(r"\s*\|\|\s*", "; ", words)
    return words.replace("-", "–").replace(",", ", ").replace(",  ", ", ").replace('"', "")


def _german_span(match):
    times = [(match[1], match[2]), (match[3], match[4])]
    clock = [str(int(h)) if m == "00" else f"{int(h)}.{m}" for h, m in times]
    return f"{clock[0]}–{clock[1]} Uhr"


def _holiday_words(rule, day):
    """What a rule for public holidays says; the library itself does not know those of NRW."""
    return (
        "geschlossen" if rule in {"off", "closed"} else _words(OpeningHours(f"Mo-Su {rule}"), day)
    )


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
