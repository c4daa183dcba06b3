"""Who works with whom: counted by hand, fast with hundreds, open for other sources."""

import pytest

from dialoge import netzwerk
from dialoge.anlaesse import load_anlaesse
from dialoge.models import Teilnahme
from dialoge.netzwerk import Akteur, Anlass, Quelle, build_netzwerk, register_quelle
from navigator.models import Institution
from tests.factories import create_institution, create_stelle, create_veranstaltung

A, B, C = (Akteur(name, ("institution", name), name.upper()) for name in "abc")
HUNDREDS = 300
HEAVIEST = 150_000  # bytes of a page


def test_pairs_are_counted_and_the_strongest_stands_first():
    netz = build_netzwerk(
        [Anlass("1", "/1/", (B, A, C)), Anlass("2", "/2/", (A, B)), Anlass("3", "/3/", (C,))]
    )

    pairs = [
        (p.eine.name, p.andere.name, [one.titel for one in p.anlaesse]) for p in netz.paare[:9]
    ]
    assert pairs == [("A", "B", ["1", "2"]), ("A", "C", ["1"]), ("B", "C", ["1"])]
    assert netz.matrix == [(A, [None, 2, 1]), (B, [2, None, 1]), (C, [1, 1, None])]


def test_matrix_holds_only_those_who_meet_most():
    many = tuple(Akteur(f"{n:03}", ("stelle", n), str(n)) for n in range(40))

    netz = build_netzwerk([Anlass("alle", "", many), Anlass("wenige", "", many[-2:])])

    assert len(netz.matrix) == netzwerk.IN_MATRIX
    assert {one.name for one in netz.in_matrix} >= {"38", "39"}
    assert len(netz.paare) == 40 * 39 / 2


@pytest.mark.django_db
def test_office_with_an_entry_of_its_own_is_that_entry():
    institution = create_institution()
    eine, andere = create_veranstaltung(), create_veranstaltung()
    Teilnahme.objects.create(veranstaltung=eine, institution=institution)
    Teilnahme.objects.create(veranstaltung=andere, stelle=create_stelle(institution=institution))

    akteure = {akteur for anlass in load_anlaesse() for akteur in anlass.akteure}

    assert len(akteure) == 1


@pytest.mark.django_db
def test_unpublished_and_planned_events_and_mere_words_are_left_out():
    for fields in ({"is_published": False}, {"status": "geplant"}):
        Teilnahme.objects.create(
            veranstaltung=create_veranstaltung(**fields), institution=create_institution()
        )
    Teilnahme.objects.create(veranstaltung=create_veranstaltung(), bezeichnung="Verbände")

    assert load_anlaesse() == []


@pytest.mark.django_db
def test_entry_that_is_not_public_is_named_without_a_link():
    institution = create_institution(status=Institution.Status.ENTWURF)
    Teilnahme.objects.create(veranstaltung=create_veranstaltung(), institution=institution)

    [[akteur]] = [anlass.akteure for anlass in load_anlaesse()]

    assert (akteur.name, akteur.adresse) == (institution.name, "")


@pytest.mark.django_db
def test_hundreds_of_participants_stay_a_light_page(client, django_assert_num_queries):
    eine, andere = create_veranstaltung(), create_veranstaltung()
    for _ in range(HUNDREDS):
        stelle = create_stelle()
        for one in (eine, andere):
            Teilnahme.objects.create(veranstaltung=one, stelle=stelle)

    with django_assert_num_queries(4):  # partners of measures join
        response = client.get("/dialoge/netzwerk/")

    assert len(response.content) < HEAVIEST
    assert len(response.context["teile"][0]["netz"].paare) == HUNDREDS * (HUNDREDS - 1) / 2


@pytest.mark.django_db
def test_page_shows_pairs_with_their_places_and_scopes(client):
    dialog = create_veranstaltung(titel="Dialog Mitte")
    for name in ("Anker", "Boje"):
        Teilnahme.objects.create(veranstaltung=dialog, institution=create_institution(name=name))

    html = client.get("/dialoge/netzwerk/").text

    assert html.count('<th scope="col">') == 5
    assert html.count('<th scope="row">') == 3
    assert f'<a href="{dialog.get_absolute_url()}">Dialog Mitte</a>' in html


@pytest.fixture
def _quellen():
    kept = [*netzwerk.quellen]
    yield
    netzwerk.quellen[:] = kept


@pytest.mark.django_db
@pytest.mark.usefixtures("_quellen")
def test_another_app_adds_a_part(client):
    register_quelle(
        Quelle("massnahmen", "In Maßnahmen", "Gezählt.", lambda: [Anlass("M", "/m/", (A, B))])
    )

    html = client.get("/dialoge/netzwerk/").text
    assert "In Maßnahmen" in html
    assert '<a href="/m/">M</a>' in html


@pytest.mark.django_db
def test_wrong_page_is_said(client):
    response = client.get("/dialoge/netzwerk/?seite=77")

    assert "Die Seite „77“ gibt es nicht." in response.text
