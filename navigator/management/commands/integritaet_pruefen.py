"""``manage.py integritaet_pruefen``: are released editions still what was released?"""

from django.core.management.base import BaseCommand, CommandError

from navigator.integritaet import check_ausgaben


class Command(BaseCommand):
    help = "Prüft, ob die freigegebenen Ausgaben des Sozialindex unverändert sind."

    def handle(self, **options):
        befund = check_ausgaben()
        for hinweis in befund.hinweise:
            self.stdout.write(f"Hinweis: {hinweis}")
        for fehler in befund.fehler:
            self.stdout.write(fehler)
        if befund.fehler:
            raise CommandError("Freigegebene Ausgaben sind verändert; die Zeilen stehen oben.")
        self.stdout.write(f"{befund.ausgaben} freigegebene Ausgaben geprüft: alle unverändert.")
