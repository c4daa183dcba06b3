"""The filter of the Hinweise: what each parameter finds, wrong values, counts of the options."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from dialoge.entscheiden import unpublish_hinweise
from dialoge.filters import choose_hinweise
from dialoge.models import Hinweis
from dialoge.weg import published_standing
from navigator.models import Raumauswahl
from tests.factories import (
    create_handlungsfeld,
    create_hinweis,
    create_runde,
    create_sozialquartier,
    create_sozialraum,
    create_thementisch,
    create_veranstaltung,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def texts(response):
    return [weg.hinweis.text for weg in response.context["wege"]]


@pytest.fixture
def spread():
    """A Hinweis for each way in which one can speak of an area."""
    raum = create_sozialraum(name="Hier")
    quartier = create_sozialquartier(name="Teil", sozialraum=raum)
    fremd = create_sozialraum(name="Anderswo")
    dialog = create_veranstaltung(sozialraeume=[raum])
    said = {
        "raum": create_hinweis(text="raum", sozialraeume=[raum]),
        "teil": create_hinweis(text="teil", art="idee"),
        "bezirk": create_hinweis(text="bezirk", art="laeuft-gut"),
        "dialog": create_hinweis(text="dialog", veranstaltung=dialog),
        "fremd": create_hinweis(text="fremd", veranstaltung=dialog, sozialraeume=[fremd]),
        "stadt": create_hinweis(text="stadt", veranstaltung=dialog, stadtweit=True),
    }
    said["teil"].sozialquartiere.add(quartier)
    said["bezirk"].stadtbezirke.add(raum.stadtbezirk)
    for one in said.values():
        one.is_published, one.veroeffentlicht_am = True, timezone.localdate()
        one.save()
    return raum


def test_area_finds_its_own_its_parts_its_holder_and_its_dialogue(client, spread):
    response = client.get("/dialoge/", {"sozialraum": spread.slug})

    assert sorted(texts(response)) == ["bezirk", "dialog", "raum", "teil"]


def test_part_does_not_find_another_part(client, spread):
    other = create_sozialquartier(sozialraum=spread)

    response = client.get("/dialoge/", {"sozialquartier": other.slug})

    assert sorted(texts(response)) == ["bezirk", "dialog", "raum"]


def test_area_page_says_of_which_area_a_hinweis_speaks(client, spread):
    html = client.get(spread.get_absolute_url()).text

    assert "zu Sozialquartier Teil" in html
    assert f"zu Stadtbezirk {spread.stadtbezirk}" in html
    assert "Alle 4 Hinweise zu Hier" in html
    assert f"/dialoge/?sozialraum={spread.slug}#trichter" in html


@pytest.mark.parametrize("level", ["stadtbezirk", "sozialraum", "sozialquartier"])
def test_every_level_of_areas_shows_what_practitioners_say(client, spread, level):
    raum = {
        "stadtbezirk": spread.stadtbezirk,
        "sozialraum": spread,
        "sozialquartier": spread.sozialquartiere.get(),
    }[level]

    html = client.get(raum.get_absolute_url()).text

    assert "Was Fachleute sagen" in html
    assert f"/dialoge/?{level}={raum.slug}" in html


def test_counts_of_the_filter_are_those_of_the_lists(client, spread):
    facetten = client.get("/dialoge/?seite=1").context["facetten"]

    checked = 0
    for facette in facetten:
        for option in facette.optionen:
            response = client.get("/dialoge/", {facette.name: option.wert})
            assert response.context["page_obj"].paginator.count == option.anzahl, option
            checked += 1
    assert checked >= 8


@pytest.mark.parametrize(
    "chosen",
    [
        {"sozialraum": ["hier"]},
        {"sozialraum": ["hier", "anderswo"]},
        {"sozialquartier": ["teil"]},
        {"stadtbezirk": ["bezirk"]},
        {"stadtbezirk": ["bezirk"], "sozialraum": ["anderswo"]},
        {"sozialraum": ["anderswo"], "sozialquartier": ["teil"]},
    ],
)
def test_filter_of_areas_finds_what_pages_of_areas_find(spread, chosen):
    spread.stadtbezirk.slug = "bezirk"
    spread.stadtbezirk.save()
    found = published_standing().in_raeume(Raumauswahl(**chosen))

    auswahl = choose_hinweise(QueryDict(urlencode(chosen, doseq=True)))

    assert auswahl.form.saetze == []
    assert set(auswahl.keys) == set(found.values_list("pk", flat=True))


def test_counts_follow_what_the_office_changes(client, spread):
    hinweis = create_hinweis(is_published=True, text="Bus")
    client.get("/dialoge/?seite=1")

    unpublish_hinweise([hinweis])
    hinweis_raum = Hinweis.objects.get(text="stadt")
    hinweis_raum.sozialraeume.add(spread)
    response = client.get("/dialoge/", {"sozialraum": "hier"})

    assert sorted(texts(response)) == ["bezirk", "dialog", "raum", "stadt", "teil"]
    assert client.get("/dialoge/?seite=1").context["page_obj"].paginator.count == 6


def test_chip_says_of_which_filter_it_is(client, spread):
    response = client.get("/dialoge/", {"sozialraum": "hier", "ausgang": "offen"})

    assert [chip.titel for chip in response.context["chips"]] == [
        "Was wurde daraus? noch nicht bearbeitet",
        "Sozialraum: Hier",
    ]


@pytest.mark.parametrize(
    ("parameter", "found"),
    [
        ({"runde": "7"}, ["Ältere Menschen"]),
        ({"ausgang": "dokumentiert"}, ["Kinder"]),
        ({"art": ["laeuft-gut", "fehlt"]}, ["Kinder", "Ältere Menschen"]),
        ({"handlungsfeld": "wohnen"}, ["Ältere Menschen"]),
        ({"zielgruppe": "familien"}, ["Kinder"]),
        ({"q": "AELTERE"}, ["Ältere Menschen"]),
        ({"q": "xyz"}, []),
    ],
)
def test_filter_narrows(client, parameter, found):
    dialog = create_veranstaltung(runde=create_runde(nummer=7))
    tisch = create_thementisch(
        veranstaltung=dialog, handlungsfeld=create_handlungsfeld(name="Wohnen")
    )
    create_hinweis(
        veranstaltung=dialog, thementisch=tisch, text="Ältere Menschen", is_published=True
    )
    other = create_hinweis(text="Kinder", art="laeuft-gut", is_published=True)
    other.zielgruppen.add(create_zielgruppe("Familien"))

    response = client.get("/dialoge/", parameter)

    assert sorted(texts(response)) == found


@pytest.mark.parametrize(
    "query",
    [
        "ausgang=falsch",
        "runde=99",
        "runde=x",
        "sozialraum=mond",
        "art=",
        "antwort=nie",
        "veranstaltung=keine",
        "ausgang=zusammengefasst",
        "q=" + "x" * 201,
    ],
)
def test_wrong_value_is_said_and_lists_nothing(client, query):
    create_hinweis(is_published=True)

    response = client.get(f"/dialoge/?{query}")
    table = client.get(f"/dialoge.csv?{query}")

    assert texts(response) == []
    assert 'role="alert"' in response.text
    assert table.status_code == 400


@pytest.mark.parametrize("seite", ["0", "-1", "x", "99", "9" * 50])
@pytest.mark.parametrize("path", ["/dialoge/", "/dialoge/dialog/", "/dialoge/netzwerk/"])
def test_wrong_page_shows_the_nearest_and_says_so(client, path, seite):
    dialog = create_veranstaltung(titel="Dialog")
    create_hinweis(veranstaltung=dialog, is_published=True)

    response = client.get(path, {"seite": seite})

    assert response.status_code == 200
    assert "gibt es nicht. Gezeigt wird Seite 1." in response.text


def test_csv_keeps_the_filter_of_the_page(client):
    create_hinweis(is_published=True, text="Bus")
    create_hinweis(is_published=True, text="Bank", art="idee")

    text = client.get("/dialoge.csv?art=idee").text

    assert "Bank" in text
    assert "Bus" not in text
    assert "/dialoge.csv?art=idee" in client.get("/dialoge/?art=idee&seite=1").text
