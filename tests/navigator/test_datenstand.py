"""The version of public data: what raises it, and what does not."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from navigator.models import Datenstand, Sprache, Stelle, Strassenpunkt
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_suchwort,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def version():
    return int(Datenstand.objects.current().partition("-")[0])


@pytest.mark.parametrize(
    "create",
    [
        create_stadtbezirk,
        create_sozialraum,
        create_sozialquartier,
        create_kategorie,
        create_zielgruppe,
        create_haltestelle,
        create_institution,
        create_seite,
        lambda: create_suchwort("Schulden"),
        lambda: Sprache.objects.create(name="Türkisch"),
        lambda: Stelle.objects.create(name="Sozialplanung", art="bereich"),
        lambda: Strassenpunkt.objects.create(strasse="Markt", breite=51.47, laenge=6.85),
    ],
)
def test_creating_saving_and_deleting_public_data_raises_it(create):
    versions = [version()]

    record = create()
    versions.append(version())
    record.save()
    versions.append(version())
    record.delete()
    versions.append(version())

    assert versions == sorted(set(versions))


def test_links_raise_it_from_both_sides():
    institution, familien = create_institution(), create_zielgruppe()
    versions = [version()]

    for change in (
        lambda: institution.zielgruppen.add(familien),
        lambda: institution.zielgruppen.remove(familien),
        lambda: familien.institutionen.set([institution]),
        lambda: familien.institutionen.clear(),
    ):
        change()
        versions.append(version())

    assert versions == sorted(set(versions))


def test_search_text_raises_it():
    institution = create_institution()
    before = version()

    institution.refresh_suchtext()

    assert version() > before


def test_accounts_and_sessions_do_not(django_user_model, client):
    user = django_user_model.objects.create_user("m.muster", password="geheim")
    before = version()

    user.groups.add(Group.objects.create(name="Redaktion"))
    user.save()
    client.force_login(user)
    Session.objects.all().delete()
    user.delete()

    assert version() == before


def test_there_is_one_row():
    for _ in range(3):
        Datenstand.objects.raise_version()
        Datenstand.objects.current()

    assert Datenstand.objects.count() == 1
    assert str(Datenstand.objects.get()) == "3"


def test_version_carries_the_local_date(monkeypatch):
    today = timezone.localdate()
    assert Datenstand.objects.current() == f"0-{today:%Y%m%d}"

    monkeypatch.setattr(timezone, "localdate", lambda: today + dt.timedelta(days=1))

    assert Datenstand.objects.current().startswith("0-")
    assert Datenstand.objects.current() != f"0-{today:%Y%m%d}"


def test_value_is_computed_once_per_version():
    computed = []

    def compute():
        computed.append(1)
        return len(computed)

    values = [Datenstand.objects.remember("zahl", compute) for _ in range(2)]
    Datenstand.objects.raise_version()
    values.append(Datenstand.objects.remember("zahl", compute))

    assert values == [1, 1, 2]


def test_value_is_computed_by_one_of_the_threads_that_ask_at_once(monkeypatch):
    manager = Datenstand.objects
    monkeypatch.setattr(type(manager), "current", lambda self: "1-heute")
    barrier, computed = Barrier(4), []

    def compute():
        computed.append(manager.remember("teil", lambda: 7))
        return 35

    def ask():
        barrier.wait(timeout=10)
        return manager.remember("ganzes", compute)

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask) for _ in range(4)]

    assert [one.result() for one in asked] == [35] * 4
    assert computed == [7]


def test_value_of_a_transaction_that_was_undone_is_not_met_again():
    def remember(value):
        return Datenstand.objects.remember("zahl", lambda: value)

    with transaction.atomic():
        Datenstand.objects.raise_version()
        assert remember("Vorschau") == "Vorschau"
        transaction.set_rollback(True)
    Datenstand.objects.raise_version()

    assert remember("echt") == "echt"


def test_version_rises_again_only_after_somebody_read_it(django_assert_num_queries):
    Datenstand.objects.raise_version()
    with django_assert_num_queries(0):
        Datenstand.objects.raise_version()
    before = Datenstand.objects.current()

    Datenstand.objects.raise_version()

    assert Datenstand.objects.current() != before


def test_rise_that_was_undone_does_not_count(django_assert_num_queries):
    Datenstand.objects.raise_version()
    Datenstand.objects.current()
    with transaction.atomic():
        Datenstand.objects.raise_version()
        transaction.set_rollback(True)

    with django_assert_num_queries(1):
        Datenstand.objects.raise_version()


def test_rise_inside_a_savepoint_is_one_of_its_own():
    """Else what is remembered inside, and then undone, would have the name of what stays."""
    Datenstand.objects.raise_version()
    with transaction.atomic():
        Datenstand.objects.raise_version()
        assert Datenstand.objects.remember("zahl", lambda: "darin") == "darin"
        transaction.set_rollback(True)

    assert Datenstand.objects.remember("zahl", lambda: "danach") == "danach"


def test_raising_asks_once_and_notes_the_moment(django_assert_num_queries):
    Datenstand.objects.raise_version()
    Datenstand.objects.current()
    before = timezone.now()

    with django_assert_num_queries(1):
        Datenstand.objects.raise_version()

    assert Datenstand.objects.get().changed_at >= before
