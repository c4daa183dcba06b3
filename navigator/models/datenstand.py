"""The version of everything that public pages show."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.cache import cache
from django.db import connection, models
from django.utils import timezone

_held = ContextVar("datenstand", default=None)


class DatenstandManager(models.Manager):
    def raise_version(self):
        """Say that public data changed; every cached answer is stale from here on.

        Every save says so, also thousands in one import: building a query takes longer than
        asking. Once per transaction would not do: what is remembered between two saves would
        have the version of what comes after them.
        """
        table, counter, day = self.names("version", "changed_at")
        sql = f"UPDATE {table} SET {counter} = {counter} + 1, {day} = %s WHERE id = 1"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.rowcount
        if not found:
            self.get_or_create(pk=1)

    def current(self):
        """Return the version as text: the counter and the local date.

        The date belongs to it because pages show today's weekday and the age of facts.
        """
        return _held.get() or f"{self.read_version()}-{timezone.localdate():%Y%m%d}"

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
        return cache.get_or_set(f"{key}:{self.current()}", compute)


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
