"""A series of events through the Sozialräume."""

from django.db import models
from django.urls import reverse

from navigator.models import Historie


class Runde(models.Model):
    """One pass of the Expert*innendialoge through the six Sozialräume."""

    is_public_data = True

    nummer = models.PositiveSmallIntegerField("Nummer", unique=True)
    zeitraum = models.CharField(
        "Zeitraum, wie veröffentlicht",
        max_length=120,
        help_text="Zum Beispiel „10/2019 bis spätestens 02/2023“.",
    )
    schwerpunkte = models.TextField(
        "Schwerpunkte", blank=True, help_text="Einer je Zeile; leer, wenn keine bekannt sind."
    )
    beschreibung = models.TextField("Beschreibung", blank=True)
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    history = Historie()

    class Meta:
        verbose_name = "Runde"
        verbose_name_plural = "Runden"
        ordering = ["-nummer"]

    def __str__(self):
        return f"{self.nummer}. Runde"

    def get_absolute_url(self):
        return f"{reverse('dialoge:veranstaltung_list')}#runde-{self.nummer}"

    @property
    def schwerpunkt_liste(self):
        return [line.strip() for line in self.schwerpunkte.splitlines() if line.strip()]
