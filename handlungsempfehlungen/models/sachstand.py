"""The Controlling: one dated entry after the other, none ever changed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from navigator.models import FrozenError, Stelle
from navigator.models.frozen import FrozenQuerySet

from .ereignis import Ereignis, EreignisQuerySet
from .handlungsempfehlung import Handlungsempfehlung
from .handlungsempfehlung_query import withdrawn
from .umsetzung import BEGRUENDET, Umsetzungsstand, Zeitplan


class SachstandQuerySet(EreignisQuerySet, FrozenQuerySet):
    def standing(self, stand=None):
        """What had been said by the day ``stand`` and was not withdrawn by then."""
        return self.as_of(stand).exclude(withdrawn("sachstand", stand))

    def newest_first(self):
        return self.order_by("-wirksam_am", "-pk")


class Sachstand(Ereignis):
    """How far a recommendation is, as an office said it on a day.

    Append-only: what was said stays. A mistake is withdrawn (Ruecknahme) and said anew.
    """

    is_public_data = True
    frozen_because = (
        "Ein Sachstand bleibt, wie er ist. Tragen Sie einen neuen ein, oder nehmen Sie ihn mit "
        "Begründung zurück."
    )

    handlungsempfehlung = models.ForeignKey(
        Handlungsempfehlung,
        on_delete=models.PROTECT,
        related_name="sachstaende",
        verbose_name="Handlungsempfehlung",
    )
    umsetzungsstand = models.CharField("Umsetzungsstand", max_length=20, choices=Umsetzungsstand)
    zeitplan = models.CharField(
        "Zeitplan",
        max_length=12,
        choices=Zeitplan,
        blank=True,
        help_text="Leer heißt: keine Angabe.",
    )
    text = models.TextField("Was geschehen ist", max_length=2000)
    grund = models.TextField(
        "Grund",
        max_length=1000,
        blank=True,
        help_text="Nötig bei „zurückgestellt“ und „entfallen“.",
    )
    ersatz = models.ForeignKey(
        Handlungsempfehlung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ersetzt_entfallene",
        verbose_name="an ihre Stelle tritt",
        help_text="Nur bei „entfallen“.",
    )
    stelle = models.ForeignKey(
        Stelle, on_delete=models.PROTECT, related_name="sachstaende", verbose_name="Stelle"
    )
    beleg = models.CharField(
        "Beleg", max_length=200, blank=True, help_text="Zum Beispiel „Vermerk vom 12.03.2024“."
    )
    beleg_url = models.URLField("Adresse des Belegs", max_length=500, blank=True)
    naechste_pruefung = models.DateField("nächste Prüfung am", null=True, blank=True)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = SachstandQuerySet.as_manager()

    class Meta:
        verbose_name = "Sachstand"
        verbose_name_plural = "Sachstände"
        ordering = ["handlungsempfehlung", "-wirksam_am", "-pk"]
        constraints = [
            *Ereignis.Meta.constraints,
            models.CheckConstraint(
                condition=Q(umsetzungsstand__in=Umsetzungsstand.values),
                name="sachstand_umsetzungsstand_known",
                violation_error_message="Diesen Umsetzungsstand gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=~Q(umsetzungsstand__in=[one.value for one in BEGRUENDET]) | ~Q(grund=""),
                name="sachstand_with_grund",
                violation_error_message="„Zurückgestellt“ und „entfallen“ brauchen einen Grund.",
            ),
            models.CheckConstraint(
                condition=Q(ersatz=None) | Q(umsetzungsstand="entfallen"),
                name="sachstand_ersatz_when_gone",
                violation_error_message="Einen Ersatz gibt es nur für eine entfallene Empfehlung.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="sachstand_with_text",
                violation_error_message="Bitte sagen, was geschehen ist.",
            ),
            models.CheckConstraint(
                condition=Q(naechste_pruefung=None)
                | Q(naechste_pruefung__gt=models.F("wirksam_am")),
                name="sachstand_pruefung_later",
                violation_error_message="Die nächste Prüfung liegt nach dem Datum des Sachstands.",
            ),
        ]

    def __str__(self):
        return f"{self.handlungsempfehlung}: {self.get_umsetzungsstand_display()}, {self.datum}"

    def save(self, **kwargs):
        if self.pk:
            raise FrozenError(self.frozen_because)
        self.ist_beispiel = self.ist_beispiel or self.handlungsempfehlung.ist_beispiel
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise FrozenError(self.frozen_because)

    def clean(self):
        self.wirksam_am = self.datum_bis or self.eingetragen_am
        if self.datum and self.datum.von > timezone.localdate():
            raise ValidationError("Ein Sachstand sagt, was war. Das Datum liegt in der Zukunft.")
        if self.ersatz_id and self.ersatz_id == self.handlungsempfehlung_id:
            raise ValidationError({"ersatz": "Eine Empfehlung kann sich nicht selbst ersetzen."})
