"""What was heard and kept: it comes back at the next dialogue."""

from django.db import models
from django.db.models import Q

from navigator.models import Historie

from .entscheidung import Entscheidung
from .hinweis import Hinweis
from .veranstaltung import Veranstaltung


class ThemenspeicherQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(erledigt_am=None)

    def unscheduled(self):
        """Those waiting for which nobody chose the dialogue at which they come back."""
        return self.waiting().filter(wiedervorlage=None)


class Themenspeicher(models.Model):
    """A Hinweis whose need the figures do not (yet) support, kept with the reason."""

    is_public_data = True

    hinweis = models.ForeignKey(
        Hinweis, on_delete=models.PROTECT, related_name="themenspeicher", verbose_name="Hinweis"
    )
    entscheidung = models.OneToOneField(
        Entscheidung,
        on_delete=models.PROTECT,
        related_name="themenspeicher",
        verbose_name="Entscheidung",
    )
    wiedervorlage = models.ForeignKey(
        Veranstaltung,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="wiedervorlagen",
        verbose_name="kommt wieder bei",
        help_text="Der nächste Dialog, bei dem das Thema auf den Tisch kommt.",
    )
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    ergebnis = models.TextField(
        "Was daraus wurde",
        blank=True,
        help_text="Zum Beispiel „2025 erneut genannt, neu bewertet“.",
    )
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    created_at = models.DateTimeField("aufgenommen am", auto_now_add=True)

    objects = ThemenspeicherQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Thema im Themenspeicher"
        verbose_name_plural = "Themenspeicher"
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hinweis"],
                condition=Q(erledigt_am=None),
                name="themenspeicher_once_per_hinweis",
                violation_error_message="Dieser Hinweis liegt schon im Themenspeicher.",
            ),
            models.CheckConstraint(
                condition=Q(erledigt_am=None) | ~Q(ergebnis=""),
                name="themenspeicher_done_with_ergebnis",
                violation_error_message="Bitte sagen, was daraus wurde.",
            ),
        ]

    def __str__(self):
        return str(self.hinweis)
