"""The pages of the Sozialberichte, and the file where the office has uploaded one."""

import pytest
from django.core.files.base import ContentFile

from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import Exkurs, Indexberechnung, Sozialbericht
from tests.demo import load_demo_data
from tests.indexausgaben import (
    JAHR,
    create_entwurf,
    create_indexmethode,
    create_indikatorwert,
    create_konto,
    create_werte,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 Bericht"


@pytest.fixture
def bericht():
    return Sozialbericht.objects.create(
        jahr=2017,
        titel="Sozialbericht 2017",
        adresse="https://www.oberhausen.example/bericht",
        quelle="Zeitung",
        quelle_url="https://zeitung.example/",
    )


def get(client, address):
    return client.get(address).content.decode()


def test_list_has_the_newest_report_first(client, bericht):
    Sozialbericht.objects.create(jahr=2020, titel="Sozialbericht 2020")

    berichte = client.get("/sozialberichte/").context["berichte"]

    assert [one.jahr for one in berichte] == [2020, 2017]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_few_queries(client, django_assert_num_queries, number):
    for jahr in range(2017, 2017 + number):
        one = Sozialbericht.objects.create(jahr=jahr, titel=f"Sozialbericht {jahr}")
        Exkurs.objects.create(sozialbericht=one, titel="Armut und Wohnen")

    with django_assert_num_queries(3):
        assert client.get("/sozialberichte/").status_code == 200


def test_report_that_the_portal_does_not_have_says_so_with_its_source(client, bericht):
    html = get(client, "/sozialberichte/2017/")

    assert "Der Bericht liegt dem Portal nicht vor." in html
    assert 'href="https://www.oberhausen.example/bericht"' in html
    assert 'Quelle: <a href="https://zeitung.example/">Zeitung</a>' in html
    assert client.get("/sozialberichte/2017.pdf").status_code == 404


def test_report_is_downloaded_as_it_was_uploaded(client, bericht):
    bericht.datei.save("bericht.pdf", ContentFile(PDF))

    assert 'href="/sozialberichte/2017.pdf"' in get(client, "/sozialberichte/2017/")
    answer = client.get("/sozialberichte/2017.pdf")

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_missing_file_is_not_found(client, bericht):
    bericht.datei = "sozialberichte/fehlt.pdf"
    bericht.save()

    assert client.get("/sozialberichte/2017.pdf").status_code == 404


def test_exkurs_without_a_text_is_only_named(client, bericht):
    Exkurs.objects.create(sozialbericht=bericht, titel="Armut und Bildung")
    Exkurs.objects.create(
        sozialbericht=bericht, titel="Armut und Wohnen", position=2, text="Mieten steigen."
    )

    html = get(client, "/sozialberichte/2017/")

    assert html.count("Hier ist nur der Titel bekannt.") == 1
    assert "Mieten steigen." in html


def test_report_without_a_released_edition_shows_no_map(client, bericht):
    html = get(client, "/sozialberichte/2017/")

    assert "Zu diesem Bericht ist keine Ausgabe des Sozialindex veröffentlicht." in html
    assert "map__picture" not in html


def test_unknown_year_is_not_found(client):
    assert client.get("/sozialberichte/1900/").status_code == 404
    assert client.get("/sozialberichte/abc/").status_code == 404


def test_report_shows_its_edition_and_leads_to_the_table(client):
    load_demo_data()

    html = get(client, "/sozialberichte/2020/")

    assert "Status 2020: Fläche und Muster" in html
    assert 'href="/sozialindex/?jahr=2020"' in html
    assert "Beispielwerte, keine amtliche Statistik." in html


# ---- an edition that another took the place of ---------------------------------------------------


@pytest.fixture
def release():
    """Compute and release an edition of one and the same year, as two people do."""
    methode, anna, bernd = create_indexmethode(), create_konto("anna"), create_konto("bernd")
    return lambda: release_berechnung(compute_berechnung(JAHR, JAHR, methode, anna), bernd)


def correct(wert, zaehler):
    create_indikatorwert(
        indikator=wert.indikator,
        sozialquartier=wert.sozialquartier,
        jahr=wert.jahr,
        zaehler=zaehler,
        ersetzt=wert,
    )


def test_report_shows_the_edition_that_holds_and_says_what_differs_from_print(client, release):
    *_, last = create_werte()
    printed = release()
    bericht = Sozialbericht.objects.create(jahr=JAHR, titel="Bericht", berechnung=printed)
    correct(last, 100)
    release()
    now = release()

    answer = client.get(bericht.get_absolute_url())

    html = answer.content.decode()
    assert answer.context["ansicht"].ausgabe.berechnung == now
    assert "Seit dem Druck neu gerechnet." in html
    assert f"{last.sozialquartier}</a>: Status hoch statt sehr niedrig" in html
    bericht.refresh_from_db()
    assert bericht.berechnung == printed


def test_report_says_where_a_new_edition_changes_no_class(client, release):
    create_werte()
    bericht = Sozialbericht.objects.create(jahr=JAHR, titel="Bericht", berechnung=release())
    release()

    html = get(client, bericht.get_absolute_url())

    assert "Alle Sozialquartiere sind in derselben Klasse wie im Bericht." in html


def test_report_whose_edition_holds_speaks_of_no_other(client, release):
    create_werte()
    bericht = Sozialbericht.objects.create(jahr=JAHR, titel="Bericht", berechnung=release())

    assert "Seit dem Druck" not in get(client, bericht.get_absolute_url())


def test_draft_is_never_in_place_of_anything():
    draft = create_entwurf()

    assert Indexberechnung.objects.in_place_of(draft) is None
    assert Indexberechnung.objects.in_place_of(None) is None
