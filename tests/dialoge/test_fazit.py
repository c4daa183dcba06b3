"""The Fazit of a round: what its records say, and the published figures beside it."""

import pytest

from dialoge.fazit import group_angaben, load_fazits
from dialoge.models import Teilnahme, Zahlenangabe
from tests.factories import (
    create_hinweis,
    create_institution,
    create_runde,
    create_stelle,
    create_veranstaltung,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "Aus Einträgen noch nicht zu berechnen"
CONTRADICTION = "Die Quellen widersprechen sich"


def angabe(wortlaut, von, bis, **fields):
    known = {"art": "teilnehmende", "quelle": "Vortrag"}
    return Zahlenangabe.objects.create(wortlaut=wortlaut, von=von, bis=bis, **known | fields)


def fazit_of(runde):
    return next(one for one in load_fazits() if one.runde == runde)


def kennzahlen(runde):
    return {one.titel: one for one in fazit_of(runde).kennzahlen}


def test_participants_run_from_the_smallest_to_the_largest_event():
    runde = create_runde()
    for von, bis in [(60, 60), (80, 95)]:
        angabe("…", von, bis, veranstaltung=create_veranstaltung(runde=runde))
    create_veranstaltung(runde=runde)

    zahl = kennzahlen(runde)["Teilnehmende je Veranstaltung"]

    assert (zahl.wert, zahl.satz) == ("60–95", "aus 2 von 3 Veranstaltungen")


@pytest.mark.parametrize(
    ("wortlaut", "von", "contradict"),
    [
        ("60–95 je Veranstaltung", 100, True),
        ("60–95 je Veranstaltung", 90, False),
        ("durchschnittlich 60–95", 100, False),
    ],
)
def test_figure_of_one_event_outside_the_published_span_is_a_contradiction(
    client, wortlaut, von, contradict
):
    runde = create_runde()
    angabe(wortlaut, 60, 95, runde=runde)
    angabe("rund 100", von, von, veranstaltung=create_veranstaltung(runde=runde))

    zahl = kennzahlen(runde)["Teilnehmende je Veranstaltung"]

    assert zahl.widerspruch == contradict
    assert [one.von for one in zahl.veroeffentlichte] == [60, *([von] if contradict else [])]
    assert (CONTRADICTION in client.get("/dialoge/").text) == contradict


def test_figure_of_an_example_event_is_marked():
    runde = create_runde()
    angabe("rund 80", 80, 80, veranstaltung=create_veranstaltung(runde=runde, ist_beispiel=True))

    assert kennzahlen(runde)["Teilnehmende je Veranstaltung"].ist_beispiel


def test_open_end_is_said():
    runde = create_runde()
    angabe("mehr als 100", 100, None, veranstaltung=create_veranstaltung(runde=runde))

    assert kennzahlen(runde)["Teilnehmende je Veranstaltung"].wert == "mehr als 100"


def test_institutions_and_offices_count_once_over_all_events():
    runde = create_runde()
    institution = create_institution()
    stelle = create_stelle(institution=institution)
    bereich = create_stelle()
    eins, zwei = (create_veranstaltung(runde=runde) for _ in range(2))
    Teilnahme.objects.create(veranstaltung=eins, institution=institution)
    Teilnahme.objects.create(veranstaltung=eins, bezeichnung="Sozialverbände")
    Teilnahme.objects.create(veranstaltung=zwei, stelle=stelle)
    Teilnahme.objects.create(veranstaltung=zwei, stelle=bereich)

    zahl = kennzahlen(runde)["Institutionen und Bereiche"]

    assert zahl.wert == "2"


def test_only_published_events_that_took_place_and_published_hinweise_count():
    runde = create_runde()
    held = create_veranstaltung(runde=runde)
    create_veranstaltung(runde=runde, status="geplant")
    hidden = create_veranstaltung(runde=runde, is_published=False)
    create_hinweis(veranstaltung=held, is_published=True)
    create_hinweis(veranstaltung=held)
    create_hinweis(veranstaltung=hidden, is_published=True)

    fazit = fazit_of(runde)

    assert kennzahlen(runde)["Veranstaltungen"].wert == "1"
    assert [(one.value, n) for one, n in fazit.ausgaenge] == [("offen", 1)]
    assert hidden not in fazit.veranstaltungen


def test_more_in_the_source_than_in_the_records_is_said():
    runde = create_runde()
    create_veranstaltung(runde=runde)
    angabe("sechs Dialoge", 6, 6, runde=runde, art="veranstaltungen")

    assert kennzahlen(runde)["Veranstaltungen"].zu_wenig


def test_contradiction_is_shown_and_nobody_is_made_right(client):
    runde = create_runde()
    angabe("60–95", 60, 95, runde=runde)
    angabe("rund 120 Fachleute", 110, 130, runde=runde, quelle="Presse")

    html = client.get("/dialoge/").text

    assert CONTRADICTION in html
    assert "60–95" in html
    assert "rund 120 Fachleute" in html


def test_figures_that_can_both_be_true_do_not_contradict():
    runde = create_runde()
    both = [angabe("60–95", 60, 95, runde=runde), angabe("mehr als 80", 80, None, runde=runde)]

    assert [group.widerspruch for group in group_angaben(both)] == [False]


def test_missing_records_are_said_beside_the_published_figure(client):
    runde = create_runde()
    angabe("45 Institutionen", 45, 45, runde=runde, art="einrichtungen")
    angabe("42 Empfehlungen", 42, 42, runde=runde, art="empfehlungen")

    html = client.get("/dialoge/").text

    assert html.count(UNKNOWN) == 4
    assert "45 Institutionen" in html
    assert "42 Empfehlungen" in html


@pytest.mark.parametrize("count", [1, 3])
def test_fazits_need_the_same_queries_for_any_number(django_assert_num_queries, count):
    for _ in range(count):
        one = create_veranstaltung()
        angabe("…", 1, 1, veranstaltung=one)
        Teilnahme.objects.create(veranstaltung=one, institution=create_institution())

    with django_assert_num_queries(6):
        load_fazits()
