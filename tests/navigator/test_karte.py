"""The map page: the same results as the list, in the same words, and numbered."""

import pytest

from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    square,
)

pytestmark = pytest.mark.django_db

HERE = {"breite": 51.475, "laenge": 6.855, "lagequalitaet": "exakt"}


@pytest.fixture
def mitte():
    return create_sozialraum(name="Mitte", geometry=square(6.85, 51.47))


def shown(response):
    return [(one.institution.name, one.nummer) for one in response.context["object_list"].zeilen]


def test_entries_with_a_place_come_first_and_are_numbered(client):
    create_institution(name="A ohne Lage")
    create_institution(name="B", **HERE)
    create_institution(name="C nur PLZ", **HERE | {"lagequalitaet": "plz"})
    create_institution(name="D", **HERE | {"lagequalitaet": "strasse"})

    response = client.get("/karte/")

    assert shown(response) == [("B", 1), ("D", 2), ("A ohne Lage", None), ("C nur PLZ", None)]
    titles = [one.gruppentitel for one in response.context["object_list"].zeilen]
    assert [bool(title) for title in titles] == [False, False, True, False]
    assert response.context["ohne_lage_anzahl"] == 2


def test_map_and_list_hold_the_same(client, mitte):
    for n, raum in enumerate([mitte, None]):
        for slug in ("kitas", "sport"):
            create_institution(
                name=f"{slug} {n}",
                kategorie=create_kategorie(slug),
                sozialraum=raum,
                raumherkunft="hand" if raum else "",
                **HERE,
            )

    for query in ("", "?kategorie=kitas", "?sozialraum=mitte&lage=hier", "?q=sport"):
        on_map = client.get(f"/karte/{query}").context["object_list"]
        in_list = client.get(f"/institutionen/{query}").context["object_list"]
        assert {one.slug for one in on_map} == {one.slug for one in in_list}, query


def test_picture_shows_the_numbers_and_the_chosen_area(client, mitte):
    create_institution(name="A", **HERE)
    teil = create_sozialquartier(
        name="Markt/Süd", sozialraum=mitte, geometry=square(6.85, 51.47, size=0.004)
    )

    response = client.get("/karte/?sozialraum=mitte")

    kartenbild = response.context["kartenbild"]
    assert [punkt.name for punkt in kartenbild.punkte] == ["1"]
    assert [flaeche.name for flaeche in kartenbild.flaechen if flaeche.art == "active"] == ["Mitte"]
    assert [raum.zeilen for raum in kartenbild.teilraeume] == [["Markt/", "Süd"]]
    umriss = response.context["umriss"]
    assert umriss["gewaehlt"] == [mitte.geometry]
    (inside,) = umriss["teilraeume"]
    assert inside["umriss"] == teil.geometry
    assert inside["mitte"] == [51.472, 6.852]  # latitude first, as the map wants it
    assert inside["zeilen"] == ["Markt/", "Süd"]


@pytest.mark.parametrize("seite", ["1", "5", "x", "-1"])
def test_numbers_begin_with_one_on_the_first_page(client, seite):
    create_institution(name="A", **HERE)

    assert shown(client.get("/karte/", {"seite": seite})) == [("A", 1)]


@pytest.mark.parametrize("status", ["entwurf", "archiviert"])
def test_map_hides_what_is_not_published(client, status):
    create_institution(name="Geheim", status=status, **HERE)

    response = client.get("/karte/")

    assert shown(response) == []
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_map_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        create_institution(**HERE)

    with django_assert_num_queries(14):
        response = client.get("/karte/")

    assert response.context["paginator"].count == count
