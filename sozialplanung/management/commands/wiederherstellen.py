"""``manage.py wiederherstellen DATEI``: a backup into an empty database."""

from django.core.management.base import BaseCommand, CommandError

from sozialplanung.sicherung import SicherungError, describe
from sozialplanung.wiederherstellung import restore_sicherung

from .einrichten import check_database


class Command(BaseCommand):
    help = "Stellt eine Sicherung in einer leeren Datenbank wieder her."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("datei", help="die Sicherung, zum Beispiel sicherung-….zip")

    def handle(self, *, datei, **options):
        check_database()
        try:
            manifest = restore_sicherung(datei)
        except SicherungError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wiederhergestellt: {datei} vom {manifest['erstellt']}")
        self.stdout.write(describe(manifest))
