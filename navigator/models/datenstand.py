"""The version of everything that public pages show."""

import itertools
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock

from django.core.cache import cache
from django.db import connection, models, transaction
from django.utils import timezone

_held = ContextVar("datenstand", default=None)
# One for all: what is remembered may need what else is remembered, and two threads that compute
# are no faster than one.
_computing = RLock()
_UNKNOWN = object()


class Erhoehung:
    """A rise of the version in a transaction. Django forgets it with the savepoint it is of."""

    numbers = itertools.count(1)

    def __init__(self, savepoints):
        self.number, self.savepoints = next(self.numbers), list(savepoints)
        self.is_read = False  # something may be remembered under the new version by now

    def __call__(self):
        """After the commit there is nothing left to do."""


class DatenstandManager(models.Manager):
    def raise_version(self):
        """Say that public data changed; every cached answer is stale from here on.

        Every save says so, also thousands in one import. What nobody has read since need not
        rise again: on PostgreSQL each rise looks through those before it in its transaction.
        """
        rise = self.last_rise()
        if rise and not rise.is_read and rise.savepoints == connection.savepoint_ids:
            return
        table, counter, day = self.names("version", "changed_at")
        sql = f"UPDATE {table} SET {counter} = {counter} + 1, {day} = %s WHERE id = 1"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.rowcount
        if not found:
            self.get_or_create(pk=1)
        if connection.in_atomic_block:
            transaction.on_commit(Erhoehung(connection.savepoint_ids))

    def last_rise(self):
        """The last rise in the transaction under way that no savepoint has undone, or ``None``."""
        functions = (function for _, function, _ in reversed(connection.run_on_commit))
        return next((one for one in functions if isinstance(one, Erhoehung)), None)

    def current(self):
        """Return the version as text: the counter and the local date.

        The date belongs to it because pages show today's weekday and the age of facts. Before a
        commit it has a mark that never comes again: what the preview of an import remembers is
        not to be met by others once the counter gets there.
        """
        if held := _held.get():
            return held
        text = f"{self.read_version()}-{timezone.localdate():%Y%m%d}"
        rise = self.last_rise()
        if rise is None:
            return text
        rise.is_read = True
        return f"{text}-{rise.number}"

    @contextmanager
    def hold(self):
        """Let the version stand still for one answer, which then needs to read it only once."""
        token = _held.set(self.current())
        try:
            yield
        finally:
            _held.reset(token)

    def read_version(self):
        """Return the counter, 0 where there is none yet.

        Every answer asks for it, and building a query takes longer than asking.
        """
        table, counter = self.names("version")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counter} FROM {table} WHERE id = 1")  # noqa: S608 -- our names
            row = cursor.fetchone()
        return row[0] if row else 0

    def names(self, *columns):
        """Return our table and columns as SQL writes them."""
        return map(connection.ops.quote_name, (self.model._meta.db_table, *columns))

    def remember(self, key, compute):
        """Return ``compute()``, computed at most once per version and process."""
        name = f"{key}:{self.current()}"
        found = cache.get(name, _UNKNOWN)
        if found is _UNKNOWN:
            with _computing:
                found = cache.get_or_set(name, compute)
        return found


class Datenstand(models.Model):
    """One row; its counter rises with every change of public data (``sozialplanung/apps.py``)."""

    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    # Once taken away, the example records are never loaded again.
    beispiele_entfernt_am = models.DateTimeField(null=True, editable=False)

    objects = DatenstandManager()

    class Meta:
        verbose_name = "Datenstand"
        verbose_name_plural = "Datenstand"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="datenstand_only_one_row",
                violation_error_message="Es gibt nur einen Datenstand.",
            )
        ]

    def __str__(self):
        return str(self.version)
