"""``manage.py sozialindex_rechnen``: an edition from files, without a database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from navigator.sozialindex import SozialindexError
from navigator.sozialindex_dateien import compute_file


class Command(BaseCommand):
    help = (
        "Rechnet den Sozialindex: Methode (JSON) und Werte (CSV) hinein, Ergebnisse (CSV) heraus."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--methode", type=Path, required=True, help="Methode als JSON")
        parser.add_argument("--werte", type=Path, required=True, help="Werte als CSV")
        parser.add_argument("--ausgabe", type=Path, required=True, help="Ergebnisse als CSV")

    def handle(self, *, methode, werte, ausgabe, **options):
        try:
            ergebnis = compute_file(methode, werte, ausgabe)
        except SozialindexError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(ergebnis.tabelle)} Zeilen gerechnet: {ausgabe.name}")
        if ergebnis.methode.zentrum == "gebiete":
            self.stdout.write("0 ist das Mittel der Gebiete.")
