"""The recommendation: its number for good, and its wordings (Fassungen) through the years."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dialoge.models import Hinweis
from navigator.models import (
    Handlungsfeld,
    Historie,
    Institution,
    IstekFeld,
    IstekThemenfeld,
    Raumbezug,
    Stelle,
    Zielgruppe,
)
from sozialplanung.text import fold

from .ereignis import Ereignis, ImPortal
from .handlungsempfehlung_query import FassungQuerySet, HandlungsempfehlungQuerySet
from .strategiepapier import Strategiepapier


class Handlungsempfehlung(ImPortal):
    """A recommendation under the number it was given in its Strategiepapier; it is never deleted.

    Everything that can be worded anew stands in its :class:`Fassung` objects.
    """

    is_public_data = True

    strategiepapier = models.ForeignKey(
        Strategiepapier,
        on_delete=models.PROTECT,
        related_name="handlungsempfehlungen",
        verbose_name="Strategiepapier",
    )
    nummer = models.PositiveSmallIntegerField("Nummer")
    slug = models.SlugField("Adresse im Portal", max_length=20, unique=True, editable=False)
    hinweise = models.ManyToManyField(
        Hinweis, blank=True, related_name="handlungsempfehlungen", verbose_name="Hinweise"
    )
    institutionen = models.ManyToManyField(
        Institution,
        blank=True,
        related_name="handlungsempfehlungen",
        verbose_name="Institutionen",
    )
    verwandte = models.ManyToManyField(
        "self", blank=True, verbose_name="verwandte Handlungsempfehlungen"
    )
    is_published = models.BooleanField(
        "veröffentlicht", default=False, help_text="Erst dann steht die Empfehlung im Portal."
    )
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    interne_bemerkung = models.TextField(
        "Interne Bemerkung", blank=True, help_text="Wird nie veröffentlicht."
    )
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)

    objects = HandlungsempfehlungQuerySet.as_manager()
    history = Historie(m2m_fields=["hinweise", "institutionen"])

    class Meta:
        verbose_name = "Handlungsempfehlung"
        verbose_name_plural = "Handlungsempfehlungen"
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategiepapier", "nummer"],
                name="handlungsempfehlung_once_per_nummer",
                violation_error_message="Diese Nummer gibt es in dem Strategiepapier schon.",
            ),
            models.CheckConstraint(
                condition=Q(nummer__gte=1),
                name="handlungsempfehlung_nummer_from_1",
                violation_error_message="Gezählt wird ab 1.",
            ),
        ]

    def __str__(self):
        return self.kennung

    def save(self, **kwargs):
        self.slug = self.slug or self.make_slug()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse(
            "handlungsempfehlungen:handlungsempfehlung_detail", kwargs={"slug": self.slug}
        )

    def clean(self):
        if self.pk and self.make_slug() != self.slug:
            raise ValidationError(
                "Nummer und Strategiepapier bleiben: Unter ihnen wird die Empfehlung zitiert."
            )

    def make_slug(self):
        papier = self.strategiepapier
        return f"{papier.sozialraum.kuerzel}-{papier.jahr}-{self.nummer:02}".lower()

    @property
    def kennung(self):
        """The number as it is shown: „OS-03“."""
        kuerzel, _, nummer = self.slug.split("-")
        return f"{kuerzel.upper()}-{nummer}"


class Fassung(Ereignis, Raumbezug):
    """A wording of a recommendation; its date is the day from which it holds (``gilt_ab``)."""

    is_public_data = True

    class Prioritaet(models.TextChoices):
        HOCH = "hoch", "hoch"
        MITTEL = "mittel", "mittel"
        NIEDRIG = "niedrig", "niedrig"

    handlungsempfehlung = models.ForeignKey(
        Handlungsempfehlung,
        on_delete=models.CASCADE,
        related_name="fassungen",
        verbose_name="Handlungsempfehlung",
    )
    nummer = models.PositiveSmallIntegerField("Fassung", editable=False)
    titel = models.CharField("Titel", max_length=200)
    kurz = models.CharField(
        "In einem Satz", max_length=300, blank=True, help_text="Was sich ändern soll, für alle."
    )
    ausgangslage = models.TextField("Ausgangslage", blank=True)
    ziel = models.TextField("Ziel", blank=True)
    empfehlung = models.TextField("Empfehlung")
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fassungen",
        verbose_name="Handlungsfeld",
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, blank=True, related_name="fassungen", verbose_name="Zielgruppen"
    )
    federfuehrung = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="federfuehrungen",
        verbose_name="Federführung",
    )
    beteiligte = models.ManyToManyField(
        Stelle, blank=True, related_name="beteiligungen", verbose_name="Beteiligte"
    )
    ressourcen = models.TextField(
        "Ressourcen", blank=True, help_text="Was es schon gibt und genutzt werden kann."
    )
    finanzierung = models.TextField("Finanzierung", blank=True)
    prioritaet = models.CharField("Priorität", max_length=10, choices=Prioritaet, blank=True)
    istek_felder = models.ManyToManyField(
        IstekFeld, blank=True, related_name="fassungen", verbose_name="Felder des iSTEK"
    )
    istek_themenfelder = models.ManyToManyField(
        IstekThemenfeld, blank=True, related_name="fassungen", verbose_name="Themenfelder des iSTEK"
    )
    aenderungsgrund = models.CharField(
        "Warum neu gefasst",
        max_length=300,
        blank=True,
        help_text="Zum Beispiel „Nach dem Expert*innendialog angepasst.“",
    )
    suchtext = models.TextField(editable=False)

    objects = FassungQuerySet.as_manager()
    history = Historie(
        m2m_fields=[
            "zielgruppen",
            "beteiligte",
            "istek_felder",
            "istek_themenfelder",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        ]
    )

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ["handlungsempfehlung", "nummer"]
        constraints = [
            *Ereignis.Meta.constraints,
            models.UniqueConstraint(
                fields=["handlungsempfehlung", "nummer"],
                name="fassung_once_per_nummer",
                violation_error_message="Diese Fassung gibt es schon.",
            ),
            models.UniqueConstraint(
                fields=["handlungsempfehlung", "wirksam_am"],
                name="fassung_one_per_tag",
                violation_error_message="Von diesem Tag an gilt schon eine Fassung.",
            ),
            models.CheckConstraint(
                condition=Q(datum_bis__isnull=False),
                name="fassung_with_datum",
                violation_error_message="Bitte angeben, ab wann die Fassung gilt.",
            ),
            models.CheckConstraint(
                condition=~Q(empfehlung=""),
                name="fassung_with_empfehlung",
                violation_error_message="Bitte sagen, was empfohlen wird.",
            ),
        ]

    def __str__(self):
        return f"{self.handlungsempfehlung.kennung} {self.titel}"

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        return f"{self.handlungsempfehlung.get_absolute_url()}?stand={self.wirksam_am:%Y-%m-%d}"

    def clean(self):
        if not self.datum:
            raise ValidationError("Bitte angeben, ab wann die Fassung gilt, zum Beispiel 02/2023.")
        self.derive()

    def derive(self):
        self.wirksam_am = self.datum_bis or self.eingetragen_am
        if not self.nummer and self.handlungsempfehlung_id:
            others = Fassung.objects.filter(handlungsempfehlung=self.handlungsempfehlung_id)
            self.nummer = (others.aggregate(latest=models.Max("nummer"))["latest"] or 0) + 1
        self.suchtext = fold(
            f"{self.titel} {self.kurz} {self.empfehlung} {self.ziel} {self.ausgangslage}"
        )
