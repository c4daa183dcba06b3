"""Where something is: an address, a point as good as it is known, and the areas that follow."""

from django.core.validators import RegexValidator
from django.db import models

from .raum import Sozialquartier, Sozialraum, Stadtbezirk, find_stadtteil

TOLERANCE = 150  # metres that an approximated outline may be wrong
PLZ = RegexValidator(r"^\d{5}\Z", "Die Postleitzahl hat fünf Ziffern, zum Beispiel 46045.")

ON_MAP = ("exakt", "strasse")  # known to the house or the street: good enough for a map


class Lage(models.Model):
    """The place of an Institution; the finer area sets the coarser."""

    class Lagequalitaet(models.TextChoices):
        EXAKT = "exakt", "auf das Haus genau"
        STRASSE = "strasse", "auf die Straße genau"
        PLZ = "plz", "nur auf die Postleitzahl genau"

    class Raumherkunft(models.TextChoices):
        PUNKT = "punkt", "aus der Lage berechnet"
        STADTTEIL = "stadtteil", "aus dem Stadtteil"
        HAND = "hand", "von Hand eingetragen"

    class Lagepruefung(models.TextChoices):
        AUSSERHALB = "ausserhalb", "Punkt liegt außerhalb von Oberhausen"
        ANDERER_RAUM = "anderer_raum", "Punkt liegt nicht im eingetragenen Raum"

    strasse = models.CharField("Straße", max_length=120, blank=True)
    hausnummer = models.CharField("Hausnummer", max_length=20, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True, validators=[PLZ])
    ort = models.CharField("Ort", max_length=80, default="Oberhausen", blank=True)
    stadtteil = models.CharField("Stadtteil", max_length=80, blank=True)
    breite = models.FloatField("Breitengrad", null=True, blank=True)
    laenge = models.FloatField("Längengrad", null=True, blank=True)
    lagequalitaet = models.CharField(
        "Genauigkeit der Lage", max_length=10, choices=Lagequalitaet, blank=True
    )
    lage_quelle = models.CharField("Quelle der Lage", max_length=200, blank=True)
    stadtbezirk = models.ForeignKey(
        Stadtbezirk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="institutionen",
        verbose_name="Stadtbezirk",
    )
    sozialraum = models.ForeignKey(
        Sozialraum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="institutionen",
        verbose_name="Sozialraum",
    )
    sozialquartier = models.ForeignKey(
        Sozialquartier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="institutionen",
        verbose_name="Sozialquartier",
    )
    raumherkunft = models.CharField(
        "Herkunft der Zuordnung",
        max_length=10,
        choices=Raumherkunft,
        blank=True,
        help_text="„von Hand eingetragen“ bleibt bei jedem Speichern so, wie Sie es setzen.",
    )

    lagepruefung = models.CharField(
        "Prüfung des Punktes", max_length=12, choices=Lagepruefung, blank=True, editable=False
    )
    lage_bestaetigt = models.BooleanField(
        "Der Punkt stimmt so",
        default=False,
        help_text="Ankreuzen, wenn der Punkt richtig ist, obwohl er außerhalb von Oberhausen oder "
        "des eingetragenen Raums liegt. Dann fragt der Arbeitsvorrat nicht mehr danach.",
    )

    _located = None  # what ``locate`` last worked with, on this object

    class Meta:
        abstract = True

    def locate(self):
        """Set the areas from the finest thing known; what was set by hand stays.

        A point that stands for a whole Postleitzahl says nothing about an area. Where the
        published Stadtteil speaks against an outline, the Stadtteil holds: outlines are
        approximations, and most points are those of a street or a stop near by.
        """
        if self._located_by() == self._located:
            return  # checked before it was saved: the same place needs no second look
        if self.raumherkunft != self.Raumherkunft.HAND:
            named = find_stadtteil(self.stadtteil)
            quartier = self._quartier_at_point()
            if quartier and (named is None or named in quartier.with_holders()):
                self._set_raum(quartier, self.Raumherkunft.PUNKT)
            else:
                self._set_raum(named, self.Raumherkunft.STADTTEIL)
        if self.sozialquartier:
            self.sozialraum = self.sozialquartier.sozialraum
        if self.sozialraum:
            self.stadtbezirk = self.sozialraum.stadtbezirk
        self.lagepruefung = self._check_point()
        self._located = self._located_by()

    def _check_point(self):
        """Compare the point with the city, and with the area that was set by hand.

        Outlines are approximations: a point just beyond one is no mistake.
        """
        if not self._has_point():
            return ""
        raum = self.sozialquartier or self.sozialraum or self.stadtbezirk
        if raum and raum.geometry and raum.meters_to(self.breite, self.laenge) <= TOLERANCE:
            return ""
        bezirke = Stadtbezirk.objects.all()
        has_outlines = bezirke.filter(west__isnull=False).exists()
        if has_outlines and not bezirke.near_point(self.breite, self.laenge, TOLERANCE):
            return self.Lagepruefung.AUSSERHALB
        is_chosen = self.raumherkunft == self.Raumherkunft.HAND
        return self.Lagepruefung.ANDERER_RAUM if is_chosen and raum and raum.geometry else ""

    def _located_by(self):
        """Everything that the areas follow from, and the areas themselves."""
        return (
            self.breite,
            self.laenge,
            self.lagequalitaet,
            self.stadtteil,
            self.raumherkunft,
            self.stadtbezirk_id,
            self.sozialraum_id,
            self.sozialquartier_id,
        )

    def _quartier_at_point(self):
        if not self._has_point():
            return None
        quartiere = Sozialquartier.objects.select_related("sozialraum__stadtbezirk")
        return quartiere.containing(self.breite, self.laenge)

    def _has_point(self):
        return self.is_on_map and self.breite is not None and self.laenge is not None

    def _set_raum(self, raum, herkunft):
        self.stadtbezirk = self.sozialraum = self.sozialquartier = None
        self.raumherkunft = herkunft if raum else ""
        if raum:
            setattr(self, raum._meta.model_name, raum)

    @property
    def is_on_map(self):
        """Tell whether the place is known well enough to show it: to the house or the street."""
        return self.lagequalitaet in ON_MAP

    @property
    def strasse_mit_nummer(self):
        return f"{self.strasse} {self.hausnummer}".strip()

    @property
    def anschrift(self):
        """„Essener Straße 57, 46047 Oberhausen“, as far as known; the city alone is none."""
        if not (self.strasse or self.plz):
            return ""
        return ", ".join(filter(None, [self.strasse_mit_nummer, f"{self.plz} {self.ort}".strip()]))

    @property
    def anschrift_kurz(self):
        """Street and Postleitzahl, without the city that all entries share."""
        return ", ".join(filter(None, [self.strasse_mit_nummer, self.plz]))

    @property
    def lage_in_worten(self):
        if self.lagequalitaet:
            return f"Lage: {self.get_lagequalitaet_display()}."
        return ""
