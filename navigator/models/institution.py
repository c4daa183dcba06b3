"""The directory's noun: a place or service that people can turn to."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from navigator.oeffnungszeiten import in_words, validate_oeffnungszeiten
from sozialplanung.dates import Genauigkeit, Zeitangabe
from sozialplanung.text import fold, slugify_de, sort_key

from .historie import Historie
from .institution_query import InstitutionQuerySet
from .kategorie import Kategorie, Sprache, Zielgruppe
from .lage import Lage
from .ort import BREITE_RANGE, LAENGE_RANGE
from .raum import RESERVED_SLUGS, Raumbezug
from .weiterleitung import Weiterleitung

TELEFON = RegexValidator(
    r"^\+?[0-9][0-9 /()\-]{3,}\Z", "Bitte eine Nummer wie 0208 825-9033 eingeben, ohne Text."
)
FRESH_DAYS = 365  # a check older than this no longer counts as one


class Institution(Lage, Raumbezug):
    """A place or service that people can turn to; inherited areas: for which it is responsible."""

    is_public_data = True

    class Status(models.TextChoices):
        ENTWURF = "entwurf", "Entwurf"
        VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
        ARCHIVIERT = "archiviert", "archiviert"

    class Rollstuhl(models.TextChoices):
        JA = "ja", "ja"
        TEILWEISE = "teilweise", "teilweise"
        NEIN = "nein", "nein"

    name = models.CharField("Name", max_length=200)
    slug = models.SlugField("Adresse im Portal", max_length=220, unique=True, editable=False)
    sortiername = models.CharField(max_length=200, editable=False, db_index=True)
    suchname = models.CharField(max_length=220, editable=False)
    suchtext = models.TextField(editable=False)

    kategorie = models.ForeignKey(
        Kategorie,
        on_delete=models.PROTECT,
        related_name="institutionen",
        verbose_name="Kategorie",
    )
    weitere_kategorien = models.ManyToManyField(
        Kategorie,
        blank=True,
        related_name="weitere_institutionen",
        verbose_name="weitere Kategorien",
    )
    traeger_name = models.CharField(
        "Träger",
        max_length=200,
        blank=True,
        help_text="Zum Beispiel Caritasverband Oberhausen e. V.",
    )
    traeger_institution = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einrichtungen",
        verbose_name="Träger im Verzeichnis",
        help_text="Wenn der Träger selbst im Verzeichnis steht.",
    )

    telefon = models.CharField(
        "Telefon",
        max_length=40,
        blank=True,
        validators=[TELEFON],
        help_text="Zum Beispiel 0208 825-9033.",
    )
    email = models.EmailField("E-Mail", blank=True)
    website = models.URLField("Website", blank=True, help_text="Mit https:// am Anfang.")
    oeffnungszeiten = models.CharField(
        "Öffnungszeiten (Kurzschrift)",
        max_length=255,
        blank=True,
        validators=[validate_oeffnungszeiten],
        help_text="OSM-Schreibweise, zum Beispiel Mo-Th 08:00-16:00; Fr 08:00-12:00.",
    )
    oeffnungszeiten_text = models.TextField(
        "Öffnungszeiten in Worten", blank=True, help_text="Zum Beispiel „Mo–Fr 9–12 Uhr“."
    )
    beschreibung = models.TextField("Beschreibung", blank=True)
    zielgruppen = models.ManyToManyField(
        Zielgruppe, blank=True, related_name="institutionen", verbose_name="Zielgruppen"
    )
    sprachen = models.ManyToManyField(
        Sprache, blank=True, related_name="institutionen", verbose_name="Sprachen"
    )
    rollstuhl = models.CharField(
        "Zugang mit Rollstuhl",
        max_length=10,
        choices=Rollstuhl,
        blank=True,
        help_text="Leer heißt: keine Angabe.",
    )
    kosten = models.CharField("Kosten", max_length=200, blank=True)

    stand_bis = models.DateField("Stand der Angaben", null=True, blank=True, editable=False)
    stand_genauigkeit = models.CharField(
        max_length=10, choices=Genauigkeit, default=Genauigkeit.UNBEKANNT, editable=False
    )
    geprueft_am = models.DateField("Von uns geprüft am", null=True, blank=True)
    quelle = models.CharField("Quelle", max_length=300, blank=True)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    status = models.CharField("Status", max_length=20, choices=Status, default=Status.ENTWURF)
    interne_bemerkung = models.TextField(
        "Interne Bemerkung", blank=True, help_text="Wird nie veröffentlicht."
    )
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    updated_at = models.DateTimeField("geändert am", auto_now=True)

    objects = InstitutionQuerySet.as_manager()
    history = Historie(
        m2m_fields=[
            "weitere_kategorien",
            "zielgruppen",
            "sprachen",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        ]
    )

    class Meta:
        verbose_name = "Institution"
        verbose_name_plural = "Institutionen"
        ordering = ["sortiername", "slug"]
        indexes = [
            models.Index(fields=["status", "sortiername"], name="institution_list"),
            models.Index(fields=["breite", "laenge"], name="institution_ort"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sortiername=""),
                name="institution_name_has_letters",
                violation_error_message="Der Name braucht mindestens einen Buchstaben.",
            ),
            models.CheckConstraint(
                condition=models.Q(breite=None, laenge=None, lagequalitaet="")
                | models.Q(breite__isnull=False, laenge__isnull=False)
                & models.Q(lagequalitaet__in=["exakt", "strasse", "plz"]),
                name="institution_lage_complete",
                violation_error_message="Breitengrad, Längengrad und Genauigkeit der Lage gehören "
                "zusammen: alle drei oder keines.",
            ),
            models.CheckConstraint(
                condition=models.Q(breite=None)
                | models.Q(breite__range=BREITE_RANGE, laenge__range=LAENGE_RANGE),
                name="institution_near_oberhausen",
                violation_error_message="Der Punkt liegt nicht in oder um Oberhausen.",
            ),
            models.CheckConstraint(
                condition=models.Q(sozialquartier=None) | models.Q(sozialraum__isnull=False),
                name="institution_quartier_with_sozialraum",
                violation_error_message="Zum Sozialquartier gehört sein Sozialraum.",
            ),
            models.CheckConstraint(
                condition=models.Q(sozialraum=None) | models.Q(stadtbezirk__isnull=False),
                name="institution_sozialraum_with_stadtbezirk",
                violation_error_message="Zum Sozialraum gehört sein Stadtbezirk.",
            ),
            models.CheckConstraint(
                condition=models.Q(stadtbezirk=None) | ~models.Q(raumherkunft=""),
                name="institution_raum_with_herkunft",
                violation_error_message="Bitte angeben, woher die Zuordnung zum Raum kommt.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["entwurf", "veroeffentlicht", "archiviert"]),
                name="institution_status_known",
                violation_error_message="Diesen Status gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=models.Q(rollstuhl__in=["", "ja", "teilweise", "nein"]),
                name="institution_rollstuhl_known",
                violation_error_message="Zugang mit Rollstuhl: möglich sind ja, teilweise, nein "
                "oder leer.",
            ),
            models.CheckConstraint(
                condition=models.Q(lagepruefung__in=["", "ausserhalb", "anderer_raum"]),
                name="institution_lagepruefung_known",
                violation_error_message="Dieses Ergebnis der Prüfung des Punktes gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=models.Q(stand_bis=None, stand_genauigkeit="unbekannt")
                | models.Q(stand_bis__isnull=False, stand_genauigkeit__in=["tag", "monat", "jahr"]),
                name="institution_stand_with_genauigkeit",
                violation_error_message="Zum Stand gehört, wie genau er ist.",
            ),
            models.CheckConstraint(
                condition=models.Q(traeger_institution=None)
                | ~models.Q(traeger_institution=models.F("id")),
                name="institution_not_its_own_traeger",
                violation_error_message="Eine Institution kann nicht ihr eigener Träger sein.",
            ),
            models.UniqueConstraint(
                fields=["sortiername", "plz", "strasse", "hausnummer"],
                name="institution_once_per_address",
                violation_error_message="Eine Institution dieses Namens mit dieser Anschrift gibt "
                "es schon.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("navigator:institution_detail", kwargs={"slug": self.slug})

    def clean(self):
        self.derive()
        if self.geprueft_am and self.geprueft_am > timezone.localdate():
            raise ValidationError({"geprueft_am": "Dieser Tag liegt in der Zukunft."})

    # ---- derived columns ---------------------------------------------------------------

    def derive(self):
        """Fill the columns that follow from others; a slug once given stays."""
        self.slug = self.slug or self._free_slug()
        self.sortiername = sort_key(self.name)
        self.suchname = f" {fold(self.name)}"
        self.suchtext = self._build_suchtext()
        self.locate()

    def _free_slug(self):
        base = slugify_de(self.name)[:200] or "eintrag"
        if base in RESERVED_SLUGS:
            base = f"{base}-oberhausen"
        others = Institution.objects.exclude(pk=self.pk)
        taken = {
            slug
            for known in (others, Weiterleitung.objects)
            for slug in known.filter(slug__startswith=base).values_list("slug", flat=True)
        }
        if base not in taken:
            return base
        with_street = slugify_de(f"{base} {self.strasse}")[:210]
        if with_street not in taken:
            return with_street
        number = next(n for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
        return f"{base}-{number}"

    def _build_suchtext(self):
        """Everything that a search may find, folded; tags count once the record is stored."""
        parts = [
            self.name,
            self.traeger_text,
            self.kategorie.name if self.kategorie_id else "",
            self.beschreibung,
            self.anschrift,
            self.stadtteil,
            *(
                str(raum)
                for raum in (self.stadtbezirk, self.sozialraum, self.sozialquartier)
                if raum
            ),
        ]
        if self.pk:
            for tags in (self.weitere_kategorien, self.zielgruppen, self.sprachen):
                parts += tags.values_list("name", flat=True)
        return f" {fold(' '.join(parts))}"

    def refresh_suchtext(self):
        """Store the search text anew, once tags or names of areas have changed."""
        self.suchtext = self._build_suchtext()
        super().save(update_fields=["suchtext"])

    # ---- what pages say ------------------------------------------------------------------

    @property
    def stand(self):
        """The age of the information, as precise as the source gives it."""
        return Zeitangabe.from_last_day(self.stand_bis, self.stand_genauigkeit)

    @stand.setter
    def stand(self, zeitangabe):
        self.stand_bis, self.stand_genauigkeit = zeitangabe.bis, zeitangabe.genauigkeit

    @property
    def geprueft(self):
        """Tell whether the office checked the facts within the last year."""
        if self.geprueft_am is None:
            return False
        return (timezone.localdate() - self.geprueft_am).days <= FRESH_DAYS

    @property
    def traeger_eintrag(self):
        """The Träger's own entry, if visitors may see it."""
        traeger = self.traeger_institution
        return traeger if traeger and traeger.status == self.Status.VEROEFFENTLICHT else None

    @property
    def traeger_text(self):
        return self.traeger_institution.name if self.traeger_institution else self.traeger_name

    @traeger_text.setter
    def traeger_text(self, name):
        """Name the Träger; a link to another one of the directory is taken off."""
        if name != self.traeger_text:
            self.traeger_institution = None
            self.traeger_name = name

    @property
    def telefon_adresse(self):
        """A tel: link with the country's code, or nothing."""
        number = self.telefon.replace("(0)", "") if self.telefon.startswith("+") else self.telefon
        digits = "".join(char for char in number if char.isdigit() or char == "+")
        if digits.startswith("00"):
            digits = f"+{digits[2:]}"
        elif digits.startswith("0"):
            digits = f"+49{digits[1:]}"
        return f"tel:{digits}" if digits else ""

    @property
    def website_kurz(self):
        return self.website.removeprefix("https://").removeprefix("http://").strip("/")

    @property
    def zeiten_text(self):
        return self.oeffnungszeiten_text or in_words(self.oeffnungszeiten)

    @property
    def angabe_in_worten(self):
        """The age of the facts and what follows from it, in a sentence or two."""
        if self.geprueft:
            return f"Von uns geprüft am {self.geprueft_am:%d.%m.%Y}."
        if self.geprueft_am:
            return f"Zuletzt geprüft am {self.geprueft_am:%d.%m.%Y}. Bitte {self._ask_first}."
        if self.stand:
            return f"Angabe von {self.stand}, ungeprüft – bitte {self._ask_first}."
        return f"Ungeprüft, Alter der Angaben unbekannt – bitte {self._ask_first}."

    @property
    def _ask_first(self):
        return "vorher anrufen" if self.telefon else "vorher nachfragen"

    @property
    def fehlende_angaben(self):
        """What a visitor would want to know and nobody has told us yet, in words."""
        known = {
            "Anschrift": self.strasse,
            "Telefon": self.telefon,
            "E-Mail": self.email,
            "Öffnungszeiten": self.zeiten_text,
            "Kosten": self.kosten,
            "Sprachen": self.sprachen.all(),
            "Zugang mit Rollstuhl": self.rollstuhl,
        }
        return [word for word, value in known.items() if not value]
