"""The words of the Controlling: how far a recommendation is, and whether it is in time."""

from django.db import models


class Umsetzungsstand(models.TextChoices):
    OFFEN = "offen", "offen"
    VORBEREITUNG = "in-vorbereitung", "in Vorbereitung"
    UMSETZUNG = "in-umsetzung", "in Umsetzung"
    ETABLIERT = "dauerhaft-etabliert", "dauerhaft etabliert"
    UMGESETZT = "umgesetzt", "umgesetzt"
    ZURUECKGESTELLT = "zurueckgestellt", "zurückgestellt"
    ENTFALLEN = "entfallen", "entfallen"


class Zeitplan(models.TextChoices):
    IM_PLAN = "im-plan", "im Plan"
    VERZOEGERT = "verzoegert", "verzögert"
    GEFAEHRDET = "gefaehrdet", "gefährdet"


# Nothing is left to check: these are never overdue.
ABGESCHLOSSEN = (Umsetzungsstand.UMGESETZT, Umsetzungsstand.ENTFALLEN)
# Only with a reason.
BEGRUENDET = (Umsetzungsstand.ZURUECKGESTELLT, Umsetzungsstand.ENTFALLEN)
