"""``manage.py papiere_erzeugen``: all papers as PDF, so that nobody has to wait for one."""

from django.core.management.base import BaseCommand, CommandError

from handlungsempfehlungen.pdf.engine import PapierError
from handlungsempfehlungen.pdf.papiere import make_papiere


class Command(BaseCommand):
    help = "Setzt die Papiere als PDF, die fehlen oder alt sind."

    def handle(self, **options):
        try:
            papiere = make_papiere()
        except PapierError as error:
            raise CommandError(str(error)) from error
        neu = sum(one.neu for one in papiere)
        self.stdout.write(f"Papiere als PDF: {len(papiere)}, davon neu gesetzt: {neu}")
