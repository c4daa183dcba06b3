"""The public pages: what stands on them, and how heavy they get."""

import pytest
from django.core.files.base import ContentFile

from dialoge.entscheiden import create_entscheidungsweg, decide
from dialoge.models import (
    Folgegremium,
    Hinweis,
    Kante,
    Runde,
    Teilnahme,
    Themenspeicher,
    Veranstaltung,
    Ziel,
)
from dialoge.weg import order_schritte, read_belege
from tests.factories import (
    answer_hinweis,
    create_handlungsempfehlung,
    create_hinweis,
    create_sozialraum,
    create_stelle,
    create_thementisch,
    create_veranstaltung,
)

pytestmark = pytest.mark.django_db
HEAVIEST = 150_000  # bytes of a page, not compressed
QUERIES_OF_A_KNOWN_LIST = 11
EVIDENZ = {
    "art": "indikator",
    "titel": "SGB II",
    "adresse": "/sozialindex/",
    "stand": "31.12.2022",
    "wert": "24,6 %",
    "vergleich": "Stadt 17,1 %",
}


# ---- how heavy -----------------------------------------------------------------------------------


def test_event_of_400_hinweise_stays_light(client, django_assert_max_num_queries):
    create_entscheidungsweg()
    dialog = create_veranstaltung(sozialraeume=[create_sozialraum()])
    tische = [create_thementisch(veranstaltung=dialog) for _ in range(4)]
    Teilnahme.objects.create(veranstaltung=dialog, stelle=create_stelle())
    nein = Kante.objects.get(frage__slug="gibt-es-das-schon", antwort="nein")
    for number in range(400):
        hinweis = create_hinweis(
            veranstaltung=dialog,
            thementisch=tische[number % 4],
            is_published=True,
            text="Für Familien mit kleinen Kindern fehlt hier ein Treffpunkt. " * 4,
        )
        if number % 4 == 0:
            decide(hinweis, nein, grund="Nein. " * 30, rolle="Team", evidenz=[EVIDENZ] * 3)

    with django_assert_max_num_queries(12):
        response = client.get(dialog.get_absolute_url())

    assert len(response.content) < HEAVIEST
    assert response.context["anzahl"] == 400
    assert "Hier stehen die Hinweise 1 bis 25, die anderen auf weiteren Seiten." in response.text


def test_address_of_a_hinweis_shows_its_page(client):
    dialog = create_veranstaltung()
    hinweise = [create_hinweis(veranstaltung=dialog, is_published=True) for _ in range(30)]

    response = client.get(hinweise[-1].get_absolute_url())

    assert response.context["page_obj"].number == 2
    assert f'id="{hinweise[-1].anker}"' in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    create_entscheidungsweg()
    raum = create_sozialraum()
    dialog = create_veranstaltung()
    for _ in range(count):
        hinweis = create_hinweis(veranstaltung=dialog, is_published=True, sozialraeume=[raum])
        answer_hinweis(hinweis, "gibt-es-das-schon-nein", evidenz=[EVIDENZ])

    with django_assert_num_queries(34):  # what the filter counts is read once
        client.get("/dialoge/?seite=1")
    with django_assert_num_queries(QUERIES_OF_A_KNOWN_LIST):
        client.get("/dialoge/", {"sozialraum": raum.slug})


@pytest.mark.parametrize("count", [1, 3])
def test_area_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    raum = create_sozialraum()
    client.get(raum.get_absolute_url())
    for _ in range(count):
        create_hinweis(is_published=True, sozialraeume=[raum])

    with django_assert_num_queries(48):
        client.get(raum.get_absolute_url())


# ---- what stands on a page -----------------------------------------------------------------------


def test_event_tells_the_way_of_each_hinweis_with_its_evidence(client):
    create_entscheidungsweg()
    hinweis = create_hinweis(is_published=True)
    answer_hinweis(hinweis, "gibt-es-das-schon-nein", "bedarf-ja", evidenz=[EVIDENZ])

    html = client.get(hinweis.veranstaltung.get_absolute_url()).text

    first, second = html.index("Gibt es das schon?"), html.index("Bedarf statistisch gestützt?")
    assert first < second
    assert "Es liegt weit." in html
    assert '<a href="/sozialindex/">SGB II</a>: 24,6 % (zum Vergleich Stadt 17,1 %)' in html
    assert "outcome--handlungsempfehlung" in html


def test_steps_come_in_the_order_of_the_way_not_of_the_answers():
    create_entscheidungsweg()
    hinweis = answer_hinweis(create_hinweis(), "gibt-es-das-schon-nein", "bedarf-ja")
    answer_hinweis(hinweis, "gibt-es-das-schon-nein")

    ordered = order_schritte(hinweis.entscheidungen.current().select_related("kante"))

    assert [one.frage.slug for one in ordered] == ["gibt-es-das-schon", "bedarf"]


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "data:text/html,x", None])
def test_evidence_links_only_to_addresses(adresse):
    [beleg] = read_belege([{"titel": "Beleg", "adresse": adresse}])

    assert (beleg.titel, beleg.adresse) == ("Beleg", "")


def test_title_that_is_not_fully_known_is_said(client):
    tisch = create_thementisch(titel="Lebensraum und …", titel_unvollstaendig=True)

    html = client.get(tisch.veranstaltung.get_absolute_url()).text

    assert "Der Titel ist nicht vollständig bekannt." in html


def test_what_comes_back_stands_on_both_events(client):
    create_entscheidungsweg()
    dialog = create_veranstaltung(titel="Nächster Dialog")
    hinweis = answer_hinweis(
        create_hinweis(is_published=True), "gibt-es-das-schon-nein", "bedarf-nein"
    )
    Themenspeicher.objects.filter(hinweis=hinweis).update(wiedervorlage=dialog)

    before = client.get(hinweis.veranstaltung.get_absolute_url()).text
    after = client.get(dialog.get_absolute_url()).text

    assert f'Kommt wieder bei: <a href="{dialog.get_absolute_url()}">' in before
    assert "Wieder auf dem Tisch" in after
    assert hinweis.text in after


def test_unpublished_event_is_not_named_as_the_next(client):
    create_entscheidungsweg()
    hidden = create_veranstaltung(titel="Verdeckt", is_published=False)
    hinweis = answer_hinweis(
        create_hinweis(is_published=True), "gibt-es-das-schon-nein", "bedarf-nein"
    )
    Themenspeicher.objects.filter(hinweis=hinweis).update(wiedervorlage=hidden)

    assert "Verdeckt" not in client.get(hinweis.veranstaltung.get_absolute_url()).text


def test_examples_carry_their_badge(client):
    hinweis = create_hinweis(is_published=True, ist_beispiel=True)

    for path in (hinweis.veranstaltung.get_absolute_url(), "/dialoge/?seite=1", "/dialoge/"):
        assert "badge--example" in client.get(path).text


def test_conference_shows_goals_with_stand_and_who_goes_on(client):
    runder_tisch = Folgegremium.objects.create(name="Runder Tisch", quelle="Vortrag")
    konferenz = create_veranstaltung(art="sozialkonferenz", folgegremium=runder_tisch)
    operativ = {"veranstaltung": konferenz, "ebene": "operativ"}
    Ziel.objects.create(text="Zweites", position=2, **operativ)
    oben = Ziel.objects.create(
        veranstaltung=konferenz, ebene="strategisch", text="Oberstes", stand="erreicht"
    )
    Ziel.objects.create(text="Darunter", dient=oben, position=3, **operativ)

    html = client.get(konferenz.get_absolute_url()).text

    places = [html.index(text) for text in ("Oberstes", "Darunter", "Zweites")]
    assert places == sorted(places)
    assert "goal__state--erreicht" in html
    assert "Runder Tisch" in html


def test_conference_without_recorded_goals_says_so(client):
    konferenz = create_veranstaltung(art="sozialkonferenz")

    html = client.get(konferenz.get_absolute_url()).text

    assert "Der Wortlaut der vereinbarten Ziele ist nicht veröffentlicht." in html
    assert client.get(f"/dialoge/{konferenz.slug}/").status_code == 404


def test_file_is_answered_where_there_is_one(client):
    dialog = create_veranstaltung()
    dialog.dokumentation_datei.save("doku.pdf", ContentFile(b"%PDF-1.7"))
    bare = create_veranstaltung()

    response = client.get(f"/dialoge/{dialog.slug}.pdf")

    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response.headers["Content-Type"] == "application/pdf"
    assert client.get(f"/dialoge/{bare.slug}.pdf").status_code == 404


def test_empty_portal_says_what_is_missing(client):
    assert not any(model.objects.exists() for model in (Runde, Veranstaltung, Hinweis))

    assert "Noch ist keine Runde eingetragen." in client.get("/dialoge/").text
    assert "Noch ist keine Sozialkonferenz" in client.get("/sozialkonferenzen/").text
    assert "wer dabei war" in client.get("/dialoge/netzwerk/").text


def test_hinweis_whose_recommendation_is_not_public_yet_says_so(client):
    create_entscheidungsweg()
    dialog = create_veranstaltung()
    said = "Die Handlungsempfehlung dazu ist noch nicht veröffentlicht."
    hinweis = create_hinweis(veranstaltung=dialog, is_published=True)
    answer_hinweis(hinweis, "gibt-es-das-schon-nein")
    before = client.get(dialog.get_absolute_url()).text

    answer_hinweis(hinweis, "bedarf-ja")
    waiting = client.get(dialog.get_absolute_url()).text
    create_handlungsempfehlung().hinweise.add(hinweis)
    after = client.get(dialog.get_absolute_url()).text

    assert [said in html for html in (before, waiting, after)] == [False, True, False]
