"""Start page, areas, sitemap, health, and error pages that hold without a database."""

from xml.etree import ElementTree

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from sozialplanung import views
from sozialplanung.views.technik import error_page
from tests.factories import (
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    square,
)

HIDDEN = ["entwurf", "archiviert"]


def numbers(groups):
    return {group["schluessel"]: group["anzahl"] for group in groups}


# ---- start -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_start_page_counts_what_is_published(client):
    kitas = create_kategorie("kitas", position=1)
    sport = create_kategorie("sport", position=2)
    create_institution(kategorie=kitas)
    for status in HIDDEN:
        create_institution(kategorie=kitas, status=status)

    context = client.get("/").context

    assert context["institution_anzahl"] == 1
    assert [(one, one.anzahl) for one in context["kategorien"]] == [(kitas, 1), (sport, 0)]


@pytest.mark.django_db
def test_number_of_a_kategorie_is_that_of_the_list_behind_it(client):
    kitas, sport = create_kategorie("kitas"), create_kategorie("sport")
    create_institution(kategorie=kitas, weitere_kategorien=[sport])
    create_institution(kategorie=sport)

    kategorien = client.get("/").context["kategorien"]

    for kategorie in kategorien:
        behind = client.get(kategorie.adresse).context["paginator"].count
        assert behind == kategorie.anzahl, kategorie


@pytest.mark.django_db
def test_start_page_shows_the_sozialraeume_with_their_quarters(client):
    mitte = create_sozialraum(name="Mitte", geometry=square(6.85, 51.47))
    create_sozialquartier(name="Innenstadt", sozialraum=mitte, geometry=square(6.85, 51.47))

    context = client.get("/").context

    assert context["sozialraeume"] == [mitte]
    assert context["sozialraeume"][0].quartiernamen == ["Innenstadt"]
    assert [one.art for one in context["kartenbild"].flaechen] == ["area", "context"]


@pytest.mark.django_db
def test_links_of_the_start_page_lead_somewhere(client):
    for slug in ("leichte-sprache", "kontakt"):
        create_seite(slug)

    context = client.get("/").context

    links = [
        *context["haeufige_suchen"],
        *(one for weg in context["wege"] for one in weg["verweise"]),
    ]
    for link in links:
        assert client.get(link.adresse).status_code == 200, link


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_start_page_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        create_sozialquartier()
        create_institution()

    with django_assert_num_queries(7):
        client.get("/")


# ---- areas -----------------------------------------------------------------------------------


LEVELS = [
    ("/stadtbezirke/", create_stadtbezirk),
    ("/sozialraeume/", create_sozialraum),
    ("/sozialquartiere/", create_sozialquartier),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "create"), LEVELS)
def test_areas_are_listed_in_the_order_of_their_numbers(client, path, create):
    second = create(name="A", position=8002, geometry=square(6.85, 51.47))
    first = create(name="B", position=8001, geometry=square(6.86, 51.47))

    context = client.get(path).context

    assert context["raeume"][-2:] == [first, second]
    assert [one.nummer for one in context["kartenbild"].flaechen][-2:] == [8001, 8002]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "create"), LEVELS)
@pytest.mark.parametrize("count", [1, 30])
def test_list_of_areas_needs_the_same_queries_for_any_number(
    client, django_assert_num_queries, path, create, count
):
    for _ in range(count):
        create()

    with django_assert_num_queries(2):
        client.get(path)


@pytest.mark.django_db
def test_area_counts_published_entries_only(client):
    raum = create_sozialraum(name="Mitte")
    for status in ("veroeffentlicht", *HIDDEN):
        create_institution(sozialraum=raum, raumherkunft="hand", status=status)

    (listed,) = client.get("/sozialraeume/").context["raeume"]
    gruppen = client.get("/sozialraeume/mitte/").context["lagegruppen"]

    assert listed.anzahl == 1
    assert numbers(gruppen) == {"hier": 1, "stadtweit": 0, "ohne": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["stadtbezirk", "sozialraum", "sozialquartier"])
def test_numbers_of_an_area_are_those_of_the_lists_behind_them(client, level):
    bezirk = create_stadtbezirk(name="Süd")
    raum = create_sozialraum(name="Mitte", stadtbezirk=bezirk)
    quartier = create_sozialquartier(name="Innenstadt", sozialraum=raum)
    kitas = create_kategorie("kitas")
    for fields in (
        {"sozialquartier": quartier},
        {"sozialraum": raum},
        {"stadtbezirk": bezirk},
        {"sozialraum": create_sozialraum()},
        {},
        {"stadtweit": True},
    ):
        herkunft = "hand" if set(fields) - {"stadtweit"} else ""
        create_institution(kategorie=kitas, raumherkunft=herkunft, **fields)
    create_institution(weitere_kategorien=[kitas], sozialquartier=quartier, raumherkunft="hand")
    page = {"stadtbezirk": bezirk, "sozialraum": raum, "sozialquartier": quartier}[level]

    context = client.get(page.get_absolute_url()).context

    for gruppe in context["lagegruppen"]:
        behind = client.get(gruppe["adresse"]).context["paginator"].count
        assert behind == gruppe["anzahl"], gruppe["schluessel"]
    for kategorie in context["kategorien"]:
        behind = client.get(kategorie.adresse).context["paginator"].count
        assert behind == kategorie.anzahl, kategorie


@pytest.mark.django_db
def test_area_shows_who_holds_it_and_what_it_holds(client):
    bezirk = create_stadtbezirk(name="Süd")
    raum = create_sozialraum(name="Mitte", stadtbezirk=bezirk)
    quartier = create_sozialquartier(name="Innenstadt", sozialraum=raum)

    pages = {one: client.get(one.get_absolute_url()).context for one in (bezirk, raum, quartier)}

    assert [list(pages[one]["eltern"]) for one in pages] == [[], [bezirk], [raum, bezirk]]
    assert [list(pages[one]["kinder"]) for one in pages] == [[raum], [quartier], []]


@pytest.mark.django_db
def test_inhabitants_are_shown_with_their_year_and_source(client):
    known = create_stadtbezirk(
        name="Süd", einwohnerzahl=92390, einwohner_stand="2016", einwohner_quelle="Wikipedia"
    )
    unknown = create_stadtbezirk(name="Nord")

    page = client.get(known.get_absolute_url())

    einwohner = page.context["einwohner"]
    assert (einwohner["stand"], einwohner["quelle"]) == ("2016", "Wikipedia")
    assert "92.390" in page.content.decode()
    assert client.get(unknown.get_absolute_url()).context["einwohner"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "create"), LEVELS)
def test_unknown_area_does_not_exist(client, path, create):
    create()

    assert client.get(f"{path}mars/").status_code == 404


# ---- machines --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_health_is_asked_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"


def test_health_fails_without_a_database():
    """pytest-django refuses the query like a database that is away."""
    response = Client(raise_request_exception=False).get("/healthz/")

    assert response.status_code == 500


@pytest.mark.django_db
def test_robots_are_kept_off_the_office(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /verwaltung/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.django_db
def test_sitemap_lists_all_public_pages_and_no_hidden_one(client):
    raum = create_sozialquartier()
    public = create_institution(name="Treff")
    for status in HIDDEN:
        create_institution(status=status)
    seite = create_seite("kontakt")

    response = client.get("/sitemap.xml")

    tree = ElementTree.fromstring(response.content)  # noqa: S314 -- our own
    entries = {entry[0].text.removeprefix("http://testserver"): entry for entry in tree}
    assert set(entries) >= {
        "/",
        "/institutionen/",
        "/sozialraeume/",
        "/sozialquartiere/",
        "/stadtbezirke/",
        public.get_absolute_url(),
        seite.get_absolute_url(),
        raum.get_absolute_url(),
        raum.sozialraum.get_absolute_url(),
        raum.sozialraum.stadtbezirk.get_absolute_url(),
    }
    assert sum(path.startswith("/institutionen/") for path in entries) == 2
    assert entries["/institutionen/treff/"][1].text == f"{timezone.localdate():%Y-%m-%d}"


@pytest.mark.django_db
def test_favicon_is_found_where_browsers_ask(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response.headers["Location"].endswith("img/favicon.ico")


# ---- error pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (views.error_400, 400),
        (views.error_403, 403),
        (views.error_404, 404),
        (views.error_500, 500),
    ],
)
def test_error_page_holds_without_a_database(handler, status):
    """No test mark here: pytest-django refuses every query."""
    response = handler(RequestFactory().get("/"), Exception("weg"))

    html = response.content.decode()
    assert response.status_code == status
    assert html.count("<h1") == 1
    assert '<html lang="de">' in html
    assert "116 117" in html


def test_page_of_too_many_requests_holds_without_a_database():
    html = error_page(429)(RequestFactory().get("/")).content.decode()

    assert "Das waren sehr viele Anfragen" in html


def test_broken_database_shows_the_german_error_page():
    response = Client(raise_request_exception=False).get("/institutionen/")

    assert response.status_code == 500
    assert "Da ist bei uns etwas schiefgegangen" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/gibt-es-nicht/", "/a/b/c", "/institutionen/a/b/", "/%00", "/ü/"]
)
def test_unknown_address_shows_the_german_page(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()


@pytest.mark.django_db
def test_address_without_slash_is_completed(client):
    response = client.get("/institutionen?q=kita")

    assert response.status_code == 301
    assert response.headers["Location"] == "/institutionen/?q=kita"


@pytest.mark.django_db
def test_foreign_host_shows_the_german_page():
    response = Client(raise_request_exception=False).get("/", headers={"Host": "fremd.example"})

    assert response.status_code == 400
    assert "Diese Anfrage verstehen wir nicht" in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_shows_the_german_page():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/verwaltung/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Das dürfen wir Ihnen nicht zeigen" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/institutionen/", "/", "/sozialraeume/", "/institutionen.csv"])
def test_pages_are_only_read(client, path):
    """No form sends anything here; nobody is asked for a token, and nothing changes."""
    response = client.head(path)

    assert response.status_code == 200
    assert response.content == b""
