"""``manage.py konto NAME``: an account of the administration, with a password of their own."""

import getpass
import os

from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sozialplanung.konto.faktor import reset_second_factor
from sozialplanung.rollen import ADMINISTRATION


class Command(BaseCommand):
    help = "Legt ein Konto der Administration an und fragt nach dem Passwort."

    def add_arguments(self, parser):
        parser.add_argument("name", help="Anmeldename, zum Beispiel m.mustermann")
        parser.add_argument(
            "--zuruecksetzen",
            action="store_true",
            help="bei einem Konto, das es gibt: neues Passwort, zweiter Faktor von vorn",
        )

    def handle(self, *, name, zuruecksetzen, **options):
        user = find_user(name) if zuruecksetzen else new_user(name)
        password = read_password()
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        with transaction.atomic():
            user.save()
            if zuruecksetzen:
                reset_second_factor(user)
            else:
                call_command("rollen_anlegen", stdout=self.stdout)
                user.groups.add(Group.objects.get(name=ADMINISTRATION))
        done = "zurückgesetzt" if zuruecksetzen else "angelegt"
        self.stdout.write(
            f"Das Konto „{name}“ ist {done}: Melden Sie sich unter /verwaltung/ an und halten Sie"
            " Ihr Handy bereit; dort richten Sie den zweiten Faktor ein."
        )


def find_user(name):
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"Ein Konto „{name}“ gibt es nicht.")
    return user


def new_user(name):
    model = get_user_model()
    user = model(username=name, is_staff=True)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if model.objects.filter(username=name).exists():
        raise CommandError(f"Das Konto „{name}“ gibt es schon.")
    return user


def read_password():
    """Ask twice; PORTAL_KONTO_PASSWORT answers instead where nobody sits at the keyboard."""
    if "PORTAL_KONTO_PASSWORT" in os.environ:
        return os.environ["PORTAL_KONTO_PASSWORT"]
    password = getpass.getpass("Passwort (mindestens 12 Zeichen, wird nicht angezeigt): ")
    if password != getpass.getpass("Noch einmal: "):
        raise CommandError("Die beiden Passwörter stimmen nicht überein; es ist nichts geändert.")
    return password
