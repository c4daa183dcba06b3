"""A walk over the portal: every page that links lead to, and what stands on it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import resolve

HANDLER = ClientHandler()
HOST = "http://testserver"
PDF = (".pdf",)
FORM = "/melden/"  # public forms: the only pages with a cookie, never stored
OF_EACH_SHAPE = 4
PDFS_OF_EACH_KIND = 1  # made on request: a second or two each
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass
class Page:
    """An answer of the portal; what follows ``type`` is filled for HTML only."""

    path: str
    status: int
    headers: dict
    has_cookie: bool
    body: bytes
    links: set = field(default_factory=set)  # of <a>, absolute, with fragment
    files: set = field(default_factory=set)  # of <link>, <script>, <img>
    actions: set = field(default_factory=set)
    ids: list = field(default_factory=list)
    references: set = field(default_factory=set)  # ids that the page itself must have
    tags: list = field(default_factory=list)
    lang: str = ""
    title: str = ""

    @property
    def type(self):
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def text(self):
        return self.body.decode()


class Reader(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page = page
        self.feed(page.text)

    def handle_starttag(self, tag, attributes):
        page, values = self.page, dict(attributes)
        page.tags.append(tag)
        if "id" in values:
            page.ids.append(values["id"])
        for name in REFERENCES:
            page.references |= set((values.get(name) or "").split())
        self.read_address(tag, values)
        if tag == "html":
            page.lang = values.get("lang")

    def read_address(self, tag, values):
        page = self.page
        address = values.get("href") or values.get("src")
        if tag == "a" and "href" in values:
            page.links.add(urljoin(f"{HOST}{page.path}", values["href"]))
        elif tag == "use":
            page.references.add(values["href"].removeprefix("#"))
        elif tag in {"link", "script", "img"} and address:
            page.files.add(address)
        elif tag == "form":
            page.actions.add(urljoin(f"{HOST}{page.path}", values.get("action") or ""))

    def handle_data(self, data):
        if self.page.tags and self.page.tags[-1] == "title":
            self.page.title = self.page.title or data.strip()


def fetch(path):
    """Ask for a page like Django's client does, but keep no copy of every template's context."""
    response = HANDLER(RequestFactory().get(path).environ)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    page = Page(path, response.status_code, dict(response.headers), bool(response.cookies), body)
    if page.type == "text/html":
        Reader(page)
    return page


def addresses_of(page):
    """Addresses within the portal that ``page`` links to, without fragments."""
    for link in page.links | page.actions:
        address = urldefrag(link).url
        if address.startswith(f"{HOST}/"):
            yield address.removeprefix(HOST)


def sitemap_of():
    tree = ElementTree.fromstring(fetch("/sitemap.xml").body)  # noqa: S314 -- our own
    return [entry[0].text.removeprefix(HOST) for entry in tree]


def walk(of_each_kind=None):
    """Return every page by its address: from the start page and the sitemap on.

    A list has more addresses than anybody can visit: links with parameters are followed
    from pages without parameters only, and of each combination of names the first few. Of
    the forms that every record has, the first few will do as well. With ``of_each_kind``, so
    many pages of each view are enough.
    """
    found, shapes, kinds = {}, Counter(), Counter()
    waiting = ["/", "/sitemap.xml", "/robots.txt", *sitemap_of()]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        if of_each_kind:
            kinds[kind_of(path)] += 1
            if kinds[kind_of(path)] > of_each_kind:
                continue
        page = found[path] = fetch(path)
        for address in sorted(addresses_of(page)):
            shape = shape_of(address)
            most = PDFS_OF_EACH_KIND if shape.names == PDF else OF_EACH_SHAPE
            if shape.names and (urlsplit(path).query or shapes[shape] >= most):
                continue
            if address not in found:
                shapes[shape] += 1
                waiting.append(address)
    return found


def kind_of(address):
    path, _, query = address.partition("?")
    return resolve(path).view_name, bool(query)


class Shape(NamedTuple):
    """What addresses have in common that differ only in the values of their parameters."""

    path: str
    names: tuple


def shape_of(address):
    parts = urlsplit(address)
    if parts.path.endswith(FORM):
        return Shape(FORM, (FORM,))
    if parts.path.endswith(PDF):
        return Shape(parts.path.split("/")[1], PDF)
    return Shape(parts.path, tuple(sorted({name for name, _ in parse_qsl(parts.query)})))
