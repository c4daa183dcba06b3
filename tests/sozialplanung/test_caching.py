"""The one cache of public pages: the same bytes until data changes, and nothing private."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from navigator.models import Datenstand
from sozialplanung import caching
from sozialplanung.caching import PublicCacheMiddleware, build_id
from tests.factories import create_institution, create_kategorie

pytestmark = pytest.mark.django_db

BODY = "Hilfe in Oberhausen. " * 100


class View:
    """Stands for the rest of Django: counts how often it is asked."""

    def __init__(self, body=BODY, cookie=None, streaming=False, **options):
        self.calls, self.cookie, self.streaming = 0, cookie, streaming
        self.body, self.options = body, options

    def __call__(self, request):
        self.calls += 1
        if self.streaming:
            return StreamingHttpResponse([self.body])
        response = HttpResponse(f"{self.calls}: {self.body}", **self.options)
        if self.cookie:
            response.set_cookie(self.cookie, "1")
        return response


@pytest.fixture
def ask():
    """Return a function that sends a request through one middleware to one view."""

    def start(view):
        middleware = PublicCacheMiddleware(view)

        def send(path="/", method="get", **headers):
            request = getattr(RequestFactory(headers=headers), method)(path)
            return middleware(request)

        send.middleware = middleware
        return send

    return start


# ---- the same answer -------------------------------------------------------------------------


def test_second_request_gets_the_same_bytes_without_the_view(ask):
    view = View(headers={"Content-Type": "text/csv", "Content-Disposition": "attachment"})
    send = ask(view)

    first, second = send("/a/?b=1"), send("/a/?b=1")

    assert view.calls == 1
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)
    assert second.headers["Content-Type"] == "text/csv"
    assert second.headers["Content-Disposition"] == "attachment"
    assert second.headers["Content-Length"] == str(len(second.content))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "/a/"}, {"path": "/b/"}),
        ({"path": "/a/?q=1"}, {"path": "/a/?q=2"}),
        ({"path": "/a/"}, {"path": "/a/", "Host": "127.0.0.1"}),
    ],
)
def test_each_address_has_an_answer_of_its_own(ask, settings, one, other):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    view = View()
    send = ask(view)

    first, second = send(**one), send(**other)

    assert view.calls == 2
    assert first.headers["ETag"] != second.headers["ETag"]


def test_http_and_https_have_answers_of_their_own(ask):
    view = View()
    send = ask(view)

    plain = send("/")
    secure = send.middleware(RequestFactory().get("/", secure=True))

    assert plain.headers["ETag"] != secure.headers["ETag"]


@pytest.mark.parametrize("change", ["create", "update", "delete", "tag", "draft"])
def test_change_of_data_makes_a_new_answer(ask, change):
    institution = create_institution()
    view = View()
    send = ask(view)
    before = send()

    if change == "create":
        create_institution()
    elif change == "update":
        institution.save()
    elif change == "delete":
        institution.delete()
    elif change == "tag":
        institution.weitere_kategorien.add(create_kategorie("sport"))
    else:
        create_institution(status="entwurf")
    after = send()

    assert view.calls == 2
    assert before.headers["ETag"] != after.headers["ETag"]


def test_new_day_makes_a_new_answer(ask, monkeypatch):
    view = View()
    send = ask(view)
    before = send()

    version = Datenstand.objects.current()
    monkeypatch.setattr(Datenstand.objects, "current", lambda: f"{version}+1")

    assert send().headers["ETag"] != before.headers["ETag"]


def test_new_program_makes_a_new_answer(ask):
    view = View()
    before = ask(view)()
    send = ask(view)
    send.middleware.build = "another"

    assert send().headers["ETag"] != before.headers["ETag"]


def test_build_id_is_that_of_the_newest_source(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    for folder in ("navigator", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "navigator" / "views.py").touch()
    before = build_id()
    page = tmp_path / "templates" / "base.html"
    page.touch()

    assert build_id() == format(page.stat().st_mtime_ns, "x")
    assert int(before, 16) <= int(build_id(), 16)


# ---- 304 and compression ---------------------------------------------------------------------


def test_known_answer_is_not_sent_again(ask):
    view = View()
    send = ask(view)
    etag = send().headers["ETag"]

    again = send(**{"If-None-Match": f'"other", {etag}'})

    assert (again.status_code, again.content, view.calls) == (304, b"", 1)
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert again.headers["Vary"] == "Accept-Encoding"


def test_known_answer_is_sent_again_after_a_change(ask):
    view = View()
    send = ask(view)
    etag = send().headers["ETag"]

    create_institution()
    again = send(**{"If-None-Match": etag})

    assert again.status_code == 200


@pytest.mark.parametrize("known", ["", '"abc"', "W/", "*x", "\N{SNOWMAN}"])
def test_other_marks_do_not_match(ask, known):
    assert ask(View())(**{"If-None-Match": known}).status_code == 200


def test_body_is_compressed_for_those_who_read_it(ask):
    view = View()
    send = ask(view)

    plain, packed = send(), send(**{"Accept-Encoding": "br, gzip"})

    assert view.calls == 1
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content)
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["", "identity", "br", "gzip;q=0"])
def test_body_is_plain_for_those_who_do_not(ask, encoding):
    response = ask(View())(**{"Accept-Encoding": encoding})

    assert "Content-Encoding" not in response.headers
    assert response.content == f"1: {BODY}".encode()


def test_small_body_is_not_compressed(ask):
    response = ask(View(body="kurz"))(**{"Accept-Encoding": "gzip"})

    assert response.content == b"1: kurz"


# ---- what is never stored ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/verwaltung/",
        "/verwaltung/login/?next=/",
        "/healthz/",
        "/static/css/base.css",
        "/institutionen/treff/melden/",
    ],
)
def test_private_pages_are_passed_on(ask, path):
    view = View()
    send = ask(view)

    responses = [send(path), send(path)]

    assert view.calls == 2
    assert not any("ETag" in response.headers for response in responses)


@pytest.mark.parametrize("method", ["post", "head", "put", "delete", "options"])
def test_only_get_is_answered_from_the_cache(ask, method):
    view = View()
    send = ask(view)

    send()
    send(method=method)

    assert view.calls == 2


@pytest.mark.parametrize(
    "view",
    [
        View(cookie="sessionid"),
        View(headers={"Cache-Control": "no-store"}),
        View(headers={"Cache-Control": "private, no-store, max-age=0"}),
        View(status=404),
        View(status=500),
        View(status=302, headers={"Location": "/"}),
        View(streaming=True),
    ],
)
def test_private_and_failed_answers_are_not_stored(ask, view):
    send = ask(view)

    responses = [send(), send()]

    assert view.calls == 2
    assert not any("ETag" in response.headers for response in responses)


def test_huge_answer_is_sent_but_not_stored(ask, monkeypatch):
    monkeypatch.setattr(caching, "LARGEST_BODY", 10)
    view = View()
    send = ask(view)

    responses = [send(), send()]

    assert view.calls == 2
    assert [response.status_code for response in responses] == [200, 200]


def test_nothing_is_stored_while_debugging(ask, settings):
    settings.DEBUG = True
    view = View()
    send = ask(view)

    send()
    send()

    assert view.calls == 2


# ---- in the whole portal -----------------------------------------------------------------------


def test_stored_page_keeps_its_security_headers(client):
    create_institution()

    first, second = client.get("/institutionen/"), client.get("/institutionen/")

    assert first.content == second.content
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"):
        assert first.headers[name] == second.headers[name]


def test_stored_page_needs_one_query(client, django_assert_num_queries):
    client.get("/institutionen/")

    with django_assert_num_queries(1):
        client.get("/institutionen/")


def test_signed_in_editor_gets_the_page_of_all(admin_client, client):
    admin_client.get("/verwaltung/")

    page = admin_client.get("/institutionen/")

    assert page.content == client.get("/institutionen/").content
    assert not page.cookies
    assert "Cookie" not in page.headers["Vary"]
