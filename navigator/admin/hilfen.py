"""What the forms say while somebody types: the week in words, the area of a point, an address.

The same sentences stand on the page without a script; the addresses here only bring them sooner.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from navigator.geojson import collection, raum_feature
from navigator.kartenbild import draw_raeume
from navigator.models import Institution, Sozialquartier, Sozialraum
from navigator.models.ort import BREITE_RANGE, LAENGE_RANGE
from navigator.oeffnungszeiten import build_woche, in_words, split_comments
from navigator.orte import OrtError, find_anschrift

OUTSIDE = "Der Punkt liegt nicht in oder um Oberhausen."
WITHOUT_QUARTIER = "Der Punkt liegt in keinem unserer Sozialquartiere."


def describe_woche(text):
    """Return what the portal will print for opening hours in OSM's notation.

    ``kurz`` is one line, ``tage`` the week, ``hinweise`` what to think of, ``fehler`` what is
    wrong; all but one are empty where there is nothing to say.
    """
    said = {"kurz": "", "tage": [], "hinweise": [], "fehler": ""}
    try:
        woche = build_woche(text, timezone.localdate())
    except ValidationError as error:
        return said | {"fehler": " ".join(error.messages)}
    if woche is None:
        return said
    rules, _ = split_comments(text)
    return said | {
        "kurz": in_words(text),
        "tage": [{"name": tag.name, "zeiten": tag.zeiten} for tag in woche.tage],
        "hinweise": [*woche.hinweise, *_warnings(rules)],
    }


def _warnings(rules):
    if not rules:
        return ["Das sind keine Zeiten, nur ein Hinweis. Ob geöffnet ist, bleibt unbekannt."]
    if "PH" not in rules:
        return [
            "Für Feiertage steht nichts da. Ist dann geschlossen, ergänzen Sie am Ende „; PH off“."
        ]
    return []


def describe_raum(breite, laenge):
    """Return in which areas a point lies, in one sentence."""
    if breite is None or laenge is None:
        return "Noch kein Punkt gesetzt."
    if not (
        BREITE_RANGE[0] <= breite <= BREITE_RANGE[1]
        and LAENGE_RANGE[0] <= laenge <= LAENGE_RANGE[1]
    ):
        return OUTSIDE
    quartiere = Sozialquartier.objects.select_related("sozialraum__stadtbezirk")
    quartier = quartiere.containing(breite, laenge)
    if quartier is None:
        return WITHOUT_QUARTIER
    raum = quartier.sozialraum
    return (
        f"Der Punkt liegt im Sozialquartier {quartier}, Sozialraum {raum}, "
        f"Stadtbezirk {raum.stadtbezirk}."
    )


def suggest_lage(strasse, hausnummer):
    """Return the point of a known address as fields of the form; raises :class:`OrtError`."""
    ort, is_house = find_anschrift(strasse, hausnummer)
    genau = Institution.Lagequalitaet.EXAKT if is_house else Institution.Lagequalitaet.STRASSE
    return {
        "breite": round(ort.breite, 6),
        "laenge": round(ort.laenge, 6),
        "lagequalitaet": genau.value,
        "lage_quelle": "Eigenes Straßenverzeichnis",
    }


def render_punkt(record, button=""):
    """Return the map on which the point of ``record`` is set."""
    return render_to_string(
        "admin/navigator/_punkt.html",
        {
            "satz": describe_raum(record.breite, record.laenge),
            "schalter": button,
            "kartenbild": draw_raeume(Sozialraum.objects.all(), "Die Sozialräume", links=False),
            "kacheln": settings.KACHELN,
        },
    )


# ---- the addresses; the admin lets in only who may see the form ----------------------------------


def woche_view(request):
    return JsonResponse(describe_woche(request.GET.get("text", "")[:255]))


def raum_view(request):
    try:
        point = float(request.GET.get("breite", "")), float(request.GET.get("laenge", ""))
    except ValueError:
        return JsonResponse({"satz": "Breiten- und Längengrad sind Zahlen, zum Beispiel 51.4736."})
    return JsonResponse({"satz": describe_raum(*point)})


def anschrift_view(request):
    try:
        felder = suggest_lage(request.GET.get("strasse", ""), request.GET.get("hausnummer", ""))
    except OrtError as error:
        return JsonResponse({"satz": str(error), "felder": None})
    genau = Institution.Lagequalitaet(felder["lagequalitaet"]).label
    return JsonResponse({"satz": f"Gefunden, {genau}.", "felder": felder})


def umrisse_view(request):
    quartiere = Sozialquartier.objects.exclude(geometry=None)
    return JsonResponse(collection(raum_feature(raum, name=raum.name) for raum in quartiere))
