"""The answers a Hinweis was given: each with reason, role, date and the evidence of that day."""

from django.db import models
from django.db.models import Q

from navigator.models import FrozenError
from navigator.models.frozen import FrozenQuerySet

from .entscheidungsweg import Frage, Kante
from .hinweis import Hinweis

HOLDS = "entscheidung_one_holds"


class EntscheidungQuerySet(FrozenQuerySet):
    def current(self):
        """Those that hold: no later answer has taken their place."""
        return self.filter(is_aktuell=True)


class Entscheidung(models.Model):
    """One answer. It never changes: another answer is a new row and takes its place.

    ``frage_text`` and ``antwort_text`` keep the words of that day; the questions may be reworded.
    ``evidenz`` is a list of ``{"art", "titel", "adresse", "stand"}``, where there is more also
    ``"wert"``, ``"vergleich"``, ``"zusatz"`` and ``"beispiel": True`` (the mark has to be shown):
    plain data, frozen with the answer.
    """

    is_public_data = True
    frozen_because = (
        "Eine Entscheidung bleibt, wie sie ist. Beantworten Sie die Frage neu; die neue Antwort "
        "tritt an ihre Stelle."
    )

    hinweis = models.ForeignKey(
        Hinweis, on_delete=models.PROTECT, related_name="entscheidungen", verbose_name="Hinweis"
    )
    frage = models.ForeignKey(
        Frage, on_delete=models.PROTECT, related_name="entscheidungen", verbose_name="Frage"
    )
    kante = models.ForeignKey(
        Kante, on_delete=models.PROTECT, related_name="entscheidungen", verbose_name="Antwort"
    )
    frage_text = models.CharField("Frage im Wortlaut", max_length=120, editable=False)
    antwort_text = models.CharField("Antwort im Wortlaut", max_length=10, editable=False)
    grund = models.TextField("Begründung", max_length=2000)
    rolle = models.CharField(
        "entschieden von",
        max_length=80,
        help_text="Die Rolle, kein Name. Zum Beispiel „Sozialplanung“ oder „Steuerungsgruppe“.",
    )
    datum = models.DateField("entschieden am")
    evidenz = models.JSONField("Belege", default=list, blank=True)
    abgeloest_durch = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="abgeloeste",
        verbose_name="abgelöst durch",
    )
    is_aktuell = models.BooleanField("gilt", default=True, editable=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    created_at = models.DateTimeField("eingetragen am", auto_now_add=True)

    objects = EntscheidungQuerySet.as_manager()

    class Meta:
        verbose_name = "Entscheidung"
        verbose_name_plural = "Entscheidungen"
        ordering = ["hinweis", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hinweis", "frage"],
                condition=Q(is_aktuell=True),
                name=HOLDS,
                violation_error_message="Diese Frage ist für den Hinweis schon beantwortet.",
            ),
            models.CheckConstraint(
                condition=Q(is_aktuell=True, abgeloest_durch=None)
                | Q(is_aktuell=False, abgeloest_durch__isnull=False),
                name="entscheidung_holds_or_superseded",
                violation_error_message="Eine Entscheidung gilt, oder eine spätere löst sie ab.",
            ),
            models.CheckConstraint(
                condition=~Q(grund=""),
                name="entscheidung_with_grund",
                violation_error_message="Bitte begründen Sie die Antwort.",
            ),
            models.CheckConstraint(
                condition=~Q(rolle=""),
                name="entscheidung_with_rolle",
                violation_error_message="Bitte sagen, welche Rolle entschieden hat.",
            ),
        ]

    def __str__(self):
        return f"{self.frage_text} {self.antwort_text}"

    def save(self, **kwargs):
        if self.pk:
            raise FrozenError(self.frozen_because)
        self.frage_text = self.kante.frage.text
        self.antwort_text = self.kante.get_antwort_display()
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise FrozenError(self.frozen_because)
