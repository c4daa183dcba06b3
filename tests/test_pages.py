"""Every page of the portal with its demo data: it answers, and no link leads nowhere."""

import json
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import resolve

from dialoge.filters import HinweisForm
from dialoge.models import Veranstaltung
from handlungsempfehlungen.pdf.controllingbericht import list_jahre
from navigator.filters import InstitutionFilter
from navigator.indexauswahl import Auswahl
from navigator.models import (
    Haltestelle,
    Indexberechnung,
    Institution,
    Kategorie,
    Seite,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Suchwort,
)
from tests.crawl import FORM, HOST, fetch, walk
from tests.demo import load_demo_data, shared_records
from tests.schutz import (
    KINDS_AMONG,
    MUST_BE_AMONG,
    choose_of_each_kind,
    content_of,
    deliver_neighbours,
    kind_of,
)

pytestmark = pytest.mark.django_db

EMERGENCY = ["tel:110", "tel:112", "tel:08001110111", "tel:116016", "tel:116111", "tel:116117"]
OF_EACH_KIND = 3
MANY = 300
NUMBERS = ["110", "112", "0800 1110111", "116 016", "116 111", "116 117"]
DIRECTIVES = {"default-src": "'none'", "frame-ancestors": "'none'", "base-uri": "'self'"}


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="module")
def pages(_demo):
    """Every page; on a second database a few of each kind."""
    return walk() if connection.vendor == "sqlite" else walk(OF_EACH_KIND)


@pytest.fixture(scope="module")
def html(pages):
    return [page for page in pages.values() if page.type == "text/html"]


def failing(pages, holds):
    return [page.path for page in pages if not holds(page)]


# ---- every page --------------------------------------------------------------------------------


@pytest.mark.one_database
def test_walk_reaches_every_record(pages):
    records = [
        *Institution.objects.published(),
        *Stadtbezirk.objects.all(),
        *Sozialraum.objects.all(),
        *Sozialquartier.objects.all(),
        *Seite.objects.all(),
        *Sozialbericht.objects.all(),
        *Veranstaltung.objects.published(),
    ]

    assert {record.get_absolute_url() for record in records} <= set(pages)
    assert {"/", "/institutionen/", "/institutionen.csv", "/sitemap.xml"} <= set(pages)


def test_every_page_answers(pages):
    assert {page.path: page.status for page in pages.values() if page.status != 200} == {}


def test_every_page_is_html_of_one_heading_in_german(html):
    assert (
        failing(html, lambda page: page.text.lstrip().lower().startswith("<!doctype html>")) == []
    )
    assert failing(html, lambda page: page.tags.count("h1") == 1) == []
    assert failing(html, lambda page: page.tags.count("main") == 1) == []
    assert failing(html, lambda page: page.lang == "de") == []
    assert failing(html, lambda page: page.headers["Content-Type"].endswith("utf-8")) == []


def test_every_page_has_a_title_of_its_own(html):
    plain = [page for page in html if not urlsplit(page.path).query]

    assert failing(html, lambda page: page.title.endswith("Sozialnavigator Oberhausen")) == []
    twice = [title for title, n in Counter(page.title for page in plain).items() if n > 1]
    assert twice == []


def test_every_page_describes_itself(html):
    described = re.compile(r'<meta name="description" content="[^"]{20,400}">')

    assert failing(html, lambda page: described.search(page.text)) == []


def test_headings_skip_no_level(html):
    def skips(page):
        levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
        main = levels[levels.index(1) :]
        return any(after - before > 1 for before, after in pairwise(main))

    assert failing(html, lambda page: not skips(page)) == []


def test_every_page_carries_the_emergency_numbers(html):
    for number in NUMBERS:
        assert failing(html, lambda page, number=number: number in page.text) == [], number
    for address in EMERGENCY:
        assert failing(html, lambda page, a=address: f'href="{a}"' in page.text) == [], address


def test_no_page_holds_a_leftover_of_a_template(html):
    leftovers = re.compile(r"\{[{%#]|[%#}]\}|\bNone\b|&amp;amp;|\bundefined\b|\bnan\b")
    data = re.compile(r"<script.*?</script>", re.DOTALL)

    assert failing(html, lambda page: not leftovers.search(data.sub("", page.text))) == []


# ---- links -------------------------------------------------------------------------------------


@pytest.mark.one_database
def test_no_link_is_dead(pages, html):
    """What was not visited, because there is too much of its kind, would be good as well."""
    targets = {}
    for page in html:
        for link in page.links | page.actions:
            address = urldefrag(link).url.removeprefix(HOST)
            if address.startswith("/") and address not in pages:
                targets[address] = page.path

    dead = [(source, to) for to, source in targets.items() if not is_good(to, pages)]
    assert dead == []


def is_good(address, pages):
    path, _, query = address.partition("?")
    if path.endswith(FORM):
        return resolve(path) and path.removesuffix(FORM.removeprefix("/")) in pages
    if path.endswith(".pdf"):
        return is_good_pdf(path, pages)
    if path.startswith("/sozialindex"):
        return path in pages and Auswahl(QueryDict(query)).fehler == []
    if path.startswith("/dialoge"):
        return path in pages and HinweisForm(QueryDict(query)).is_valid()
    return path in pages and InstitutionFilter(QueryDict(query)).is_valid()


def is_good_pdf(path, pages):
    """A paper has its page, a district its own, and of a year there is something to report."""
    match = resolve(path)
    if match.url_name == "controllingbericht_pdf":
        return match.kwargs["jahr"] in list_jahre()
    return f"{path.rpartition('/')[0]}/" in pages or f"{path.removesuffix('.pdf')}/" in pages


def test_every_fragment_has_its_target(pages, html):
    dead = set()
    for page in html:
        for link in page.links:
            address, fragment = urldefrag(link)
            target = pages.get(address.removeprefix(HOST))
            if fragment and target is not None and fragment not in target.ids:
                dead.add((page.path, link))
    assert dead == set()


def test_links_leave_the_portal_only_by_known_ways(html):
    odd = {
        link
        for page in html
        for link in page.links
        if urlsplit(link).scheme not in {"http", "https", "mailto", "tel"}
    }

    assert odd == set()


def test_every_id_is_there_once_and_every_reference_has_its_id(html):
    assert failing(html, lambda page: len(page.ids) == len(set(page.ids))) == []
    missing = {name for page in html for name in page.references - set(page.ids)}
    assert missing == set()


@pytest.mark.one_database
def test_every_file_of_a_page_is_our_own_and_there(pages, html):
    made_at_setup = ("/static/kern/", "/static/schriften/", "/static/img/favicon.ico")
    files = {file for page in html for file in page.files if not file.startswith(made_at_setup)}

    assert [file for file in files if not (is_static(file) or is_good(file, pages))] == []


def is_static(address):
    name = address.removeprefix(settings.STATIC_URL)
    return name != address and finders.find(name)


# ---- headers -----------------------------------------------------------------------------------


def test_no_page_sets_a_cookie_or_varies_by_one(pages):
    read = [page for page in pages.values() if not page.path.endswith(FORM)]

    assert failing(read, lambda page: not page.has_cookie) == []
    assert failing(read, lambda page: "Cookie" not in page.headers.get("Vary", "")) == []


def test_every_page_has_a_strict_content_security_policy(pages):
    def is_strict(page):
        policy = page.headers.get("Content-Security-Policy", "")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
        return (
            all(rules.get(name) == value for name, value in DIRECTIVES.items())
            and rules["script-src"] == rules["style-src"] == "'self'"
            and "unsafe" not in policy
            and "nonce" not in policy
            and "*" not in policy
        )

    assert failing(pages.values(), is_strict) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_page_has_security_headers(pages, name, value):
    assert failing(pages.values(), lambda page: page.headers.get(name) == value) == []


def test_every_page_but_a_form_can_be_kept(pages):
    def is_kept(page):
        headers = page.headers
        if page.path.endswith(FORM):
            return "no-store" in headers["Cache-Control"] and "ETag" not in headers
        return headers["ETag"].startswith("W/") and headers["Cache-Control"] == "public, no-cache"

    assert failing(pages.values(), is_kept) == []


def test_unknown_page_is_one_of_the_portal():
    page = fetch("/gibt-es-nicht/")

    assert page.status == 404
    assert (page.tags.count("h1"), page.lang, page.has_cookie) == (1, "de", False)
    assert set(NUMBERS) == {number for number in NUMBERS if number in page.text}
    assert page.references <= set(page.ids)


# ---- demo data ---------------------------------------------------------------------------------


def test_demo_data_is_complete():
    assert [
        model.objects.count()
        for model in (Stadtbezirk, Sozialraum, Sozialquartier, Kategorie, Institution)
    ] == [3, 6, 27, 9, 242]
    assert Institution.objects.published().count() == 242
    assert Haltestelle.objects.count() > 300
    assert Suchwort.objects.count() >= 80
    assert set(Seite.objects.values_list("slug", flat=True)) >= {
        "impressum",
        "datenschutz",
        "barrierefreiheit",
        "leichte-sprache",
        "gebaerdensprache",
        "kontakt",
    }


NOUNS = [
    model
    for model in apps.get_app_config("navigator").get_models()
    if not hasattr(model, "instance_type")  # versions: nobody enters them in a form
]


@pytest.mark.one_database
@pytest.mark.parametrize("model", NOUNS)
def test_every_demo_record_is_clean(model):
    """All of them, but of thousands of figures some: each was checked when it was read in."""
    records = model.objects.all()
    for record in records[:: 1 + len(records) // MANY]:
        record.full_clean()


def test_every_entry_says_where_it_is_from():
    assert not Institution.objects.filter(quelle="").exists()
    assert not Institution.objects.exclude(breite=None).filter(lage_quelle="").exists()


def test_no_area_follows_from_a_postleitzahl():
    assert not Institution.objects.filter(lagequalitaet="plz", raumherkunft="punkt").exists()


def test_every_suchwort_leads_somewhere():
    for suchwort in Suchwort.objects.all():
        assert Institution.objects.published().search(suchwort.wort).exists(), suchwort
        assert suchwort.herkunft, suchwort


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Schulden", "Diakoniewerk"),
        ("Sucht", "Sozialberatung"),
        ("Altersheim", "Senioren"),
        ("Kindergarten", "Kita"),
        ("Geld reicht nicht", "Sozialberatung"),
        ("Deutsch lernen", "Integration"),
    ],
)
def test_everyday_words_lead_to_help(text, name):
    response = Client().get("/institutionen/", {"q": text})

    found = [one.name for one in response.context["object_list"]]
    assert response.context["meinten_sie"] is None
    assert any(name in one for one in found), found


def test_typing_error_leads_to_help():
    response = Client().get("/institutionen/", {"q": "Schuldnerberatnug"})

    assert response.context["meinten_sie"]["gezeigt"].startswith("Schuldnerberatung")


def test_loading_again_changes_nothing():
    before = [model.objects.count() for model in apps.get_app_config("navigator").get_models()]

    load_demo_data()

    after = [model.objects.count() for model in apps.get_app_config("navigator").get_models()]
    assert after == before


@pytest.mark.one_database
def test_points_of_the_map_are_those_of_the_directory(pages):
    data = json.loads(Client().get("/institutionen.geojson").content)

    addresses = {feature["properties"]["adresse"] for feature in data["features"]}
    assert len(addresses) == Institution.objects.published().on_map().count()
    assert addresses <= set(pages)


@pytest.mark.one_database
def test_counts_that_round_alike_leave_every_answer_as_it_was(pages):
    """Every kind of page and document that links lead to, so later ones as well."""
    addresses = list(choose_of_each_kind(pages))
    deliver_neighbours()

    after = {address: fetch(address) for address in addresses}

    assert Indexberechnung.objects.filter(status="ersetzt").count() == 3
    assert set(addresses) >= MUST_BE_AMONG
    assert {name for name, _ in map(kind_of, addresses)} >= KINDS_AMONG
    assert (
        failing(after.values(), lambda page: content_of(page) == content_of(pages[page.path])) == []
    )
