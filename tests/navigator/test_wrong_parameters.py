"""Nonsense in the address: a sentence and an empty list, never an error of the server."""

import re

import pytest

from navigator.filters import InstitutionFilter
from navigator.models import Sprache
from tests.demo import shared_records
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db

NONSENSE = [
    "raumfahrt",
    "-1",
    "9" * 60,
    "nan",
    "kitas,sport",
    "KITAS",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\x00",
    "ä",
    "💡",
    "\ud800".encode("utf-8", "surrogatepass"),
    "a" * 2000,
]
NAMES = [*InstitutionFilter.base_filters, "seite"]
CHOICES = [name for name in NAMES if name not in {"q", "ort", "umkreis", "seite"}]
PAGES = ["/institutionen/", "/karte/"]
FILES = ["/institutionen.geojson", "/institutionen.csv"]


@pytest.fixture(scope="module", autouse=True)
def _entries(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        institution = create_institution(
            name="Treff",
            kategorie=create_kategorie("kitas"),
            zielgruppen=[create_zielgruppe()],
            sozialquartier=create_sozialquartier(sozialraum=create_sozialraum(name="Mitte")),
            raumherkunft="hand",
        )
        institution.sprachen.add(Sprache.objects.create(name="Türkisch"))
        create_kategorie("sport")
        yield


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("path", PAGES)
def test_wrong_choice_empties_the_page_and_says_why(client, path, name):
    for value in NONSENSE if path == PAGES[0] else NONSENSE[::5]:
        response = client.get(path, {name: value})

        assert response.status_code == 200, value
        assert response.context["fehler"], value
        assert list(response.context["object_list"]) == [], value
        assert "<script>alert" not in response.content.decode(), value


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("path", FILES)
def test_wrong_choice_is_refused_for_files(client, path, name):
    for value in NONSENSE[::4]:
        assert client.get(path, {name: value}).status_code == 400, value


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["q", "ort", "umkreis", "seite", "bbox", "zoom", "unbekannt"])
def test_any_text_is_answered(client, path, name):
    for value in NONSENSE if path == PAGES[0] else NONSENSE[::3]:
        response = client.get(path, {name: value})

        assert response.status_code == 200, value
        assert "<script>alert" not in response.content.decode(), value


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("name", ["q", "ort", "umkreis", "bbox", "zoom", "unbekannt"])
def test_any_text_is_answered_for_files(client, path, name):
    for value in NONSENSE:
        assert client.get(path, {name: value}).status_code in {200, 400}, value


@pytest.mark.parametrize("path", PAGES + FILES)
@pytest.mark.parametrize("value", ["raumfahrt", "\x00", "9" * 60, "<b>"])
def test_nonsense_everywhere_at_once_is_answered(client, path, value):
    parameters = {name: [value, value, ""] for name in NAMES}

    assert client.get(path, parameters).status_code in {200, 400}


@pytest.mark.parametrize(
    "query", ["&&&", "=", "q", "q=%ff%fe", "q=%", ";", "kategorie[]=kitas", "seite=" + "9" * 5000]
)
@pytest.mark.parametrize("path", PAGES)
def test_broken_query_strings_are_answered(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("name", CHOICES)
def test_blank_value_is_no_filter(client, name):
    response = client.get("/institutionen/", {name: ""})

    assert response.context["paginator"].count == 1 or response.context["fehler"]


@pytest.mark.parametrize("name", [*CHOICES, "q", "ort", "umkreis", "seite"])
def test_messages_are_german_sentences(client, name):
    response = client.get("/institutionen/", {name: "x" * 300})

    for satz in response.context["fehler"]:
        assert satz.endswith((".", ".)")), satz
        assert not re.search(r"\b(the|valid|choice|Enter|Select|value)\b", satz), satz
