"""``manage.py rollen_anlegen``: the roles as groups with the rights of the tables."""

from django.core.management.base import BaseCommand, CommandError

from sozialplanung.rollen import ROLLEN, RechteError, create_roles


class Command(BaseCommand):
    help = "Legt die Rollen an und bringt ihre Rechte auf den Stand der Tabellen (rechte.py)."
    requires_system_checks = []

    def handle(self, *, verbosity, **options):
        try:
            change = create_roles()
        except RechteError as error:
            raise CommandError(str(error)) from error
        if change.given or change.taken:
            self.stdout.write(
                f"Rollen: {len(ROLLEN)} (Rechte gegeben: {len(change.given)},"
                f" genommen: {len(change.taken)})"
            )
        if verbosity > 1:
            for sign, rights in (("+", change.given), ("-", change.taken)):
                for right in sorted(rights):
                    self.stdout.write(f"  {sign} {right}")
