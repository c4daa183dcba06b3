"""What was achieved: the positive Entwicklungen, with their dated history and sources."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from navigator.models import Handlungsfeld, Historie, Institution, Raumbezug
from sozialplanung.text import fold, slugify_de, sort_key

from .ereignis import Ereignis, EreignisQuerySet, ImPortal
from .handlungsempfehlung import Handlungsempfehlung
from .handlungsempfehlung_query import withdrawn
from .massnahme import Massnahmensteckbrief


class EntwicklungQuerySet(EreignisQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def drafts(self):
        return self.filter(is_published=False)

    def standing(self, stand=None):
        return self.as_of(stand).exclude(withdrawn("entwicklung", stand))

    def search(self, text):
        """Find every word of ``text``, whatever its case or umlauts."""
        found = self
        for word in fold(text).split():
            found = found.filter(suchtext__contains=word)
        return found


class Entwicklung(ImPortal, Ereignis, Raumbezug):
    """A „positive Entwicklung“; its date is that of the latest step that is known."""

    is_public_data = True

    titel = models.CharField("Titel", max_length=200)
    slug = models.SlugField("Adresse im Portal", max_length=200, unique=True, editable=False)
    sortiername = models.CharField(max_length=200, editable=False)
    suchtext = models.TextField(editable=False)
    text = models.TextField("Was erreicht wurde", blank=True)
    stand_text = models.CharField(
        "Stand in Worten", max_length=200, blank=True, help_text="Zum Beispiel „in Umsetzung“."
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entwicklungen",
        verbose_name="Handlungsfeld",
    )
    handlungsempfehlungen = models.ManyToManyField(
        Handlungsempfehlung,
        blank=True,
        related_name="entwicklungen",
        verbose_name="Handlungsempfehlungen",
    )
    massnahmen = models.ManyToManyField(
        Massnahmensteckbrief, blank=True, related_name="entwicklungen", verbose_name="Maßnahmen"
    )
    institutionen = models.ManyToManyField(
        Institution, blank=True, related_name="entwicklungen", verbose_name="Institutionen"
    )
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    is_published = models.BooleanField("veröffentlicht", default=False)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    objects = EntwicklungQuerySet.as_manager()
    history = Historie(
        m2m_fields=[
            "handlungsempfehlungen",
            "massnahmen",
            "institutionen",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        ]
    )

    class Meta:
        verbose_name = "Entwicklung"
        verbose_name_plural = "Entwicklungen"
        ordering = [models.F("datum_bis").desc(nulls_last=True), "sortiername"]
        constraints = [*Ereignis.Meta.constraints]

    def __str__(self):
        return self.titel

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        return f"{reverse('handlungsempfehlungen:entwicklung_list')}#{self.slug}"

    def clean(self):
        self.derive()
        if not self.slug or Entwicklung.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"titel": "Eine Entwicklung dieses Titels gibt es schon."})

    def derive(self):
        self.slug = self.slug or slugify_de(self.titel.replace("*", ""))
        self.sortiername = sort_key(self.titel)
        self.suchtext = fold(f"{self.titel} {self.text}")


class Entwicklungsschritt(Ereignis):
    """One dated step of a development, with its own source."""

    is_public_data = True

    entwicklung = models.ForeignKey(
        Entwicklung,
        on_delete=models.CASCADE,
        related_name="schritte",
        verbose_name="Entwicklung",
    )
    text = models.CharField("Was geschah", max_length=300)
    quelle = models.CharField("Quelle", max_length=400, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    history = Historie()

    class Meta:
        verbose_name = "Schritt einer Entwicklung"
        verbose_name_plural = "Schritte von Entwicklungen"
        ordering = ["entwicklung", "wirksam_am", "pk"]
        constraints = [*Ereignis.Meta.constraints]

    def __str__(self):
        return f"{self.datum} {self.text}".strip()
