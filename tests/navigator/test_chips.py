"""Which filters are shown, chips to undo them, and addresses that change one parameter."""

import pytest
from django.http import QueryDict

from navigator.facetten import (
    Verweis,
    address,
    build_chips,
    build_facetten,
)
from navigator.filters import InstitutionFilter
from navigator.models import Institution
from navigator.treffer import Treffermengen
from tests.factories import (
    create_institution,
    create_kategorie,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def filterset(query):
    found = InstitutionFilter(QueryDict(query), queryset=Institution.objects.published())
    assert found.is_valid(), found.errors
    return found


def facetten(query):
    return build_facetten(Treffermengen(filterset(query), Institution.objects.published()))


def counts(query):
    """The options that are shown: filter → value → number."""
    return {
        facette.name: {option.wert: option.anzahl for option in facette.optionen}
        for facette in facetten(query)
    }


def test_filter_of_unknown_values_only_is_not_shown():
    create_institution(zielgruppen=[create_zielgruppe()])

    assert set(counts("")) == {"kategorie", "zielgruppe"}


def test_filter_appears_with_its_first_known_value():
    create_institution()
    create_institution(rollstuhl="nein")

    assert counts("")["barrierefrei"] == {"nein": 1, "keine-angabe": 1}


def test_chosen_value_stays_in_sight_without_a_hit():
    create_institution(zielgruppen=[create_zielgruppe("Familien")])
    create_zielgruppe("Kinder")

    assert counts("zielgruppe=kinder")["zielgruppe"] == {"familien": 1, "kinder": 0}
    assert counts("barrierefrei=keine-angabe")["barrierefrei"] == {"keine-angabe": 1}


def test_facette_says_what_is_chosen_and_whether_it_is_open():
    create_institution(
        kategorie=create_kategorie("kitas", name="Kitas"), zielgruppen=[create_zielgruppe()]
    )

    closed = {facette.name: facette.offen for facette in facetten("")}
    chosen = {facette.name: facette for facette in facetten("zielgruppe=familien")}["zielgruppe"]

    assert closed == {"kategorie": True, "zielgruppe": False}
    assert (chosen.offen, chosen.anzahl_gewaehlt) == (True, 1)
    assert [option.gewaehlt for option in chosen.optionen] == [True]


def test_counts_follow_a_change_at_once():
    institution = create_institution()
    before = counts("")["kategorie"]

    institution.kategorie = create_kategorie("kitas")
    institution.save()

    assert (before, counts("")["kategorie"]) == ({"beratung": 1}, {"kitas": 1})


# ---- chips and addresses ----


def test_place_and_radius_go_together():
    query = "ort=51.470,6.850&umkreis=500&q=kita"

    chips = build_chips(filterset(query), "/institutionen/", QueryDict(query))

    assert [chip.adresse for chip in chips] == [
        "/institutionen/?ort=51.470%2C6.850&umkreis=500",
        "/institutionen/?q=kita",
    ]


def test_last_chip_leads_to_the_plain_list():
    create_kategorie("kitas", name="Kitas")

    chips = build_chips(
        filterset("kategorie=kitas"), "/institutionen/", QueryDict("kategorie=kitas&seite=3")
    )

    assert chips == [Verweis("Kitas", "/institutionen/")]


def test_value_given_twice_has_one_chip():
    create_kategorie("kitas", name="Kitas")
    query = "kategorie=kitas&kategorie=kitas"

    chips = build_chips(filterset(query), "/institutionen/", QueryDict(query))

    assert chips == [Verweis("Kitas", "/institutionen/")]


def test_no_filter_has_no_chips():
    assert build_chips(filterset(""), "/institutionen/", QueryDict("")) == []


@pytest.mark.parametrize(
    ("query", "changes", "result"),
    [
        ("", {}, "/x/"),
        ("seite=3", {}, "/x/"),
        ("a=1&a=2&seite=3", {"b": "ä"}, "/x/?a=1&a=2&b=%C3%A4"),
        ("a=1&a=2", {"a": ["2"]}, "/x/?a=2"),
        ("a=1&b=2", {"a": None}, "/x/?b=2"),
        ("a=1", {"a": []}, "/x/"),
        ("a=1", {"a": "2"}, "/x/?a=2"),
        ("q=a+b%26c", {}, "/x/?q=a+b%26c"),
    ],
)
def test_address_changes_single_parameters_and_drops_the_page(query, changes, result):
    parameters = QueryDict(query)

    assert address("/x/", parameters, **changes) == result
    assert parameters.urlencode() == QueryDict(query).urlencode()
