"""„Bedarf statistisch gestützt?“: the indicators of the areas beside the city, as published.

Everything comes from what the public pages show: shares of rounded counts, protected values as
the words that say so. Those rows can be read but not chosen.
"""

from django.db.models import Q
from django.urls import reverse

from dialoge.models import Frage
from navigator.ausgaben import BEISPIEL
from navigator.indexprofil import Raumprofil
from navigator.models import Einzelangabe
from navigator.versorgung import compare
from navigator.zahlen import dezimal, prozent
from navigator.zeitreihen import public_zeitreihen

from .belege import Beleg, Gruppe, Wissensblock
from .raeume import Bezug
from .sammlung import register

INDIKATOR = "Indikator"
SOZIALINDEX = "Sozialindex"
EINZELANGABE = "Einzelangabe"
FOKUS = "Fokusquartier"
GAP = "kein Wert"


@register(Frage.Wissen.STATISTIK)
def indikatoren(hinweis, worte):
    """The areas together, each quarter with class and indicators, then single published figures."""
    bezug = Bezug(hinweis)
    profil = Raumprofil(bezug.quartiere)
    gruppen = []
    if profil.ausgabe:
        gruppen += group_index(profil, bezug) if bezug.quartiere else [group_city(profil.ausgabe)]
    gruppen += group_einzelangaben(bezug)
    return Wissensblock(
        titel="Was die Zahlen sagen",
        erklaerung=explain(profil.ausgabe, bezug),
        gruppen=tuple(gruppen),
        leer="Es ist noch keine Ausgabe des Sozialindex freigegeben, und für diese Räume gibt es "
        "keine Einzelangaben.",
        weitere_text="Sozialindex ansehen",
        weitere_url=reverse("navigator:sozialindex"),
    )


def explain(ausgabe, bezug):
    if not ausgabe:
        return ""
    words = f"Sozialindex {ausgabe.jahr}, Stand {ausgabe.stand}."
    if ausgabe.ist_beispiel:
        words += f" {BEISPIEL}."
    if not bezug.quartiere:
        return f"{words} Der Hinweis gilt für ganz Oberhausen: Es gibt nichts zu vergleichen."
    return (
        f"{words} Daneben steht der Wert der Stadt. Niedriger Status heißt: höheres Risiko, arm zu "
        "sein."
    )


def group_index(profil, bezug):
    """Yield the area as a whole where it is one of several quarters, then every quarter."""
    ausgabe, beispiel = profil.ausgabe, profil.ist_beispiel
    if len(bezug.raeume) == 1 and len(profil.zeilen) > 1:
        titel = f"{bezug.in_worten} insgesamt ({len(profil.zeilen)} Sozialquartiere)"
        yield Gruppe(titel, tuple(of_raum(profil, bezug.raeume[0])), ist_beispiel=beispiel)
    beitraege = ausgabe.beitraege() if profil.zeilen else {}
    for place, ergebnis in enumerate(profil.zeilen):
        yield Gruppe(
            ergebnis.sozialquartier.name,
            tuple(of_quartier(ausgabe, ergebnis, beitraege)),
            ist_offen=place == 0,
            marken=(FOKUS,) if ergebnis.ist_fokusquartier else (),
            ist_beispiel=beispiel,
        )


def of_raum(profil, raum):
    for row in profil.indikatoren:
        yield build_anteil(
            profil.ausgabe,
            row["indikator"],
            raum,
            row["wert"],
            row["stadt"],
            f"raum-{profil.ausgabe.berechnung.pk}-{raum._meta.model_name}-{raum.pk}",
        )


def of_quartier(ausgabe, ergebnis, beitraege):
    quartier = ergebnis.sozialquartier
    yield build_index(ausgabe, ergebnis)
    for indikator in ausgabe.indikatoren:
        own = beitraege.get((quartier.pk, indikator.kuerzel))
        city = beitraege.get((None, indikator.kuerzel))
        yield build_anteil(
            ausgabe,
            indikator,
            quartier,
            own.anteil if own else None,
            city.anteil if city else None,
            f"quartier-{ausgabe.berechnung.pk}-{quartier.pk}",
        )


def build_index(ausgabe, ergebnis):
    """The index of the quarter with its classes; that it is a Fokusquartier goes with it."""
    quartier = ergebnis.sozialquartier
    fields = {
        "art": SOZIALINDEX,
        "titel": f"Sozialindex {ausgabe.jahr}, {quartier}",
        "zeile": f"Sozialindex {ausgabe.jahr}",
        "adresse": quartier.get_absolute_url(),
        "stand": ausgabe.stand,
        "marke": mark(ausgabe),
    }
    if not ergebnis.is_berechnet:
        return Beleg("", wert="nicht berechnet", zusatz=ausgabe.hinweis(ergebnis), **fields)
    parts = [
        f"Status {ergebnis.status_klasse}",
        f"Dynamik {ergebnis.dynamik_klasse}" if ergebnis.dynamik_klasse else "",
        FOKUS if ergebnis.ist_fokusquartier else "",
    ]
    return Beleg(
        f"index-{ausgabe.berechnung.pk}-{quartier.pk}",
        wert=dezimal(ergebnis.status_index, plus=True),
        zusatz=", ".join(filter(None, parts)),
        **fields,
    )


def build_anteil(ausgabe, indikator, raum, anteil, stadt, key):
    """A share beside that of the city; what is protected or missing says so and has no key."""
    return Beleg(
        schluessel="" if anteil is None else f"{key}-{indikator.kuerzel}",
        art=INDIKATOR,
        titel=f"{indikator.name}, {raum.name}",
        zeile=indikator.name,
        adresse=raum.get_absolute_url(),
        stand=ausgabe.stand,
        wert=reason(indikator, raum, ausgabe.datenstand) if anteil is None else prozent(anteil),
        vergleich=f"Stadt {prozent(stadt)}" if stadt is not None else "",
        zusatz=compare(anteil, stadt),
        marke=mark(ausgabe),
    )


def reason(indikator, raum, jahr):
    """Return „geschützter Wert“ or what else the public series says; of a quarter only."""
    if raum._meta.model_name != "sozialquartier":
        return GAP
    punkte = public_zeitreihen().get(indikator.kuerzel, {}).get(raum.pk, ())
    return next((one.grund for one in punkte if one.jahr == jahr and one.grund), GAP)


def mark(ausgabe):
    return BEISPIEL if ausgabe.ist_beispiel else ""


def group_city(ausgabe):
    """What the city as a whole shows, for a Hinweis that speaks of no single area."""
    beitraege = ausgabe.beitraege(ergebnis__sozialquartier=None)
    rows = [
        Beleg(
            f"stadt-{ausgabe.berechnung.pk}-{indikator.kuerzel}",
            INDIKATOR,
            f"{indikator.name}, ganz Oberhausen",
            reverse("navigator:sozialindex"),
            ausgabe.stand,
            wert=prozent(beitraege[None, indikator.kuerzel].anteil),
            marke=mark(ausgabe),
            zeile=indikator.name,
        )
        for indikator in ausgabe.indikatoren
        if (None, indikator.kuerzel) in beitraege
        and beitraege[None, indikator.kuerzel].anteil is not None
    ]
    return Gruppe("Ganz Oberhausen", tuple(rows), ist_beispiel=ausgabe.ist_beispiel)


def group_einzelangaben(bezug):
    """Return figures that others published about exactly these areas or their quarters."""
    about = Q(sozialquartier__in=[one.pk for one in bezug.quartiere])
    for level in ("sozialraum", "stadtbezirk"):
        about |= Q(**{f"{level}__in": bezug.keys(level)})
    rows = [
        Beleg(
            f"einzelangabe-{one.pk}",
            EINZELANGABE,
            f"{one.bezeichnung}, {one.raum}",
            one.quelle_url or reverse("navigator:einzelangabe_list"),
            str(one.stand) or "Zeitpunkt unbekannt",
            wert=one.wert_text,
            zusatz=one.quelle,
        )
        for one in Einzelangabe.objects.filter(about)
    ]
    return [Gruppe(f"Einzelangaben ({len(rows)})", tuple(rows), ist_offen=False)] if rows else []
