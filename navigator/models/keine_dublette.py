"""Pairs that look alike and were found to be two."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from .historie import Historie


class KeineDubletteQuerySet(models.QuerySet):
    def pairs(self):
        """Return the decided pairs as a set of keys, the smaller first."""
        return set(self.values_list("eine_id", "andere_id"))


class KeineDublette(models.Model):
    """The office's word that two Institutionen are not the same, with who said so and why."""

    eine = models.ForeignKey(
        "navigator.Institution",
        on_delete=models.CASCADE,
        related_name="verschieden_von",
        verbose_name="Institution",
    )
    andere = models.ForeignKey(
        "navigator.Institution",
        on_delete=models.CASCADE,
        related_name="verschieden_zu",
        verbose_name="andere Institution",
    )
    grund = models.CharField(
        "Grund", max_length=300, blank=True, help_text="Zum Beispiel: Verein und seine Kita."
    )
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="keine_dubletten",
        verbose_name="entschieden von",
    )
    created_at = models.DateTimeField("entschieden am", auto_now_add=True)

    objects = KeineDubletteQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Keine Dublette"
        verbose_name_plural = "Keine Dubletten"
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(eine__lt=models.F("andere")),
                name="keine_dublette_of_two",
                violation_error_message="Ein Paar besteht aus zwei verschiedenen Institutionen.",
            ),
            models.UniqueConstraint(
                fields=["eine", "andere"],
                name="keine_dublette_once_per_pair",
                violation_error_message="Über dieses Paar ist schon entschieden.",
            ),
        ]

    def __str__(self):
        return f"{self.eine} / {self.andere}"

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        if self.eine_id and self.eine_id == self.andere_id:
            raise ValidationError("Ein Paar besteht aus zwei verschiedenen Institutionen.")
        self.derive()

    def derive(self):
        """Put the smaller key first: then a pair is known whichever way round it is asked."""
        if self.eine_id and self.andere_id and self.eine_id > self.andere_id:
            self.eine, self.andere = self.andere, self.eine
