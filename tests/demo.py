"""Records that a whole module of tests shares: made once, taken away behind it."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction


@contextmanager
def shared_records(blocker):
    """Keep what is written inside until the end; give pytest-django's ``django_db_blocker``.

    Each test then works in a transaction within this one. A module that uses it should
    hold no test that wants an empty database.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_demo_data():
    """Load all that ``los.py`` loads into a new database; takes seconds."""
    call_command("grunddaten_laden", verbosity=0, stdout=NoOutput())
    call_command("beispieldaten_laden", verbosity=0, stdout=NoOutput())


class NoOutput:
    def write(self, text):
        """Take what a command says to nobody."""
