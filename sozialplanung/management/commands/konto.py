"""``manage.py konto NAME``: an administrator of the portal, with a password of their own."""

import getpass
import os

from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Legt ein Konto mit allen Rechten an und fragt nach dem Passwort."

    def add_arguments(self, parser):
        parser.add_argument("name", help="Anmeldename, zum Beispiel m.mustermann")

    def handle(self, *, name, **options):
        model = get_user_model()
        user = model(username=name)
        try:
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if model.objects.filter(username=name).exists():
            raise CommandError(f"Das Konto „{name}“ gibt es schon.")
        password = read_password()
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        model.objects.create_superuser(name, password=password)
        self.stdout.write(
            f"Das Konto „{name}“ ist angelegt: Melden Sie sich unter /verwaltung/ an."
        )


def read_password():
    """Ask twice; PORTAL_KONTO_PASSWORT answers instead where nobody sits at the keyboard."""
    if "PORTAL_KONTO_PASSWORT" in os.environ:
        return os.environ["PORTAL_KONTO_PASSWORT"]
    password = getpass.getpass("Passwort (mindestens 12 Zeichen, wird nicht angezeigt): ")
    if password != getpass.getpass("Noch einmal: "):
        raise CommandError("Die beiden Passwörter stimmen nicht überein; es ist nichts angelegt.")
    return password
