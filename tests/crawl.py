"""A walk over the portal: every page that links lead to, and what stands on it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

HOST = "http://testserver"
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


def fetch(client, path):
    response = client.get(path)
    page = Page(
        path, response.status_code, dict(response.headers), bool(response.cookies), response.content
    )
    if page.type == "text/html":
        Reader(page)
    return page


def addresses_of(page):
    """Addresses within the portal that ``page`` links to, without fragments."""
    for link in page.links | page.actions:
        address = urldefrag(link).url
        if address.startswith(f"{HOST}/"):
            yield address.removeprefix(HOST)


def sitemap_of(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 -- our own
    return [entry[0].text.removeprefix(HOST) for entry in tree]


def walk(client):
    """Return every page by its address: from the start page and the sitemap on.

    Lists have more addresses than anybody can visit: links with parameters are followed
    from pages without parameters only.
    """
    found, waiting = {}, ["/", "/sitemap.xml", "/robots.txt", *sitemap_of(client)]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        page = found[path] = fetch(client, path)
        if page.type == "text/html":
            waiting += [
                address
                for address in addresses_of(page)
                if not (urlsplit(path).query and urlsplit(address).query)
            ]
    return found
