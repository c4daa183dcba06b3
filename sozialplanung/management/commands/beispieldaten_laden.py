"""``manage.py beispieldaten_laden``: published entries, and examples where nothing is published.

Each app loads its own in its module ``beispieldaten``. Once the office has taken the examples
away, only what is published is loaded.
"""

from django.core.management.base import BaseCommand

from navigator.models import Aktion, Datenstand, record_changes
from sozialplanung.teile import find_modules


class Command(BaseCommand):
    help = "Lädt Veröffentlichtes und Beispiele; nur in leere Tabellen."

    @record_changes("Mitgelieferte Daten", Aktion.IMPORTIERT)
    def handle(self, **options):
        removed = Datenstand.objects.filter(beispiele_entfernt_am__isnull=False).exists()
        for module in find_modules("beispieldaten"):
            lines = list(module.load_published())
            if not removed:
                lines += module.load_beispiele()
            for line in lines:
                self.stdout.write(line)
