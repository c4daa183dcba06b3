"""``manage.py einrichten``: database and static files, in one process and quickly when done.

``los.py`` calls it before every start. What changed is brought up to date, the rest is left.
"""

import hashlib

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

DATA_COMMANDS = ["grunddaten_laden", "beispieldaten_laden", "papiere_erzeugen"]


class Command(BaseCommand):
    help = "Bringt Datenbank und statische Dateien auf den Stand dieses Programms."
    requires_system_checks = []  # .ci/run checks; a start should be quick

    def handle(self, **options):
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        check_database()
        self.prepare_database()
        self.prepare_static()

    def prepare_database(self):
        """Migrate; fill a database that was empty, also when an earlier filling broke off."""
        unfilled = settings.VAR_DIR / "daten-laden"
        if not connection.introspection.table_names():
            self.stdout.write("Die Datenbank wird angelegt …")
            unfilled.touch()
        if has_migrations_to_run():
            call_command("migrate", interactive=False, verbosity=0)
        call_command("rollen_anlegen", stdout=self.stdout)  # the tables change without migrations
        if unfilled.exists():
            self.stdout.write("Grunddaten und Beispieldaten werden geladen …")
            for name in DATA_COMMANDS:
                call_command(name, stdout=self.stdout)
            unfilled.unlink()

    def prepare_static(self):
        """Collect the static files when one of their sources changed."""
        stamp = settings.VAR_DIR / "static.stand"
        state = state_of_static_sources()
        if stamp.is_file() and stamp.read_text() == state and settings.STATIC_ROOT.is_dir():
            return
        self.stdout.write("Bilder, Schriften und Programme für den Browser werden bereitgelegt …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def check_database():
    """Raise CommandError with one German sentence when the database cannot be written."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise CommandError(describe_failure(connection.settings_dict)) from error


def describe_failure(database):
    """Say what to look at, from the settings of a database; never its password."""
    host = database["HOST"] or database.get("OPTIONS", {}).get("host")
    if host:
        return (
            f"Die Datenbank „{database['NAME']}“ auf „{host}“ antwortet nicht: Bitte prüfen Sie, ob"
            " sie läuft und ob Rechner, Name, Konto und Passwort in DATABASE_URL stimmen."
        )
    return (
        f"Die Datenbank „{database['NAME']}“ lässt sich nicht öffnen oder nicht beschreiben: Bitte"
        " prüfen Sie die Rechte an der Datei und an ihrem Ordner."
    )


def has_migrations_to_run():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def state_of_static_sources():
    """Return a digest of path, size and time of all files that collectstatic would take."""
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignored):
            stat = (storage.path(path), storage.size(path), storage.get_modified_time(path))
            digest.update(repr(stat).encode())
    return digest.hexdigest()
