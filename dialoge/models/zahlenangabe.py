"""Published figures about events and rounds, each with its own source; sources may contradict."""

from django.db import models
from django.db.models import Q

from navigator.models import Historie

from .runde import Runde
from .veranstaltung import Veranstaltung


class Zahlenangabe(models.Model):
    """A figure as one source gives it: „60–95“, „rund 100 Fachleute“."""

    is_public_data = True

    class Art(models.TextChoices):
        TEILNEHMENDE = "teilnehmende", "Teilnehmende je Veranstaltung"
        EINRICHTUNGEN = "einrichtungen", "Institutionen und Bereiche"
        VERANSTALTUNGEN = "veranstaltungen", "Veranstaltungen"
        STRATEGIEPAPIERE = "strategiepapiere", "Strategiepapiere"
        STECKBRIEFE = "steckbriefe", "Maßnahmensteckbriefe"
        EMPFEHLUNGEN = "empfehlungen", "Handlungsempfehlungen"

    runde = models.ForeignKey(
        Runde,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="zahlenangaben",
        verbose_name="Runde",
    )
    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="zahlenangaben",
        verbose_name="Veranstaltung",
    )
    art = models.CharField("Was gezählt wurde", max_length=20, choices=Art)
    wortlaut = models.CharField(
        "Wie veröffentlicht", max_length=120, help_text="Zum Beispiel „rund 100 Fachleute“."
    )
    von = models.PositiveIntegerField("von", help_text="Zum Beispiel 60.")
    bis = models.PositiveIntegerField(
        "bis",
        null=True,
        blank=True,
        help_text="Zum Beispiel 95. Dieselbe Zahl wie „von“, wenn nur eine genannt ist; leer bei "
        "„mehr als …“.",
    )
    quelle = models.CharField("Quelle", max_length=400)
    quelle_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)

    history = Historie()

    class Meta:
        verbose_name = "Zahlenangabe"
        verbose_name_plural = "Zahlenangaben"
        ordering = ["art", "von", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(runde__isnull=False, veranstaltung=None)
                | Q(runde=None, veranstaltung__isnull=False),
                name="zahlenangabe_of_one",
                violation_error_message="Die Angabe gehört zu einer Runde oder zu einer "
                "Veranstaltung.",
            ),
            models.CheckConstraint(
                condition=Q(bis=None) | Q(bis__gte=models.F("von")),
                name="zahlenangabe_von_to_bis",
                violation_error_message="„bis“ ist nicht kleiner als „von“.",
            ),
        ]

    def __str__(self):
        return f"{self.get_art_display()}: {self.wortlaut}"

    @property
    def ist_durchschnitt(self):
        """Whether it speaks of the events on average: a single one may lie beside it."""
        return "durchschnitt" in self.wortlaut.casefold()

    def contradicts(self, other):
        """Whether no number could meet both."""
        highest = [one.bis for one in (self, other) if one.bis is not None]
        return bool(highest) and max(self.von, other.von) > min(highest)
