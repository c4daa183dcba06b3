"""The counts that offices deliver, quarter by quarter; a correction is a new row."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from .frozen import FrozenError, FrozenQuerySet
from .indikator import Indikator
from .raum import Sozialquartier

COUNTED = ["vorhanden", "beispiel"]
ONE_HOLDS = "indikatorwert_one_holds"
PLACE = ["indikator_id", "sozialquartier_id", "jahr"]
KEPT = [*PLACE, "zaehler", "nenner", "status", "bereits_gerundet", "lieferung", "quelle"]
KEPT += ["ersetzt_id"]


class IndikatorwertQuerySet(FrozenQuerySet):
    def current(self):
        """Those that hold: no correction has taken their place."""
        return self.filter(is_aktuell=True)

    def as_of(self, moment):
        """Those that held at ``moment``, also where a correction took their place since."""
        later = Q(ersetzt_durch=None) | Q(ersetzt_durch__created_at__gt=moment)
        return self.filter(later, created_at__lte=moment)


class Indikatorwert(models.Model):
    """One count of one quarter and year, exact as delivered; never shown outside the admin.

    What is public is computed from rounded counts (``navigator/sozialindex/schutz.py``). A row
    never changes: a correction is a new row that names the one it takes the place of in
    ``ersetzt``.
    """

    # Its counts are shown nowhere, but the public series are made of them: a new value must
    # make every answer stale, also one that changes no rounded count.
    is_public_data = True
    frozen_because = (
        "Ein gelieferter Wert bleibt, wie er ist. Tragen Sie eine Berichtigung als neuen Wert ein."
    )

    class Status(models.TextChoices):
        VORHANDEN = "vorhanden", "vorhanden"
        FEHLT = "fehlt", "fehlt"
        GESCHUETZT = "geschuetzt", "vom Lieferanten geschützt"
        BEISPIEL = "beispiel", "Beispiel"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="werte", verbose_name="Indikator"
    )
    sozialquartier = models.ForeignKey(
        Sozialquartier,
        on_delete=models.PROTECT,
        related_name="indikatorwerte",
        verbose_name="Sozialquartier",
    )
    jahr = models.PositiveSmallIntegerField("Jahr", help_text="Stichtag ist der 31.12.")
    status = models.CharField("Status", max_length=12, choices=Status, default=Status.VORHANDEN)
    zaehler = models.PositiveIntegerField("Zähler", null=True, blank=True)
    nenner = models.PositiveIntegerField("Nenner", null=True, blank=True)
    bereits_gerundet = models.BooleanField(
        "schon vom Lieferanten gerundet",
        default=False,
        help_text="Dann rundet das Portal nicht noch einmal.",
    )
    lieferung = models.CharField(
        "Lieferung", max_length=120, blank=True, help_text="Zum Beispiel „Statistikstelle 03/2023“."
    )
    quelle = models.CharField("Quelle", max_length=300)
    ersetzt = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ersetzt_durch",
        verbose_name="berichtigt",
        help_text="Der frühere Wert, an dessen Stelle dieser tritt.",
    )
    is_aktuell = models.BooleanField("gilt", default=True, editable=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    created_at = models.DateTimeField("eingetragen am", auto_now_add=True)

    objects = IndikatorwertQuerySet.as_manager()

    class Meta:
        verbose_name = "Indikatorwert"
        verbose_name_plural = "Indikatorwerte"
        ordering = ["-jahr", "indikator", "sozialquartier", "pk"]
        indexes = [models.Index(fields=["is_aktuell", "jahr"], name="indikatorwert_jahr")]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "sozialquartier", "jahr"],
                condition=Q(is_aktuell=True),
                name=ONE_HOLDS,
                violation_error_message="Für dieses Quartier und Jahr gilt schon ein Wert. "
                "Öffnen Sie ihn und wählen Sie „Berichtigen“.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*COUNTED, "fehlt", "geschuetzt"]),
                name="indikatorwert_status_known",
                violation_error_message="Diesen Status gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=COUNTED, zaehler__isnull=False)
                | Q(status__in=["fehlt", "geschuetzt"], zaehler=None, nenner=None),
                name="indikatorwert_counts_with_status",
                violation_error_message="Zu „vorhanden“ gehören Zahlen; „fehlt“ und „geschützt“ "
                "haben keine.",
            ),
            models.CheckConstraint(
                condition=Q(nenner=None) | Q(zaehler__lte=models.F("nenner")),
                name="indikatorwert_zaehler_within_nenner",
                violation_error_message="Der Zähler ist größer als der Nenner.",
            ),
            models.CheckConstraint(
                condition=Q(jahr__range=(1990, 2100)),
                name="indikatorwert_jahr_plausible",
                violation_error_message="Das Jahr liegt zwischen 1990 und 2100.",
            ),
            models.CheckConstraint(
                condition=Q(status="beispiel", ist_beispiel=True)
                | ~Q(status="beispiel") & Q(ist_beispiel=False),
                name="indikatorwert_beispiel_with_status",
                violation_error_message="Der Status „Beispiel“ und das Zeichen gehören zusammen.",
            ),
        ]

    def __str__(self):
        return f"{self.indikator}, {self.sozialquartier}, {self.jahr}"

    @transaction.atomic
    def save(self, **kwargs):
        """Store a new row; the one it corrects no longer holds. A stored row stays."""
        if not self._state.adding:
            if self._stored != {name: getattr(self, name) for name in KEPT}:
                raise FrozenError(self.frozen_because)
            return
        self.ist_beispiel = self.status == self.Status.BEISPIEL
        if self.ersetzt_id:
            models.QuerySet(type(self)).filter(pk=self.ersetzt_id).update(is_aktuell=False)
        super().save(**kwargs)
        self._stored = {name: getattr(self, name) for name in KEPT}

    def delete(self, **kwargs):
        raise FrozenError(self.frozen_because)

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._stored = {name: instance.__dict__.get(name) for name in KEPT}
        return instance

    def clean(self):
        self.ist_beispiel = self.status == self.Status.BEISPIEL
        is_share = self.indikator_id and self.indikator.art == Indikator.Art.ANTEIL
        if is_share and self.status in COUNTED and self.nenner is None:
            raise ValidationError({"nenner": "Zu einem Anteil gehört der Nenner."})
        if self.ersetzt_id and self._state.adding:
            self.check_ersetzt()

    def check_ersetzt(self):
        """Raise ``ValidationError`` unless a correction fits what it takes the place of."""
        earlier = self.ersetzt
        if any(getattr(self, name) != getattr(earlier, name) for name in PLACE):
            raise ValidationError(
                {
                    "ersetzt": "Der berichtigte Wert gehört zu einem anderen Indikator, Quartier "
                    "oder Jahr."
                }
            )
        if not earlier.is_aktuell:
            raise ValidationError(
                {"ersetzt": "Dieser Wert ist schon berichtigt. Berichtigen Sie den, der gilt."}
            )

    def get_constraints(self):
        """Leave out that one value holds: the one that a correction names gives way first."""
        if not self.ersetzt_id:
            return super().get_constraints()
        return [
            (model, [one for one in constraints if one.name != ONE_HOLDS])
            for model, constraints in super().get_constraints()
        ]
