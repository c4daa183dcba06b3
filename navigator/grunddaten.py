"""What comes with the portal: areas, Kategorien, Zielgruppen, Handlungsfelder … and the pages."""

import datetime as dt
import json

from navigator.imports import (
    HandlungsfeldResource,
    IndikatorResource,
    IstekFeldResource,
    IstekThemenfeldResource,
    KategorieResource,
    SozialquartierResource,
    SozialraumResource,
    StadtbezirkResource,
    ZielgruppeResource,
)
from navigator.laden import fixture, load_table
from navigator.models import Indexmethode, Indikator, Seite
from navigator.services import set_outlines

RAEUME = {
    "stadtbezirke": StadtbezirkResource,
    "sozialraeume": SozialraumResource,
    "sozialquartiere": SozialquartierResource,
}
BEGRIFFE = {
    "kategorien": KategorieResource,
    "zielgruppen": ZielgruppeResource,
    "handlungsfelder": HandlungsfeldResource,
    "istek_felder": IstekFeldResource,
    "istek_themenfelder": IstekThemenfeldResource,
    "indikatoren": IndikatorResource,
}
TEXTS_OF = dt.date(2026, 11, 22)  # the day on which the first texts were written
YEARLY = {"barrierefreiheit", "datenschutz", "impressum"}


def load_grunddaten():
    """Fill the tables that are empty; yield a line for each."""
    for name, resource in RAEUME.items():
        if lines := load_table(resource, name):
            areas = resource._meta.model.objects.all()
            set_outlines(areas, fixture(f"raeume/{name}.geojson"))
            yield from lines
    for name, resource in BEGRIFFE.items():
        yield from load_table(resource, name)
    if Indikator.objects.shares().exists() and not Indexmethode.objects.exists():
        build_methode().save()
        yield f"Indexmethoden: {Indexmethode.objects.count()}"
    if not Seite.objects.exists():
        for path in sorted(fixture("seiten").glob("*.md")):
            read_seite(path).save()
        yield f"Seiten: {Seite.objects.count()}"


def build_methode():
    """Return the first method: the city's Vorlage with all Indikatoren that are shares."""
    indikatoren = Indikator.objects.shares().values_list("kuerzel", "richtung")
    settings = {"vorlage": "oberhausen", "indikatoren": dict(indikatoren), "stadtzeile": "Stadt"}
    methode = Indexmethode(
        name="Sozialindex Oberhausen",
        beschreibung="Verfahren nach Berliner und Hamburger Vorbild; alle Indikatoren zählen "
        "gleich.",
        einstellungen=json.dumps(settings, ensure_ascii=False),
    )
    methode.full_clean()
    return methode


def read_seite(path):
    """Return the page in a Markdown file: „# Titel“, „> Einleitung“, then the text."""
    first, _, rest = path.read_text(encoding="utf-8").strip().partition("\n")
    rest = rest.strip()
    einleitung = ""
    if rest.startswith("> "):
        einleitung, _, rest = rest[2:].partition("\n")
    seite = Seite(
        slug=path.stem,
        titel=first.removeprefix("# ").strip(),
        einleitung=einleitung.strip(),
        text=rest.strip(),
    )
    if path.stem in YEARLY:
        seite.geprueft_am = TEXTS_OF
        seite.naechste_pruefung_am = TEXTS_OF.replace(year=TEXTS_OF.year + 1)
    seite.full_clean()
    return seite
