"""``manage.py aufraeumen``: what is erased, what stays, and that it can run again."""

import datetime as dt
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from navigator.models import Anfragezaehler, Datenstand, Meldung
from tests.factories import create_institution, create_meldung

pytestmark = pytest.mark.django_db

WRITTEN = {
    "name": "Erika",
    "email": "e@example.org",
    "telefon": "0208 1",
    "antwort": "Guten Tag Erika,",
    "interne_notiz": "Erika anrufen",
}


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def clean_up():
    out = StringIO()
    call_command("aufraeumen", stdout=out)
    return out.getvalue().splitlines()


def closed(days_ago, status="beantwortet", **fields):
    return create_meldung(status=status, abgeschlossen_am=day(-days_ago), **WRITTEN | fields)


@pytest.mark.parametrize("status", ["beantwortet", "erledigt"])
def test_everything_written_is_erased_after_90_days(status):
    institution = create_institution()
    old = closed(90, status, art="fehler", institution=institution, seite="/x/")

    clean_up()

    old.refresh_from_db()
    for name in ("text", "seite", *WRITTEN):
        assert getattr(old, name) == ""
    assert old.geloescht_personen_am == day(0)
    assert (old.art, old.institution, old.status) == ("fehler", institution, status)
    assert old.abgeschlossen_am == day(-90)
    old.full_clean()


def test_younger_and_open_cases_stay_as_they_are():
    young = closed(89)
    waiting = create_meldung(eingegangen_am=timezone.now() - dt.timedelta(days=400), **WRITTEN)

    clean_up()

    for meldung in (young, waiting):
        meldung.refresh_from_db()
        assert (meldung.name, meldung.geloescht_personen_am) == ("Erika", None)


def test_time_can_be_set(settings):
    settings.AUFBEWAHRUNG_TAGE = 10
    old = closed(10)

    clean_up()

    old.refresh_from_db()
    assert old.name == ""


def test_spam_goes_after_30_days():
    closed(30, "spam")
    young = closed(29, "spam")

    clean_up()

    assert list(Meldung.objects.all()) == [young]


def test_counters_go_after_two_days():
    for number in range(4):
        Anfragezaehler.objects.create(tag=day(-number), formular="kontakt", kennung="a")

    clean_up()

    assert set(Anfragezaehler.objects.values_list("tag", flat=True)) == {day(0), day(-1)}


def test_expired_sessions_go():
    now = timezone.now()
    for key, hours in (("alt", -1), ("neu", 1)):
        Session.objects.create(session_key=key, expire_date=now + dt.timedelta(hours=hours))

    clean_up()

    assert Session.objects.get().session_key == "neu"


def test_failed_logins_go_after_a_day():
    for name, hours in (("alt", 25), ("neu", 23)):
        attempt = AccessAttempt.objects.create(username=name, failures_since_start=1)
        moment = timezone.now() - dt.timedelta(hours=hours)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)

    clean_up()

    assert AccessAttempt.objects.get().username == "neu"


def test_it_says_what_it_did_and_does_nothing_twice():
    closed(90)
    closed(30, "spam")
    Anfragezaehler.objects.create(tag=day(-2), formular="kontakt", kennung="a")
    before = Datenstand.objects.current()

    first, second = clean_up(), clean_up()

    names = [
        "Meldungen ohne persönliche Angaben",
        "Spam gelöscht",
        "Anfragezähler gelöscht",
        "Vergessene Importvorschauen verworfen",
        "Abgelaufene Anmeldungen gelöscht",
        "Falsche Anmeldeversuche gelöscht",
    ]
    assert first == [f"{name}: {n}" for name, n in zip(names, [1, 1, 1, 0, 0, 0], strict=True)]
    assert second == [f"{name}: 0" for name in names]
    assert Datenstand.objects.current() == before
