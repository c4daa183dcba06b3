"""The pages of recommendations: filters, time travel, differences, files, feeds, few queries."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
import vobject

from handlungsempfehlungen.models import Ruecknahme, Verwendung
from navigator.models import Stadtbezirk
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_befassung,
    create_fassung,
    create_gremium,
    create_handlungsempfehlung,
    create_handlungsfeld,
    create_hinweis,
    create_massnahme,
    create_sachstand,
    create_sitzung,
    create_sozialquartier,
    create_sozialraum,
    create_stelle,
    create_strategiepapier,
)

pytestmark = pytest.mark.django_db
LIST = "/handlungsempfehlungen/"
ATOM = "{http://www.w3.org/2005/Atom}"


def numbers(response):
    return [zeile.empfehlung.slug for zeile in response.context["zeilen"]]


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def osterfeld():
    bezirk = Stadtbezirk.objects.create(name="Osterfeld", position=90)
    return create_sozialraum(name="Osterfeld", kuerzel="OS", stadtbezirk=bezirk)


@pytest.fixture
def papier(osterfeld):
    return create_strategiepapier(sozialraum=osterfeld, datum="02/2023")


def test_unpublished_ones_appear_nowhere(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, is_published=False, titel="Geheim")

    pages = [
        LIST,
        "/handlungsempfehlungen.csv",
        "/handlungsempfehlungen.atom",
        "/handlungsempfehlungen.ics",
        papier.get_absolute_url(),
        "/stadtbezirke/osterfeld/",
    ]

    assert not any("Geheim" in client.get(page).content.decode() for page in pages)
    assert client.get("/handlungsempfehlungen/os-2023-01/").status_code == 404


def test_internal_remarks_appear_nowhere(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, interne_bemerkung="Nur für uns.")

    pages = [LIST, "/handlungsempfehlungen.csv", "/handlungsempfehlungen/os-2023-01/"]

    assert not any("Nur für uns" in client.get(page).content.decode() for page in pages)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["os-2023-01", "os-2023-02"]),
        ("q=SCHULDEN", ["os-2023-01"]),
        ("q=OS-2023-02", ["os-2023-02"]),
        ("umsetzungsstand=umgesetzt", ["os-2023-01"]),
        ("umsetzungsstand=umgesetzt&umsetzungsstand=offen", ["os-2023-01", "os-2023-02"]),
        ("sozialraum=osterfeld", ["os-2023-01"]),
        ("stadtbezirk=osterfeld", ["os-2023-01"]),
        ("sozialquartier=heide", ["os-2023-01"]),
        ("handlungsfeld=bildung", ["os-2023-02"]),
        ("stelle=soziales", ["os-2023-01"]),
        ("papier=osterfeld-2023", ["os-2023-01", "os-2023-02"]),
        ("beispiel=nein", ["os-2023-01"]),
        ("ueberfaellig=ja", ["os-2023-02"]),
        ("seit=2024-03-01", ["os-2023-02"]),
        ("umsetzungsstand=umgesetzt&sozialraum=osterfeld&q=beratung", ["os-2023-01"]),
    ],
)
def test_each_filter_leaves_what_it_says(client, papier, osterfeld, query, found):
    create_sozialquartier(name="Heide", sozialraum=osterfeld)
    far = create_sozialraum(name="Fern")
    soziales, bildung = create_stelle(name="Soziales"), create_handlungsfeld(name="Bildung")
    first = create_handlungsempfehlung(
        strategiepapier=papier, nummer=1, titel="Beratung bei Schulden", datum="02/2023"
    )
    second = create_handlungsempfehlung(
        strategiepapier=papier,
        nummer=2,
        ist_beispiel=True,
        handlungsfeld=bildung,
        titel="Lernen",
        empfehlung="Räume öffnen.",
        datum="02/2023",
    )
    second.fassungen.get().sozialraeume.set([far])
    create_sachstand(first, "umgesetzt", datum="01.02.2024", stelle=soziales)
    create_sachstand(second, "offen", datum="02.03.2024", naechste_pruefung=dt.date(2024, 6, 30))

    assert numbers(client.get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("umsetzungsstand=fertig", "Umsetzungsstand: „fertig“ gibt es nicht."),
        ("seit=gestern", "Geändert seit: „gestern“ ist kein Tag."),
        ("q=" + "x" * 201, "höchstens 200 Zeichen"),
    ],
)
def test_wrong_parameter_gets_a_sentence_and_an_empty_list(client, papier, query, sentence):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1)

    response = client.get(f"{LIST}?{query}")

    assert sentence in text_of(response)
    assert numbers(response) == []
    assert client.get(f"/handlungsempfehlungen.csv?{query}").status_code == 400


@pytest.mark.parametrize(
    ("stand", "sentence"),
    [
        ("quatsch", "„quatsch“ ist kein Tag."),
        ("2024-02-30", "„2024-02-30“ ist kein Tag."),
        ("20240930", "ist kein Tag."),
        ("2999-01-01", "liegt in der Zukunft"),
        ("2024-02-29", "Stand vom 29.02.2024."),
    ],
)
def test_stand_is_said_or_refused(client, papier, stand, sentence):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, datum="02/2023")

    assert sentence in text_of(client.get(f"{LIST}?stand={stand}"))
    assert sentence in text_of(client.get(f"/handlungsempfehlungen/os-2023-01/?stand={stand}"))


def test_page_of_a_day_shows_the_wording_and_state_of_that_day(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1, fassungen=[])
    create_fassung(he, datum="02/2023", titel="Alter Titel")
    create_fassung(he, datum="06/2025", titel="Neuer Titel")
    create_sachstand(he, "in-vorbereitung", datum="12.02.2024")
    create_sachstand(he, "umgesetzt", datum="15.09.2025")

    then = text_of(client.get("/handlungsempfehlungen/os-2023-01/?stand=2024-12-31"))
    now = text_of(client.get("/handlungsempfehlungen/os-2023-01/"))

    assert "<h1>Alter Titel</h1>" in then
    assert "umgesetzt</span>" not in then
    assert "<h1>Neuer Titel</h1>" in now
    assert "umgesetzt</span>" in now


def test_page_before_the_first_wording_says_so(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, datum="02/2023")

    page = text_of(client.get("/handlungsempfehlungen/os-2023-01/?stand=2020-01-01"))

    assert "gab es diese Empfehlung noch nicht" in page


def test_search_looks_into_the_wording_of_the_day(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1, fassungen=[])
    create_fassung(he, datum="02/2023", titel="Mobile Beratung")
    create_fassung(he, datum="06/2025", titel="Feste Sprechstunde")

    assert numbers(client.get(f"{LIST}?q=mobile")) == []
    assert numbers(client.get(f"{LIST}?q=mobile&stand=2024-01-01")) == ["os-2023-01"]


def test_differences_are_marked_as_words_not_by_colour_alone(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1, fassungen=[])
    create_fassung(he, datum="02/2023", empfehlung="Die Stadt richtet eine mobile Beratung ein.")
    create_fassung(he, datum="06/2025", empfehlung="Die Stadt richtet eine feste Beratung ein.")

    page = text_of(client.get("/handlungsempfehlungen/os-2023-01/"))

    assert '<del class="changed changed--gone">mobile</del>' in page
    assert '<ins class="changed changed--new">feste</ins>' in page


def test_withdrawn_recommendation_keeps_its_page_with_the_reason(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1)
    gone = Ruecknahme(handlungsempfehlung=he, grund="Doppelt gezählt.", rolle="Sozialplanung")
    gone.datum = Zeitangabe.parse("01.03.2024")
    gone.save()

    page = text_of(client.get("/handlungsempfehlungen/os-2023-01/"))

    assert "Zurückgenommen am 01.03.2024" in page
    assert "Doppelt gezählt." in page
    assert numbers(client.get(LIST)) == []


def test_late_entry_says_when_it_was_written_down(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1)
    create_sachstand(he, datum="01.02.2024", eingetragen_am=dt.date(2024, 9, 1))

    assert "nachgetragen am 01.09.2024" in text_of(client.get("/handlungsempfehlungen/os-2023-01/"))


def test_chain_can_be_walked_both_ways(client, papier, osterfeld):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1)
    hinweis = create_hinweis(text="Der Weg ist weit.", is_published=True)
    internal = create_hinweis(text="Das bleibt unter uns.")
    he.hinweise.set([hinweis, internal])
    massnahme = create_massnahme(titel="Sprechstunde im Stadtteil")
    massnahme.handlungsempfehlungen.add(he)
    create_befassung(he, sitzung=create_sitzung(gremium=create_gremium(name="Sozialausschuss")))
    Verwendung.objects.create(handlungsempfehlung=he, art="antrag", text="Antrag.")

    page = text_of(client.get("/handlungsempfehlungen/os-2023-01/"))
    back = text_of(client.get(massnahme.get_absolute_url()))

    assert f'href="{hinweis.get_absolute_url()}"' in page
    assert f'href="{massnahme.get_absolute_url()}"' in page
    assert "Sozialausschuss, 05/2024" in page
    assert "unter uns" not in page
    assert "OS-01" in back
    assert "(Sie sind hier)" in back


@pytest.mark.parametrize("count", [1, 12])
def test_list_needs_the_same_queries_for_any_number(
    client, papier, count, django_assert_max_num_queries
):
    for nummer in range(count):
        he = create_handlungsempfehlung(strategiepapier=papier, nummer=nummer + 1)
        create_sachstand(he)

    with django_assert_max_num_queries(29):
        response = client.get(LIST)

    assert len(numbers(response)) == count


@pytest.mark.parametrize("count", [1, 12])
def test_page_of_a_stadtbezirk_needs_the_same_queries_for_any_number(
    client, papier, count, django_assert_max_num_queries
):
    for nummer in range(count):
        create_sachstand(create_handlungsempfehlung(strategiepapier=papier, nummer=nummer + 1))

    with django_assert_max_num_queries(52):
        response = client.get("/stadtbezirke/osterfeld/")

    assert len(response.context["blatt"].zeilen) == count


def test_stadtbezirk_shows_what_changed_since_its_last_sitting(client, papier, osterfeld):
    bezirksvertretung = create_gremium(
        name="Bezirksvertretung", art="bezirksvertretung", stadtbezirk=osterfeld.stadtbezirk
    )
    for tag in [dt.date(2024, 5, 16), dt.date(2023, 1, 1)]:
        create_sitzung(gremium=bezirksvertretung, datum=tag)
    create_sitzung(datum=dt.date(2025, 1, 1))  # of another Gremium
    quiet = create_handlungsempfehlung(strategiepapier=papier, nummer=1, datum="02/2023")
    moved = create_handlungsempfehlung(strategiepapier=papier, nummer=2, datum="02/2023")
    create_sachstand(quiet, datum="01.02.2024")
    create_sachstand(moved, "in-vorbereitung", datum="01.02.2024")
    create_sachstand(moved, "umgesetzt", datum="17.05.2024")

    blatt = client.get("/stadtbezirke/osterfeld/").context["blatt"]
    raum = client.get("/sozialraeume/osterfeld/").context["blatt"]

    assert blatt.seit == dt.date(2024, 5, 16)
    assert [zeile.empfehlung.slug for zeile in blatt.geaendert] == ["os-2023-02"]
    assert blatt.geaendert[0].satz == "17.05.2024: vorher in Vorbereitung"
    assert [zeile.empfehlung for zeile in raum.geaendert] == [moved]


def test_stadtbezirk_without_a_sitting_says_so(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1)

    assert "keine frühere Sitzung" in text_of(client.get("/stadtbezirke/osterfeld/"))


def test_csv_has_the_rows_of_the_list_and_marks_examples(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, ist_beispiel=True, titel="=1+1")

    lines = client.get("/handlungsempfehlungen.csv").content.decode("utf-8-sig").splitlines()

    assert lines[0].split(";")[:2] == ["Nummer", "Titel"]
    assert lines[1].startswith("OS-01;'=1+1;")
    assert ";Beispiel;" in lines[1]


def test_feed_is_atom_with_unique_entries_newest_first(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1, ist_beispiel=True)
    create_sachstand(he, "in-vorbereitung", datum="01.02.2024")
    create_sachstand(he, "umgesetzt", datum="01.02.2025")
    create_befassung(he)

    response = client.get("/handlungsempfehlungen.atom?sozialraum=osterfeld")
    feed = ET.fromstring(response.content)  # noqa: S314 -- our own answer

    entries = feed.findall(f"{ATOM}entry")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{tag}") for tag in ("id", "title", "updated"))
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries) == 4
    assert [one.findtext(f"{ATOM}updated") for one in entries] == sorted(
        (one.findtext(f"{ATOM}updated") for one in entries), reverse=True
    )
    assert all("Beispiel" in one.findtext(f"{ATOM}title") for one in entries)


def test_calendar_holds_the_checks_that_are_not_done(client, papier):
    for nummer, stand in enumerate(["in-umsetzung", "umgesetzt"], start=1):
        he = create_handlungsempfehlung(strategiepapier=papier, nummer=nummer)
        create_sachstand(he, stand, naechste_pruefung=dt.date(2027, 3, 31))

    calendar = vobject.readOne(client.get("/handlungsempfehlungen.ics").content.decode())

    assert [event.dtstart.value for event in calendar.vevent_list] == [dt.date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("zeiten", "laufzeit"),
    [
        ({"beginn": "2021", "ende": "2022"}, "ausgelaufen"),
        ({"beginn": "2021"}, "ende-unbekannt"),
        ({"beginn": "2021", "befristung": "unbefristet"}, "laufend"),
        ({"beginn": "2021", "ende": "2099"}, "laufend"),
        ({}, "ende-unbekannt"),
    ],
)
def test_measure_says_how_it_runs(client, zeiten, laufzeit):
    massnahme = create_massnahme(titel="Kurs", **zeiten)

    assert client.get(massnahme.get_absolute_url()).context["massnahme"].laufzeit == laufzeit
    found = client.get(f"/massnahmen/?laufzeit={laufzeit}").context["massnahmen"]
    assert [one.titel for one in found] == ["Kurs"]


def test_measure_that_ends_soon_warns(client):
    soon = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011 -- a day of the calendar
    massnahme = create_massnahme(titel="Kurs", ende=f"{soon:%d.%m.%Y}", befristung="befristet")

    assert "Das Angebot ist befristet." in text_of(client.get(massnahme.get_absolute_url()))


def test_public_pages_set_no_cookie(client, papier):
    create_handlungsempfehlung(strategiepapier=papier, nummer=1)

    for page in [
        LIST,
        "/handlungsempfehlungen/os-2023-01/",
        "/massnahmen/",
        "/entwicklungen/",
        "/stadtentwicklung/",
        "/kooperationen/",
        "/strategiepapiere/",
    ]:
        response = client.get(page)
        assert (response.status_code, dict(response.cookies)) == (200, {}), page


def test_page_of_an_event_says_what_came_of_a_hinweis(client, papier):
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=1, titel="Feste Sprechstunde")
    hinweis = create_hinweis(is_published=True)
    massnahme = create_massnahme(titel="Sprachcafé")
    he.hinweise.add(hinweis)
    massnahme.hinweise.add(hinweis)

    page = text_of(client.get(hinweis.veranstaltung.get_absolute_url()))

    assert f'<a href="{he.get_absolute_url()}">OS-01 Feste Sprechstunde</a>' in page
    assert f'<a href="{massnahme.get_absolute_url()}">Steckbrief Sprachcafé</a>' in page


def test_partners_of_a_measure_join_the_network(client):
    massnahme = create_massnahme(titel="Gemeinsam Gesund")
    for name, rolle in [("Ruhrwerkstatt", "traeger"), ("Caritas", "partner")]:
        massnahme.partner.create(rolle=rolle, stelle=create_stelle(name=name))
    massnahme.partner.create(rolle="partner", bezeichnung="Schulen")

    page = text_of(client.get("/dialoge/netzwerk/")).partition("<footer")[0]

    assert "Gemeinsam in Maßnahmen" in page
    assert "Ruhrwerkstatt" in page
    assert "Caritas" in page
    assert "Schulen" not in page
