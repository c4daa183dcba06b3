"""Opening hours: what is read, what a week shows, and what stays unknown. No database."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from navigator.oeffnungszeiten import (
    WOCHENTAGE,
    build_woche,
    in_words,
    split_comments,
    validate_oeffnungszeiten,
)

MONDAY = dt.date(2026, 9, 14)  # a week without holidays; its first Saturday was the 5th


def zeiten(text, heute=MONDAY):
    return [tag.zeiten for tag in build_woche(text, heute).tage]


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Th 08:00-16:00; Fr 08:00-12:00",
        "Mo,We 10:00-12:00",
        'Mo,We 10:00-12:00 || "nach Vereinbarung"',
        '"nach Vereinbarung"',
        '"nach Vereinbarung", "nur mit Termin"',
        "Sa[2] 10:00-12:00",
        "24/7",
        "Mo-Fr 08:00-16:00; PH off",
        "Fr 20:00-02:00",
        "Jan-Mar Mo 10:00-12:00",
    ],
)
def test_notation_is_accepted(text):
    validate_oeffnungszeiten(text)


@pytest.mark.parametrize(
    "text",
    [
        "Montags 10 bis 12",
        "nach Vereinbarung",
        "Mo 25:00-26:00",
        "Mo 10:00-",
        "??",
        '"offen',
        "Mo-Xy",
    ],
)
def test_other_text_is_refused_with_an_example(text):
    with pytest.raises(ValidationError) as refusal:
        validate_oeffnungszeiten(text)

    (message,) = refusal.value.messages
    assert message.startswith(f"„{text}“ ist nicht lesbar.")
    assert "Mo-Th 08:00-16:00" in message


@pytest.mark.parametrize("text", ["", " ", ";", "||"])
def test_nothing_known_has_no_week(text):
    assert build_woche(text, MONDAY) is None


def test_week_has_seven_days_from_monday():
    woche = build_woche("Mo-Th 08:00-16:00; Fr 08:00-12:30", dt.date(2026, 9, 16))

    assert [tag.name for tag in woche.tage] == WOCHENTAGE
    assert [tag.zeiten for tag in woche.tage] == [
        *["8 bis 16 Uhr"] * 4,
        "8 bis 12.30 Uhr",
        *["geschlossen"] * 2,
    ]
    assert [tag.heute for tag in woche.tage] == [False, False, True, *[False] * 4]
    assert woche.hinweise == []


@pytest.mark.parametrize("day", range(7))
def test_week_is_the_one_that_holds_the_day(day):
    woche = build_woche("Mo 10:00-12:00", MONDAY + dt.timedelta(days=day))

    assert woche.tage[0].zeiten == "10 bis 12 Uhr"
    assert [tag.heute for tag in woche.tage].index(True) == day


def test_several_spans_of_a_day_are_joined():
    assert zeiten("Tu 09:00-12:00,14:00-17:15")[1] == "9 bis 12 Uhr und 14 bis 17.15 Uhr"


def test_all_day_and_midnight_are_said():
    assert zeiten("24/7") == ["den ganzen Tag"] * 7
    assert zeiten("Mo 18:00-24:00")[0] == "18 bis 24 Uhr"
    assert zeiten("Mo 00:00-06:30")[0] == "0 bis 6.30 Uhr"


def test_hours_past_midnight_stand_on_both_days():
    assert zeiten("Fr 20:00-02:00")[4:6] == ["20 bis 24 Uhr", "0 bis 2 Uhr"]


def test_sunday_night_ends_on_the_next_monday():
    assert zeiten("Su 22:00-03:00") == ["0 bis 3 Uhr", *["geschlossen"] * 5, "22 bis 24 Uhr"]


@pytest.mark.parametrize(
    ("monday", "saturday"),
    [
        (dt.date(2026, 9, 7), "10 bis 12 Uhr"),
        (dt.date(2026, 9, 14), "geschlossen"),
        (dt.date(2026, 8, 31), "geschlossen"),
    ],
)
def test_every_second_saturday_of_a_month_is_told_apart(monday, saturday):
    woche = build_woche("Sa[2] 10:00-12:00", monday)

    assert woche.tage[5].zeiten == saturday
    assert woche.hinweise == ["Manche Zeiten gelten nicht jede Woche. Gezeigt wird diese Woche."]


def test_comment_only_leaves_the_hours_unknown():
    """The library alone would read it as „always open“."""
    woche = build_woche('"nach Vereinbarung"', MONDAY)

    assert woche.tage == []
    assert woche.hinweise == ["nach Vereinbarung."]


def test_comment_beside_hours_becomes_a_sentence():
    woche = build_woche('Mo 10:00-12:00 || "nach Vereinbarung"', MONDAY)

    assert [tag.zeiten for tag in woche.tage] == ["10 bis 12 Uhr", *["geschlossen"] * 6]
    assert woche.hinweise == ["Andere Zeiten: nach Vereinbarung."]


def test_comment_of_a_span_stays_with_it():
    assert zeiten('Mo 10:00-12:00 "nur mit Termin"')[0] == "10 bis 12 Uhr (nur mit Termin)"


@pytest.mark.parametrize(
    ("text", "rules", "comments"),
    [
        ('Mo 10:00-12:00; "A"', "Mo 10:00-12:00", ["A"]),
        ('"A"; Mo 10:00-12:00', "Mo 10:00-12:00", ["A"]),
        ('"A"; "B"', "", ["A", "B"]),
        ('Mo 10:00-12:00 "A"', 'Mo 10:00-12:00 "A"', []),
        ("Mo 10:00-12:00", "Mo 10:00-12:00", []),
    ],
)
def test_comments_are_split_from_rules(text, rules, comments):
    assert split_comments(text) == (rules, comments)


@pytest.mark.parametrize(
    ("heute", "weekday", "name"),
    [
        (dt.date(2026, 6, 1), "Donnerstag", "Fronleichnam"),  # the holiday is the 4th
        (dt.date(2026, 6, 7), "Donnerstag", "Fronleichnam"),
        (dt.date(2026, 10, 28), "Sonntag", "Allerheiligen"),
        (dt.date(2025, 12, 30), "Donnerstag", "Neujahr"),  # the holiday is of the next year
    ],
)
def test_holiday_of_the_week_is_named(heute, weekday, name):
    woche = build_woche("Mo-Fr 08:00-16:00", heute)

    (hinweis,) = woche.hinweise
    assert hinweis.startswith(f"{weekday} ist ")
    assert name in hinweis


@pytest.mark.parametrize("heute", [MONDAY, dt.date(2026, 5, 25) + dt.timedelta(days=14)])
def test_week_without_holiday_says_nothing(heute):
    assert build_woche("Mo-Fr 08:00-16:00", heute).hinweise == []


def test_holiday_that_is_off_is_shown_as_closed():
    """Who writes „PH off“ has told us; the day must not read as open."""
    assert zeiten("Mo-Fr 08:00-16:00; PH off", dt.date(2026, 6, 1))[3] == "geschlossen"


def test_hours_of_summer_time_days_are_whole():
    assert zeiten("24/7", dt.date(2026, 3, 29))[6] == "den ganzen Tag"
    assert zeiten("Su 01:00-04:00", dt.date(2026, 10, 25))[6] == "1 bis 4 Uhr"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mo-Th 08:00-16:00; Fr 08:00-12:30", "Mo–Do 8–16 Uhr; Fr 8–12.30 Uhr"),
        ("Tu,Su 10:00-12:00", "Di, So 10–12 Uhr"),
        ('Mo 10:00-12:00 || "nach Vereinbarung"', "Mo 10–12 Uhr; nach Vereinbarung"),
        ("Mo-Fr 08:00-16:00; PH off", "Mo–Fr 8–16 Uhr; Feiertage geschlossen"),
        ("", ""),
    ],
)
def test_notation_is_said_in_german(text, words):
    assert in_words(text) == words
