"""The fields of action that dialogues, recommendations and measures are sorted by."""

from django.db import models

from .historie import Historie
from .kategorie import Begriff


class Handlungsfeld(Begriff):
    """A field in which the city acts; the first ones are the Thementische of the dialogues."""

    position = models.PositiveSmallIntegerField("Reihenfolge", unique=True)

    history = Historie()

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["position"]
