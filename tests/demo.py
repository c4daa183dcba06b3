"""Records that a whole module of tests shares: made once, taken away behind it."""

import datetime as dt
import fcntl
import pickle
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from navigator.models import Datenstand
from sozialplanung.caching import build_id

OUR_APPS = ("navigator", "dialoge", "handlungsempfehlungen")


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
    """Have all that ``los.py`` loads into a new database."""
    have_rows("mitgeliefert", load)


def have_rows(name, build):
    """Have what ``build`` writes into an empty database.

    The first to ask builds it, which takes a good while; its rows are kept beside the tests, and
    whoever asks later, in this process or another, gets the same rows. A database that holds
    something already is filled like any other.
    """
    if not is_empty():
        build()
        return
    kept = Path(tempfile.gettempdir()) / f"portal-{name}-{connection.vendor}-{state()}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            build()
            kept.write_bytes(pickle.dumps(read_tables()))
            return
    write_tables(pickle.loads(kept.read_bytes()))  # noqa: S301 -- our own bytes


def load():
    call_command("grunddaten_laden", verbosity=0, stdout=NoOutput())
    call_command("beispieldaten_laden", verbosity=0, stdout=NoOutput())


def state():
    """A mark of the program, of the data that comes with it, and of what the tests make."""
    sources = [(settings.BASE_DIR / folder).glob("**/*.*") for folder in ("fixtures", "tests")]
    newest = max(
        path.stat().st_mtime_ns
        for paths in sources
        for path in paths
        if path.suffix in {".csv", ".geojson", ".md", ".py"}
    )
    return f"{build_id()}-{newest:x}"


def our_models():
    return [model for app in OUR_APPS for model in apps.get_app_config(app).get_models(True)]


def is_empty():
    return not any(
        model._base_manager.exists() for model in our_models() if model is not Datenstand
    )


def read_tables():
    """Return ``{table: (columns, rows)}`` as the database keeps them."""
    tables = {}
    with connection.cursor() as cursor:
        for model in our_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- ours
            columns = [column[0] for column in cursor.description]
            tables[table] = (columns, [tuple(map(plain, row)) for row in cursor.fetchall()])
    return tables


def plain(value):
    """SQLite's driver takes no time of day but as text; PostgreSQL reads that, too."""
    return value.isoformat() if isinstance(value, dt.time) else value


def write_tables(tables):
    quote = connection.ops.quote_name
    Datenstand.objects.all().delete()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in tables.items():
            names = ", ".join(map(quote, columns))
            insert(cursor, f"{quote(table)} ({names})", rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), our_models()):
            cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # else it takes every table for an empty one


def insert(cursor, target, rows):
    """Write ``rows`` into ``target``, which names table and columns, the quickest way there is."""
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif rows:
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {target} VALUES ({places})", rows)  # noqa: S608 -- ours


class NoOutput:
    def write(self, text):
        """Take what a command says to nobody."""
