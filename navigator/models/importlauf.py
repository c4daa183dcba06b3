"""What was read in from a file: when, by whom, and what every record was before and after."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_HOURS = 24  # a preview that nobody confirmed


class ImportlaufQuerySet(models.QuerySet):
    def without_content(self):
        """Lists and pages need no file."""
        return self.defer("inhalt")

    def previews(self):
        return self.filter(zustand=Importlauf.Zustand.VORSCHAU)

    def open_previews(self, user, now):
        """Those that ``user`` may still confirm."""
        return self.previews().filter(
            angelegt_von=user, angelegt_am__gte=now - dt.timedelta(hours=KEPT_HOURS)
        )

    def forgotten(self, now):
        """Previews that nobody confirmed for a day."""
        return self.previews().filter(angelegt_am__lt=now - dt.timedelta(hours=KEPT_HOURS))


class Importlauf(models.Model):
    """One file on its way into the portal: looked at, read in, perhaps taken back."""

    class Zustand(models.TextChoices):
        VORSCHAU = "vorschau", "Vorschau"
        EINGELESEN = "eingelesen", "eingelesen"
        ZURUECKGENOMMEN = "zurueckgenommen", "zurückgenommen"
        VERWORFEN = "verworfen", "verworfen"

    modell = models.CharField("Liste", max_length=80, help_text="Zum Beispiel navigator.suchwort.")
    datei = models.CharField("Datei", max_length=200)
    sha256 = models.CharField("Prüfsumme der Datei (SHA-256)", max_length=64)
    inhalt = models.BinaryField("Inhalt", null=True)
    zuordnung = models.JSONField("Zuordnung der Spalten", default=dict, blank=True)
    befund = models.JSONField("Wie die Datei gelesen wurde", default=dict, blank=True)
    probleme = models.JSONField("Probleme", default=list, blank=True)
    neu = models.PositiveIntegerField("neu", default=0)
    geaendert = models.PositiveIntegerField("geändert", default=0)
    unveraendert = models.PositiveIntegerField("unverändert", default=0)
    fingerabdruck = models.CharField(max_length=64, blank=True, editable=False)
    zustand = models.CharField("Zustand", max_length=20, choices=Zustand, default=Zustand.VORSCHAU)
    angelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="importlaeufe",
        verbose_name="hochgeladen von",
    )
    angelegt_am = models.DateTimeField("hochgeladen am", default=timezone.now, editable=False)
    eingelesen_am = models.DateTimeField("eingelesen am", null=True, blank=True, editable=False)
    zurueckgenommen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="zurueckgenommene_importlaeufe",
        verbose_name="zurückgenommen von",
    )
    zurueckgenommen_am = models.DateTimeField(
        "zurückgenommen am", null=True, blank=True, editable=False
    )

    objects = ImportlaufQuerySet.as_manager()

    class Meta:
        verbose_name = "Import"
        verbose_name_plural = "Importe"
        ordering = ["-angelegt_am", "-pk"]
        permissions = [("zuruecknehmen_importlauf", "Kann Importe anderer zurücknehmen")]
        indexes = [models.Index(fields=["zustand", "angelegt_am"], name="importlauf_zustand")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    zustand__in=["vorschau", "eingelesen", "zurueckgenommen", "verworfen"]
                ),
                name="importlauf_zustand_known",
                violation_error_message="Diesen Zustand eines Imports gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=models.Q(zustand__in=["eingelesen", "zurueckgenommen"])
                & models.Q(eingelesen_am__isnull=False)
                | ~models.Q(zustand__in=["eingelesen", "zurueckgenommen"])
                & models.Q(eingelesen_am=None),
                name="importlauf_eingelesen_with_time",
                violation_error_message="Zu einem eingelesenen Import gehört, wann das war.",
            ),
            models.CheckConstraint(
                condition=models.Q(zustand="zurueckgenommen", zurueckgenommen_am__isnull=False)
                | ~models.Q(zustand="zurueckgenommen") & models.Q(zurueckgenommen_am=None),
                name="importlauf_zurueckgenommen_with_time",
                violation_error_message="Zu einem zurückgenommenen Import gehört, wann das war.",
            ),
            models.CheckConstraint(
                condition=models.Q(zustand="vorschau") | models.Q(inhalt=None),
                name="importlauf_file_only_for_preview",
                violation_error_message="Nach der Vorschau wird die Datei nicht aufgehoben.",
            ),
        ]

    def __str__(self):
        return f"{self.datei} ({self.get_zustand_display()})"

    def discard(self):
        """Forget the file and what it would have changed; that it was there stays."""
        self.aenderungen.all().delete()
        self.zustand, self.inhalt, self.probleme = self.Zustand.VERWORFEN, None, []
        self.save()


class Importaenderung(models.Model):
    """What one import did, or would do, to one record."""

    class Art(models.TextChoices):
        NEU = "neu", "neu"
        GEAENDERT = "geaendert", "geändert"

    lauf = models.ForeignKey(
        Importlauf, on_delete=models.CASCADE, related_name="aenderungen", verbose_name="Import"
    )
    position = models.PositiveIntegerField()
    zeile = models.PositiveIntegerField("Zeile", null=True, blank=True)
    art = models.CharField("Art", max_length=10, choices=Art)
    modell = models.CharField(max_length=80)
    objekt_id = models.BigIntegerField()
    titel = models.CharField("Eintrag", max_length=300)
    vorher = models.JSONField(default=dict, blank=True)
    nachher = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "Änderung eines Imports"
        verbose_name_plural = "Änderungen eines Imports"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(art__in=["neu", "geaendert"]),
                name="importaenderung_art_known",
                violation_error_message="Diese Art von Änderung gibt es nicht.",
            ),
            models.UniqueConstraint(
                fields=["lauf", "position"],
                name="importaenderung_once_per_position",
                violation_error_message="Diese Stelle des Imports gibt es schon.",
            ),
        ]

    def __str__(self):
        return self.titel
