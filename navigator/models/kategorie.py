"""What an Institution is, whom it is for, and which languages are spoken there."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from sozialplanung.text import slugify_de, sort_key

from .historie import Historie

FARBE = RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", "Bitte eine Farbe wie #A8350C eingeben.")


class Kategorie(models.Model):
    """One of the nine kinds of institutions that the portal lists."""

    is_public_data = True

    class Symbol(models.TextChoices):
        BERATUNG = "beratung", "zwei Sprechblasen"
        QUARTIER = "quartier", "Laden mit Markise"
        KITA = "kita", "Bauklötze"
        SCHULE = "schule", "Doktorhut"
        PFLEGE = "pflege", "Hand und Herz"
        SPORT = "sport", "Ball"
        RELIGION = "religion", "Bogen mit Flamme"
        TRAEGER = "traeger", "Schirm"
        SONSTIGE = "sonstige", "drei Ringe und Plus"

    class Zeichenfarbe(models.TextChoices):
        HELL = "#FFFFFF", "weiß"
        DUNKEL = "#14201D", "dunkel"

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField("Kürzel in Adressen", max_length=40, unique=True)
    beschreibung = models.CharField(
        "Beschreibung", max_length=200, blank=True, help_text="Ein Satz für Ratsuchende."
    )
    farbe = models.CharField("Farbe", max_length=7, validators=[FARBE])
    zeichenfarbe = models.CharField("Farbe des Zeichens", max_length=7, choices=Zeichenfarbe)
    symbol = models.CharField("Zeichen", max_length=20, choices=Symbol, unique=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", unique=True)
    pruefung_nach_tagen = models.PositiveSmallIntegerField(
        "Angaben prüfen nach",
        default=365,
        help_text="In Tagen. Danach steht ein Eintrag wieder im Arbeitsvorrat. Zum Beispiel 365 "
        "für einmal im Jahr, 182 für jedes halbe Jahr.",
    )

    history = Historie()

    class Meta:
        verbose_name = "Kategorie"
        verbose_name_plural = "Kategorien"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    symbol__in=[
                        "beratung",
                        "quartier",
                        "kita",
                        "schule",
                        "pflege",
                        "sport",
                        "religion",
                        "traeger",
                        "sonstige",
                    ]
                ),
                name="kategorie_symbol_known",
                violation_error_message="Dieses Zeichen gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=models.Q(pruefung_nach_tagen__gte=1),
                name="kategorie_pruefung_after_a_day",
                violation_error_message="Geprüft wird frühestens nach einem Tag.",
            ),
        ]

    def __str__(self):
        return self.name


class Begriff(models.Model):
    """A short word that records are tagged with."""

    is_public_data = True

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    sortiername = models.CharField(max_length=80, editable=False)

    class Meta:
        abstract = True
        ordering = ["sortiername"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        self.derive()
        if not self.sortiername:
            raise ValidationError({"name": "Der Name braucht mindestens einen Buchstaben."})
        if type(self).objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"name": "Diesen Begriff gibt es schon."})

    def derive(self):
        self.slug = self.slug or slugify_de(self.name)
        self.sortiername = sort_key(self.name)


class Zielgruppe(Begriff):
    """A group of people for whom an Institution is there."""

    history = Historie()

    class Meta(Begriff.Meta):
        verbose_name = "Zielgruppe"
        verbose_name_plural = "Zielgruppen"


class Sprache(Begriff):
    """A language in which people are helped."""

    history = Historie()

    class Meta(Begriff.Meta):
        verbose_name = "Sprache"
        verbose_name_plural = "Sprachen"
