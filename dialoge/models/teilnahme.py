"""Who took part: institutions and departments, never persons."""

from django.db import models
from django.db.models import Q

from navigator.models import Historie, Institution, Stelle
from sozialplanung.text import sort_key

from .veranstaltung import Veranstaltung


class TeilnahmeQuerySet(models.QuerySet):
    def known(self):
        """Those that name a record of the portal: only these can be counted as distinct."""
        return self.exclude(institution=None, stelle=None)


class Teilnahme(models.Model):
    """An institution or a department at an event; no names of people are kept."""

    is_public_data = True

    class Rolle(models.TextChoices):
        TEILGENOMMEN = "teilgenommen", "hat teilgenommen"
        VERANSTALTET = "veranstaltet", "hat mit veranstaltet"
        GASTGEBER = "gastgeber", "war Gastgeber"

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="teilnahmen",
        verbose_name="Veranstaltung",
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teilnahmen",
        verbose_name="Institution",
    )
    stelle = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teilnahmen",
        verbose_name="Bereich oder andere Stelle",
    )
    bezeichnung = models.CharField(
        "Bezeichnung, wie veröffentlicht",
        max_length=160,
        blank=True,
        help_text="Nur wenn es weder Institution noch Stelle im Portal gibt: „Sozialverbände“. "
        "Keine Namen von Menschen.",
    )
    rolle = models.CharField("Rolle", max_length=14, choices=Rolle, default=Rolle.TEILGENOMMEN)
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    sortiername = models.CharField(max_length=220, editable=False)

    objects = TeilnahmeQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"
        ordering = ["veranstaltung", "sortiername"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, stelle=None, bezeichnung="")
                | Q(institution=None, stelle__isnull=False, bezeichnung="")
                | (Q(institution=None, stelle=None) & ~Q(bezeichnung="")),
                name="teilnahme_names_one",
                violation_error_message="Bitte genau eines angeben: Institution, Stelle oder "
                "Bezeichnung.",
            ),
            models.UniqueConstraint(
                fields=["veranstaltung", "institution"],
                condition=Q(institution__isnull=False),
                name="teilnahme_institution_once",
                violation_error_message="Diese Institution steht schon bei der Veranstaltung.",
            ),
            models.UniqueConstraint(
                fields=["veranstaltung", "stelle"],
                condition=Q(stelle__isnull=False),
                name="teilnahme_stelle_once",
                violation_error_message="Diese Stelle steht schon bei der Veranstaltung.",
            ),
        ]

    def __str__(self):
        return str(self.wer)

    def save(self, **kwargs):
        self.sortiername = sort_key(str(self.wer))
        super().save(**kwargs)

    @property
    def wer(self):
        """The record of the portal, or the words of the source."""
        return self.institution or self.stelle or self.bezeichnung
