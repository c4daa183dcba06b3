"""Records that stay as they are once something was built on them."""

from django.db import models

RELEASED = ["freigegeben", "ersetzt"]  # the states of an edition that was ever released


class FrozenError(Exception):
    """A record that must not change; the message says why and what to do instead."""


class FrozenQuerySet(models.QuerySet):
    """Refuses to change or delete in bulk what its model refuses one by one.

    ``frozen()`` of the subclass names what is frozen.
    """

    def frozen(self):
        return self

    def update(self, **kwargs):
        self._refuse()
        return super().update(**kwargs)

    def delete(self):
        self._refuse()
        return super().delete()

    def bulk_update(self, objs, fields, batch_size=None):
        self.model._default_manager.filter(pk__in=[obj.pk for obj in objs])._refuse()
        return super().bulk_update(objs, fields, batch_size)

    def _refuse(self):
        if first := self.frozen().order_by().first():
            raise FrozenError(first.frozen_because)
