"""The tables of an event, each with its subject."""

from django.db import models
from django.db.models import Q

from navigator.models import Handlungsfeld, Historie

from .veranstaltung import Veranstaltung


class Thementisch(models.Model):
    """A table (at a conference: a working group) at which people spoke about one subject."""

    is_public_data = True

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="thementische",
        verbose_name="Veranstaltung",
    )
    nummer = models.PositiveSmallIntegerField("Nummer")
    titel = models.CharField("Titel", max_length=160)
    titel_unvollstaendig = models.BooleanField(
        "Titel nicht vollständig bekannt",
        default=False,
        help_text="Das Portal sagt es dazu, statt den Rest zu raten.",
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="thementische",
        verbose_name="Handlungsfeld",
    )
    teiltische = models.PositiveSmallIntegerField(
        "Zahl der Teiltische", null=True, blank=True, help_text="Wenn das Thema geteilt wurde."
    )
    seite = models.PositiveSmallIntegerField("Seite in der Dokumentation", null=True, blank=True)
    anmerkung = models.CharField(
        "Anmerkung zur Quelle",
        max_length=200,
        blank=True,
        help_text="Zum Beispiel „Titel aus den Dokumentationen der anderen Dialoge“.",
    )

    history = Historie()

    class Meta:
        verbose_name = "Thementisch"
        verbose_name_plural = "Thementische"
        ordering = ["veranstaltung", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["veranstaltung", "nummer"],
                name="thementisch_once_per_nummer",
                violation_error_message="Einen Thementisch mit dieser Nummer gibt es hier schon.",
            ),
            models.CheckConstraint(
                condition=Q(teiltische=None) | Q(teiltische__gte=1),
                name="thementisch_teiltische_from_1",
                violation_error_message="Es ist mindestens ein Tisch.",
            ),
        ]

    def __str__(self):
        return f"{self.nummer} {self.titel}"
