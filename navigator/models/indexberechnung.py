"""An edition of the Sozialindex and all that it says; frozen when it is released."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .frozen import RELEASED, FrozenError, FrozenQuerySet
from .indexmethode import Indexmethode
from .indikator import Indikator
from .raum import Sozialquartier

FROZEN_BECAUSE = (
    "Diese Ausgabe ist freigegeben und bleibt, wie sie ist. Rechnen Sie für Änderungen eine neue."
)
NUMBER = {"null": True, "editable": False}


class IndexberechnungQuerySet(FrozenQuerySet):
    def frozen(self):
        return self.released()

    def released(self):
        """What was ever released, also where a newer edition of that year took its place."""
        return self.filter(status__in=RELEASED)

    def published(self):
        """The editions that hold: one per report year, the newest first."""
        return self.filter(status="freigegeben").order_by("-berichtsjahr")

    def drafts(self):
        return self.filter(status="entwurf")

    def in_place_of(self, berechnung):
        """The edition that holds now where ``berechnung`` once held, or ``None``."""
        while berechnung is not None and berechnung.status == "ersetzt":
            berechnung = self.filter(ersetzt=berechnung).first()
        return None if berechnung is None or berechnung.is_draft else berechnung

    def before(self, berechnung):
        """The edition that holds now and that ``berechnung`` is compared with, or ``None``."""
        earlier = self.published().filter(berichtsjahr__lte=berechnung.berichtsjahr)
        return earlier.exclude(pk=berechnung.pk).first()

    def waiting_for(self, konto):
        """Drafts that this account may release: somebody else has computed them."""
        return self.drafts().exclude(gerechnet_von=konto, ist_beispiel=False)


class Indexberechnung(models.Model):
    """One edition of the Sozialindex, for the report of one year.

    Draft → released → replaced; written by ``navigator/indexausgabe.py`` alone. Everything it
    holds is computed from rounded counts.
    """

    is_public_data = True
    frozen_because = FROZEN_BECAUSE

    class Status(models.TextChoices):
        ENTWURF = "entwurf", "Entwurf"
        FREIGEGEBEN = "freigegeben", "freigegeben"
        ERSETZT = "ersetzt", "ersetzt"

    berichtsjahr = models.PositiveSmallIntegerField(
        "Berichtsjahr", help_text="Das Jahr, unter dem die Ausgabe erscheint."
    )
    datenstand = models.PositiveSmallIntegerField(
        "Stand der Daten", help_text="Das Jahr der Werte, Stichtag 31.12."
    )
    methode = models.ForeignKey(
        Indexmethode,
        on_delete=models.PROTECT,
        related_name="berechnungen",
        verbose_name="Methode",
    )
    status = models.CharField(
        "Status", max_length=12, choices=Status, default=Status.ENTWURF, editable=False
    )
    einstellungen = models.TextField("Methode, wie gerechnet", editable=False)
    hash_methode = models.CharField("Prüfsumme der Methode", max_length=64, editable=False)
    hash_werte = models.CharField("Prüfsumme der Eingangswerte", max_length=64, editable=False)
    hash_ergebnisse = models.CharField("Prüfsumme der Ergebnisse", max_length=64, editable=False)
    fassung = models.CharField("Fassung des Rechenwerks", max_length=20, editable=False)
    ist_beispiel = models.BooleanField("aus Beispielwerten", default=False, editable=False)
    gerechnet_am = models.DateTimeField("gerechnet am", auto_now_add=True)
    gerechnet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="gerechnet von",
    )
    gerechnet_name = models.CharField("gerechnet von", max_length=150, blank=True, editable=False)
    freigegeben_am = models.DateTimeField("freigegeben am", null=True, editable=False)
    freigegeben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="freigegeben von",
    )
    freigegeben_name = models.CharField(
        "freigegeben von", max_length=150, blank=True, editable=False
    )
    ersetzt_durch = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="ersetzt",
        verbose_name="ersetzt durch",
    )

    objects = IndexberechnungQuerySet.as_manager()

    class Meta:
        verbose_name = "Indexberechnung"
        verbose_name_plural = "Indexberechnungen"
        ordering = ["-berichtsjahr", "-pk"]
        permissions = [("freigeben_indexberechnung", "Kann eine Ausgabe freigeben")]
        constraints = [
            models.UniqueConstraint(
                fields=["berichtsjahr"],
                condition=Q(status="freigegeben"),
                name="indexberechnung_one_released_per_year",
                violation_error_message="Für dieses Jahr ist schon eine Ausgabe freigegeben.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["entwurf", *RELEASED]),
                name="indexberechnung_status_known",
                violation_error_message="Diesen Status gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=Q(status="entwurf", freigegeben_am=None)
                | Q(status__in=RELEASED, freigegeben_am__isnull=False),
                name="indexberechnung_release_dated",
                violation_error_message="Zur Freigabe gehört ihr Tag.",
            ),
            models.CheckConstraint(
                condition=Q(freigegeben_von=None)
                | Q(ist_beispiel=True)
                | Q(gerechnet_von=None)
                | ~Q(freigegeben_von=F("gerechnet_von")),
                name="indexberechnung_second_person",
                violation_error_message="Eine Ausgabe gibt eine zweite Person frei, nicht die, "
                "die sie gerechnet hat.",
            ),
        ]

    def __str__(self):
        return f"Sozialindex {self.berichtsjahr} ({self.get_status_display()})"

    def save(self, **kwargs):
        if getattr(self, "_was_released", False):
            raise FrozenError(self.frozen_because)
        super().save(**kwargs)
        self._was_released = self.status in RELEASED

    def delete(self, **kwargs):
        if self.status in RELEASED:
            raise FrozenError(self.frozen_because)
        return super().delete(**kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._was_released = instance.__dict__.get("status") in RELEASED
        return instance

    @property
    def is_draft(self):
        return self.status == self.Status.ENTWURF


class TeilQuerySet(FrozenQuerySet):
    """For the rows of an edition; ``path`` leads to it."""

    path = ""

    def frozen(self):
        return self.filter(**{f"{self.path}status__in": RELEASED})

    def bulk_create(self, objs, **kwargs):
        """Like saving one by one: sealed, and only into a draft."""
        for row in objs:
            row.seal()
        return super().bulk_create(objs, **kwargs)


class ErgebnisQuerySet(TeilQuerySet):
    path = "berechnung__"

    def of_quartiere(self):
        """Without the row of the whole city."""
        return self.filter(sozialquartier__isnull=False)

    def of_stadt(self):
        return self.filter(sozialquartier=None)


def hash_plain(data):
    """Return the SHA-256 of plain data; numbers count to the last digit."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Teil(models.Model):
    """A row of an edition, with a checksum over its own numbers."""

    frozen_because = FROZEN_BECAUSE
    pruefsumme = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.seal()
        super().save(**kwargs)

    def delete(self, **kwargs):
        if not self.edition.is_draft:
            raise FrozenError(self.frozen_because)
        return super().delete(**kwargs)

    def seal(self):
        """Note the checksum. Raises ``FrozenError`` where the edition is no draft."""
        if not self.edition.is_draft:
            raise FrozenError(self.frozen_because)
        self.pruefsumme = self.compute_pruefsumme()

    def compute_pruefsumme(self):
        """Return the SHA-256 over all numbers and texts of the row and what they belong to."""
        return hash_plain(self.plain(without={"id", "pruefsumme"}))

    def plain(self, without):
        """Return the columns of the row but those of ``without``."""
        columns = [field.attname for field in self._meta.concrete_fields]
        return {name: getattr(self, name) for name in columns if name not in without}


class Ergebnis(Teil):
    """What an edition says of one quarter; without a quarter: of the whole city."""

    is_public_data = True

    berechnung = models.ForeignKey(
        Indexberechnung, on_delete=models.CASCADE, related_name="ergebnisse"
    )
    sozialquartier = models.ForeignKey(
        Sozialquartier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ergebnisse",
        verbose_name="Sozialquartier",
    )
    einwohner = models.PositiveIntegerField("Einwohner*innen, gerundet", **NUMBER)
    status_summe = models.FloatField(**NUMBER)
    status_index = models.FloatField("Statusindex", **NUMBER)
    status_klasse = models.CharField("Status", max_length=20, blank=True, editable=False)
    status_abstand_besser = models.FloatField(**NUMBER)
    status_abstand_schlechter = models.FloatField(**NUMBER)
    status_robust = models.FloatField(**NUMBER)
    dynamik_summe = models.FloatField(**NUMBER)
    dynamik_index = models.FloatField("Dynamikindex", **NUMBER)
    dynamik_klasse = models.CharField("Dynamik", max_length=20, blank=True, editable=False)
    dynamik_abstand_besser = models.FloatField(**NUMBER)
    dynamik_abstand_schlechter = models.FloatField(**NUMBER)
    dynamik_robust = models.FloatField(**NUMBER)
    rang = models.PositiveSmallIntegerField("Rang", **NUMBER)
    gruppe = models.CharField("Gruppe", max_length=10, blank=True, editable=False)
    ist_fokusquartier = models.BooleanField("Fokusquartier", default=False, editable=False)
    hinweis = models.TextField("Hinweis", blank=True, editable=False)

    objects = ErgebnisQuerySet.as_manager()

    class Meta:
        verbose_name = "Ergebnis"
        verbose_name_plural = "Ergebnisse"
        ordering = ["berechnung", F("rang").asc(nulls_last=True), "sozialquartier"]
        constraints = [
            models.UniqueConstraint(
                fields=["berechnung", "sozialquartier"],
                name="ergebnis_once_per_quartier",
                violation_error_message="Dieses Quartier steht schon in der Ausgabe.",
            ),
            models.UniqueConstraint(
                fields=["berechnung"],
                condition=Q(sozialquartier=None),
                name="ergebnis_once_for_stadt",
                violation_error_message="Die Stadt steht schon in der Ausgabe.",
            ),
        ]

    def __str__(self):
        return f"{self.sozialquartier or 'Stadt'}: {self.status_klasse or 'nicht berechnet'}"

    @property
    def edition(self):
        return self.berechnung

    @property
    def is_berechnet(self):
        return self.status_klasse != ""

    @property
    def robust_in_prozent(self):
        """How often the class of Status stays, of a hundred; ``None`` where there is none."""
        return None if self.status_robust is None else round(100 * self.status_robust)


class BeitragQuerySet(TeilQuerySet):
    path = "ergebnis__berechnung__"


class Beitrag(Teil):
    """One Indikator of one result: the public share and what it adds to the index."""

    is_public_data = True

    ergebnis = models.ForeignKey(Ergebnis, on_delete=models.CASCADE, related_name="beitraege")
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="beitraege", verbose_name="Indikator"
    )
    anteil = models.FloatField("Anteil in Prozent", **NUMBER)
    z = models.FloatField(**NUMBER)
    beitrag = models.FloatField("Beitrag zum Statusindex", **NUMBER)
    veraenderung = models.FloatField("Veränderung in Prozentpunkten", **NUMBER)
    dynamik_z = models.FloatField(**NUMBER)
    dynamik_beitrag = models.FloatField("Beitrag zum Dynamikindex", **NUMBER)

    objects = BeitragQuerySet.as_manager()

    class Meta:
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        ordering = ["ergebnis", "indikator__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["ergebnis", "indikator"],
                name="beitrag_once_per_indikator",
                violation_error_message="Dieser Indikator hat hier schon einen Beitrag.",
            ),
        ]

    def __str__(self):
        return f"{self.ergebnis}: {self.indikator}"

    @property
    def edition(self):
        return self.ergebnis.berechnung
