"""``manage.py beispiele_entfernen``: away with the examples, for good."""

from django.core.management.base import BaseCommand, CommandError

from navigator.models import Datenstand
from sozialplanung.beispiele import BeispieleError, count_beispiele, remove_beispiele

WORD = "entfernen"


class Command(BaseCommand):
    help = "Entfernt alle Beispiele; sie werden danach nie wieder geladen."

    def add_arguments(self, parser):
        parser.add_argument("--ja", action="store_true", help="nicht nachfragen")

    def handle(self, *, ja, **options):
        numbers = count_beispiele()
        if not numbers and Datenstand.objects.filter(beispiele_entfernt_am__isnull=False).exists():
            self.stdout.write("Es sind keine Beispiele mehr da.")
            return
        if numbers and not ja:
            self.confirm(numbers)
        try:
            gone = remove_beispiele()
        except BeispieleError as error:
            raise CommandError(str(error)) from error
        if gone:
            self.stdout.write(f"Entfernt: {list_numbers(gone)}.")
        else:
            self.stdout.write("Es waren keine Beispiele da.")
        self.stdout.write("Beispiele werden nicht mehr geladen.")

    def confirm(self, numbers):
        """Ask for the word; raise ``CommandError`` without it."""
        self.stdout.write(f"Beispiele: {list_numbers(numbers)}, und was nur zu ihnen gehört.")
        try:
            answer = input(f"Zum Entfernen bitte „{WORD}“ eingeben: ")
        except EOFError:
            answer = ""
        if answer.strip().strip("„“\"'") != WORD:
            raise CommandError("Es wurde nichts entfernt.")


def list_numbers(numbers):
    return ", ".join(f"{number} {name}" for name, number in numbers.items())
