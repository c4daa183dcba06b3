"""``manage.py integritaet_pruefen``: is everything still what it has to be? Every app checks."""

from django.core.management.base import BaseCommand, CommandError

from sozialplanung.teile import find_modules


class Command(BaseCommand):
    help = (
        "Prüft, ob freigegebene Ausgaben des Sozialindex unverändert sind und ob der Stand jedes "
        "Hinweises zu seinen Antworten passt."
    )

    def handle(self, **options):
        befunde = [module.check() for module in find_modules("integritaet")]
        for befund in befunde:
            for hinweis in befund.hinweise:
                self.stdout.write(f"Hinweis: {hinweis}")
            for line in befund.fehler or [befund.gut]:
                self.stdout.write(line)
        if failures := [befund.schlecht for befund in befunde if befund.fehler]:
            raise CommandError(" ".join(failures))
