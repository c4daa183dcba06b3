"""``manage.py beispieldaten_laden``: published entries, and examples where nothing is published."""

from django.conf import settings
from django.core.management.base import BaseCommand

from navigator.imports import (
    EinzelangabeResource,
    ExkursResource,
    HaltestelleResource,
    IndikatorwertResource,
    InstitutionResource,
    SozialberichtResource,
    StrassenpunktResource,
    SuchwortResource,
    take_over,
)
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import (
    Aktion,
    Datenstand,
    Einzelangabe,
    Exkurs,
    Haltestelle,
    Indexberechnung,
    Indexmethode,
    Indikatorwert,
    Institution,
    Sozialbericht,
    Strassenpunkt,
    Suchwort,
    record_changes,
)

TABLES = [
    (Haltestelle, HaltestelleResource, "haltestellen", {}),
    (Strassenpunkt, StrassenpunktResource, "strassenpunkte", {}),
    (
        Institution,
        InstitutionResource,
        "institutionen",
        {"status": Institution.Status.VEROEFFENTLICHT},
    ),
    (Suchwort, SuchwortResource, "suchwoerter", {}),
    (Einzelangabe, EinzelangabeResource, "einzelangaben", {}),
    (Sozialbericht, SozialberichtResource, "sozialberichte", {}),
    (Exkurs, ExkursResource, "exkurse", {}),
]
BEISPIELE = {"status": Indikatorwert.Status.BEISPIEL, "quelle": "Beispielwerte"}
AUSGABEN = [2017, 2020, 2022]  # the values are those of the report's own year


class Command(BaseCommand):
    help = "Lädt Institutionen, Suchwörter, Sozialberichte und Beispiele; nur in leere Tabellen."

    @record_changes("Mitgelieferte Daten", Aktion.IMPORTIERT)
    def handle(self, **options):
        for model, resource, name, context in TABLES:
            self.load(model, resource, name, context)
        if Datenstand.objects.filter(beispiele_entfernt_am__isnull=False).exists():
            return
        self.load(Indikatorwert, IndikatorwertResource, "beispielwerte", BEISPIELE)
        if Indikatorwert.objects.exists() and not Indexberechnung.objects.exists():
            self.release_ausgaben()

    def load(self, model, resource, name, context):
        """Load ``fixtures/<name>.csv`` into an empty table."""
        if model.objects.exists():
            return
        path = settings.BASE_DIR / "fixtures" / f"{name}.csv"
        take_over(resource, path.read_bytes(), **context)
        if number := model.objects.count():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {number}")

    def release_ausgaben(self):
        """Compute the editions of the Sozialberichte; examples need no second person."""
        methode = Indexmethode.objects.order_by("pk").first()
        berichte = Sozialbericht.objects.in_bulk(AUSGABEN, field_name="jahr")
        for jahr in AUSGABEN:
            ausgabe = release_berechnung(compute_berechnung(jahr, jahr, methode))
            if jahr in berichte:
                berichte[jahr].berechnung = ausgabe
                berichte[jahr].save()
        self.stdout.write(f"Ausgaben des Sozialindex: {len(AUSGABEN)}")
