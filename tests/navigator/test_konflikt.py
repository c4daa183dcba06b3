"""Two people at once: nothing newer is overwritten unseen, and both may keep their work."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from navigator.models import Haltestelle, Institution, Meldung, Stelle
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_meldung,
    create_zielgruppe,
)
from tests.office import form_data, log_in, url
from tests.sicherungen import rows_of_all_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client, django_user_model):
    """A second browser in which somebody else works."""
    browser = Client()
    log_in(browser, django_user_model.objects.create_superuser("mueller", password="x"))
    return browser


def opened(record):
    record = type(record).objects.get(pk=record.pk)
    return form_data(type(record), record)


def send(client, record, data):
    return client.post(url(type(record), "change", record.pk), data)


def konflikt_of(response):
    assert response.status_code == 200
    return response.context["adminform"].form.konflikt


def next_form(response):
    """What the browser would send from the page about a conflict, before anything is chosen."""
    form = response.context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        value = ("on" if value else None) if isinstance(value, bool) else value
        if isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        if value is not None:
            data[name] = value
    konflikt = form.konflikt
    for name, value in konflikt.kopien:
        data.setdefault(name, []).append(value)
    return data | {
        "konflikt_gesehen": konflikt.gesehen,
        "konflikt_offen": [zeile.name for zeile in konflikt.overlapping],
        "konflikt_nur_ihre": [zeile.name for zeile in konflikt.theirs_only],
    }


def text(parts):
    return "".join(part for part, _ in parts)


def rows(konflikt):
    return {
        zeile.name: (zeile.geoeffnet, text(zeile.ihre), text(zeile.meine), zeile.wessen)
        for zeile in konflikt.zeilen
    }


def test_newer_change_is_noticed_and_shows_the_difference(admin_client, colleague):
    familien = create_zielgruppe("Familien")
    institution = create_institution(kosten="frei", stand=Zeitangabe.parse("2020"))
    mine = opened(institution)
    theirs = {"kosten": "5 Euro", "zielgruppen": [familien.pk], "stand": "09/2023"}
    send(colleague, institution, opened(institution) | theirs)

    response = send(admin_client, institution, mine | {"kosten": "6 Euro", "telefon": "0208 1234"})

    konflikt = konflikt_of(response)
    assert konflikt.wer == "mueller"
    assert rows(konflikt) == {
        "kosten": ("frei", "5 Euro", "6 Euro", "beide"),
        "zielgruppen": ("leer", "Familien", "leer", "ihre"),
        "stand": ("2020", "09/2023", "2020", "ihre"),
        "telefon": ("leer", "leer", "0208 1234", "meine"),
    }
    html = response.content.decode()
    assert "mueller" in html
    assert re.search(r"am \d\d\.\d\d\.\d{4} um \d\d:\d\d Uhr", html)
    form = response.context["adminform"].form
    assert (form["kosten"].value(), form["telefon"].value()) == ("6 Euro", "0208 1234")
    institution.refresh_from_db()
    assert (institution.kosten, institution.telefon) == ("5 Euro", "")
    assert institution.history.count() == 2


def test_changes_in_different_places_are_merged(admin_client, colleague):
    familien = create_zielgruppe("Familien")
    institution = create_institution()
    mine = opened(institution)
    theirs = {"kosten": "frei", "stadtweit": "on", "zielgruppen": [familien.pk], "stand": "2024"}
    send(colleague, institution, opened(institution) | theirs)
    page = send(admin_client, institution, mine | {"telefon": "0208 1234"})

    response = send(admin_client, institution, next_form(page) | {"_zusammenfuehren": "1"})

    assert response.status_code == 302
    institution.refresh_from_db()
    assert (institution.kosten, institution.telefon) == ("frei", "0208 1234")
    assert (institution.stadtweit, institution.stand.as_input()) == (True, "2024")
    assert list(institution.zielgruppen.all()) == [familien]


@pytest.mark.parametrize(("choice", "kept"), [("ihre", "5 Euro"), ("meine", "6 Euro")])
def test_same_field_is_chosen_for(admin_client, colleague, choice, kept):
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    send(colleague, institution, opened(institution) | {"kosten": "5 Euro"})
    page = send(admin_client, institution, mine | {"kosten": "6 Euro", "telefon": "0208 1234"})

    response = send(admin_client, institution, next_form(page) | {"konflikt-kosten": choice})

    assert response.status_code == 302
    institution.refresh_from_db()
    assert (institution.kosten, institution.telefon) == (kept, "0208 1234")


def test_without_a_choice_nothing_is_saved(admin_client, colleague):
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    send(colleague, institution, opened(institution) | {"kosten": "5 Euro"})
    page = send(admin_client, institution, mine | {"kosten": "6 Euro"})

    response = send(admin_client, institution, next_form(page) | {"_zusammenfuehren": "1"})

    assert konflikt_of(response).fehlend == ["Kosten"]
    assert "Bitte wählen Sie, was gelten soll bei „Kosten“." in response.content.decode()
    institution.refresh_from_db()
    assert institution.kosten == "5 Euro"


def test_my_version_can_be_saved_all_the_same(admin_client, colleague):
    familien = create_zielgruppe("Familien")
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    theirs = {"kosten": "5 Euro", "plz": "46045", "stadtweit": "on", "zielgruppen": [familien.pk]}
    send(colleague, institution, opened(institution) | theirs)
    page = send(admin_client, institution, mine | {"kosten": "6 Euro"})

    response = send(admin_client, institution, next_form(page) | {"_meine": "1"})

    assert response.status_code == 302
    institution.refresh_from_db()
    assert (institution.kosten, institution.plz, institution.stadtweit) == ("6 Euro", "", False)
    assert not institution.zielgruppen.exists()


@pytest.mark.parametrize("button", ["_meine", "_zusammenfuehren"])
def test_third_change_is_noticed_too(admin_client, colleague, button):
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    send(colleague, institution, opened(institution) | {"kosten": "5 Euro"})
    page = send(admin_client, institution, mine | {"kosten": "6 Euro"})
    send(colleague, institution, opened(institution) | {"kosten": "7 Euro"})

    response = send(
        admin_client, institution, next_form(page) | {button: "1", "konflikt-kosten": "meine"}
    )

    assert rows(konflikt_of(response))["kosten"] == ("frei", "7 Euro", "6 Euro", "beide")
    institution.refresh_from_db()
    assert institution.kosten == "7 Euro"


def test_choice_survives_another_mistake(admin_client, colleague):
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    send(colleague, institution, opened(institution) | {"kosten": "5 Euro"})
    page = send(admin_client, institution, mine | {"kosten": "6 Euro"})
    chosen = next_form(page) | {"konflikt-kosten": "ihre"}

    response = send(admin_client, institution, chosen | {"plz": "460"})

    (zeile,) = konflikt_of(response).overlapping
    assert zeile.wahl == "ihre"
    assert response.context["adminform"].form["kosten"].value() == "6 Euro"
    again = send(admin_client, institution, next_form(response) | {"konflikt-kosten": "ihre"})
    assert "plz" in again.context["adminform"].form.errors
    institution.refresh_from_db()
    assert institution.kosten == "5 Euro"


def test_same_change_by_both_is_no_conflict(admin_client, colleague):
    institution = create_institution()
    mine = opened(institution)
    send(colleague, institution, opened(institution) | {"kosten": "frei"})

    response = send(admin_client, institution, mine | {"kosten": "frei"})

    assert response.status_code == 302


@pytest.mark.parametrize("mark", ["", "erfunden", "of another record", None])
def test_missing_or_forged_mark_overwrites_nothing(admin_client, mark):
    haltestelle, other = create_haltestelle(name="Heute"), create_haltestelle()
    data = opened(haltestelle) | {"name": "Gestern"}
    if mark == "of another record":
        mark = opened(other)["geladen"]
    data["geladen"] = mark
    if mark is None:
        del data["geladen"]

    response = send(admin_client, haltestelle, data)

    assert rows(konflikt_of(response)) == {"name": ("", "Heute", "Gestern", "beide")}
    assert "nicht zu erkennen" in response.content.decode()
    haltestelle.refresh_from_db()
    assert haltestelle.name == "Heute"


def test_case_without_a_past_is_guarded_too(admin_client, colleague):
    meldung = create_meldung()
    mine = opened(meldung)
    send(colleague, meldung, opened(meldung) | {"antwort": "Danke!"})

    response = send(admin_client, meldung, mine | {"antwort": "Wir prüfen das."})

    konflikt = konflikt_of(response)
    assert konflikt.wer == "mueller"
    assert rows(konflikt) == {"antwort": ("", "Danke!", "Wir prüfen das.", "beide")}
    assert Meldung.objects.get().antwort == "Danke!"


def test_links_that_versions_leave_out_are_guarded_too(admin_client, colleague, admin_user):
    stelle = Stelle.objects.create(name="Sozialplanung", art="bereich")
    mine = opened(stelle)
    send(colleague, stelle, opened(stelle) | {"konten": [admin_user.pk]})

    response = send(admin_client, stelle, mine | {"kuerzel": "1"})

    assert rows(konflikt_of(response))["konten"] == ("leer", "admin", "leer", "ihre")


def test_change_by_the_program_is_a_newer_change(admin_client):
    institution = create_institution(kosten="frei")
    mine = opened(institution)
    institution.kosten = "5 Euro"
    institution.save()

    assert konflikt_of(send(admin_client, institution, mine)).wer == "das Programm"


def test_line_ends_of_browsers_are_no_change(admin_client):
    institution = create_institution(beschreibung="erste Zeile\nzweite Zeile")
    data = opened(institution)

    send(admin_client, institution, data | {"beschreibung": "erste Zeile\r\nzweite Zeile"})

    institution.refresh_from_db()
    assert institution.beschreibung == "erste Zeile\nzweite Zeile"
    assert institution.history.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(django_user_model):
    institution = create_institution(kosten="frei")
    data = opened(institution)
    browsers = []
    for n in range(2):
        browser = Client()
        log_in(browser, django_user_model.objects.create_superuser(f"konto{n}", password="x"))
        browsers.append(browser)
    together = Barrier(2, timeout=20)

    def save(n):
        together.wait()
        try:
            return send(browsers[n], institution, data | {"kosten": f"{n} Euro"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(save, range(2)))

    assert statuses == [200, 302]
    assert Institution.history.count() == 2


def test_refused_form_writes_nothing(admin_client, colleague):
    haltestelle = create_haltestelle()
    mine = opened(haltestelle)
    send(colleague, haltestelle, opened(haltestelle) | {"name": "Neu"})
    before = rows_of_all_tables()

    send(admin_client, haltestelle, mine | {"name": "Anders"})

    assert rows_of_all_tables() == before
    assert Haltestelle.objects.get().name == "Neu"
