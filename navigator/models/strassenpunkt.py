"""Known addresses: a stand-in for a street directory, until the city gives its own."""

from django.db import models

from sozialplanung.text import slugify_de, sort_key

from .historie import Historie
from .ort import BREITE_RANGE, LAENGE_RANGE, OrtQuerySet


class Strassenpunkt(models.Model):
    """A point on a street: a house, or a stop of the street's name."""

    is_public_data = True

    strasse = models.CharField("Straße", max_length=120)
    slug = models.SlugField(max_length=120, editable=False)
    sortiername = models.CharField(max_length=120, editable=False)
    hausnummer = models.CharField("Hausnummer", max_length=20, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True)
    stadtteil = models.CharField("Stadtteil", max_length=80, blank=True)
    breite = models.FloatField("Breitengrad")
    laenge = models.FloatField("Längengrad")
    quelle = models.CharField("Quelle", max_length=200, blank=True)

    objects = OrtQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Straßenpunkt"
        verbose_name_plural = "Straßenpunkte"
        ordering = ["sortiername", "hausnummer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "hausnummer", "plz"],
                name="strassenpunkt_once",
                violation_error_message="Diese Anschrift gibt es schon.",
            ),
            models.CheckConstraint(
                condition=models.Q(breite__range=BREITE_RANGE, laenge__range=LAENGE_RANGE),
                name="strassenpunkt_near_oberhausen",
                violation_error_message="Der Punkt liegt nicht in oder um Oberhausen.",
            ),
        ]

    def __str__(self):
        return f"{self.strasse} {self.hausnummer}".strip()

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        self.derive()

    def derive(self):
        self.slug = slugify_de(self.strasse)
        self.sortiername = sort_key(self.strasse)
