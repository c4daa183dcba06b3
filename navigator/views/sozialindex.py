"""The Sozialindex: map and table, the same as files, the method."""

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from navigator import exports
from navigator.facetten import Verweis
from navigator.geojson import collection, sozialindex_feature
from navigator.indexansicht import list_spalten
from navigator.indexauswahl import Auswahl
from navigator.kartenbild import FUSSNOTE, draw_raeume
from navigator.methodentext import Methodentext
from navigator.models import Sozialraum

from .krumen import START, krume

HEADINGS = {
    "nummer": "Nr.",
    "name": "Sozialquartier",
    "dynamik": "Dynamik",
    "unterschied": "Unterschied",
}
TITEL = "Sozialindex"


def sozialindex(request):
    """The choropleth and the table of one edition, or of the change between two."""
    auswahl = Auswahl(request.GET)
    ansicht = auswahl.ansicht
    context = {
        "krumen": [krume(*START), krume(TITEL)],
        "auswahl": auswahl,
        "ansicht": ansicht,
        "methode_adresse": reverse("navigator:sozialindex_methode"),
    }
    if ansicht:
        query = request.GET.copy()
        query.clear()
        query.update(auswahl.parameter)
        context |= {
            "kartenbild": draw_ansicht(ansicht),
            "spalten": list_kopf(auswahl, query),
            "dateien": [
                Verweis(titel, f"{reverse(f'navigator:{name}')}?{query.urlencode()}".rstrip("?"))
                for titel, name in (("CSV", "sozialindex_csv"), ("GeoJSON", "sozialindex_geojson"))
            ],
        }
    return render(request, "navigator/sozialindex.html", context)


def draw_ansicht(ansicht, breite=620):
    """Draw the rows of a view as a choropleth, the Sozialräume as thick lines over it."""
    return draw_raeume(
        sorted((row.quartier for row in ansicht.zeilen), key=lambda one: one.position),
        f"Karte: {ansicht.titel}. Die Tabelle enthält dieselben Werte.",
        grenzen=Sozialraum.objects.all(),
        farben={row.quartier.pk: row.farbe for row in ansicht.zeilen},
        breite=breite,
    )


def list_kopf(auswahl, query):
    """Return the columns that can be ordered: heading, address, direction."""
    ansicht = auswahl.ansicht
    headings = {
        **HEADINGS,
        "status": f"Status {ansicht.ausgabe.jahr}" if ansicht.vergleich else "Status",
        "wert": f"{ansicht.ausgabe.jahr}" if ansicht.vergleich else "Wert",
        "veraenderung": f"Veränderung {ansicht.ausgabe.zeitraum}",
        "frueher": f"{ansicht.vergleich.jahr}" if ansicht.vergleich else "",
    }
    columns = {}
    for name in auswahl.sortierbar:
        is_first = auswahl.sortierung == name
        link = query.copy()
        link["sortierung"] = f"-{name}" if is_first else name
        columns[name] = {
            "titel": headings[name],
            "adresse": f"?{link.urlencode()}",
            "richtung": "ascending"
            if is_first
            else "descending"
            if auswahl.sortierung == f"-{name}"
            else "",
        }
    return columns


def sozialindex_csv(request):
    """The chosen view as a table for a spreadsheet."""
    auswahl = Auswahl(request.GET)
    if problem := refuse(auswahl):
        return problem
    response = HttpResponse(
        exports.sozialindex_csv(auswahl.ansicht), content_type="text/csv; charset=utf-8"
    )
    name = f"sozialindex-{auswahl.ansicht.ausgabe.jahr}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sozialindex_geojson(request):
    """The chosen view as outlines with the columns of the table."""
    auswahl = Auswahl(request.GET)
    if problem := refuse(auswahl):
        return problem
    ansicht = auswahl.ansicht
    columns = list_spalten(ansicht)
    features = [
        sozialindex_feature(row.quartier, columns, row)
        for row in ansicht.zeilen
        if row.quartier.geometry
    ]
    return JsonResponse(
        collection(
            features,
            titel=ansicht.titel,
            quelle=ansicht.ausgabe.quelle,
            stand=ansicht.ausgabe.stand,
            ist_beispiel=ansicht.ist_beispiel,
            hinweis=FUSSNOTE,
        ),
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def refuse(auswahl):
    """Return the answer to a wrong choice of a file, or ``None``: a file shows no sentence."""
    if auswahl.ansicht and not auswahl.fehler:
        return None
    texts = auswahl.fehler or ["Noch ist keine Ausgabe des Sozialindex veröffentlicht."]
    return HttpResponseBadRequest("\n".join(texts), content_type="text/plain; charset=utf-8")


def sozialindex_methode(request):
    """How the newest edition, or the one of ``?jahr=``, was computed, with its own numbers."""
    auswahl = Auswahl(request.GET)
    ausgabe = auswahl.ansicht.ausgabe if auswahl.ansicht else None
    context = {
        "krumen": [krume(*START), krume(TITEL, "navigator:sozialindex"), krume("Methode")],
        "fehler": auswahl.fehler,
        "ausgabe": ausgabe,
        "ausgaben": auswahl.ausgaben,
    }
    if ausgabe:
        context["methode"] = Methodentext(ausgabe)
    return render(request, "navigator/sozialindex_methode.html", context)
