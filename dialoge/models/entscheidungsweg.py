"""The decision path of the Ergebnisverarbeitung as data: questions, and what follows an answer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from navigator.models import Historie

from .hinweis import Ausgang

ERGEBNISSE = [
    Ausgang.HANDLUNGSEMPFEHLUNG,
    Ausgang.STECKBRIEF,
    Ausgang.NUR_STECKBRIEF,
    Ausgang.THEMENSPEICHER,
]


class Frage(models.Model):
    """A question that every Hinweis of the kinds „fehlt“ and „Idee“ is asked."""

    is_public_data = True

    class Wissen(models.TextChoices):
        """What the portal itself can say to the question."""

        BESTAND = "bestand", "Angebote und Maßnahmen, die es gibt"
        STATISTIK = "statistik", "Indikatoren der Räume neben der Stadt"
        LAUFZEIT = "laufzeit", "Maßnahmen mit ihrer Laufzeit"
        NICHTS = "", "nichts"

    text = models.CharField("Frage", max_length=120, unique=True)
    slug = models.SlugField("Kürzel", max_length=40, unique=True)
    erklaerung = models.TextField("Erklärung", blank=True)
    wissen = models.CharField(
        "Das Portal zeigt dazu", max_length=12, choices=Wissen, default=Wissen.NICHTS, blank=True
    )
    position = models.PositiveSmallIntegerField(
        "Reihenfolge", unique=True, help_text="Mit der kleinsten beginnt der Weg."
    )

    history = Historie()

    class Meta:
        verbose_name = "Frage"
        verbose_name_plural = "Fragen"
        ordering = ["position"]

    def __str__(self):
        return self.text


class Kante(models.Model):
    """An answer to a question: what comes of it, and which question is asked next."""

    is_public_data = True

    class Antwort(models.TextChoices):
        JA = "ja", "Ja"
        NEIN = "nein", "Nein"

    frage = models.ForeignKey(
        Frage, on_delete=models.CASCADE, related_name="kanten", verbose_name="Frage"
    )
    antwort = models.CharField("Antwort", max_length=4, choices=Antwort)
    ergebnis = models.CharField(
        "Das kommt heraus",
        max_length=20,
        choices=[(one.value, one.label) for one in ERGEBNISSE],
        blank=True,
    )
    naechste_frage = models.ForeignKey(
        Frage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="zugaenge",
        verbose_name="Danach wird gefragt",
        help_text="Leer: Der Weg ist zu Ende.",
    )

    history = Historie()

    class Meta:
        verbose_name = "Kante"
        verbose_name_plural = "Kanten"
        ordering = ["frage", "antwort"]
        constraints = [
            models.UniqueConstraint(
                fields=["frage", "antwort"],
                name="kante_once_per_antwort",
                violation_error_message="Diese Antwort hat die Frage schon.",
            ),
            models.CheckConstraint(
                condition=~Q(ergebnis="") | Q(naechste_frage__isnull=False),
                name="kante_leads_somewhere",
                violation_error_message="Bitte sagen, was herauskommt oder was danach gefragt "
                "wird.",
            ),
        ]

    def __str__(self):
        return f"{self.frage} {self.get_antwort_display()}"

    def clean(self):
        """Refuse a way in a circle: a Hinweis would never arrive."""
        seen, waiting = set(), [self.naechste_frage_id]
        kanten = list(Kante.objects.exclude(pk=self.pk).values_list("frage", "naechste_frage"))
        while waiting:
            frage = waiting.pop()
            if frage is None or frage in seen:
                continue
            if frage == self.frage_id:
                raise ValidationError(
                    {
                        "naechste_frage": "So ginge der Weg im Kreis. Bitte eine Frage wählen, die "
                        "noch nicht gestellt wurde."
                    }
                )
            seen.add(frage)
            waiting.extend(follower for asked, follower in kanten if asked == frage)
