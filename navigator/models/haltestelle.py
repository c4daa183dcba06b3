"""Stops of bus, tram and train."""

from django.db import models

from sozialplanung.text import slugify_de, sort_key

from .historie import Historie
from .ort import BREITE_RANGE, LAENGE_RANGE, OrtQuerySet


class Haltestelle(models.Model):
    """A stop from which people walk to an Institution."""

    is_public_data = True

    name = models.CharField("Name", max_length=120)
    slug = models.SlugField("Kürzel in Adressen", max_length=130, unique=True, editable=False)
    sortiername = models.CharField(max_length=120, editable=False)
    breite = models.FloatField("Breitengrad")
    laenge = models.FloatField("Längengrad")
    quelle = models.CharField("Quelle", max_length=200, blank=True)

    objects = OrtQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Haltestelle"
        verbose_name_plural = "Haltestellen"
        ordering = ["sortiername", "breite", "laenge"]
        indexes = [models.Index(fields=["breite", "laenge"], name="haltestelle_ort")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "breite", "laenge"],
                name="haltestelle_once_per_place",
                violation_error_message="Diese Haltestelle gibt es hier schon.",
            ),
            models.CheckConstraint(
                condition=models.Q(breite__range=BREITE_RANGE, laenge__range=LAENGE_RANGE),
                name="haltestelle_near_oberhausen",
                violation_error_message="Der Punkt liegt nicht in oder um Oberhausen.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        self.derive()

    def derive(self):
        """Fill the columns that follow from the name; a slug once given stays."""
        self.sortiername = sort_key(self.name)
        if not self.slug:
            base = slugify_de(self.name)
            taken = set(
                Haltestelle.objects.filter(slug__startswith=base).values_list("slug", flat=True)
            )
            numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
            self.slug = next(slug for slug in (base, *numbered) if slug not in taken)
