"""Single figures as others published them: shown as they are, never part of an edition."""

from django.db import models
from django.db.models import Q

from sozialplanung.dates import Genauigkeit, Zeitangabe

from .historie import Historie
from .raum import Sozialquartier, Sozialraum, Stadtbezirk

GERMAN = str.maketrans(",.-", ".,\N{MINUS SIGN}")


class EinzelangabeQuerySet(models.QuerySet):
    def for_raum(self, raum):
        """Those that speak of exactly this area."""
        return self.filter(**{raum._meta.model_name: raum})


class Einzelangabe(models.Model):
    """A published figure about an area, with its date as precise as the source gives it."""

    is_public_data = True

    raum = models.CharField("Raum, wie veröffentlicht", max_length=120)
    stadtbezirk = models.ForeignKey(
        Stadtbezirk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einzelangaben",
        verbose_name="Stadtbezirk",
    )
    sozialraum = models.ForeignKey(
        Sozialraum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einzelangaben",
        verbose_name="Sozialraum",
    )
    sozialquartier = models.ForeignKey(
        Sozialquartier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einzelangaben",
        verbose_name="Sozialquartier",
    )
    bezeichnung = models.CharField("Angabe", max_length=200)
    wert = models.DecimalField("Wert", max_digits=14, decimal_places=4)
    einheit = models.CharField("Einheit", max_length=40, blank=True, help_text="Zum Beispiel %.")
    stand_bis = models.DateField("Zeitpunkt", null=True, blank=True, editable=False)
    stand_genauigkeit = models.CharField(
        max_length=10, choices=Genauigkeit, default=Genauigkeit.UNBEKANNT, editable=False
    )
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    objects = EinzelangabeQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Einzelangabe"
        verbose_name_plural = "Einzelangaben"
        ordering = ["raum", "bezeichnung", "-stand_bis", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand_bis=None, stand_genauigkeit="unbekannt")
                | Q(stand_bis__isnull=False, stand_genauigkeit__in=["tag", "monat", "jahr"]),
                name="einzelangabe_stand_with_genauigkeit",
                violation_error_message="Zum Zeitpunkt gehört, wie genau er ist.",
            ),
            models.CheckConstraint(
                condition=Q(stadtbezirk=None, sozialraum=None)
                | Q(stadtbezirk=None, sozialquartier=None)
                | Q(sozialraum=None, sozialquartier=None),
                name="einzelangabe_one_raum",
                violation_error_message="Bitte höchstens einen Raum des Portals wählen.",
            ),
        ]

    def __str__(self):
        return f"{self.raum}: {self.bezeichnung}"

    @property
    def portalraum(self):
        """The portal's own area that the figure speaks of, or ``None``."""
        return self.sozialquartier or self.sozialraum or self.stadtbezirk

    @property
    def wert_text(self):
        """The figure as it was published: „17,5 %“, „1.234“."""
        digits = -self.wert.normalize().as_tuple().exponent
        text = f"{self.wert:,.{max(digits, 0)}f}".translate(GERMAN)
        return f"{text}\N{NO-BREAK SPACE}{self.einheit}".strip() if self.einheit else text

    @property
    def stand(self):
        return Zeitangabe.from_last_day(self.stand_bis, self.stand_genauigkeit)

    @stand.setter
    def stand(self, zeitangabe):
        self.stand_bis, self.stand_genauigkeit = zeitangabe.bis, zeitangabe.genauigkeit
