"""Offices that can be responsible for something."""

from django.conf import settings
from django.db import models

from sozialplanung.text import sort_key

from .historie import Historie


class Stelle(models.Model):
    """A Bereich, a Fachbereich or a Träger that answers for recommendations and records."""

    is_public_data = True

    class Art(models.TextChoices):
        BEREICH = "bereich", "Bereich der Stadtverwaltung"
        FACHBEREICH = "fachbereich", "Fachbereich der Stadtverwaltung"
        TRAEGER = "traeger", "Träger"
        SONSTIGE = "sonstige", "andere Stelle"

    name = models.CharField("Name", max_length=160, unique=True)
    kuerzel = models.CharField(
        "Kürzel", max_length=20, blank=True, help_text="Zum Beispiel 3-2-10."
    )
    sortiername = models.CharField(max_length=160, editable=False)
    art = models.CharField("Art", max_length=20, choices=Art)
    institution = models.ForeignKey(
        "navigator.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stellen",
        verbose_name="Eintrag im Verzeichnis",
    )
    konten = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="stellen",
        verbose_name="Konten",
        help_text="Wer für diese Stelle Einträge machen darf.",
    )

    history = Historie()  # without the accounts: who they were is nobody's business later

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ["sortiername"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(art__in=["bereich", "fachbereich", "traeger", "sonstige"]),
                name="stelle_art_known",
                violation_error_message="Diese Art von Stelle gibt es nicht.",
            ),
        ]

    def __str__(self):
        return f"{self.kuerzel} {self.name}".strip()

    def save(self, **kwargs):
        self.sortiername = sort_key(str(self))
        super().save(**kwargs)
