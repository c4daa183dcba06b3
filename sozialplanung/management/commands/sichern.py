"""``manage.py sichern [ORDNER]``: a backup of the database and the uploads, while people work."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from sozialplanung.sicherung import SicherungError, describe, write_sicherung

from .einrichten import check_database


class Command(BaseCommand):
    help = "Schreibt eine Sicherung von Datenbank und Uploads in eine Datei."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "ziel", nargs="?", help="Ordner der Sicherungen, sonst „sicherungen“ in PORTAL_VAR"
        )
        parser.add_argument(
            "--behalten", type=int, metavar="N", help="ältere löschen, bis N übrig sind"
        )

    def handle(self, *, ziel, behalten, **options):
        if behalten is not None and behalten < 1:
            raise CommandError("Mindestens eine Sicherung bleibt: --behalten 1 oder mehr.")
        check_database()
        try:
            sicherung = write_sicherung(ziel or settings.VAR_DIR / "sicherungen", behalten)
        except SicherungError as error:
            raise CommandError(str(error)) from error
        size = filesizeformat(sicherung.path.stat().st_size)
        self.stdout.write(f"Gesichert: {sicherung.path} ({size})")
        self.stdout.write(describe(sicherung.manifest))
        for path in sicherung.deleted:
            self.stdout.write(f"Ältere Sicherung gelöscht: {path.name}")
