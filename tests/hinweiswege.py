"""What an editor does in the workbench: open the screen of a Hinweis, answer its question."""

from django.urls import reverse

from dialoge.models import Frage, Kante

BESTAND, BEDARF, BEFRISTET = "gibt-es-das-schon", "bedarf", "befristet"


def kante(frage, antwort):
    return Kante.objects.get(frage__slug=frage, antwort=antwort)


def address(hinweis, query=""):
    return reverse("admin:dialoge_hinweis_weg", args=[hinweis.pk]) + query


def answer(client, hinweis, frage, choice, query="", **fields):
    """Open the screen, fill in what is not said to be other, and send it."""
    gesehen = hinweis.entscheidungen.current().values_list("pk", flat=True)
    data = {
        "frage": Frage.objects.get(slug=frage).pk,
        "gesehen": ",".join(map(str, gesehen)),
        "antwort": kante(frage, choice).pk,
        "grund": "Weil es so ist.",
        "rolle": "Sozialplanung",
        "datum": "2026-11-20",
    }
    return client.post(address(hinweis, query), data | fields)
