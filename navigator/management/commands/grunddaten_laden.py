"""``manage.py grunddaten_laden``: areas, Kategorien, Zielgruppen, Indikatoren and pages."""

import datetime as dt
import json

from django.conf import settings
from django.core.management.base import BaseCommand

from navigator.imports import (
    IndikatorResource,
    KategorieResource,
    SozialquartierResource,
    SozialraumResource,
    StadtbezirkResource,
    ZielgruppeResource,
    take_over,
)
from navigator.models import (
    Aktion,
    Indexmethode,
    Indikator,
    Kategorie,
    Seite,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Zielgruppe,
    record_changes,
)
from navigator.services import set_outlines

FIXTURES = settings.BASE_DIR / "fixtures"
RAEUME = [
    (Stadtbezirk, StadtbezirkResource, "stadtbezirke"),
    (Sozialraum, SozialraumResource, "sozialraeume"),
    (Sozialquartier, SozialquartierResource, "sozialquartiere"),
]
BEGRIFFE = [
    (Kategorie, KategorieResource, "kategorien"),
    (Zielgruppe, ZielgruppeResource, "zielgruppen"),
    (Indikator, IndikatorResource, "indikatoren"),
]
TEXTS_OF = dt.date(2026, 11, 22)  # the day on which the first texts were written
YEARLY = {"barrierefreiheit", "datenschutz", "impressum"}


class Command(BaseCommand):
    help = "Lädt Räume, Kategorien, Zielgruppen, Indikatoren und Seiten; nur in leere Tabellen."

    @record_changes("Mitgelieferte Daten", Aktion.IMPORTIERT)
    def handle(self, **options):
        for model, resource, name in RAEUME:
            if self.load(model, resource, name):
                set_outlines(model.objects.all(), FIXTURES / "raeume" / f"{name}.geojson")
        for model, resource, name in BEGRIFFE:
            self.load(model, resource, name)
        if Indikator.objects.shares().exists() and not Indexmethode.objects.exists():
            build_methode().save()
            self.stdout.write(f"Indexmethoden: {Indexmethode.objects.count()}")
        if not Seite.objects.exists():
            for path in sorted((FIXTURES / "seiten").glob("*.md")):
                read_seite(path).save()
            self.stdout.write(f"Seiten: {Seite.objects.count()}")

    def load(self, model, resource, name):
        """Load ``fixtures/<name>.csv`` into an empty table; tell whether it was done."""
        if model.objects.exists():
            return False
        take_over(resource, (FIXTURES / f"{name}.csv").read_bytes())
        self.stdout.write(f"{model._meta.verbose_name_plural}: {model.objects.count()}")
        return True


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
