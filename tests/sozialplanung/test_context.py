"""The navigation that every page shows."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from sozialplanung.context import portal


def navigation(path):
    return portal(RequestFactory().get(path))["navigation"]


def test_navigation_lists_only_pages_that_are_built():
    for entry in navigation("/"):
        assert resolve(entry["url"])
        assert entry["titel"]


@pytest.mark.parametrize(
    ("path", "active", "here"),
    [
        ("/", [], []),
        ("/institutionen/", ["Hilfe finden"], ["Hilfe finden"]),
        ("/institutionen/?q=kita", ["Hilfe finden"], ["Hilfe finden"]),
        ("/institutionen/treff/", ["Hilfe finden"], []),
        ("/sozialraeume/mitte/", ["Sozialräume"], []),
        ("/stadtbezirke/", ["Sozialräume"], []),
        ("/massnahmen/", ["Handlungsempfehlungen"], []),
        ("/entwicklungen/", ["Was erreicht wurde"], ["Was erreicht wurde"]),
        ("/dialoge/netzwerk/", ["Dialoge"], []),
        ("/sozialkonferenzen/", ["Dialoge"], []),
        ("/impressum/", [], []),
    ],
)
def test_navigation_says_where_the_page_is(path, active, here):
    entries = navigation(path)

    assert [entry["titel"] for entry in entries if entry["aktiv"]] == active
    assert [entry["titel"] for entry in entries if entry["hier"]] == here


def test_navigation_asks_no_database_and_no_user():
    """pytest-django refuses queries here, and a request of its own has no user."""
    request = RequestFactory().get("/")

    assert portal(request)
    assert not hasattr(request, "user")
