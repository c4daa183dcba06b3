"""What is measured in the quarters, and what each measure means."""

from django.core.validators import RegexValidator
from django.db import models

from sozialplanung.text import sort_key

from .historie import Historie

KUERZEL = RegexValidator(
    r"^[a-z][a-z0-9_]*\Z", "Nur kleine Buchstaben, Ziffern und _, zum Beispiel kinderarmut."
)
BLATT = ["definition", "zaehler_text", "nenner_text", "quelle", "interpretation", "einschraenkung"]
GAPS = models.Q(*((name, "") for name in BLATT), _connector=models.Q.OR)


class IndikatorQuerySet(models.QuerySet):
    def shares(self):
        """Those that are shares of something; the others are plain numbers of people."""
        return self.filter(art="anteil")

    def published(self):
        """Only those whose Indikatorenblatt is complete: without it no number is shown."""
        return self.exclude(GAPS)

    def incomplete(self):
        """Those whose Indikatorenblatt has a gap: shown nowhere until it is filled."""
        return self.filter(GAPS)


class Indikator(models.Model):
    """A measure of a Sozialquartier, with its Indikatorenblatt."""

    is_public_data = True

    class Art(models.TextChoices):
        ANTEIL = "anteil", "Anteil (Zähler an Nenner)"
        BESTAND = "bestand", "Zahl der Menschen"

    class Richtung(models.IntegerChoices):
        BELASTET = 1, "ein hoher Wert belastet"
        ENTLASTET = -1, "ein hoher Wert entlastet"

    kuerzel = models.SlugField(
        "Kürzel",
        max_length=40,
        unique=True,
        validators=[KUERZEL],
        help_text="So heißt die Spalte in Dateien. Zum Beispiel kinderarmut.",
    )
    name = models.CharField("Name", max_length=80, unique=True)
    sortiername = models.CharField(max_length=80, editable=False)
    position = models.PositiveSmallIntegerField("Reihenfolge", unique=True)
    art = models.CharField("Art", max_length=10, choices=Art, default=Art.ANTEIL)
    richtung = models.SmallIntegerField("Richtung", choices=Richtung, default=Richtung.BELASTET)
    definition = models.TextField(
        "Definition", blank=True, help_text="Was wird gemessen? Ein oder zwei Sätze."
    )
    zaehler_text = models.CharField(
        "Zähler", max_length=200, blank=True, help_text="Wer wird gezählt?"
    )
    nenner_text = models.CharField(
        "Nenner", max_length=200, blank=True, help_text="Von wem ist das ein Teil?"
    )
    quelle = models.CharField("Quelle", max_length=300, blank=True)
    interpretation = models.TextField(
        "So ist der Wert zu lesen", blank=True, help_text="Was heißt ein hoher Wert?"
    )
    einschraenkung = models.TextField(
        "Zu beachten", blank=True, help_text="Was zeigt der Wert nicht? Was hat sich geändert?"
    )

    objects = IndikatorQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Indikator"
        verbose_name_plural = "Indikatoren"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(art__in=["anteil", "bestand"]),
                name="indikator_art_known",
                violation_error_message="Diese Art von Indikator gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=models.Q(richtung__in=[1, -1]),
                name="indikator_richtung_known",
                violation_error_message="Die Richtung ist 1 (belastet) oder -1 (entlastet).",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.sortiername = sort_key(self.name)
        super().save(**kwargs)

    @property
    def is_published(self):
        """Tell whether the Indikatorenblatt is complete."""
        return not self.gaps

    @property
    def gaps(self):
        """The names of what the Indikatorenblatt does not say yet."""
        return [self._meta.get_field(n).verbose_name for n in BLATT if not getattr(self, n)]
