"""The city's Sozialberichte."""

from django.db import models
from django.urls import reverse

from .historie import Historie
from .indexberechnung import Indexberechnung
from .pdf import check_pdf


class Sozialbericht(models.Model):
    """A report of the Sozialplanung, with the edition of the Sozialindex that belongs to it."""

    is_public_data = True

    jahr = models.PositiveSmallIntegerField("Jahr", unique=True)
    titel = models.CharField("Titel", max_length=160)
    einleitung = models.TextField(
        "Einleitung", blank=True, help_text="Ein oder zwei Sätze: Worum geht es in diesem Bericht?"
    )
    berechnung = models.ForeignKey(
        Indexberechnung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sozialberichte",
        verbose_name="Ausgabe des Sozialindex",
    )
    datei = models.FileField("Bericht als PDF", upload_to="sozialberichte/", blank=True)
    adresse = models.URLField(
        "Adresse des Berichts", max_length=500, blank=True, help_text="Wenn er anderswo steht."
    )
    quelle = models.CharField("Quelle", max_length=300, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    history = Historie()

    class Meta:
        verbose_name = "Sozialbericht"
        verbose_name_plural = "Sozialberichte"
        ordering = ["-jahr"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("navigator:sozialbericht_detail", kwargs={"jahr": self.jahr})

    def clean(self):
        check_pdf(self, "datei")


class Exkurs(models.Model):
    """A chapter that looks closer: Armut und Bildung, Gesundheit, Umwelt, Wohnen."""

    is_public_data = True

    sozialbericht = models.ForeignKey(
        Sozialbericht,
        on_delete=models.CASCADE,
        related_name="exkurse",
        verbose_name="Sozialbericht",
    )
    titel = models.CharField("Titel", max_length=160)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=1)
    text = models.TextField(
        "Zusammenfassung", blank=True, help_text="Leer lassen, wenn nur der Titel bekannt ist."
    )

    history = Historie()

    class Meta:
        verbose_name = "Exkurs"
        verbose_name_plural = "Exkurse"
        ordering = ["sozialbericht", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["sozialbericht", "position"],
                name="exkurs_position_once",
                violation_error_message="Diese Stelle im Bericht ist schon vergeben.",
            ),
        ]

    def __str__(self):
        return self.titel
