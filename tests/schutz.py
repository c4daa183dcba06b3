"""Protection by construction: counts that round alike, and what must not show which they were."""

import io
import re
import zipfile
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from django.db.models import QuerySet
from django.urls import resolve

from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import Datenstand, Indexmethode, Indikatorwert, Sozialbericht
from tests.crawl import FORM

OF_EACH_KIND = 3
MUST_BE_AMONG = {
    "/sozialindex/",
    "/sozialindex.csv",
    "/sozialindex.geojson",
    "/sozialindex/methode/",
    "/handlungsempfehlungen.csv",
    "/handlungsempfehlungen.xlsx",
    "/handlungsempfehlungen.atom",
    "/sitemap.xml",
}
KINDS_AMONG = {
    "sozialquartier_detail",
    "sozialraum_detail",
    "stadtbezirk_detail",
    "stadtbezirk_pdf",
    "handlungsempfehlungen:handlungsempfehlung_detail",
    "handlungsempfehlungen:strategiepapier_pdf",
    "handlungsempfehlungen:controllingbericht_pdf",
    "dialoge:veranstaltung_detail",
}
MADE_AT = re.compile(rb"^DTSTAMP:.*$", re.MULTILINE)


def neighbour(count):
    """Another count that is rounded to the same multiple of five."""
    if count is None:
        return None
    return count + 1 if (count + 3) // 5 == (count + 2) // 5 else count - 1


def kind_of(address):
    """The view behind an address, and which parameters it is asked with."""
    parts = urlsplit(address)
    names = tuple(sorted({name for name, _ in parse_qsl(parts.query)}))
    return (resolve(parts.path).view_name, names)


def choose_of_each_kind(pages):
    """Return the first few addresses of each kind; a form has another stamp every time."""
    seen = Counter()
    for address, page in sorted(pages.items()):
        if page.status != 200 or urlsplit(address).path.endswith(FORM):
            continue
        seen[kind_of(address)] += 1
        if seen[kind_of(address)] <= OF_EACH_KIND:
            yield address


def deliver_neighbours():
    """Have other counts that round alike in place of all, and the editions computed of them."""
    werte = list(Indikatorwert.objects.current().filter(bereits_gerundet=False))
    for wert in werte:
        wert.zaehler, wert.nenner = neighbour(wert.zaehler), neighbour(wert.nenner)
    # Past the model, which keeps every delivered value as it is.
    QuerySet(Indikatorwert).bulk_update(werte, ["zaehler", "nenner"], batch_size=200)
    methode = Indexmethode.objects.get()
    for bericht in Sozialbericht.objects.order_by("jahr"):
        bericht.berechnung = release_berechnung(
            compute_berechnung(bericht.jahr, bericht.jahr, methode)
        )
        bericht.save()
    Datenstand.objects.raise_version()


def content_of(page):
    """What a page or document says, without the moment at which it was made."""
    if page.path.partition("?")[0].endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(page.body)) as book:
            return {name: book.read(name) for name in book.namelist() if "docProps" not in name}
    return MADE_AT.sub(b"", page.body)
