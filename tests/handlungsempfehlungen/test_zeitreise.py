"""How recommendations stood on a day: boundaries, late entries, withdrawal, the future."""

import datetime as dt

import pytest
from django.utils import timezone

from handlungsempfehlungen.models import Fassung, Handlungsempfehlung, Ruecknahme, Sachstand
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_befassung,
    create_fassung,
    create_handlungsempfehlung,
    create_sachstand,
)

pytestmark = pytest.mark.django_db


def day(text):
    return dt.date.fromisoformat(text)


def holding(stand):
    return [one.titel for one in Fassung.objects.holding(day(stand))]


def state(stand):
    return Fassung.objects.holding(day(stand)).with_sachstand(day(stand)).get().umsetzungsstand


@pytest.mark.parametrize(
    ("stand", "titel"),
    [
        ("2021-12-30", []),
        ("2021-12-31", ["Alt"]),
        ("2023-02-27", ["Alt"]),
        ("2023-02-28", ["Neu"]),
        ("2099-01-01", ["Neu"]),
    ],
)
def test_month_counts_as_its_last_day(stand, titel):
    he = create_handlungsempfehlung(fassungen=[])
    create_fassung(handlungsempfehlung=he, titel="Alt", datum="12/2021")
    create_fassung(handlungsempfehlung=he, titel="Neu", datum="02/2023")

    assert holding(stand) == titel


@pytest.mark.parametrize(
    ("stand", "umsetzungsstand"),
    [
        ("2023-12-30", "offen"),
        ("2023-12-31", "in-vorbereitung"),
        ("2024-05-15", "in-vorbereitung"),
        ("2024-05-16", "in-umsetzung"),
    ],
)
def test_year_counts_as_its_last_day(stand, umsetzungsstand):
    he = create_handlungsempfehlung()
    create_sachstand(he, "in-umsetzung", datum="16.05.2024")
    create_sachstand(he, "in-vorbereitung", datum="2023")

    assert state(stand) == umsetzungsstand


def test_unknown_date_counts_from_the_day_of_entry():
    sachstand = create_sachstand(create_handlungsempfehlung(), "umgesetzt", datum="")
    today = timezone.localdate()

    assert sachstand.wirksam_am == today
    assert state((today - dt.timedelta(days=1)).isoformat()) == "offen"
    assert state(today.isoformat()) == "umgesetzt"


def test_of_two_on_a_day_the_later_entry_counts():
    he = create_handlungsempfehlung()
    create_sachstand(he, "in-umsetzung", datum="16.05.2024")
    create_sachstand(he, "umgesetzt", datum="16.05.2024")

    assert state("2024-05-16") == "umgesetzt"


def test_late_entry_counts_from_its_date_and_says_so():
    he = create_handlungsempfehlung()
    late = create_sachstand(he, "umgesetzt", datum="01.03.2024", eingetragen_am=day("2024-09-01"))

    assert state("2024-03-01") == "umgesetzt"
    assert late.ist_nachgetragen


def test_withdrawn_sachstand_counts_until_its_ruecknahme():
    he = create_handlungsempfehlung()
    create_sachstand(he, "in-vorbereitung", datum="01.01.2024")
    wrong = create_sachstand(he, "umgesetzt", datum="01.02.2024")
    gone = Ruecknahme(sachstand=wrong, grund="Verwechselt.", rolle="Sozialplanung")
    gone.datum = Zeitangabe.parse("01.03.2024")
    gone.save()

    assert state("2024-02-29") == "umgesetzt"
    assert state("2024-03-01") == "in-vorbereitung"


def test_withdrawn_recommendation_leaves_the_list_from_its_day():
    he = create_handlungsempfehlung()
    gone = Ruecknahme(handlungsempfehlung=he, grund="Doppelt.", rolle="Sozialplanung")
    gone.datum = Zeitangabe.parse("01.03.2024")
    gone.save()

    assert len(holding("2024-02-29")) == 1
    assert holding("2024-03-01") == []
    assert list(Handlungsempfehlung.objects.standing(day("2024-03-01"))) == []


@pytest.mark.parametrize(
    ("stand", "due"), [("2024-06-30", False), ("2024-07-01", True), ("2023-01-01", False)]
)
def test_overdue_is_the_day_after_the_check_was_due(stand, due):
    he = create_handlungsempfehlung(datum="12/2021")
    create_sachstand(he, "in-umsetzung", datum="01.02.2024", naechste_pruefung=day("2024-06-30"))

    found = Fassung.objects.holding(day(stand)).with_sachstand(day(stand)).overdue(day(stand))

    assert found.exists() is due


def test_done_is_never_overdue():
    he = create_handlungsempfehlung()
    create_sachstand(he, "umgesetzt", datum="01.02.2024", naechste_pruefung=day("2024-06-30"))

    assert not Fassung.objects.holding().with_sachstand().overdue().exists()


def test_changed_since_names_what_happened_or_was_written_down_since():
    quiet, moved, late, heard = (create_handlungsempfehlung(datum="12/2021") for _ in range(4))
    create_sachstand(quiet, "offen", datum="01.01.2024", eingetragen_am=day("2024-01-01"))
    create_sachstand(moved, "umgesetzt", datum="17.05.2024", eingetragen_am=day("2024-05-17"))
    create_sachstand(late, "umgesetzt", datum="01.01.2024", eingetragen_am=day("2024-06-01"))
    create_befassung(heard, datum=day("2024-06-01"))

    found = Fassung.objects.holding().changed_since(day("2024-05-16"))

    assert {one.handlungsempfehlung for one in found} == {moved, late, heard}


def test_list_needs_one_query(django_assert_num_queries):
    for _ in range(3):
        create_sachstand(create_handlungsempfehlung(), "in-umsetzung")

    with django_assert_num_queries(1):
        found = list(
            Fassung.objects.published().holding().with_sachstand().changed_since(day("2020-01-01"))
        )

    assert {one.umsetzungsstand for one in found} == {"in-umsetzung"}
    assert Sachstand.objects.count() == 3
