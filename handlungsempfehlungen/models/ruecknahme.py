"""Published records are withdrawn with a reason, not deleted."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from navigator.models import FrozenError
from navigator.models.frozen import FrozenQuerySet

from .entwicklung import Entwicklung
from .ereignis import Ereignis, EreignisQuerySet
from .handlungsempfehlung import Handlungsempfehlung
from .massnahme import Massnahmensteckbrief
from .sachstand import Sachstand

ZIELE = ("handlungsempfehlung", "massnahmensteckbrief", "entwicklung", "sachstand")
ONE = Q()
for _one in ZIELE:
    ONE |= Q(**{f"{other}__isnull": other != _one for other in ZIELE})


class RuecknahmeQuerySet(EreignisQuerySet, FrozenQuerySet):
    pass


class Ruecknahme(Ereignis):
    """From its day on the record no longer counts; its page stays and says why."""

    is_public_data = True
    frozen_because = "Eine Rücknahme bleibt, wie sie ist."

    handlungsempfehlung = models.OneToOneField(
        Handlungsempfehlung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ruecknahme",
        verbose_name="Handlungsempfehlung",
    )
    massnahmensteckbrief = models.OneToOneField(
        Massnahmensteckbrief,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ruecknahme",
        verbose_name="Maßnahmensteckbrief",
    )
    entwicklung = models.OneToOneField(
        Entwicklung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ruecknahme",
        verbose_name="Entwicklung",
    )
    sachstand = models.OneToOneField(
        Sachstand,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ruecknahme",
        verbose_name="Sachstand",
    )
    grund = models.TextField("Grund", max_length=1000)
    rolle = models.CharField("zurückgenommen von", max_length=80, help_text="Die Rolle, kein Name.")
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = RuecknahmeQuerySet.as_manager()

    class Meta:
        verbose_name = "Rücknahme"
        verbose_name_plural = "Rücknahmen"
        ordering = ["-wirksam_am", "-pk"]
        constraints = [
            *Ereignis.Meta.constraints,
            models.CheckConstraint(
                condition=ONE,
                name="ruecknahme_of_one",
                violation_error_message="Bitte genau einen Eintrag nennen, der zurückgenommen "
                "wird.",
            ),
            models.CheckConstraint(
                condition=~Q(grund=""),
                name="ruecknahme_with_grund",
                violation_error_message="Bitte begründen Sie die Rücknahme.",
            ),
        ]

    def __str__(self):
        return f"{self.was} zurückgenommen am {self.datum or self.eingetragen_am}"

    def save(self, **kwargs):
        if self.pk:
            raise FrozenError(self.frozen_because)
        self.ist_beispiel = self.ist_beispiel or self.was.ist_beispiel
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise FrozenError(self.frozen_because)

    def clean(self):
        if not self.grund.strip():
            raise ValidationError({"grund": "Bitte begründen Sie die Rücknahme."})

    @property
    def was(self):
        """The record that was withdrawn."""
        return next(filter(None, (getattr(self, ziel) for ziel in ZIELE)))
