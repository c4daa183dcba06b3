"""The start page: search, Kategorien, Sozialräume, three ways in."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse

from navigator.facetten import Verweis
from navigator.kartenbild import draw_raeume
from navigator.models import Institution, Sozialquartier, Sozialraum

from .kategorien import kategorien_with_counts

FREQUENT = ["Kita-Platz", "Pflege", "Deutsch lernen", "Wohnung"]


def start(request):
    """The start page: search, Kategorien, Sozialräume, three ways in."""
    verzeichnis = reverse("navigator:institution_list")
    sozialraeume = list(
        Sozialraum.objects.prefetch_related(
            Prefetch("sozialquartiere", Sozialquartier.objects.defer("geometry"))
        )
    )
    for raum in sozialraeume:
        raum.quartiernamen = [quartier.name for quartier in raum.sozialquartiere.all()]
    context = {
        "kategorien": kategorien_with_counts(Institution.objects.published()),
        "institution_anzahl": Institution.objects.published().count(),
        "sozialraeume": sozialraeume,
        "kartenbild": draw_raeume(
            sozialraeume,
            "Karte der sechs Sozialräume, gleiche Links wie in der Liste",
            context=Sozialquartier.objects.all(),
        ),
        "haeufige_suchen": [
            Verweis(wort, f"{verzeichnis}?q={wort.replace(' ', '+')}") for wort in FREQUENT
        ],
        "wege": ways_in(verzeichnis),
    }
    return render(request, "sozialplanung/start.html", context)


def ways_in(verzeichnis):
    """Three groups of visitors and where they start; only pages that are built."""
    return [
        {
            "titel": "Ich suche Hilfe",
            "untertitel": "Für alle, die in Oberhausen leben",
            "verweise": [
                Verweis("Alle Einträge von A bis Z", verzeichnis),
                Verweis("Hilfe auf der Karte", reverse("navigator:karte")),
                Verweis("Hilfe für ganz Oberhausen", f"{verzeichnis}?lage=stadtweit"),
                Verweis("Das Portal in Leichter Sprache", seite("leichte-sprache")),
            ],
        },
        {
            "titel": "Ich entscheide mit",
            "untertitel": "Für Rat, Bezirke und Fraktionen",
            "verweise": [
                Verweis(
                    "Sozialindex: Wo ist das Armutsrisiko hoch?", reverse("navigator:sozialindex")
                ),
                Verweis("Was hat sich in meinem Stadtbezirk getan?", reverse("stadtbezirk_list")),
                Verweis(
                    "Alle Handlungsempfehlungen",
                    reverse("handlungsempfehlungen:handlungsempfehlung_list"),
                ),
                Verweis("Die Sozialberichte", reverse("navigator:sozialbericht_list")),
            ],
        },
        {
            "titel": "Ich arbeite vor Ort",
            "untertitel": "Für Träger, Einrichtungen und Ämter",
            "verweise": [
                Verweis("Die 27 Sozialquartiere", reverse("sozialquartier_list")),
                Verweis("Was Fachleute in Dialogen sagen", reverse("dialoge:veranstaltung_list")),
                Verweis("Das Verzeichnis als Tabelle (CSV)", reverse("navigator:institution_csv")),
                Verweis("Eine Angabe berichtigen", seite("kontakt")),
            ],
        },
    ]


def seite(slug):
    return reverse("navigator:seite_detail", args=[slug])
