"""``manage.py aufraeumen``: erase what need not be kept; to be run once a day."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from navigator.models import Anfragezaehler, Meldung


class Command(BaseCommand):
    help = "Löscht persönliche Angaben alter Meldungen, alten Spam, Zähler und Anmeldungen."

    def handle(self, **options):
        today = timezone.localdate()
        spam = Meldung.objects.spam_to_delete(today).delete()[0]
        erased = Meldung.objects.to_erase(today, settings.AUFBEWAHRUNG_TAGE).erase(today)
        counters = Anfragezaehler.objects.outdated(today).delete()[0]
        sessions = Session.objects.count()
        call_command("clearsessions")
        sessions -= Session.objects.count()
        self.stdout.write(f"Meldungen ohne persönliche Angaben: {erased}")
        self.stdout.write(f"Spam gelöscht: {spam}")
        self.stdout.write(f"Anfragezähler gelöscht: {counters}")
        self.stdout.write(f"Abgelaufene Anmeldungen gelöscht: {sessions}")
