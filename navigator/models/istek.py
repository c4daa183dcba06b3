"""The frame of the Integriertes Stadtentwicklungskonzept (iSTEK): its fields and Themenfelder.

Which Themenfeld belongs to which field is not published: both stand side by side.
"""

from django.db import models

from .historie import Historie
from .kategorie import Begriff


class IstekBegriff(Begriff):
    """What fields and Themenfelder share: an order, the goals as published, the source."""

    position = models.PositiveSmallIntegerField("Reihenfolge", unique=True)
    ziele = models.TextField(
        "Ziele im Wortlaut",
        blank=True,
        help_text="Nur wie veröffentlicht. Leer heißt: der Wortlaut ist nicht veröffentlicht.",
    )
    quelle = models.CharField("Quelle", max_length=300)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]


class IstekFeld(IstekBegriff):
    """One of the four pictures of the city that the iSTEK aims at."""

    history = Historie()

    class Meta(IstekBegriff.Meta):
        verbose_name = "Feld des iSTEK"
        verbose_name_plural = "Felder des iSTEK"


class IstekThemenfeld(IstekBegriff):
    """One of the eight subjects by which the iSTEK sorts plans and measures."""

    history = Historie()

    class Meta(IstekBegriff.Meta):
        verbose_name = "Themenfeld des iSTEK"
        verbose_name_plural = "Themenfelder des iSTEK"
