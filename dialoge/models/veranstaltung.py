"""The events: Expert*innendialoge, Sozialkonferenzen, Runde Tische."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from navigator.models import Datiert, Historie, Raumbezug
from navigator.models.pdf import check_pdf
from navigator.models.raum import RESERVED_SLUGS
from sozialplanung.text import fold, slugify_de

from .folgegremium import Folgegremium
from .runde import Runde

SLUG_LENGTH = 200


class VeranstaltungQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def dialoge(self):
        """What stands under /dialoge/: everything but the city-wide conferences."""
        return self.exclude(art=Veranstaltung.Art.SOZIALKONFERENZ)

    def sozialkonferenzen(self):
        return self.filter(art=Veranstaltung.Art.SOZIALKONFERENZ)

    def planned(self):
        return self.filter(status=Veranstaltung.Status.GEPLANT)

    def overdue(self, today):
        """Those still called planned whose day, month or year is over."""
        return self.planned().filter(datum_bis__lt=today)

    def undocumented(self):
        """Those that took place and say of no documentation."""
        return self.filter(
            status=Veranstaltung.Status.DURCHGEFUEHRT,
            dokumentation="",
            dokumentation_datei="",
            dokumentation_url="",
        )

    def held(self):
        """Those that took place, as far as is known."""
        return self.exclude(status=Veranstaltung.Status.GEPLANT)

    def chronological(self):
        """The latest first, those without a date at the end."""
        return self.order_by(models.F("datum_bis").desc(nulls_last=True), "titel", "slug")


class Veranstaltung(Datiert, Raumbezug):
    """One event; the areas are those that it was about."""

    is_public_data = True

    class Art(models.TextChoices):
        DIALOG = "dialog", "Expert*innendialog"
        SOZIALKONFERENZ = "sozialkonferenz", "Sozialkonferenz"
        RUNDER_TISCH = "runder-tisch", "Runder Tisch"

    class Status(models.TextChoices):
        GEPLANT = "geplant", "geplant"
        DURCHGEFUEHRT = "durchgefuehrt", "durchgeführt"
        DOKUMENTIERT = "dokumentiert", "dokumentiert"

    art = models.CharField("Art", max_length=20, choices=Art, default=Art.DIALOG)
    runde = models.ForeignKey(
        Runde,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Runde",
        help_text="Nur bei Expert*innendialogen.",
    )
    titel = models.CharField(
        "Titel", max_length=200, help_text="Zum Beispiel „Expert*innendialog Osterfeld“."
    )
    thema = models.CharField("Thema", max_length=200, blank=True)
    slug = models.SlugField(
        "Adresse im Portal", max_length=SLUG_LENGTH, unique=True, editable=False
    )
    suchtext = models.TextField(editable=False)
    status = models.CharField("Status", max_length=14, choices=Status, default=Status.GEPLANT)
    beginn = models.TimeField("Beginn", null=True, blank=True)
    ende = models.TimeField("Ende", null=True, blank=True)
    ort = models.CharField("Ort", max_length=200, blank=True)
    programm = models.TextField(
        "Programm", blank=True, help_text="Ein Punkt je Zeile, in der Reihenfolge des Tages."
    )
    ergebnis = models.TextField("Ergebnis in Kürze", blank=True)
    folgegremium = models.ForeignKey(
        Folgegremium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Folgegremium",
        help_text="Wer weiterarbeitet. Zum Beispiel der Runde Tisch Alleinerziehende.",
    )
    dokumentation = models.CharField(
        "Dokumentation",
        max_length=200,
        blank=True,
        help_text="Was es gibt. Zum Beispiel „Kurzdokumentation, Februar 2020“.",
    )
    dokumentation_datei = models.FileField(
        "Dokumentation als PDF",
        upload_to="dialoge/",
        blank=True,
        validators=[FileExtensionValidator(["pdf"], "Bitte ein PDF hochladen.")],
    )
    dokumentation_url = models.URLField("Adresse der Dokumentation", max_length=500, blank=True)
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    anmerkung = models.TextField(
        "Anmerkung zur Quelle",
        blank=True,
        help_text="Steht im Portal. Zum Beispiel „Datum und Ort sind nicht veröffentlicht.“",
    )
    is_published = models.BooleanField(
        "veröffentlicht", default=False, help_text="Erst dann steht die Veranstaltung im Portal."
    )
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    interne_bemerkung = models.TextField(
        "Interne Bemerkung", blank=True, help_text="Wird nie veröffentlicht."
    )

    objects = VeranstaltungQuerySet.as_manager()
    history = Historie(m2m_fields=["stadtbezirke", "sozialraeume", "sozialquartiere"])

    class Meta:
        verbose_name = "Veranstaltung"
        verbose_name_plural = "Veranstaltungen"
        ordering = [models.F("datum_bis").desc(nulls_last=True), "titel", "slug"]
        constraints = [
            *Datiert.Meta.constraints,
            models.CheckConstraint(
                condition=Q(art="dialog", runde__isnull=False)
                | Q(art__in=["sozialkonferenz", "runder-tisch"], runde=None),
                name="veranstaltung_runde_with_dialog",
                violation_error_message="Ein Expert*innendialog gehört zu einer Runde, eine andere "
                "Veranstaltung nicht.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["geplant", "durchgefuehrt", "dokumentiert"]),
                name="veranstaltung_status_known",
                violation_error_message="Diesen Status gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=Q(ende=None) | Q(beginn__isnull=False, ende__gt=models.F("beginn")),
                name="veranstaltung_ende_after_beginn",
                violation_error_message="Das Ende liegt nach dem Beginn.",
            ),
        ]

    def __str__(self):
        return self.titel_mit_datum

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        kind = "sozialkonferenz" if self.ist_sozialkonferenz else "veranstaltung"
        return reverse(f"dialoge:{kind}_detail", kwargs={"slug": self.slug})

    def clean(self):
        check_pdf(self, "dokumentation_datei")
        self.derive()
        if not self.slug or self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"titel": "Dieser Titel ist für eine Seite des Portals vergeben oder leer."}
            )

    @property
    def titel_mit_datum(self):
        return f"{self.titel}, {self.datum}" if self.datum else self.titel

    @property
    def ist_sozialkonferenz(self):
        return self.art == self.Art.SOZIALKONFERENZ

    @property
    def programm_punkte(self):
        return [line.strip() for line in self.programm.splitlines() if line.strip()]

    @property
    def tischwort(self):
        """What its groups are called: „Arbeitsgruppe“ at a conference, else „Thementisch“."""
        return "Arbeitsgruppe" if self.ist_sozialkonferenz else "Thementisch"

    def derive(self):
        """Fill the columns that follow from others; a slug once given stays."""
        if not self.slug:
            self.slug = self.free_slug()
        self.suchtext = fold(f"{self.titel} {self.thema} {self.ort}")

    def free_slug(self):
        """Title and year; another number where two events of a year share both."""
        jahr = self.datum_bis.year if self.datum_bis else ""
        base = slugify_de(f"{self.titel.replace('*', '')} {jahr}")[: SLUG_LENGTH - 4]
        taken = set(
            Veranstaltung.objects.filter(slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        number, slug = 1, base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug
