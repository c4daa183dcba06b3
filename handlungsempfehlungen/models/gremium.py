"""Who decides in the city, when it met, and what it dealt with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from navigator.models import Historie, Stadtbezirk
from sozialplanung.text import slugify_de

from .ereignis import EreignisQuerySet
from .handlungsempfehlung import Handlungsempfehlung
from .strategiepapier import Strategiepapier


class Gremium(models.Model):
    """The Rat, one of its Ausschüsse, or the Bezirksvertretung of a Stadtbezirk."""

    is_public_data = True

    class Art(models.TextChoices):
        RAT = "rat", "Rat"
        AUSSCHUSS = "ausschuss", "Ausschuss"
        BEZIRKSVERTRETUNG = "bezirksvertretung", "Bezirksvertretung"
        SONSTIGE = "sonstige", "anderes Gremium"

    name = models.CharField("Name", max_length=160, unique=True)
    slug = models.SlugField(max_length=160, unique=True, editable=False)
    art = models.CharField("Art", max_length=20, choices=Art)
    stadtbezirk = models.OneToOneField(
        Stadtbezirk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bezirksvertretung",
        verbose_name="Stadtbezirk",
        help_text="Nur bei einer Bezirksvertretung.",
    )

    history = Historie()

    class Meta:
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(art="bezirksvertretung", stadtbezirk__isnull=False)
                | (~Q(art="bezirksvertretung") & Q(stadtbezirk=None)),
                name="gremium_bezirk_with_bezirksvertretung",
                violation_error_message="Zu einer Bezirksvertretung gehört ihr Stadtbezirk, zu "
                "anderen Gremien keiner.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or slugify_de(self.name)
        super().save(**kwargs)

    def clean(self):
        self.slug = self.slug or slugify_de(self.name)
        if not self.slug or Gremium.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"name": "Ein Gremium dieses Namens gibt es schon."})


class SitzungQuerySet(models.QuerySet):
    def held(self, stand):
        """Those that had taken place by the end of the day ``stand``, the latest first."""
        return self.filter(datum__lte=stand).order_by("-datum", "-pk")


class Sitzung(models.Model):
    """A sitting of a Gremium."""

    is_public_data = True

    gremium = models.ForeignKey(
        Gremium, on_delete=models.PROTECT, related_name="sitzungen", verbose_name="Gremium"
    )
    datum = models.DateField("Datum")
    bezeichnung = models.CharField(
        "Bezeichnung", max_length=120, blank=True, help_text="Zum Beispiel „17. Sitzung“."
    )
    adresse = models.URLField("Im Ratsinformationssystem", max_length=500, blank=True)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = SitzungQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-datum", "gremium"]
        constraints = [
            models.UniqueConstraint(
                fields=["gremium", "datum"],
                name="sitzung_once_per_tag",
                violation_error_message="Diese Sitzung gibt es schon.",
            ),
        ]

    def __str__(self):
        return f"{self.gremium} am {self.datum:%d.%m.%Y}"


class BefassungQuerySet(EreignisQuerySet):
    def standing(self, stand=None):
        return self.as_of(stand)


class Befassung(models.Model):
    """What a sitting dealt with: a Drucksache about recommendations or papers, and its result.

    ``wirksam_am`` is the day of the sitting.
    """

    is_public_data = True

    class Ergebnis(models.TextChoices):
        KENNTNIS = "kenntnis", "zur Kenntnis genommen"
        BERATEN = "beraten", "beraten"
        BESCHLOSSEN = "beschlossen", "beschlossen"
        VERTAGT = "vertagt", "vertagt"
        ABGELEHNT = "abgelehnt", "abgelehnt"

    sitzung = models.ForeignKey(
        Sitzung, on_delete=models.PROTECT, related_name="befassungen", verbose_name="Sitzung"
    )
    handlungsempfehlungen = models.ManyToManyField(
        Handlungsempfehlung,
        blank=True,
        related_name="befassungen",
        verbose_name="Handlungsempfehlungen",
    )
    strategiepapiere = models.ManyToManyField(
        Strategiepapier, blank=True, related_name="befassungen", verbose_name="Strategiepapiere"
    )
    drucksache = models.CharField(
        "Drucksache", max_length=60, blank=True, help_text="Zum Beispiel B/17/3465-01."
    )
    drucksache_url = models.URLField("Adresse der Drucksache", max_length=500, blank=True)
    ergebnis = models.CharField("Ergebnis", max_length=14, choices=Ergebnis)
    text = models.TextField("Was gesagt oder beschlossen wurde", blank=True)
    wirksam_am = models.DateField(editable=False, db_index=True)
    eingetragen_am = models.DateField("eingetragen am", default=timezone.localdate, editable=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = BefassungQuerySet.as_manager()
    history = Historie(m2m_fields=["handlungsempfehlungen", "strategiepapiere"])

    class Meta:
        verbose_name = "Befassung"
        verbose_name_plural = "Befassungen"
        ordering = ["-wirksam_am", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitzung", "drucksache"],
                condition=~Q(drucksache=""),
                name="befassung_once_per_drucksache",
                violation_error_message="Diese Drucksache steht bei der Sitzung schon.",
            ),
        ]

    def __str__(self):
        return f"{self.sitzung}: {self.get_ergebnis_display()}"

    def save(self, **kwargs):
        self.wirksam_am = self.sitzung.datum
        super().save(**kwargs)

    def clean(self):
        if self.sitzung_id:
            self.wirksam_am = self.sitzung.datum

    @property
    def ist_nachgetragen(self):
        return self.eingetragen_am > self.wirksam_am
