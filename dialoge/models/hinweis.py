"""What practitioners say at an event, and where each remark stands on its way."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from dialoge.personenbezug import say_personenbezug
from navigator.models import Handlungsfeld, Historie, Raumbezug, Zielgruppe
from navigator.models.raum import PLURAL
from sozialplanung.text import fold

from .thementisch import Thementisch
from .veranstaltung import Veranstaltung


class Ausgang(models.TextChoices):
    """Where a Hinweis stands; the middle four are what an edge of the path can end in."""

    OFFEN = "offen", "noch nicht bearbeitet"
    IN_ARBEIT = "in-arbeit", "in Bearbeitung"
    HANDLUNGSEMPFEHLUNG = "handlungsempfehlung", "Handlungsempfehlung"
    STECKBRIEF = "steckbrief", "Maßnahmensteckbrief"
    NUR_STECKBRIEF = "nur-steckbrief", "nur Steckbrief"
    THEMENSPEICHER = "themenspeicher", "Themenspeicher"
    DOKUMENTIERT = "dokumentiert", "dokumentiert (läuft gut)"
    ZUSAMMENGEFASST = "zusammengefasst", "zusammengefasst"


class Hinweisgruppe(models.Model):
    """Hinweise of an event that speak of the same thing, under a heading of the office."""

    is_public_data = True

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="hinweisgruppen",
        verbose_name="Veranstaltung",
    )
    titel = models.CharField("Überschrift", max_length=120)
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)

    history = Historie()

    class Meta:
        verbose_name = "Gruppe von Hinweisen"
        verbose_name_plural = "Gruppen von Hinweisen"
        ordering = ["veranstaltung", "titel"]
        constraints = [
            models.UniqueConstraint(
                fields=["veranstaltung", "titel"],
                name="hinweisgruppe_once",
                violation_error_message="Diese Überschrift gibt es bei der Veranstaltung schon.",
            ),
        ]

    def __str__(self):
        return self.titel


class HinweisQuerySet(models.QuerySet):
    def published(self):
        """What may be read by everybody: released by a decision, at a published event."""
        return self.filter(is_published=True, veranstaltung__is_published=True)

    def standing(self):
        """Those that stand for themselves, not for another one they were merged into."""
        return self.filter(zusammengefasst_in=None)

    def internal(self):
        """Those that nobody released yet, though their event is public."""
        return self.standing().filter(is_published=False, veranstaltung__is_published=True)

    def hidden(self):
        """Those released that nobody can read: the one that stands for them is internal."""
        return self.filter(is_published=True, zusammengefasst_in__is_published=False)

    def to_decide(self):
        """Those that wait for an answer of the decision path."""
        return self.standing().filter(
            art__in=Hinweis.DECIDED, ausgang__in=[Ausgang.OFFEN, Ausgang.IN_ARBEIT]
        )

    def newest_first(self):
        """Order as lists do: the latest event first, within it as the office counted."""
        newest = F("veranstaltung__datum_bis").desc(nulls_last=True)
        return self.order_by(newest, "veranstaltung", "nummer")

    def search(self, text):
        """Find every word of ``text``, whatever its case or umlauts."""
        found = self
        for word in fold(text).split():
            found = found.filter(suchtext__contains=word)
        return found

    def in_raeume(self, auswahl):
        """Keep what speaks of the chosen areas (:class:`Raumauswahl`).

        That is: of one of them, of a part of it, or of an area that holds it. A Hinweis that
        names no area speaks of those of its event.
        """
        named = Q()
        for plural in PLURAL.values():
            named |= Q(pk__in=rows(Hinweis, plural))
        condition = Q()
        for level in auswahl.chosen:
            own, event = Q(), Q()
            for other, keys in (auswahl.holders(level) | auswahl.parts(level)).items():
                own |= Q(pk__in=rows(Hinweis, PLURAL[other], keys))
                event |= Q(veranstaltung__in=rows(Veranstaltung, PLURAL[other], keys))
            condition &= own | (event & Q(stadtweit=False) & ~named)
        return self.filter(condition)


def rows(model, plural, keys=None):
    """Return a query for the keys of records that refer to areas: to any, or to those of ``keys``.

    It asks the table of the links: a join would list a record once for each of its areas.
    """
    field = model._meta.get_field(plural)
    links = field.remote_field.through.objects.order_by()
    if keys is not None:
        links = links.filter(**{f"{field.m2m_reverse_field_name()}__in": keys})
    return links.values(field.m2m_field_name())


class Hinweis(Raumbezug):
    """A remark from a Thementisch; internal until somebody decides to publish it.

    Merging duplicates deletes none: each keeps its words and points at the one that stands for
    all of them. Only that one walks the decision path.
    """

    is_public_data = True

    class Art(models.TextChoices):
        FEHLT = "fehlt", "Was fehlt?"
        LAEUFT_GUT = "laeuft-gut", "Was läuft gut?"
        IDEE = "idee", "Idee"

    DECIDED = (Art.FEHLT, Art.IDEE)

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.PROTECT,
        related_name="hinweise",
        verbose_name="Veranstaltung",
    )
    nummer = models.PositiveIntegerField("Nummer", editable=False)
    thementisch = models.ForeignKey(
        Thementisch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hinweise",
        verbose_name="Thementisch",
    )
    art = models.CharField("Art", max_length=12, choices=Art, default=Art.FEHLT)
    text = models.TextField(
        "Hinweis",
        max_length=1000,
        help_text="In den Worten des Tisches. Keine Namen, keine Telefonnummern, keine Adressen "
        "von Menschen.",
    )
    personenbezug_geprueft = models.BooleanField(
        "Ich habe geprüft: Der Text nennt keine Person.",
        default=False,
        help_text="Nötig, wenn der Text nach einem Namen, einer Mailadresse oder Telefonnummer "
        "aussieht.",
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hinweise",
        verbose_name="Handlungsfeld",
        help_text="Leer: das Handlungsfeld des Thementischs.",
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, blank=True, related_name="hinweise", verbose_name="Zielgruppen"
    )
    gruppe = models.ForeignKey(
        Hinweisgruppe,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hinweise",
        verbose_name="Gruppe",
    )
    zusammengefasst_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="zusammengefasste",
        verbose_name="zusammengefasst in",
    )
    ausgang = models.CharField(
        "Stand der Bearbeitung",
        max_length=20,
        choices=Ausgang,
        default=Ausgang.OFFEN,
        editable=False,
        db_index=True,
    )
    is_published = models.BooleanField("veröffentlicht", default=False, editable=False)
    veroeffentlicht_am = models.DateField(
        "veröffentlicht am", null=True, blank=True, editable=False
    )
    suchtext = models.TextField(editable=False)
    interne_bemerkung = models.TextField(
        "Interne Bemerkung", blank=True, help_text="Wird nie veröffentlicht."
    )
    ist_beispiel = models.BooleanField("Beispiel", default=False, editable=False)
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)

    objects = HinweisQuerySet.as_manager()
    history = Historie(
        m2m_fields=["zielgruppen", "stadtbezirke", "sozialraeume", "sozialquartiere"]
    )

    class Meta:
        verbose_name = "Hinweis"
        verbose_name_plural = "Hinweise"
        ordering = ["veranstaltung", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["veranstaltung", "nummer"],
                name="hinweis_once_per_nummer",
                violation_error_message="Diese Nummer ist bei der Veranstaltung schon vergeben.",
            ),
            models.CheckConstraint(
                condition=Q(art__in=["fehlt", "laeuft-gut", "idee"]),
                name="hinweis_art_known",
                violation_error_message="Diese Art von Hinweis gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="hinweis_with_text",
                violation_error_message="Bitte schreiben Sie, was gesagt wurde.",
            ),
            models.CheckConstraint(
                condition=Q(zusammengefasst_in=None) | Q(ausgang="zusammengefasst"),
                name="hinweis_merged_says_so",
                violation_error_message="Ein zusammengefasster Hinweis hat keinen eigenen Stand.",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(veroeffentlicht_am__isnull=False),
                name="hinweis_published_with_day",
                violation_error_message="Zum Veröffentlichen gehört der Tag.",
            ),
        ]

    def __str__(self):
        return f"Hinweis {self.nummer}: {self.text[:60]}{'…' if len(self.text) > 60 else ''}"

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        self.text = self.text.strip()
        warning = say_personenbezug(self.text)
        if warning and not self.personenbezug_geprueft:
            raise ValidationError({"text": warning})
        if self.thementisch_id and self.thementisch.veranstaltung_id != self.veranstaltung_id:
            raise ValidationError(
                {"thementisch": "Dieser Thementisch gehört zu einer anderen Veranstaltung."}
            )
        if self.gruppe_id and self.gruppe.veranstaltung_id != self.veranstaltung_id:
            raise ValidationError({"gruppe": "Diese Gruppe gehört zu einer anderen Veranstaltung."})
        self.derive()

    @property
    def feld(self):
        """The Handlungsfeld: its own, or that of its table."""
        return self.handlungsfeld or (self.thementisch and self.thementisch.handlungsfeld)

    @property
    def anker(self):
        return f"hinweis-{self.nummer}"

    def get_absolute_url(self):
        """The page of its event that shows it: long lists are cut into pages."""
        return f"{self.veranstaltung.get_absolute_url()}?hinweis={self.nummer}#{self.anker}"

    def derive(self):
        """Number it within its event, fold its words; what runs well needs no decision."""
        if not self.nummer and self.veranstaltung_id:
            latest = Hinweis.objects.filter(veranstaltung=self.veranstaltung_id).aggregate(
                latest=models.Max("nummer")
            )["latest"]
            self.nummer = (latest or 0) + 1
        self.suchtext = fold(self.text)
        if self.zusammengefasst_in_id:
            self.ausgang = Ausgang.ZUSAMMENGEFASST
        elif self.art == self.Art.LAEUFT_GUT:
            self.ausgang = Ausgang.DOKUMENTIERT
        elif self.ausgang in (Ausgang.DOKUMENTIERT, Ausgang.ZUSAMMENGEFASST):
            self.ausgang = Ausgang.OFFEN
