"""``manage.py beispieldaten_laden``: the published institutions, stops and Suchwörter."""

from django.conf import settings
from django.core.management.base import BaseCommand

from navigator.imports import (
    HaltestelleResource,
    InstitutionResource,
    StrassenpunktResource,
    SuchwortResource,
    take_over,
)
from navigator.models import (
    Aktion,
    Haltestelle,
    Institution,
    Strassenpunkt,
    Suchwort,
    record_changes,
)

TABLES = [
    (Haltestelle, HaltestelleResource, "haltestellen"),
    (Strassenpunkt, StrassenpunktResource, "strassenpunkte"),
    (Institution, InstitutionResource, "institutionen"),
    (Suchwort, SuchwortResource, "suchwoerter"),
]


class Command(BaseCommand):
    help = "Lädt Institutionen, Haltestellen und Suchwörter; nur in leere Tabellen."

    @record_changes("Mitgelieferte Daten", Aktion.IMPORTIERT)
    def handle(self, **options):
        for model, resource, name in TABLES:
            if model.objects.exists():
                continue
            path = settings.BASE_DIR / "fixtures" / f"{name}.csv"
            take_over(resource, path.read_bytes(), status=Institution.Status.VEROEFFENTLICHT)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {model.objects.count()}")
