"""Bodies that carry on what a conference agreed."""

from django.db import models

from navigator.models import Historie


class Folgegremium(models.Model):
    """A body that works on after a Sozialkonferenz, such as the Runder Tisch Alleinerziehende."""

    is_public_data = True

    name = models.CharField("Name", max_length=160, unique=True)
    beschreibung = models.TextField("Beschreibung", blank=True)
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    history = Historie()

    class Meta:
        verbose_name = "Folgegremium"
        verbose_name_plural = "Folgegremien"
        ordering = ["name"]

    def __str__(self):
        return self.name
