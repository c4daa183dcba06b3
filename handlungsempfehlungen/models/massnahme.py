"""Fact sheets of measures that exist: what they do, who carries them, how long they run."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dialoge.models import Hinweis
from navigator.models import (
    Handlungsfeld,
    Historie,
    Institution,
    Raumbezug,
    Stelle,
    Zielgruppe,
)
from navigator.models.raum import RESERVED_SLUGS
from sozialplanung.dates import Genauigkeit, Zeitangabe
from sozialplanung.text import fold, slugify_de, sort_key

from .ereignis import EreignisQuerySet, ImPortal
from .handlungsempfehlung import Handlungsempfehlung
from .handlungsempfehlung_query import withdrawn
from .strategiepapier import Strategiepapier


class Laufzeit(models.TextChoices):
    """How a measure stands on a day; „Ende unbekannt“ is neither running nor ended."""

    GEPLANT = "geplant", "geplant"
    LAUFEND = "laufend", "laufend"
    AUSGELAUFEN = "ausgelaufen", "ausgelaufen"
    UNBEKANNT = "ende-unbekannt", "Ende unbekannt"


class MassnahmensteckbriefQuerySet(EreignisQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def standing(self, stand=None):
        """Those that had begun (or were known) by the day ``stand`` and were not withdrawn."""
        return self.as_of(stand).exclude(withdrawn("massnahmensteckbrief", stand))

    def with_laufzeit(self, stand=None):
        """Annotate ``laufzeit`` (a :class:`Laufzeit`) as of the end of the day ``stand``."""
        stand = stand or timezone.localdate()
        return self.annotate(
            laufzeit=models.Case(
                models.When(beginn_bis__gt=stand, then=models.Value(Laufzeit.GEPLANT.value)),
                models.When(ende_bis__lt=stand, then=models.Value(Laufzeit.AUSGELAUFEN.value)),
                models.When(
                    Q(ende_bis__isnull=False) | Q(befristung="unbefristet"),
                    then=models.Value(Laufzeit.LAUFEND.value),
                ),
                default=models.Value(Laufzeit.UNBEKANNT.value),
                output_field=models.CharField(),
            )
        )

    def ending_soon(self, stand, days):
        """Those with a known end within ``days`` days from ``stand``."""
        return self.filter(ende_bis__gte=stand, ende_bis__lte=stand + dt.timedelta(days=days))

    def without_laufzeit(self):
        """Those of which nobody knows whether they end."""
        return self.filter(ende_bis=None).exclude(befristung="unbefristet")

    def drafts(self):
        return self.filter(is_published=False)

    def search(self, text):
        found = self
        for word in fold(text).split():
            found = found.filter(suchtext__contains=word)
        return found


class Massnahmensteckbrief(ImPortal, Raumbezug):
    """A measure that exists; two dates as precise as their sources.

    ``wirksam_am``: from when the portal's time travel knows it – its begin, or, where that is not
    known, the day it was written down.
    """

    is_public_data = True

    class Befristung(models.TextChoices):
        BEFRISTET = "befristet", "befristet"
        UNBEFRISTET = "unbefristet", "unbefristet"
        UNBEKANNT = "", "keine Angabe"

    class Herkunft(models.TextChoices):
        OEFFENTLICH = "oeffentlich", "aus öffentlichen Quellen"
        SOZIALPLANUNG = "sozialplanung", "Steckbrief der Sozialplanung"

    titel = models.CharField("Titel", max_length=200)
    slug = models.SlugField("Adresse im Portal", max_length=200, unique=True, editable=False)
    sortiername = models.CharField(max_length=200, editable=False, db_index=True)
    suchtext = models.TextField(editable=False)
    problemlage = models.TextField("Problemlage", blank=True)
    ziele = models.TextField("Ziele", blank=True)
    inhalte = models.TextField("Inhalte", blank=True)
    zielgruppe_text = models.CharField("Für wen, in Worten", max_length=300, blank=True)
    zielgruppen = models.ManyToManyField(
        Zielgruppe, blank=True, related_name="massnahmen", verbose_name="Zielgruppen"
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="massnahmen",
        verbose_name="Handlungsfeld",
    )
    ort = models.CharField("Ort", max_length=200, blank=True)
    beginn_bis = models.DateField("Beginn", null=True, blank=True, editable=False)
    beginn_genauigkeit = models.CharField(
        max_length=10, choices=Genauigkeit, default=Genauigkeit.UNBEKANNT, editable=False
    )
    ende_bis = models.DateField("Ende", null=True, blank=True, editable=False)
    ende_genauigkeit = models.CharField(
        max_length=10, choices=Genauigkeit, default=Genauigkeit.UNBEKANNT, editable=False
    )
    befristung = models.CharField(
        "Befristet?", max_length=12, choices=Befristung, blank=True, default=Befristung.UNBEKANNT
    )
    laufzeit_text = models.CharField(
        "Laufzeit, wie veröffentlicht",
        max_length=200,
        blank=True,
        help_text="Zum Beispiel „seit 2019, jährlich verlängert“.",
    )
    finanzierung = models.CharField("Finanzierung", max_length=300, blank=True)
    kontakt = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="massnahmen",
        verbose_name="Kontakt",
        help_text="Die Stelle, kein Name.",
    )
    institutionen = models.ManyToManyField(
        Institution,
        blank=True,
        related_name="massnahmen",
        verbose_name="Angebot im Verzeichnis",
        help_text="Wo man die Maßnahme findet.",
    )
    hinweise = models.ManyToManyField(
        Hinweis, blank=True, related_name="massnahmen", verbose_name="Hinweise"
    )
    handlungsempfehlungen = models.ManyToManyField(
        Handlungsempfehlung,
        blank=True,
        related_name="massnahmen",
        verbose_name="Handlungsempfehlungen",
    )
    strategiepapiere = models.ManyToManyField(
        Strategiepapier,
        blank=True,
        related_name="massnahmen",
        verbose_name="Anhang der Strategiepapiere",
    )
    herkunft = models.CharField(
        "Herkunft", max_length=14, choices=Herkunft, default=Herkunft.SOZIALPLANUNG
    )
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    is_published = models.BooleanField("veröffentlicht", default=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    eingetragen_am = models.DateField("eingetragen am", default=timezone.localdate, editable=False)
    wirksam_am = models.DateField(editable=False, db_index=True)
    interne_bemerkung = models.TextField(
        "Interne Bemerkung", blank=True, help_text="Wird nie veröffentlicht."
    )

    objects = MassnahmensteckbriefQuerySet.as_manager()
    history = Historie(
        m2m_fields=[
            "zielgruppen",
            "institutionen",
            "hinweise",
            "handlungsempfehlungen",
            "strategiepapiere",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        ]
    )

    class Meta:
        verbose_name = "Maßnahmensteckbrief"
        verbose_name_plural = "Maßnahmensteckbriefe"
        ordering = ["sortiername", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(beginn_bis=None, beginn_genauigkeit="unbekannt")
                | Q(beginn_bis__isnull=False, beginn_genauigkeit__in=["tag", "monat", "jahr"]),
                name="massnahme_beginn_with_genauigkeit",
                violation_error_message="Zum Beginn gehört, wie genau er ist.",
            ),
            models.CheckConstraint(
                condition=Q(ende_bis=None, ende_genauigkeit="unbekannt")
                | Q(ende_bis__isnull=False, ende_genauigkeit__in=["tag", "monat", "jahr"]),
                name="massnahme_ende_with_genauigkeit",
                violation_error_message="Zum Ende gehört, wie genau es ist.",
            ),
            models.CheckConstraint(
                condition=Q(beginn_bis=None)
                | Q(ende_bis=None)
                | Q(ende_bis__gte=models.F("beginn_bis"))
                | ~Q(beginn_genauigkeit="tag"),
                name="massnahme_ende_after_beginn",
                violation_error_message="Das Ende liegt nach dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(ende_bis=None) | ~Q(befristung="unbefristet"),
                name="massnahme_unbefristet_without_ende",
                violation_error_message="Was unbefristet läuft, hat kein Ende.",
            ),
        ]

    def __str__(self):
        return self.titel

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("handlungsempfehlungen:massnahme_detail", kwargs={"slug": self.slug})

    def clean(self):
        self.derive()
        if not self.slug or self.slug in RESERVED_SLUGS:
            raise ValidationError({"titel": "Bitte einen anderen Titel wählen."})
        if Massnahmensteckbrief.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"titel": "Einen Steckbrief dieses Titels gibt es schon."})

    @property
    def beginn(self):
        return Zeitangabe.from_last_day(self.beginn_bis, self.beginn_genauigkeit)

    @beginn.setter
    def beginn(self, zeitangabe):
        self.beginn_bis, self.beginn_genauigkeit = zeitangabe.bis, zeitangabe.genauigkeit

    @property
    def ende(self):
        return Zeitangabe.from_last_day(self.ende_bis, self.ende_genauigkeit)

    @ende.setter
    def ende(self, zeitangabe):
        self.ende_bis, self.ende_genauigkeit = zeitangabe.bis, zeitangabe.genauigkeit

    @property
    def ist_nachgetragen(self):
        return self.eingetragen_am > self.wirksam_am

    def derive(self):
        """Fill the columns that follow from others; an address once given stays."""
        self.slug = self.slug or slugify_de(self.titel.replace("*", ""))
        self.sortiername = sort_key(self.titel)
        self.suchtext = fold(
            f"{self.titel} {self.inhalte} {self.ziele} {self.problemlage} {self.zielgruppe_text}"
        )
        self.wirksam_am = self.beginn_bis or self.eingetragen_am


class Massnahmenpartner(models.Model):
    """Who carries a measure, and who works with them."""

    is_public_data = True

    class Rolle(models.TextChoices):
        TRAEGER = "traeger", "Träger"
        PARTNER = "partner", "Kooperationspartner"

    massnahme = models.ForeignKey(
        Massnahmensteckbrief,
        on_delete=models.CASCADE,
        related_name="partner",
        verbose_name="Maßnahme",
    )
    rolle = models.CharField("Rolle", max_length=8, choices=Rolle)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="massnahmenpartner",
        verbose_name="Institution",
    )
    stelle = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="massnahmenpartner",
        verbose_name="Bereich oder andere Stelle",
    )
    bezeichnung = models.CharField("Bezeichnung, wie veröffentlicht", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=1)

    class Meta:
        verbose_name = "Partner einer Maßnahme"
        verbose_name_plural = "Partner von Maßnahmen"
        ordering = ["massnahme", "-rolle", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, stelle=None, bezeichnung="")
                | Q(institution=None, stelle__isnull=False, bezeichnung="")
                | (Q(institution=None, stelle=None) & ~Q(bezeichnung="")),
                name="massnahmenpartner_names_one",
                violation_error_message="Bitte genau eines angeben: Institution, Stelle oder "
                "Bezeichnung.",
            ),
        ]

    def __str__(self):
        return str(self.wer)

    @property
    def wer(self):
        """The record of the portal, or the words of the source."""
        return self.institution or self.stelle or self.bezeichnung
