"""``manage.py grunddaten_laden``: what the portal cannot do without, from every app."""

from django.core.management.base import BaseCommand

from navigator.models import Aktion, record_changes
from sozialplanung.teile import find_modules


class Command(BaseCommand):
    help = "Lädt Räume, Begriffe, Indikatoren, Fragen und Seiten; nur in leere Tabellen."

    @record_changes("Mitgelieferte Daten", Aktion.IMPORTIERT)
    def handle(self, **options):
        for module in find_modules("grunddaten"):
            for line in module.load_grunddaten():
                self.stdout.write(line)
