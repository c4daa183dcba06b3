"""For records with one date as precise as its source: a day, a month, a year, or unknown."""

from django.db import models
from django.db.models import Q

from sozialplanung.dates import Genauigkeit, Zeitangabe


class Datiert(models.Model):
    """Keeps the last day that the date may mean: lists order by it, time travel goes by it."""

    datum_bis = models.DateField("Datum", null=True, blank=True, editable=False)
    datum_genauigkeit = models.CharField(
        max_length=10, choices=Genauigkeit, default=Genauigkeit.UNBEKANNT, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(datum_bis=None, datum_genauigkeit="unbekannt")
                | Q(datum_bis__isnull=False, datum_genauigkeit__in=["tag", "monat", "jahr"]),
                name="%(class)s_datum_with_genauigkeit",
                violation_error_message="Zum Datum gehört, wie genau es ist.",
            ),
        ]

    @property
    def datum(self):
        return Zeitangabe.from_last_day(self.datum_bis, self.datum_genauigkeit)

    @datum.setter
    def datum(self, zeitangabe):
        self.datum_bis, self.datum_genauigkeit = zeitangabe.bis, zeitangabe.genauigkeit
