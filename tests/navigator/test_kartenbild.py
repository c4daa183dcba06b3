"""Maps as pictures: projection, outlines, points. No database."""

import math
import re
from types import SimpleNamespace

import pytest

from navigator.kartenbild import (
    FUSSNOTE,
    PADDING,
    WALKING_SPEED,
    Projection,
    draw_place,
    draw_raeume,
    draw_results,
)
from tests.factories import square

HERE = (51.475, 6.855)


def raum(name="Mitte", position=1, west=6.85, south=51.47, size=0.01, geometry=True):
    outline = square(west, south, size) if geometry else None
    return SimpleNamespace(
        pk=position,
        name=name,
        position=position,
        geometry=outline,
        west=west,
        sued=south,
        ost=west + size,
        nord=south + size,
        get_absolute_url=lambda: f"/sozialraeume/{name.lower()}/",
    )


def institution(breite=HERE[0], laenge=HERE[1], nummer=None, **fields):
    known = {
        "name": "Treff",
        "anschrift": "Markt 1, 46045 Oberhausen",
        "sozialquartier_id": 1,
        "kategorie": SimpleNamespace(farbe="#A8350C", zeichenfarbe="#FFFFFF", symbol="beratung"),
    }
    return SimpleNamespace(breite=breite, laenge=laenge, nummer=nummer, **known | fields)


def stop(name, north_metres, east_metres=0):
    return SimpleNamespace(
        name=name,
        breite=HERE[0] + north_metres / 111_195,
        laenge=HERE[1] + east_metres / (111_195 * math.cos(math.radians(HERE[0]))),
    )


def points_of(path):
    return [tuple(map(float, pair.split())) for pair in re.findall(r"[-\d.]+ [-\d.]+", path)]


# ---- projection ------------------------------------------------------------------------------


def test_projection_fills_the_width_and_puts_north_up():
    project = Projection((6.80, 51.45, 6.90, 51.55), 560)

    assert project(6.80, 51.55) == (PADDING, PADDING)
    assert project(6.90, 51.55) == (560 - PADDING, PADDING)
    assert project(6.80, 51.45) == (PADDING, pytest.approx(project.hoehe - PADDING, abs=0.5))


def test_projection_is_true_to_angles():
    """A square on the ground is a square in the picture."""
    east = 0.01 / math.cos(math.radians(51.475))
    project = Projection((6.85, 51.47, 6.85 + east, 51.48), 500)

    assert project.hoehe == pytest.approx(500, abs=1)


def test_projection_fits_into_a_height_as_well():
    project = Projection((6.80, 51.40, 6.81, 51.60), 420, hoehe=300)

    assert project.hoehe == 300


def test_path_draws_every_ring_closed():
    project = Projection((6.80, 51.45, 6.90, 51.55), 560)
    polygon = {
        "type": "Polygon",
        "coordinates": [
            square(6.80, 51.45, 0.05)["coordinates"][0],
            square(6.81, 51.46, 0.01)["coordinates"][0],
        ],
    }
    parts = {"type": "MultiPolygon", "coordinates": [polygon["coordinates"]] * 2}

    assert re.fullmatch(r"(M[-\d.]+ [-\d.]+(L[-\d.]+ [-\d.]+){4}Z){2}", project.path(polygon))
    assert project.path(parts) == project.path(polygon) * 2
    assert project.path({"type": "GeometryCollection", "geometries": []}) == ""


# ---- areas -----------------------------------------------------------------------------------


def test_areas_are_drawn_with_number_link_and_outline():
    mitte, ost = raum(), raum("Ost", 2, west=6.86)

    bild = draw_raeume([mitte, ost], "Karte", active=ost, context=[raum("Quartier", 9)])

    assert (bild.titel, bild.fussnote, bild.breite) == ("Karte", FUSSNOTE, 560)
    first, second, context = bild.flaechen
    assert (first.art, first.name, first.nummer) == ("area", "Mitte", 1)
    assert first.adresse == "/sozialraeume/mitte/"
    assert (second.art, second.adresse) == ("active", None)
    assert (context.art, context.adresse, context.nummer) == ("context", None, None)


def test_number_stands_inside_its_area():
    bild = draw_raeume([raum(), raum("Ost", 2, west=6.86)], "Karte")

    for flaeche in bild.flaechen:
        xs, ys = zip(*points_of(flaeche.pfad), strict=True)
        assert min(xs) < flaeche.x < max(xs)
        assert min(ys) < flaeche.y < max(ys)


def test_drawing_stays_within_the_picture():
    bild = draw_raeume([raum(size=0.05), raum("Ost", 2, west=6.95, south=51.55)], "Karte")

    for flaeche in bild.flaechen:
        for x, y in points_of(flaeche.pfad):
            assert 0 <= x <= bild.breite
            assert 0 <= y <= bild.hoehe


def test_links_can_be_left_out():
    bild = draw_raeume([raum()], "Karte", links=False)

    assert [flaeche.adresse for flaeche in bild.flaechen] == [None]


def test_areas_without_outline_are_left_out():
    bild = draw_raeume([raum(), raum("Ost", 2, geometry=False)], "Karte")

    assert [flaeche.name for flaeche in bild.flaechen] == ["Mitte"]
    assert draw_raeume([raum(geometry=False)], "Karte") is None
    assert draw_raeume([], "Karte") is None


# ---- one place -------------------------------------------------------------------------------


def test_place_stands_in_the_middle_of_its_picture():
    bild = draw_place(institution(), [], [])

    (marker,) = bild.punkte
    assert marker.art == "marker"
    assert (marker.x, marker.y) == pytest.approx((bild.breite / 2, bild.hoehe / 2), abs=6)
    assert (marker.farbe, marker.symbol) == ("#A8350C", "beratung")
    assert bild.titel == "Lage: Markt 1, 46045 Oberhausen"


def test_title_falls_back_to_the_name():
    assert draw_place(institution(anschrift=""), [], []).titel == "Lage: Treff"


@pytest.mark.parametrize("minutes", [5, 10])
def test_circle_is_as_wide_as_people_walk(minutes):
    edge = stop("Rand", minutes * WALKING_SPEED)

    bild = draw_place(institution(), [edge], [], minutes=minutes)

    rand, marker = bild.punkte
    assert bild.kreis.text == f"{minutes} Minuten zu Fuß"
    assert (bild.kreis.x, bild.kreis.y) == (marker.x, marker.y)
    assert marker.y - rand.y == pytest.approx(bild.kreis.radius, abs=0.2)


def test_circle_is_round_on_the_ground():
    north, east = stop("N", 400), stop("O", 0, 400)

    bild = draw_place(institution(), [north, east], [])

    nord, ost, marker = bild.punkte
    assert ost.x - marker.x == pytest.approx(marker.y - nord.y, abs=0.3)


def test_stops_outside_the_picture_are_left_out():
    bild = draw_place(institution(), [stop("nah", 100), stop("fern", 900)], [])

    assert [punkt.name for punkt in bild.punkte] == ["nah", "Treff"]


def test_quarters_around_are_drawn_and_the_own_one_marked():
    own, other = raum("A", 1), raum("B", 2, west=6.86)
    far, blank = raum("C", 3, west=6.95), raum("D", 4, geometry=False)

    bild = draw_place(institution(), [], [own, other, far, blank])

    assert [flaeche.art for flaeche in bild.flaechen] == ["active", "context"]
    assert all(flaeche.pfad.startswith("M") for flaeche in bild.flaechen)


# ---- results ---------------------------------------------------------------------------------


def test_results_carry_the_numbers_of_the_list():
    entries = [institution(51.472, 6.852, 1), institution(51.478, 6.858, 2)]

    bild = draw_results(entries, [raum()], [])

    assert [(punkt.art, punkt.name) for punkt in bild.punkte] == [("number", "1"), ("number", "2")]
    assert [flaeche.art for flaeche in bild.flaechen] == ["context"]


@pytest.mark.parametrize(
    ("numbers", "label"),
    [([4], "4"), ([4, 5, 6], "4–6"), ([4, 9], "4, 9"), ([4, 6, 9], "4 +2")],
)
def test_results_close_together_share_a_marker(numbers, label):
    entries = [institution(nummer=number) for number in numbers]

    (punkt,) = draw_results(entries, [raum()], []).punkte

    assert punkt.name == label


def test_results_outside_the_frame_are_left_out():
    bild = draw_results([institution(51.60, 6.99, 1)], [raum()], [])

    assert bild.punkte == []


def test_chosen_areas_fill_the_picture_of_results():
    whole, chosen = raum(size=0.1), raum("Ost", 2, west=6.86, size=0.02)

    bild = draw_results([], [whole, chosen], [chosen])

    active = [flaeche for flaeche in bild.flaechen if flaeche.art == "active"]
    assert [flaeche.name for flaeche in active] == ["Ost"]
    xs = [x for x, _ in points_of(active[0].pfad)]
    assert (min(xs), max(xs)) == (PADDING, bild.breite - PADDING)


def test_results_without_any_outline_have_no_picture():
    assert draw_results([institution(nummer=1)], [raum(geometry=False)], []) is None
