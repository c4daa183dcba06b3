"""The funnel as a picture: numbers → what an SVG draws. Knows no HTML and no model.

Drawn like the decision path of the office: what was said on one side, questions as nodes, answers
as edges, outcomes on the other side. The path is data, so nothing here knows its questions.
"""

import textwrap
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import mean

LINE = 18  # units between two lines of text
THINNEST, THICKEST = 2, 16  # units of an edge
FREE = 2  # units around the picture, for the edges of its boxes
LABEL = 28  # units high, so that a finger finds it
LETTER = 8.5  # units of a letter of a label
BREAKS = {
    "Handlungsempfehlung": "Handlungs- empfehlung",
    "Maßnahmensteckbrief": "Maßnahmen- steckbrief",
    "Themenspeicher": "Themen- speicher",
    "dokumentiert (läuft gut)": "dokumentiert",
}


@dataclass(frozen=True)
class Format:
    """Measures of a picture in units: ``laengs`` is a box along the way, ``quer`` across it."""

    hochkant: bool
    breite: int  # of a box
    hoehe: int
    abstand: int  # between two layers
    buchstaben: int  # of a line in a box

    def point(self, along, across):
        return (across, along) if self.hochkant else (along, across)


BREIT = Format(hochkant=False, breite=162, hoehe=76, abstand=84, buchstaben=18)
SCHMAL = Format(hochkant=True, breite=106, hoehe=88, abstand=60, buchstaben=13)
ACROSS = 100  # units of a row of outcomes in the wide picture
SLIM = 340  # units across the slim one


@dataclass
class Kasten:
    """A box in layer ``schicht``; ``lage`` is its place across, from 0 to 1."""

    art: str  # eingang, frage, zwischen, ausgang
    text: str
    schicht: int
    lage: float
    anzahl: int | None = None
    parameter: dict | None = None
    wartet: int = 0
    x: float = 0
    y: float = 0
    breite: float = 0
    hoehe: float = 0
    zeilen: list = field(default_factory=list)  # (text, y, is a figure)

    @property
    def rund(self):
        return self.hoehe / 2 if self.art == "frage" else 6

    @property
    def mitte(self):
        return round(self.x + self.breite / 2, 1)


@dataclass
class Pfad:
    """An edge between two boxes, with its answer where it has one."""

    von: tuple
    nach: tuple
    anzahl: int
    antwort: str = ""
    frage: str = ""
    parameter: dict | None = None
    d: str = ""
    dicke: float = 0
    x: float = 0
    y: float = 0

    @property
    def text(self):
        return f"{self.antwort} {self.anzahl}"

    @property
    def beschreibung(self):
        return f"{self.text}: {self.frage}"

    @property
    def breite(self):
        return round(LETTER * len(self.text) + 16, 1)

    @property
    def oben(self):
        return round(self.y - LABEL / 2, 1)

    @property
    def grund(self):
        return round(self.y + 5, 1)

    @property
    def links(self):
        return round(self.x - self.breite / 2, 1)


@dataclass
class Bild:
    breite: float
    hoehe: float
    kaesten: list[Kasten]
    pfade: list[Pfad]


def draw_trichter(trichter, form=BREIT):
    """Return the :class:`Bild` of a funnel that has questions."""
    pfade = connect_antworten(trichter)
    schichten = find_schichten(trichter, pfade)
    lagen = settle(schichten, pfade)
    enden = order_enden(pfade, lagen)
    gut = [one for one in trichter.gesagt if not one.wird_entschieden]
    reihen = len(enden) + (len(gut) if not form.hochkant else 0)
    anteil = len(enden) / reihen
    kaesten = place_weg(trichter, schichten, lagen, enden, anteil)
    letzte = max(kasten.schicht for kasten in kaesten.values())
    add_eingang(trichter, kaesten, pfade, anteil)
    add_gut(gut, kaesten, pfade, letzte, form)
    along = (letzte + 1) * (form.hoehe if form.hochkant else form.breite) + letzte * form.abstand
    across = SLIM if form.hochkant else max(4, reihen) * ACROSS
    bild = Bild(*form.point(along + 2 * FREE, across), list(kaesten.values()), pfade)
    for kasten in bild.kaesten:
        set_kasten(kasten, form, across)
    most = max(1, *(pfad.anzahl for pfad in pfade))
    for pfad in pfade:
        set_pfad(pfad, kaesten[pfad.von], kaesten[pfad.nach], form)
        pfad.dicke = round(THINNEST + (THICKEST - THINNEST) * pfad.anzahl / most, 1)
    return bild


# ---- which boxes there are ---------------------------------------------------------------------


def connect_antworten(trichter):
    """Return the edges of all answers; one that leaves something behind passes a box of its own."""
    pfade = []
    for one in trichter.antworten:
        nach = ("frage", one.danach.schluessel) if one.danach else ("ausgang", one.ergebnis)
        if one.danach and one.ergebnis:
            zwischen = ("zwischen", one.schluessel)
            pfade.append(Pfad(zwischen, nach, one.anzahl))
            nach = zwischen
        pfade.append(
            Pfad(
                ("frage", one.frage.schluessel),
                nach,
                one.anzahl,
                one.antwort,
                one.frage.text,
                one.parameter,
            )
        )
    return pfade


def find_schichten(trichter, pfade):
    """Return the layer of each question and box between: one after all that lead to it."""
    schichten = {("frage", trichter.fragen[0].schluessel): 1}
    for _ in pfade:
        for pfad in pfade:
            if pfad.von in schichten and pfad.nach[0] != "ausgang":
                schichten[pfad.nach] = max(schichten.get(pfad.nach, 0), schichten[pfad.von] + 1)
    return schichten


def settle(schichten, pfade):
    """Return the place across of each question and box between, near what leads to it.

    One that is alone in its layer keeps the place of those: longer ways pass beside it.
    """
    layers = defaultdict(list)
    for key, schicht in schichten.items():
        layers[schicht].append(key)
    lagen = {}
    for schicht in sorted(layers):
        sources = {
            key: [lagen[pfad.von] for pfad in pfade if pfad.nach == key and pfad.von in lagen]
            for key in layers[schicht]
        }
        means = {key: mean(found) if found else 0.5 for key, found in sources.items()}
        ordered = sorted(means, key=means.get)
        if len(ordered) == 1:
            lagen |= means
        else:
            lagen |= {key: (n + 0.5) / len(ordered) for n, key in enumerate(ordered)}
    return lagen


def order_enden(pfade, lagen):
    """Return the ends of the ways, each near the questions that lead to it."""
    sources = defaultdict(list)
    for pfad in pfade:
        if pfad.nach[0] == "ausgang" and pfad.von in lagen:
            sources[pfad.nach].append(lagen[pfad.von])
    return sorted(sources, key=lambda end: mean(sources[end]))


def place_weg(trichter, schichten, lagen, enden, anteil):
    """Return the boxes of questions, of what is left on the way, and of the ends, by key."""
    fragen = {one.schluessel: one for one in trichter.fragen}
    zwischen = {one.schluessel: one.ergebnis_titel for one in trichter.antworten}
    kaesten = {}
    for (art, key), schicht in schichten.items():
        text = fragen[key].text if art == "frage" else zwischen[key]
        kasten = Kasten(art, text, schicht, anteil * lagen[art, key])
        kasten.wartet = fragen[key].wartet if art == "frage" else 0
        kaesten[art, key] = kasten
    letzte = max(schichten.values()) + 1
    staende = {one.parameter["ausgang"]: one for one in trichter.staende}
    for number, key in enumerate(enden):
        stand = staende[key[1]]
        lage = anteil * (number + 0.5) / len(enden)
        kaesten[key] = Kasten("ausgang", stand.titel, letzte, lage, stand.anzahl, stand.parameter)
    return kaesten


def add_eingang(trichter, kaesten, pfade, anteil):
    """Put what goes through the questions into the first layer."""
    entschieden = [one for one in trichter.gesagt if one.wird_entschieden]
    for number, one in enumerate(entschieden):
        key = ("eingang", one.parameter["art"])
        lage = anteil * (number + 0.5) / len(entschieden)
        kaesten[key] = Kasten("eingang", one.titel, 0, lage, one.anzahl, one.parameter)
        pfade.append(Pfad(key, ("frage", trichter.fragen[0].schluessel), one.anzahl))


def add_gut(gut, kaesten, pfade, letzte, form):
    """Put what runs well beside the questions: it is documented as it is.

    The slim picture has no room for that, so there the table alone tells it.
    """
    if form.hochkant:
        return
    reihen = sum(kasten.art == "ausgang" for kasten in kaesten.values()) + len(gut)
    for number, one in enumerate(gut, start=reihen - len(gut)):
        lage = (number + 0.5) / reihen
        von, nach = ("eingang", one.parameter["art"]), ("gut", one.parameter["art"])
        kaesten[von] = Kasten("eingang", one.titel, 0, lage, one.anzahl, one.parameter)
        kaesten[nach] = Kasten("ausgang", "dokumentiert", letzte, lage, one.anzahl, one.parameter)
        pfade.append(Pfad(von, nach, one.anzahl))


# ---- where they lie ----------------------------------------------------------------------------


def set_kasten(kasten, form, across):
    """Give a box its corner, its size and its lines."""
    kasten.breite, kasten.hoehe = form.breite, form.hoehe
    along, side = (form.hoehe, form.breite) if form.hochkant else (form.breite, form.hoehe)
    start = FREE + kasten.schicht * (along + form.abstand)
    middle = min(max(across * kasten.lage, side / 2 + FREE), across - side / 2 - FREE)
    kasten.x, kasten.y = (round(one, 1) for one in form.point(start, middle - side / 2))
    text = BREAKS.get(kasten.text, kasten.text)
    if len(kasten.text) <= form.buchstaben:
        text = kasten.text
    lines = textwrap.wrap(text, form.buchstaben, break_long_words=False, break_on_hyphens=False)
    lines = [(line, False) for line in lines]
    if kasten.anzahl is not None:
        lines.insert(0, (str(kasten.anzahl), True))
    if kasten.wartet:
        lines.append((f"({kasten.wartet} warten)", False))
    first = kasten.y + (kasten.hoehe - (len(lines) - 1) * LINE) / 2 + 5
    kasten.zeilen = [
        (line, round(first + number * LINE, 1), is_figure)
        for number, (line, is_figure) in enumerate(lines)
    ]


def set_pfad(pfad, von, nach, form):
    """Give an edge its curve and the place of its label."""
    if form.hochkant:
        start, end = (von.mitte, von.y + von.hoehe), (nach.mitte, nach.y)
        bend = (end[1] - start[1]) / 2
        inner = [(start[0], start[1] + bend), (end[0], end[1] - bend)]
    else:
        start = (von.x + von.breite, von.y + von.hoehe / 2)
        end = (nach.x, nach.y + nach.hoehe / 2)
        bend = (end[0] - start[0]) / 2
        inner = [(start[0] + bend, start[1]), (end[0] - bend, end[1])]
    points = [f"{round(x, 1):g} {round(y, 1):g}" for x, y in (start, *inner, end)]
    pfad.d = f"M{points[0]}C{points[1]} {points[2]} {points[3]}"
    part = 0.62 if form.hochkant else 0.5  # where edges of one box are apart
    weights = [(1 - part) ** 3, 3 * (1 - part) ** 2 * part, 3 * (1 - part) * part**2, part**3]
    pfad.x, pfad.y = (
        round(sum(w * one for w, one in zip(weights, axis, strict=True)), 1)
        for axis in zip(start, *inner, end, strict=True)
    )
