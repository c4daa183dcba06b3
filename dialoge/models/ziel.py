"""What a conference agreed on: strategic goals, and operative ones that serve them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from navigator.models import Datiert, Historie, IstekFeld, IstekThemenfeld

from .folgegremium import Folgegremium
from .veranstaltung import Veranstaltung


class Ziel(Datiert):
    """A goal in its agreed words; the inherited date is that of its Stand."""

    is_public_data = True

    class Ebene(models.TextChoices):
        STRATEGISCH = "strategisch", "strategisches Ziel"
        OPERATIV = "operativ", "operatives Ziel"

    class Stand(models.TextChoices):
        VEREINBART = "vereinbart", "vereinbart"
        IN_ARBEIT = "in-arbeit", "in Arbeit"
        ERREICHT = "erreicht", "erreicht"
        BEENDET = "beendet", "nicht weiter verfolgt"

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.PROTECT,
        related_name="ziele",
        verbose_name="Sozialkonferenz",
    )
    ebene = models.CharField("Ebene", max_length=12, choices=Ebene)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=1)
    text = models.TextField("Ziel im Wortlaut")
    dient = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operative_ziele",
        verbose_name="dient dem strategischen Ziel",
    )
    folgegremium = models.ForeignKey(
        Folgegremium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ziele",
        verbose_name="Folgegremium",
    )
    stand = models.CharField("Stand", max_length=12, choices=Stand, default=Stand.VEREINBART)
    stand_text = models.TextField("Was dazu geschah", blank=True)
    istek_felder = models.ManyToManyField(
        IstekFeld, blank=True, related_name="ziele_der_konferenzen", verbose_name="Felder des iSTEK"
    )
    istek_themenfelder = models.ManyToManyField(
        IstekThemenfeld,
        blank=True,
        related_name="ziele_der_konferenzen",
        verbose_name="Themenfelder des iSTEK",
    )
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    history = Historie(m2m_fields=["istek_felder", "istek_themenfelder"])

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["veranstaltung", "position", "pk"]
        constraints = [
            *Datiert.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ebene="operativ") | Q(ebene="strategisch", dient=None),
                name="ziel_operativ_serves",
                violation_error_message="Nur ein operatives Ziel dient einem anderen.",
            ),
        ]

    def __str__(self):
        return f"{self.text[:80]}{'…' if len(self.text) > 80 else ''}"

    def clean(self):
        if self.dient_id and self.dient.ebene != self.Ebene.STRATEGISCH:
            raise ValidationError({"dient": "Bitte ein strategisches Ziel wählen."})
        if self.dient_id and self.dient.veranstaltung_id != self.veranstaltung_id:
            raise ValidationError({"dient": "Dieses Ziel ist von einer anderen Konferenz."})
        if self.veranstaltung_id and not self.veranstaltung.ist_sozialkonferenz:
            raise ValidationError({"veranstaltung": "Ziele vereinbart eine Sozialkonferenz."})
