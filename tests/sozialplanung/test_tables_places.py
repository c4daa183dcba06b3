"""Points and addresses as municipal files write them."""

import pytest
from pyproj import Transformer

from sozialplanung.tables import (
    Anschrift,
    TableError,
    parse_pair,
    read_point,
    repair_plz,
    split_anschrift,
    split_street,
)

ALTMARKT = (51.471, 6.8517)
EAST, NORTH = Transformer.from_crs(4326, 25832, always_xy=True).transform(*ALTMARKT[::-1])


def place(north, east):
    point = read_point(north, east)
    return round(point.breite, 5), round(point.laenge, 5)


@pytest.mark.parametrize(
    ("north", "east"),
    [
        ("51,471", "6,8517"),
        ("51.471", "6.8517"),
        ("6,8517", "51,471"),
        (f"{NORTH:.2f}", f"{EAST:.2f}"),
        (f"{NORTH:.2f}".replace(".", ","), f"{EAST:.2f}".replace(".", ",")),
        (f"{EAST:.2f}", f"{NORTH:.2f}"),
        (f"{NORTH:.2f}", f"32{EAST:.2f}"),
        (f"{NORTH:,.2f}", f"{EAST:,.2f}"),
        (
            f"{NORTH:,.2f}".translate(str.maketrans(",.", ".,")),
            f"{EAST:,.2f}".translate(str.maketrans(",.", ".,")),
        ),
    ],
)
def test_point_is_found_in_either_system_and_order(north, east):
    assert place(north, east) == ALTMARKT


def test_system_and_order_are_told():
    metres, degrees = read_point(f"{EAST}", f"{NORTH}"), read_point("51,471", "6,8517")

    assert (metres.system, metres.vertauscht) == ("Meter (ETRS89/UTM 32, EPSG:25832)", True)
    assert (degrees.system, degrees.vertauscht) == ("Grad (WGS 84)", False)


def test_degrees_stay_exactly_as_they_are():
    point = read_point("51.47100123456789", "6.85")

    assert (point.breite, point.laenge) == (51.47100123456789, 6.85)


def test_blank_cells_are_no_point():
    assert read_point("", " ") is None


@pytest.mark.parametrize(
    ("north", "east", "part"),
    [
        ("51,4", "", "fehlt eine"),
        ("0", "0", "kein Punkt in Deutschland"),
        ("5704500", "2553000", "Gauß-Krüger"),
        ("6710000", "763000", "Web-Mercator"),
        ("6.851.234", "51.471.234", "kein Punkt in Deutschland"),
        ("52,5", "113,4", "kein Punkt in Deutschland"),
    ],
)
def test_what_is_no_point_is_refused(north, east, part):
    with pytest.raises(TableError, match=part):
        read_point(north, east)


@pytest.mark.parametrize(
    "cell",
    [
        "51.471, 6.8517",
        "51.471,6.8517",
        "51,471; 6,8517",
        "51,471 6,8517",
        "51,471, 6,8517",
        "POINT (6.8517 51.471)",
        "Point(6.8517 51.471)",
        "SRID=4326;POINT(6.8517 51.471)",
        '{"type": "Point", "coordinates": [6.8517, 51.471]}',
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [6.8517, 51.471]}}',
    ],
)
def test_pair_in_one_cell_is_read(cell):
    assert place(*parse_pair(cell)) == ALTMARKT


def test_pair_of_metres_is_read():
    assert place(*parse_pair(f"{EAST:.0f},{NORTH:.0f}")) == pytest.approx(ALTMARKT, abs=1e-4)


@pytest.mark.parametrize(
    "cell", ["Altmarkt", "51,47", "51.4 6.8 7", '{"type": "Point"}', "{}", "{kaputt"]
)
def test_cell_that_is_no_pair_is_refused(cell):
    with pytest.raises(TableError, match="kein Punkt"):
        parse_pair(cell)


@pytest.mark.parametrize(
    ("text", "street", "number"),
    [
        ("Essener Straße 57", "Essener Straße", "57"),
        ("Essener Straße 57 a", "Essener Straße", "57 a"),
        ("Essener Str.57a", "Essener Str.", "57a"),
        ("Nohlstr. 12–14", "Nohlstr.", "12–14"),
        ("Nohlstr. 12 - 14", "Nohlstr.", "12-14"),
        ("Nohlstr. 12a-c", "Nohlstr.", "12a-c"),
        ("Nohlstr. 3/5", "Nohlstr.", "3/5"),
        ("Nohlstr., Nr. 3", "Nohlstr.", "3"),
        ("Straße des 17. Juni", "Straße des 17. Juni", ""),
        ("Straße des 17. Juni 8", "Straße des 17. Juni", "8"),
        ("Am Markt", "Am Markt", ""),
        ("", "", ""),
        ("57", "57", ""),
    ],
)
def test_number_is_taken_off_the_street(text, street, number):
    assert split_street(text) == (street, number)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Essener Str. 57, 46047 Oberhausen",
            Anschrift("Essener Str.", "57", "46047", "Oberhausen"),
        ),
        (
            "Essener Str. 57\n46047 Oberhausen",
            Anschrift("Essener Str.", "57", "46047", "Oberhausen"),
        ),
        ("Markt 1 D-46045 Oberhausen", Anschrift("Markt", "1", "46045", "Oberhausen")),
        ("Markt 12a, Oberhausen", Anschrift("Markt", "12a", "", "Oberhausen")),
        ("46045 Oberhausen", Anschrift("", "", "46045", "Oberhausen")),
        ("Markt 1", Anschrift("Markt", "1")),
        ("", Anschrift()),
    ],
)
def test_address_in_one_cell_is_parted(text, parts):
    assert split_anschrift(text) == parts


@pytest.mark.parametrize("text", ["46045", "46045.0", "46045,00", "46 045", "D-46045", " 46045 "])
def test_plz_is_repaired(text):
    assert repair_plz(text) == "46045"


@pytest.mark.parametrize("text", ["", "4604", "460455", "unbekannt"])
def test_plz_that_cannot_be_repaired_stays(text):
    assert repair_plz(text) == text
