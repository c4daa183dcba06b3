"""Maps as pictures: outlines and points → what an SVG draws. Knows no HTML and no model."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import shapely
from shapely.geometry import mapping, shape

FUSSNOTE = "Angenäherte Umrisse, keine amtlichen Grenzen."
WALKING_SPEED = 80  # metres a minute, as an estimate: 4.8 km/h
PADDING = 12  # units of the picture
NUMBER_HALF = 12  # units: half the height of a number's frame
LETTER = 8.5  # units of a digit
MARKER = 26  # units: points closer than this share one marker


@dataclass
class Flaeche:
    """One outline: ``pfad`` for SVG's ``d``; ``x`` and ``y`` are where its number stands."""

    pfad: str
    art: str
    name: str = ""
    adresse: str | None = None
    nummer: int | None = None
    x: float = 0
    y: float = 0
    farbe: "Farbe | None" = None

    @property
    def schild(self):
        """Half the width of the number's frame: wider where a sign stands beside it."""
        return 22 if self.farbe and self.farbe.zeichen else 12


@dataclass(frozen=True)
class Farbe:
    """What the colour of an area says: its tone (0: nothing known, 1 … 4) and the words for it.

    ``zeichen`` beside the number: „auf“, „ab“ or none.
    """

    ton: int
    text: str
    zeichen: str = ""


@dataclass
class Teilraum:
    """An area inside a chosen one: thin lines, and its name in the middle, cut at „/“."""

    pfad: str
    x: float
    y: float
    zeilen: list[str]


@dataclass
class Punkt:
    x: float
    y: float
    art: str
    name: str = ""
    farbe: str = ""
    zeichenfarbe: str = ""
    symbol: str = ""

    @property
    def rahmen(self):
        """Where the frame around a number begins and how wide it is, from its middle."""
        width = max(2 * NUMBER_HALF, 14 + LETTER * len(self.name))
        return {"x": -width / 2, "y": -NUMBER_HALF, "breite": width, "hoehe": 2 * NUMBER_HALF}


@dataclass
class Kreis:
    x: float
    y: float
    radius: float
    text: str


@dataclass
class Kartenbild:
    """A finished picture: the size of its viewBox, what it shows, and its text alternative."""

    breite: int
    hoehe: int
    titel: str
    flaechen: list[Flaeche] = field(default_factory=list)
    teilraeume: list[Teilraum] = field(default_factory=list)
    punkte: list[Punkt] = field(default_factory=list)
    kreis: Kreis | None = None
    fussnote: str = FUSSNOTE


class Projection:
    """Degrees → units of a picture; true to angles at the scale of a city."""

    def __init__(self, bounds, breite, hoehe=None):
        """Fit ``bounds`` (west, south, east, north) into ``breite``; the height follows."""
        self.west, south, east, self.north = bounds
        self.squeeze = math.cos(math.radians((south + self.north) / 2))
        inner = breite - 2 * PADDING
        self.scale = inner / ((east - self.west) * self.squeeze)
        if hoehe is not None:
            self.scale = min(self.scale, (hoehe - 2 * PADDING) / (self.north - south))
        self.hoehe = round((self.north - south) * self.scale + 2 * PADDING)

    def __call__(self, laenge, breite):
        x = (laenge - self.west) * self.squeeze * self.scale + PADDING
        y = (self.north - breite) * self.scale + PADDING
        return round(x, 1), round(y, 1)

    def path(self, geometry: Mapping) -> str:
        """Return „M…Z“ for every ring of a Polygon or MultiPolygon, nothing for other shapes."""
        polygons = {
            "Polygon": lambda: [geometry["coordinates"]],
            "MultiPolygon": lambda: geometry["coordinates"],
        }.get(geometry["type"], list)()
        return "".join(self._ring(ring) for polygon in polygons for ring in polygon)

    def _ring(self, ring):
        points = [self(laenge, breite) for laenge, breite, *_ in ring]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def draw_raeume(
    raeume: Iterable,
    titel: str,
    *,
    context=(),
    grenzen=(),
    active=None,
    links=True,
    farben: Mapping | None = None,
    breite=560,
):
    """Draw ``raeume`` with their numbers; ``context`` as thin lines without a link.

    ``active`` is highlighted. ``farben`` (primary key → ``Farbe``) makes a choropleth, over
    which ``grenzen`` are drawn as thick lines. Areas without an outline are left out; ``None``
    where none has one.
    """
    drawn = [raum for raum in raeume if raum.geometry]
    if not drawn:
        return None
    projection = Projection(_bounds(drawn), breite)
    bild = Kartenbild(breite, projection.hoehe, titel)
    for raum in drawn:
        x, y = projection(*middle(raum.geometry))
        bild.flaechen.append(
            Flaeche(
                projection.path(raum.geometry),
                "active" if raum == active else "area",
                raum.name,
                raum.get_absolute_url() if links and raum != active else None,
                raum.position,
                x,
                y,
                (farben or {}).get(raum.pk),
            )
        )
    bild.flaechen += [
        Flaeche(projection.path(raum.geometry), art)
        for art, lines in (("context", context), ("border", grenzen))
        for raum in lines
        if raum.geometry
    ]
    return bild


def draw_results(institutionen, raeume, chosen, *, inside=(), breite=640):
    """Draw the numbered results over the outlines; the chosen areas are highlighted and fill it.

    ``inside`` are the areas that the chosen ones consist of, drawn thinly with their names.

    Entries closer than a marker's width share one marker, which says all their numbers.
    """
    frame = [raum for raum in chosen or raeume if raum.geometry]
    if not frame:
        return None
    projection = Projection(_bounds(frame), breite)
    bild = Kartenbild(breite, projection.hoehe, "Karte der Treffer; die Zahlen sind die der Liste")
    bild.flaechen = [
        Flaeche(projection.path(raum.geometry), "context", raum.name)
        for raum in raeume
        if raum.geometry
    ]
    bild.flaechen += [
        Flaeche(projection.path(raum.geometry), "active", raum.name) for raum in frame if chosen
    ]
    bild.teilraeume = [
        Teilraum(
            projection.path(raum.geometry),
            *projection(*middle(raum.geometry)),
            name_lines(raum.name),
        )
        for raum in inside
        if raum.geometry
    ]
    groups = []
    for institution in institutionen:
        x, y = projection(institution.laenge, institution.breite)
        if not (0 <= x <= breite and 0 <= y <= projection.hoehe):
            continue
        near = (group for group in groups if math.hypot(group[0] - x, group[1] - y) < MARKER)
        group = next(near, None)
        if group is None:
            groups.append((x, y, [institution]))
        else:
            group[2].append(institution)
    bild.punkte = [
        Punkt(x, y, "number", _numbers([one.nummer for one in members])) for x, y, members in groups
    ]
    return bild


def build_umriss(chosen, inside):
    """Return what the map in the browser draws of chosen areas and of those they consist of."""
    return {
        "gewaehlt": [raum.geometry for raum in chosen if raum.geometry],
        "teilraeume": [
            {
                "umriss": raum.geometry,
                "mitte": [round(degree, 5) for degree in reversed(middle(raum.geometry))],
                "zeilen": name_lines(raum.name),
            }
            for raum in inside
            if raum.geometry
        ],
    }


def name_lines(name):
    """Cut „Vondern/Osterfeld-Süd“ into its parts; a slash stays at the end of its line."""
    first, *rest = name.split("/")
    return [f"{first}/", *rest] if rest else [name]


def _numbers(numbers):
    """„4“, „4–7“ for a run, „4, 9“, or „4 +3“ where it would get too long."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return str(first)
    if last - first == len(numbers) - 1:
        return f"{first}–{last}"
    if len(numbers) == 2:
        return f"{first}, {last}"
    return f"{first} +{len(numbers) - 1}"


def draw_place(institution, haltestellen, quartiere, *, breite=420, hoehe=300, minutes=5):
    """Draw an Institution's place with the stops around and a circle of ``minutes`` on foot."""
    reach = minutes * WALKING_SPEED * 1.3
    north = reach / 111_195
    east = north * breite / hoehe / math.cos(math.radians(institution.breite))
    box = (
        institution.laenge - east,
        institution.breite - north,
        institution.laenge + east,
        institution.breite + north,
    )
    projection = Projection(box, breite, hoehe)
    x, y = projection(institution.laenge, institution.breite)
    bild = Kartenbild(
        breite, projection.hoehe, f"Lage: {institution.anschrift or institution.name}"
    )
    bild.kreis = Kreis(
        x,
        y,
        round(projection.scale * minutes * WALKING_SPEED / 111_195, 1),
        f"{minutes} Minuten zu Fuß",
    )
    frame = shapely.box(*box).buffer(north / 50)  # a little more: its own edge is not drawn
    for quartier in quartiere:
        if quartier.geometry and _overlaps(quartier, box):
            part = mapping(shape(quartier.geometry).intersection(frame))
            art = "active" if quartier.pk == institution.sozialquartier_id else "context"
            bild.flaechen.append(Flaeche(projection.path(part), art))
    stops = [(*projection(stop.laenge, stop.breite), stop.name) for stop in haltestellen]
    bild.punkte = [
        Punkt(stop_x, stop_y, "stop", name)
        for stop_x, stop_y, name in stops
        if 0 < stop_x < breite and 0 < stop_y < bild.hoehe
    ]
    kategorie = institution.kategorie
    bild.punkte.append(
        Punkt(
            x,
            y,
            "marker",
            institution.name,
            kategorie.farbe,
            kategorie.zeichenfarbe,
            kategorie.symbol,
        )
    )
    return bild


def middle(geometry):
    """Return longitude and latitude of the point farthest from the outline: room for a number."""
    return shapely.maximum_inscribed_circle(shape(geometry)).coords[0]


def _bounds(raeume):
    return (
        min(raum.west for raum in raeume),
        min(raum.sued for raum in raeume),
        max(raum.ost for raum in raeume),
        max(raum.nord for raum in raeume),
    )


def _overlaps(raum, box):
    west, south, east, north = box
    return raum.west < east and raum.ost > west and raum.sued < north and raum.nord > south
