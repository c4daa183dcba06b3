"""The funnel: its numbers agree with the records, each leads to its list, the picture is drawn."""

from urllib.parse import urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from dialoge.entscheiden import create_entscheidungsweg, decide, merge_hinweise
from dialoge.filters import choose_hinweise
from dialoge.models import Frage, Kante
from dialoge.trichter import count_trichter
from dialoge.trichterbild import BREIT, SCHMAL, draw_trichter
from dialoge.views.dialoge import draw
from dialoge.weg import published_standing
from tests.factories import create_hinweis, create_veranstaltung

pytestmark = pytest.mark.django_db
WAYS = [
    ["gibt-es-das-schon-nein", "bedarf-ja"],
    ["gibt-es-das-schon-nein", "bedarf-nein"],
    ["gibt-es-das-schon-nein"],
    ["gibt-es-das-schon-ja", "befristet-ja"],
    ["gibt-es-das-schon-ja", "befristet-nein"],
    [],
]


@pytest.fixture
def said():
    create_entscheidungsweg()
    kanten = {f"{one.frage.slug}-{one.antwort}": one for one in Kante.objects.all()}
    dialog = create_veranstaltung()
    for way in WAYS:
        hinweis = create_hinweis(veranstaltung=dialog, is_published=True)
        for name in way:
            decide(hinweis, kanten[name], grund="So.", rolle="Team")
    create_hinweis(veranstaltung=dialog, is_published=True, art="laeuft-gut")
    create_hinweis(veranstaltung=dialog)
    merged = create_hinweis(veranstaltung=dialog, is_published=True)
    merge_hinweise(hinweis, [merged])
    return published_standing()


def test_numbers_are_those_of_the_published_and_standing(said):
    trichter = count_trichter(said)

    assert [(one.titel, one.anzahl) for one in trichter.gesagt] == [
        ("Was fehlt?", 6),
        ("Was läuft gut?", 1),
        ("Idee", 0),
    ]
    assert {one.parameter["antwort"]: one.anzahl for one in trichter.antworten} == {
        "gibt-es-das-schon-ja": 2,
        "gibt-es-das-schon-nein": 3,
        "bedarf-ja": 1,
        "bedarf-nein": 1,
        "befristet-ja": 1,
        "befristet-nein": 1,
    }
    assert {one.parameter["ausgang"]: one.anzahl for one in trichter.staende} == {
        "offen": 1,
        "in-arbeit": 1,
        "handlungsempfehlung": 2,
        "nur-steckbrief": 1,
        "themenspeicher": 1,
        "dokumentiert": 1,
    }
    assert [(one.text, one.wartet) for one in trichter.fragen] == [
        ("Gibt es das schon?", 1),
        ("Bedarf statistisch gestützt?", 1),
        ("Befristetes Angebot?", 0),
    ]


def test_every_number_is_that_of_its_list(said):
    trichter = count_trichter(said)

    for one in [*trichter.gesagt, *trichter.antworten, *trichter.staende]:
        auswahl = choose_hinweise(QueryDict(urlencode(one.parameter)))
        assert auswahl.form.is_valid()
        assert len(auswahl.keys) == one.anzahl


def test_links_keep_the_filter_of_the_page(said):
    request = RequestFactory().get("/dialoge/?runde=1&seite=2")

    trichter = draw(said, request)

    addresses = {one.adresse for one in trichter["zahlen"].staende}
    assert "/dialoge/?runde=1&ausgang=themenspeicher" in addresses


def test_numbers_of_a_narrowed_page_are_those_of_their_lists(client, said):
    runde = said.first().veranstaltung.runde
    create_hinweis(is_published=True)
    response = client.get("/dialoge/", {"runde": runde.nummer, "ausgang": "themenspeicher"})

    zahlen = response.context["trichter"]["zahlen"]

    assert zahlen.anzahl == 7
    for one in [*zahlen.gesagt, *zahlen.antworten, *zahlen.staende]:
        parameters = QueryDict(urlsplit(one.adresse).query)
        assert parameters["runde"] == str(runde.nummer)
        assert len(choose_hinweise(parameters).keys) == one.anzahl, one


def test_superseded_answers_do_not_count(said):
    hinweis = said.get(ausgang="themenspeicher")

    decide(hinweis, Kante.objects.get(frage__slug="bedarf", antwort="ja"), grund="A", rolle="B")

    counts = {one.parameter["antwort"]: one.anzahl for one in count_trichter(said).antworten}
    assert (counts["bedarf-ja"], counts["bedarf-nein"]) == (2, 0)


def test_nothing_said_is_no_funnel():
    assert count_trichter(published_standing()) is None


def test_without_questions_there_are_numbers_but_no_picture(client):
    create_hinweis(is_published=True)

    html = client.get("/dialoge/?seite=1").text

    assert "Dieselben Zahlen als Tabelle" in html
    assert '<svg class="funnel' not in html


@pytest.mark.parametrize("form", [BREIT, SCHMAL])
def test_picture_holds_every_question_answer_and_end_within_its_frame(said, form):
    trichter = count_trichter(said)

    bild = draw_trichter(trichter, form)

    texts = [kasten.text for kasten in bild.kaesten if kasten.art == "frage"]
    assert texts == [one.text for one in trichter.fragen]
    assert sorted(pfad.text for pfad in bild.pfade if pfad.antwort) == [
        "Ja 1",
        "Ja 1",
        "Ja 2",
        "Nein 1",
        "Nein 1",
        "Nein 3",
    ]
    for one in bild.kaesten:
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.breite <= bild.breite
        assert one.y + one.hoehe <= bild.hoehe


@pytest.mark.parametrize("form", [BREIT, SCHMAL])
def test_boxes_do_not_cover_one_another(said, form):
    kaesten = draw_trichter(count_trichter(said), form).kaesten

    for number, one in enumerate(kaesten):
        for other in kaesten[number + 1 :]:
            apart = (
                one.x + one.breite <= other.x
                or other.x + other.breite <= one.x
                or one.y + one.hoehe <= other.y
                or other.y + other.hoehe <= one.y
            )
            assert apart, (one.text, other.text)


def test_thicker_edge_means_more(said):
    edges = {one.text: one.dicke for one in draw_trichter(count_trichter(said)).pfade}

    assert edges["Nein 3"] > edges["Ja 2"] > edges["Ja 1"]


def test_another_path_is_drawn_without_knowing_it():
    eins = Frage.objects.create(text="Eins?", slug="eins", position=1)
    zwei = Frage.objects.create(text="Zwei?", slug="zwei", position=2)
    Kante.objects.create(frage=eins, antwort="ja", naechste_frage=zwei)
    Kante.objects.create(frage=eins, antwort="nein", ergebnis="themenspeicher")
    Kante.objects.create(frage=zwei, antwort="ja", ergebnis="handlungsempfehlung")
    create_hinweis(is_published=True)

    bild = draw_trichter(count_trichter(published_standing()))

    assert [one.text for one in bild.kaesten if one.art == "frage"] == ["Eins?", "Zwei?"]
