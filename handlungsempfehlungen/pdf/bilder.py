"""Pictures of the papers: the portal's own drawings as SVG, each with its words."""

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from handlungsempfehlungen.models import Umsetzungsstand
from navigator.kartenbild import draw_raeume

from .bausteine import anzahl_wort

FOLDER = "handlungsempfehlungen/papier"
WIDE = 1000  # units of the progress bar
LEAST = 40  # units: the narrowest segment that still shows its pattern
DIGIT = 13
# colour, pattern, dashed edge: told apart in grey too
SEGMENTS = {
    Umsetzungsstand.UMGESETZT: ("#23663A", "", False),
    Umsetzungsstand.ETABLIERT: ("#E4F1E5", "waagrecht", False),
    Umsetzungsstand.UMSETZUNG: ("#0B5A55", "linien", False),
    Umsetzungsstand.VORBEREITUNG: ("#FCF0D2", "punkte", False),
    Umsetzungsstand.OFFEN: ("#FFFFFF", "", False),
    Umsetzungsstand.ZURUECKGESTELLT: ("#FBE9DF", "kreuze", False),
    Umsetzungsstand.ENTFALLEN: ("#F3ECDF", "", True),
}


def read_zeichen():
    """Return the portal's sign for the head of every page."""
    with open(finders.find("img/favicon.svg"), encoding="utf-8") as file:  # noqa: PTH123 -- a finder's path
        return file.read()


def render_karte(bild):
    return render_to_string(f"{FOLDER}/karte.svg", {"bild": bild})


def render_kurve(kurve):
    return render_to_string(f"{FOLDER}/kurve.svg", {"kurve": kurve})


def draw_indexkarte(quartiere, profil, titel, grenzen=()):
    """Return picture, words and legend of some quarters in an edition, or ``None``."""
    bild = draw_raeume(
        sorted(quartiere, key=lambda one: one.position),
        titel,
        grenzen=grenzen,
        farben=profil.farben,
        links=False,
        breite=460,
    )
    if bild is None:
        return None
    areas = [one for one in bild.flaechen if one.farbe]
    words = "; ".join(f"{one.nummer} {one.name}: {one.farbe.text}" for one in areas)
    legende = [
        {"ton": ton, "text": f"{name} ({anzahl})"} for name, ton, anzahl in profil.verteilung
    ]
    return {
        "svg": render_karte(bild),
        "alt": f"{titel}. {words}.",
        "legende": legende,
        "fussnote": bild.fussnote,
    }


def draw_lage(raum, alle):
    """Return the picture of the cover: all areas, ``raum`` among them highlighted where given."""
    titel = f"Lage von {raum} in Oberhausen" if raum else "Die Sozialräume in Oberhausen"
    bild = draw_raeume(alle, titel, active=raum, links=False)
    return {"svg": render_karte(bild), "alt": f"{titel}. {bild.fussnote}"} if bild else None


def draw_balken(zahlen):
    """Draw how many recommendations are in which state: ``{state: number}``, zeros left out."""
    present = [(one, zahlen[one]) for one in SEGMENTS if zahlen.get(one)]
    room = WIDE - LEAST * len(present)
    total = sum(number for _, number in present) or 1
    teile, x = [], 0.0
    for state, number in present:
        farbe, muster, gestrichelt = SEGMENTS[state]
        breite = round(LEAST + room * number / total, 1)
        schild = 20 + DIGIT * len(str(number))
        mitte = round(x + breite / 2, 1)
        teile.append(
            {
                "x": round(x, 1),
                "breite": breite,
                "farbe": farbe,
                "muster": muster,
                "gestrichelt": gestrichelt,
                "anzahl": number,
                "mitte": mitte,
                "schild": round(mitte - schild / 2, 1),
                "schildbreite": schild,
            }
        )
        x += breite
    return render_to_string(f"{FOLDER}/balken.svg", {"teile": teile})


def list_staende(zahlen):
    """Return the badges beside the bar: each state with its number in words."""
    return [
        {"art": one.value, "wort": f"{anzahl_wort(zahlen[one])} {one.label}"}
        for one in SEGMENTS
        if zahlen.get(one)
    ]
