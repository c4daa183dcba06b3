"""What a recommendation was good for."""

from django.db import models
from django.db.models import Q

from navigator.models import Historie, Stelle

from .ereignis import Ereignis
from .handlungsempfehlung import Handlungsempfehlung


class Verwendung(Ereignis):
    """Somebody used a recommendation: in a plan, a motion, an application for funds, an offer."""

    is_public_data = True

    class Art(models.TextChoices):
        FACHPLANUNG = "fachplanung", "Fachplanung"
        ANTRAG = "antrag", "Antrag einer Fraktion"
        FOERDERANTRAG = "foerderantrag", "Förderantrag"
        ANPASSUNG = "anpassung", "Anpassung eines Angebots"

    handlungsempfehlung = models.ForeignKey(
        Handlungsempfehlung,
        on_delete=models.PROTECT,
        related_name="verwendungen",
        verbose_name="Handlungsempfehlung",
    )
    art = models.CharField("Art", max_length=14, choices=Art)
    text = models.TextField("Wofür", max_length=1000)
    stelle = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verwendungen",
        verbose_name="Stelle",
    )
    adresse = models.URLField("Adresse", max_length=500, blank=True)
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    history = Historie()

    class Meta:
        verbose_name = "Verwendung"
        verbose_name_plural = "Verwendungen"
        ordering = ["-wirksam_am", "-pk"]
        constraints = [
            *Ereignis.Meta.constraints,
            models.CheckConstraint(
                condition=Q(art__in=["fachplanung", "antrag", "foerderantrag", "anpassung"]),
                name="verwendung_art_known",
                violation_error_message="Diese Art von Verwendung gibt es nicht.",
            ),
        ]

    def __str__(self):
        return f"{self.get_art_display()}: {self.text[:60]}"
