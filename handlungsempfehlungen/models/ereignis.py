"""Facts with a date, and the day on which they were written down: what time travel goes by."""

from django.db import models
from django.utils import timezone

from navigator.models import Datiert

STAYS = "Der Eintrag steht im Portal: Nehmen Sie ihn dort mit einem Grund zurück."


class ImPortal(models.Model):
    """What stays once the portal showed it: only a Ruecknahme says that it no longer counts."""

    class Meta:
        abstract = True

    @property
    def stays_because(self):
        """Why taking back an import must leave it alone; nothing for a draft."""
        return STAYS if self.is_published else ""


class EreignisQuerySet(models.QuerySet):
    def as_of(self, stand):
        """What had happened by the end of the day ``stand``; ``None`` means today."""
        return self.filter(wirksam_am__lte=stand or timezone.localdate())

    def since(self, tag):
        """What happened, or was written down, after the day ``tag``."""
        return self.filter(models.Q(wirksam_am__gt=tag) | models.Q(eingetragen_am__gt=tag))


class Ereignis(Datiert):
    """A fact of a day, a month or a year.

    ``wirksam_am`` is the day it counts from: the last day that its date may mean, or, where the
    date is unknown, the day it was written down.
    """

    eingetragen_am = models.DateField("eingetragen am", default=timezone.localdate, editable=False)
    wirksam_am = models.DateField(editable=False, db_index=True)

    objects = EreignisQuerySet.as_manager()

    class Meta(Datiert.Meta):
        abstract = True

    def save(self, **kwargs):
        self.wirksam_am = self.datum_bis or self.eingetragen_am
        super().save(**kwargs)

    @property
    def ist_nachgetragen(self):
        """Whether it was written down later than it happened."""
        return self.eingetragen_am > self.wirksam_am
