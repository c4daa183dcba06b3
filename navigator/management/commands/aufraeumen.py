"""``manage.py aufraeumen``: erase what need not be kept; to be run once a day."""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from navigator.models import Anfragezaehler, Importlauf, Meldung

ATTEMPTS_KEPT = dt.timedelta(days=1)  # a lock lasts minutes; names and addresses need no longer


class Command(BaseCommand):
    help = "Löscht persönliche Angaben alter Meldungen, Spam, Zähler, Anmeldungen, Vorschauen."

    def handle(self, **options):
        today = timezone.localdate()
        spam = Meldung.objects.spam_to_delete(today).delete()[0]
        erased = Meldung.objects.to_erase(today, settings.AUFBEWAHRUNG_TAGE).erase(today)
        counters = Anfragezaehler.objects.outdated(today).delete()[0]
        previews = list(Importlauf.objects.forgotten(timezone.now()))
        for lauf in previews:
            lauf.discard()
        sessions = Session.objects.count()
        attempts = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - ATTEMPTS_KEPT)
        attempts = attempts.delete()[0]
        call_command("clearsessions")
        sessions -= Session.objects.count()
        self.stdout.write(f"Meldungen ohne persönliche Angaben: {erased}")
        self.stdout.write(f"Spam gelöscht: {spam}")
        self.stdout.write(f"Anfragezähler gelöscht: {counters}")
        self.stdout.write(f"Vergessene Importvorschauen verworfen: {len(previews)}")
        self.stdout.write(f"Abgelaufene Anmeldungen gelöscht: {sessions}")
        self.stdout.write(f"Falsche Anmeldeversuche gelöscht: {attempts}")
