"""Pictures of the Sozialindex: numbers → what an SVG draws. Knows no HTML and no model.

A tone is the place of a colour and its pattern: 1 (least burden) to 4 (most), 0 where
nothing was computed.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from navigator.zahlen import dezimal, kurz

TONES = 4
ROOM = 0.9  # units of the index beyond the outer cuts
LETTER = 8  # units of a letter of a label
NEAR = 70  # units: two labels closer than this would touch
EDGE = 5  # units around a curve, for its end dot


def tone_of(place, count):
    """Return the tone of class ``place`` (0 has least burden) of ``count`` classes."""
    return 1 + round(place * (TONES - 1) / max(count - 1, 1))


def spread_values(values, *, burdens=True):
    """Cut values into up to four classes of about as many areas each.

    Returns the edges (one decimal, as they are shown) and a function value → tone; a value at
    an edge belongs above it. Where high values relieve, they get the light tones.
    """
    ordered = sorted(round(value, 1) for value in values)
    edges = sorted({ordered[len(ordered) * part // TONES] for part in range(1, TONES)} - {0})
    edges = [edge for edge in edges if ordered and edge > ordered[0]]

    def tone(value):
        place = bisect_right(edges, round(value, 1))
        return tone_of(place if burdens else len(edges) - place, len(edges) + 1)

    return edges, tone


# ---- ruler -----------------------------------------------------------------------------------


@dataclass
class Abschnitt:
    """A class on the ruler; ``zeile`` is the line that its name stands on."""

    x: float
    breite: float
    name: str
    ton: int
    zeile: int = 0

    @property
    def mitte(self):
        return round(self.x + self.breite / 2, 1)


@dataclass
class Marke:
    x: float
    text: str
    anker: str = "middle"


@dataclass
class Lineal:
    """One value between the cuts of its classes; ``stadt`` is where the city's 0 lies."""

    breite: int
    abschnitte: list[Abschnitt]
    schnitte: list[Marke]
    wert: Marke
    stadt: Marke | None
    zeilen: int

    @property
    def grund(self):
        """Where the figures of the cuts stand, below all lines of names."""
        return 102 + 20 * self.zeilen

    @property
    def hoehe(self):
        return self.grund + 10


def draw_lineal(wert, schnitte, klassen, *, gedreht, stadt=None, breite=680):
    """Draw ``wert`` on a ruler; low values are at the left, as on a line of numbers.

    ``schnitte`` and ``klassen`` (from least burden) are in units of burden; ``gedreht`` says
    that the index counts the other way round.
    """
    cuts = sorted((-cut if gedreht else cut) for cut in schnitte)
    names = [(name, tone_of(place, len(klassen))) for place, name in enumerate(klassen)]
    if gedreht:
        names.reverse()
    others = [value for value in (wert, stadt) if value is not None]
    low, high = min(*cuts, *others) - ROOM, max(*cuts, *others) + ROOM
    side = 20
    scale = (breite - 2 * side) / (high - low)

    def place(value):
        return round(side + (value - low) * scale, 1)

    bounds = [low, *cuts, high]
    abschnitte = [
        Abschnitt(place(start), round(place(end) - place(start), 1), name, ton)
        for start, end, (name, ton) in zip(bounds, bounds[1:], names, strict=False)
    ]
    stagger(abschnitte)
    value = Marke(place(wert), dezimal(wert))
    return Lineal(
        breite,
        abschnitte,
        [Marke(place(cut), kurz(cut)) for cut in cuts],
        value,
        beside(value, place(stadt)) if stadt is not None else None,
        max(one.zeile for one in abschnitte) + 1,
    )


def stagger(abschnitte):
    """Put a name on the second line where it would run into the one before."""
    ends = [0, 0]
    for one in abschnitte:
        half = len(one.name) * LETTER / 2
        one.zeile = 0 if one.mitte - half >= ends[0] else 1
        ends[one.zeile] = one.mitte + half + LETTER


def beside(value, x):
    """Return the mark of the city; both labels step aside where they would touch."""
    if abs(value.x - x) >= NEAR:
        return Marke(x, "Stadt 0")
    left = value.x < x
    value.anker = "end" if left else "start"
    return Marke(x, "Stadt 0", "start" if left else "end")


# ---- contributions ---------------------------------------------------------------------------


@dataclass
class Balken:
    """One contribution: where its bar lies in a track of 100 with the zero at 50."""

    name: str
    wert: float
    text: str
    x: float
    breite: float
    art: str  # senkt, hebt
    weiteres: dict = field(default_factory=dict)


def draw_balken(beitraege):
    """Draw pairs of name and contribution, the lowest first, around a common zero line."""
    ordered = sorted(beitraege, key=lambda pair: pair[1])
    longest = max((abs(value) for _, value in ordered), default=0) or 1
    bars = []
    for name, value in ordered:
        width = round(48 * abs(value) / longest, 1)
        x = round(50 - width, 1) if value < 0 else 50
        art = "senkt" if value < 0 else "hebt"
        bars.append(Balken(name, value, dezimal(value, plus=True), x, width, art))
    return bars


# ---- series ----------------------------------------------------------------------------------


@dataclass
class Kurve:
    """Two lines over the same years; ``strecken`` are the runs without a gap."""

    breite: int
    hoehe: int
    strecken: list[str]
    vergleich: list[str]
    ende: tuple[float, float] | None


def draw_kurve(jahre, werte, vergleich, *, breite=300, hoehe=46):
    """Draw the values of ``jahre`` (``None`` is a gap) and those of the city beside them."""
    known = [value for value in (*werte, *vergleich) if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    spread = (high - low) or 1
    span = (jahre[-1] - jahre[0]) or 1

    def point(jahr, value):
        x = EDGE + (jahr - jahre[0]) / span * (breite - 2 * EDGE)
        y = hoehe - EDGE - (value - low) / spread * (hoehe - 2 * EDGE)
        return round(x, 1), round(y, 1)

    own = [point(jahr, v) if v is not None else None for jahr, v in zip(jahre, werte, strict=True)]
    city = [
        point(jahr, v) if v is not None else None for jahr, v in zip(jahre, vergleich, strict=True)
    ]
    last = next((p for p in reversed(own) if p is not None), None)
    return Kurve(breite, hoehe, list(runs(own)), list(runs(city)), last)


def runs(points):
    """Return the unbroken runs as SVG's ``points``; a single point is a short dash."""
    run = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
        elif run:
            yield " ".join(f"{x:g},{y:g}" for x, y in (run if len(run) > 1 else run * 2))
            run = []
