"""One paper per Sozialraum and year: analysis, recommendations, annex of Steckbriefe."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from navigator.models import Historie, Indexberechnung, Sozialraum

from .ereignis import Ereignis, EreignisQuerySet


class StrategiepapierQuerySet(EreignisQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def drafts(self):
        return self.filter(is_published=False)


class Strategiepapier(Ereignis):
    """The paper in which the city recommends what to do in a Sozialraum; its date is its Stand."""

    is_public_data = True

    sozialraum = models.ForeignKey(
        Sozialraum,
        on_delete=models.PROTECT,
        related_name="strategiepapiere",
        verbose_name="Sozialraum",
    )
    jahr = models.PositiveSmallIntegerField("Jahr", editable=False)
    slug = models.SlugField("Adresse im Portal", max_length=120, unique=True, editable=False)
    titel = models.CharField("Titel", max_length=200)
    zusatz = models.CharField(
        "Zusatz",
        max_length=300,
        blank=True,
        help_text="Zum Beispiel „zugleich Aktualisierung der Handlungsempfehlungen für "
        "Alt-Oberhausen“.",
    )
    einleitung = models.TextField("Einleitung", blank=True)
    analyse = models.TextField(
        "Sozialraumanalyse",
        blank=True,
        help_text="Absätze durch eine leere Zeile trennen. Karte und Tabellen des Sozialindex "
        "setzt das Portal dazu.",
    )
    berechnung = models.ForeignKey(
        Indexberechnung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strategiepapiere",
        verbose_name="Ausgabe des Sozialindex",
    )
    adresse = models.URLField(
        "Adresse des Originals",
        max_length=500,
        blank=True,
        help_text="Wo die Stadt das Papier veröffentlicht hat.",
    )
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    is_published = models.BooleanField("veröffentlicht", default=False)

    objects = StrategiepapierQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Strategiepapier"
        verbose_name_plural = "Strategiepapiere"
        ordering = ["-datum_bis", "sozialraum"]
        constraints = [
            *Ereignis.Meta.constraints,
            models.UniqueConstraint(
                fields=["sozialraum", "jahr"],
                name="strategiepapier_once_per_jahr",
                violation_error_message="Für diesen Sozialraum und dieses Jahr gibt es schon ein "
                "Strategiepapier.",
            ),
            models.CheckConstraint(
                condition=models.Q(datum_bis__isnull=False),
                name="strategiepapier_with_datum",
                violation_error_message="Bitte den Stand des Papiers angeben, zum Beispiel "
                "02/2023.",
            ),
        ]

    def __str__(self):
        return f"{self.titel} ({self.jahr})"

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("handlungsempfehlungen:strategiepapier_detail", kwargs={"slug": self.slug})

    def clean(self):
        if not self.datum:
            raise ValidationError("Bitte den Stand des Papiers angeben, zum Beispiel 02/2023.")
        self.derive()

    def derive(self):
        """Year and address follow from the date; an address once given stays."""
        self.jahr = self.datum_bis.year
        self.slug = self.slug or f"{self.sozialraum.slug}-{self.jahr}"
