"""Where something lies: points, Stadtteile and what the office set by hand."""

import math

import pytest

from navigator.models import Institution, Sozialquartier, meters_between
from navigator.models.raum import find_stadtteil
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    square,
)

pytestmark = pytest.mark.django_db

IN_A = {"breite": 51.475, "laenge": 6.855}
IN_B = {"breite": 51.475, "laenge": 6.865}
OUTSIDE = {"breite": 51.55, "laenge": 6.75}


@pytest.fixture
def stadt():
    """Two neighbouring quarters of two Sozialräume in one Stadtbezirk, and one elsewhere."""
    bezirk = create_stadtbezirk(name="Alt-Oberhausen", stadtteile="Alt-Oberhausen")
    mitte = create_sozialraum(name="Mitte", stadtbezirk=bezirk, stadtteile="Styrum")
    ost = create_sozialraum(name="Ost", stadtbezirk=bezirk)
    osterfeld = create_sozialraum(name="Osterfeld", stadtteile="Osterfeld\nVonderort")
    return {
        "bezirk": bezirk,
        "mitte": mitte,
        "ost": ost,
        "osterfeld": osterfeld,
        "a": create_sozialquartier(
            name="A", sozialraum=mitte, geometry=square(6.85, 51.47), stadtteile="Lirich"
        ),
        "b": create_sozialquartier(name="B", sozialraum=ost, geometry=square(6.86, 51.47)),
    }


def raeume(institution):
    return institution.stadtbezirk, institution.sozialraum, institution.sozialquartier


# ---- by the point --------------------------------------------------------------------------


@pytest.mark.parametrize("lagequalitaet", ["exakt", "strasse"])
def test_point_of_house_or_street_sets_all_three_areas(stadt, lagequalitaet):
    institution = create_institution(**IN_A, lagequalitaet=lagequalitaet)

    assert raeume(institution) == (stadt["bezirk"], stadt["mitte"], stadt["a"])
    assert institution.raumherkunft == "punkt"


def test_point_of_a_postleitzahl_sets_no_area(stadt):
    institution = create_institution(**IN_A, lagequalitaet="plz")

    assert raeume(institution) == (None, None, None)
    assert institution.raumherkunft == ""


def test_point_outside_all_outlines_sets_no_area(stadt):
    institution = create_institution(**OUTSIDE, lagequalitaet="exakt")

    assert raeume(institution) == (None, None, None)


def test_point_on_a_common_border_belongs_to_the_first_quarter():
    first = create_sozialquartier(geometry=square(6.75, 51.5, size=0.0625))
    create_sozialquartier(geometry=square(6.8125, 51.5, size=0.0625))

    institution = create_institution(breite=51.53, laenge=6.8125, lagequalitaet="exakt")

    assert institution.sozialquartier == first


def test_point_in_the_box_but_not_in_the_outline_is_outside():
    triangle = {
        "type": "Polygon",
        "coordinates": [[[6.8, 51.4], [6.9, 51.4], [6.8, 51.5], [6.8, 51.4]]],
    }
    quartier = create_sozialquartier(geometry=triangle)

    assert Sozialquartier.objects.containing(51.41, 6.81) == quartier
    assert Sozialquartier.objects.containing(51.49, 6.89) is None


def test_outline_may_have_holes_and_parts():
    with_hole = {
        "type": "MultiPolygon",
        "coordinates": [
            [square(6.80, 51.40, 0.03)["coordinates"][0], square(6.81, 51.41)["coordinates"][0]],
            square(6.90, 51.50)["coordinates"],
        ],
    }
    quartier = create_sozialquartier(geometry=with_hole)

    assert Sozialquartier.objects.containing(51.405, 6.805) == quartier
    assert Sozialquartier.objects.containing(51.505, 6.905) == quartier
    assert Sozialquartier.objects.containing(51.415, 6.815) is None


def test_moved_point_moves_the_areas(stadt):
    institution = create_institution(**IN_A, lagequalitaet="exakt")

    institution.laenge = IN_B["laenge"]
    institution.save()

    institution.refresh_from_db()
    assert raeume(institution) == (stadt["bezirk"], stadt["ost"], stadt["b"])


def test_removed_point_removes_the_areas(stadt):
    institution = create_institution(**IN_A, lagequalitaet="exakt")

    institution.breite = institution.laenge = None
    institution.lagequalitaet = ""
    institution.save()

    assert raeume(institution) == (None, None, None)
    assert institution.raumherkunft == ""


# ---- by the Stadtteil ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stadtteil", "expected"),
    [
        ("Lirich", ("bezirk", "mitte", "a")),
        ("LIRICH ", ("bezirk", "mitte", "a")),
        ("Styrum", ("bezirk", "mitte", None)),
        ("Alt-Oberhausen", ("bezirk", None, None)),
        ("alt oberhausen", ("bezirk", None, None)),
        ("Lirich-Nord", (None, None, None)),
        ("Sty", (None, None, None)),
        ("Buschhausen", (None, None, None)),
        ("–", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_stadtteil_sets_what_holds_it_entirely(stadt, stadtteil, expected):
    institution = create_institution(stadtteil=stadtteil)

    assert raeume(institution) == tuple(name and stadt[name] for name in expected)
    assert institution.raumherkunft == ("stadtteil" if any(expected) else "")


def test_point_is_finer_than_a_stadtteil_that_agrees(stadt):
    institution = create_institution(**IN_A, lagequalitaet="strasse", stadtteil="Alt-Oberhausen")

    assert institution.sozialquartier == stadt["a"]
    assert institution.raumherkunft == "punkt"


@pytest.mark.parametrize("lagequalitaet", ["exakt", "strasse"])
def test_stadtteil_holds_against_an_outline(stadt, lagequalitaet):
    institution = create_institution(**IN_A, lagequalitaet=lagequalitaet, stadtteil="Osterfeld")

    osterfeld = stadt["osterfeld"]
    assert raeume(institution) == (osterfeld.stadtbezirk, osterfeld, None)
    assert institution.raumherkunft == "stadtteil"


def test_stadtteil_counts_where_the_point_is_only_a_postleitzahl(stadt):
    institution = create_institution(**IN_A, lagequalitaet="plz", stadtteil="Vonderort")

    assert institution.sozialraum == stadt["osterfeld"]


def test_finest_area_with_the_stadtteil_wins(stadt):
    stadt["bezirk"].stadtteile = "Lirich"
    stadt["bezirk"].save()

    assert find_stadtteil("Lirich") == stadt["a"]


# ---- by hand -------------------------------------------------------------------------------


def test_area_set_by_hand_stays_when_saved(stadt):
    institution = create_institution(
        **IN_A,
        lagequalitaet="exakt",
        stadtteil="Osterfeld",
        sozialraum=stadt["ost"],
        raumherkunft="hand",
    )

    for _ in range(2):
        institution.full_clean()
        institution.save()

    stored = Institution.objects.get()
    assert raeume(stored) == (stadt["bezirk"], stadt["ost"], None)
    assert stored.raumherkunft == "hand"


def test_no_area_can_be_set_by_hand_too(stadt):
    institution = create_institution(**IN_A, lagequalitaet="exakt", raumherkunft="hand")

    assert raeume(institution) == (None, None, None)


def test_finer_area_sets_the_coarser(stadt):
    institution = create_institution(
        sozialquartier=stadt["b"], sozialraum=stadt["osterfeld"], raumherkunft="hand"
    )

    assert raeume(institution) == (stadt["bezirk"], stadt["ost"], stadt["b"])


def test_area_without_origin_is_computed_anew(stadt):
    institution = create_institution(sozialraum=stadt["ost"])

    assert institution.sozialraum is None


# ---- distances -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("north", "east"), [(0.01, 0), (0, 0.01), (0.01, 0.01), (-0.03, 0.05), (0, 0)]
)
def test_distance_is_that_of_the_great_circle(north, east):
    start, end = (51.47, 6.85), (51.47 + north, 6.85 + east)

    assert meters_between(*start, *end) == pytest.approx(great_circle(*start, *end), rel=0.001)


def great_circle(breite_a, laenge_a, breite_b, laenge_b):
    a, b, east = map(math.radians, (breite_a, breite_b, laenge_b - laenge_a))
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
    return 2 * 6_371_000 * math.asin(math.sqrt(half))


def test_near_orders_by_distance_and_stops_at_the_radius():
    here = (51.4700, 6.8500)
    stops = {
        name: create_haltestelle(name=name, breite=here[0] + north, laenge=here[1] + east)
        for name, north, east in [
            ("zu weit im Norden", 0.0046, 0),
            ("Ost 400 m", 0, 0.00577),
            ("Nord 200 m", 0.0018, 0),
            ("hier", 0, 0),
            ("Ecke", 0.0040, 0.0065),
            ("Süd 490 m", -0.0044, 0),
        ]
    }

    near = list(type(stops["hier"]).objects.near(*here, 500))

    assert [stop.name for stop in near] == ["hier", "Nord 200 m", "Ost 400 m", "Süd 490 m"]
    for stop in near:
        meters = meters_between(*here, stop.breite, stop.laenge)
        assert stop.abstand_quadrat**0.5 == pytest.approx(meters, abs=0.1)


def test_only_house_and_street_are_on_the_map():
    on_map = {
        create_institution(**IN_A, lagequalitaet="exakt"),
        create_institution(**IN_A, lagequalitaet="strasse"),
    }
    create_institution(**IN_A, lagequalitaet="plz")
    create_institution()

    assert set(Institution.objects.on_map()) == on_map
    assert {one for one in Institution.objects.all() if one.is_on_map} == on_map
