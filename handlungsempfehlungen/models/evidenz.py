"""The figures a recommendation rests on: which Indikator, of which area, in which edition."""

from django.db import models
from django.db.models import Q

from navigator.models import (
    Historie,
    Indexberechnung,
    Indikator,
    Sozialquartier,
    Sozialraum,
)

from .handlungsempfehlung import Fassung


class Evidenz(models.Model):
    """A figure as it stood when the Fassung was written; today's is computed beside it.

    ``wert`` and ``stadt`` are the words of that day („24,6 %“): frozen, already protected.
    """

    is_public_data = True

    fassung = models.ForeignKey(
        Fassung, on_delete=models.CASCADE, related_name="evidenzen", verbose_name="Fassung"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="evidenzen", verbose_name="Indikator"
    )
    sozialquartier = models.ForeignKey(
        Sozialquartier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidenzen",
        verbose_name="Sozialquartier",
    )
    sozialraum = models.ForeignKey(
        Sozialraum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidenzen",
        verbose_name="Sozialraum",
    )
    berechnung = models.ForeignKey(
        Indexberechnung,
        on_delete=models.PROTECT,
        related_name="evidenzen",
        verbose_name="Ausgabe des Sozialindex",
    )
    wert = models.CharField("Wert bei der Entscheidung", max_length=30, editable=False)
    stadt = models.CharField("Stadt damals", max_length=30, editable=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    history = Historie()

    class Meta:
        verbose_name = "Evidenz"
        verbose_name_plural = "Evidenz"
        ordering = ["fassung", "sozialraum", "sozialquartier", "indikator"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sozialquartier__isnull=False, sozialraum=None)
                | Q(sozialquartier=None, sozialraum__isnull=False),
                name="evidenz_of_one_raum",
                violation_error_message="Bitte ein Sozialquartier oder einen Sozialraum wählen.",
            ),
        ]

    def __str__(self):
        return f"{self.indikator}: {self.raum}"

    @property
    def raum(self):
        return self.sozialquartier or self.sozialraum
