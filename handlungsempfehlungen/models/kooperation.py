"""Where the goals of the Sozialplanung are anchored in other planning."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from navigator.models import Historie, IstekFeld, IstekThemenfeld, Stelle
from sozialplanung.text import slugify_de

from .ereignis import Ereignis, EreignisQuerySet
from .handlungsempfehlung import Handlungsempfehlung


class KooperationQuerySet(EreignisQuerySet):
    def published(self):
        return self.filter(is_published=True)


class Kooperation(Ereignis):
    """Work with another plan of the city, such as the iSTEK or the Hitzeaktionsplan (HAP)."""

    is_public_data = True

    class Plan(models.TextChoices):
        ISTEK = "istek", "Integriertes Stadtentwicklungskonzept (iSTEK)"
        HAP = "hap", "Hitzeaktionsplan (HAP)"
        SONSTIGE = "sonstige", "andere Planung"

    titel = models.CharField("Titel", max_length=200)
    slug = models.SlugField(max_length=200, unique=True, editable=False)
    plan = models.CharField("Planung", max_length=10, choices=Plan)
    text = models.TextField("Worum es geht", blank=True)
    zustaendig = models.ForeignKey(
        Stelle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kooperationen",
        verbose_name="zuständige Stelle",
    )
    istek_felder = models.ManyToManyField(
        IstekFeld, blank=True, related_name="kooperationen", verbose_name="Felder des iSTEK"
    )
    istek_themenfelder = models.ManyToManyField(
        IstekThemenfeld,
        blank=True,
        related_name="kooperationen",
        verbose_name="Themenfelder des iSTEK",
    )
    handlungsempfehlungen = models.ManyToManyField(
        Handlungsempfehlung,
        blank=True,
        related_name="kooperationen",
        verbose_name="Handlungsempfehlungen",
    )
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    is_published = models.BooleanField("veröffentlicht", default=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = KooperationQuerySet.as_manager()
    history = Historie(m2m_fields=["istek_felder", "istek_themenfelder", "handlungsempfehlungen"])

    class Meta:
        verbose_name = "Kooperation"
        verbose_name_plural = "Kooperationen"
        ordering = ["plan", "-wirksam_am", "titel"]
        constraints = [*Ereignis.Meta.constraints]

    def __str__(self):
        return self.titel

    def save(self, **kwargs):
        self.slug = self.slug or slugify_de(self.titel.replace("*", ""))
        super().save(**kwargs)

    def get_absolute_url(self):
        return f"{reverse('handlungsempfehlungen:kooperation_list')}#{self.slug}"

    def clean(self):
        self.slug = self.slug or slugify_de(self.titel.replace("*", ""))
        if not self.slug or Kooperation.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"titel": "Eine Kooperation dieses Titels gibt es schon."})
