"""One cache for every public GET: the same answer for all visitors, until data changes."""

import gzip
import hashlib
import pickle
import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from navigator.models import Datenstand

PRIVATE = ("/verwaltung/", "/healthz/", settings.STATIC_URL)
FORM_PART = "/melden/"  # public forms have addresses of their own and are never stored
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Content-Language", "X-Robots-Tag")
LARGEST_BODY = 3_000_000  # bytes, compressed; a worker has to stay small
SMALLEST_GZIP = 500  # bytes; below it gzip's header costs more than it saves
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
SOURCES = ("*.py", "*.html", "*.css", "*.js", "*.svg", "*.json", "*.lock")


@dataclass(frozen=True)
class Answer:
    """A finished page as it goes over the wire, its body packed unless it is small.

    It is kept once: a client that cannot unpack is rare, and gets it unpacked here.
    """

    headers: tuple
    body: bytes
    is_gzipped: bool
    etag: str


def build_id():
    """Return a mark of the installed program: pages change with it as they do with data."""
    newest = max(
        path.stat().st_mtime_ns
        for folder in (
            "sozialplanung",
            "navigator",
            "dialoge",
            "handlungsempfehlungen",
            "templates",
            "static",
        )
        for pattern in SOURCES
        for path in (settings.BASE_DIR / folder).rglob(pattern)
    )
    return format(newest, "x")


# Sources are read once: a new version needs a restart.
installed_build = lru_cache(build_id)


class PublicCacheMiddleware:
    """Answer public GETs from the cache, with ETag, 304 and a body compressed once.

    The key holds the data version, so nothing is ever deleted: stale answers are just
    no longer asked for. An answer that sets a cookie or says ``no-store`` is passed on.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.build = installed_build()

    def __call__(self, request):
        if not is_public(request):
            return self.get_response(request)
        with Datenstand.objects.hold():
            return self.answer(request)

    def answer(self, request):
        """Return the stored answer, or make it and store it."""
        etag = self.etag_of(request)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return conditional(HttpResponse(status=304), etag)
        stored = cache.get(etag)
        if stored is None:
            response = self.get_response(request)
            if not is_storable(response):
                return response
            answer = finish(response, etag)
            if len(answer.body) <= LARGEST_BODY:
                cache.set(etag, pickle.dumps(answer))
        else:
            answer = pickle.loads(stored)  # noqa: S301 -- our own bytes, this process's memory
        return deliver(answer, request)

    def etag_of(self, request):
        """Return the weak ETag of an address: it is the key as well."""
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        parts = (address, self.build, Datenstand.objects.current())
        return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def is_public(request):
    return (
        request.method == "GET"
        and not settings.DEBUG
        and not request.path.startswith(PRIVATE)
        and FORM_PART not in request.path
    )


def is_storable(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def finish(response, etag):
    headers = tuple(
        (name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers
    )
    body = response.content
    if len(body) < SMALLEST_GZIP:
        return Answer(headers, body, False, etag)
    return Answer(headers, gzip.compress(body, 6, mtime=0), True, etag)


def deliver(answer, request):
    if answer.is_gzipped and GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(answer.body)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(answer.body) if answer.is_gzipped else answer.body)
    for name, value in answer.headers:
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(response.content))
    return conditional(response, answer.etag)


def conditional(response, etag):
    """Let browsers and proxies keep the answer, but ask each time whether it still holds."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
