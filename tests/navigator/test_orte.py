"""What people type as the place where they are."""

import pytest

from navigator.models import Haltestelle, Strassenpunkt
from navigator.orte import Ort, OrtError, find_ort
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_sozialraum,
    create_stadtbezirk,
    square,
)

pytestmark = pytest.mark.django_db


def create_strassenpunkt(strasse, hausnummer="", breite=51.47, laenge=6.85, **fields):
    return Strassenpunkt.objects.create(
        strasse=strasse, hausnummer=hausnummer, breite=breite, laenge=laenge, **fields
    )


@pytest.fixture
def _stadt():
    create_haltestelle(name="Sterkrade Bahnhof", breite=51.51, laenge=6.84)
    create_haltestelle(name="Altmarkt", breite=51.47, laenge=6.85)
    create_strassenpunkt("Nohlstraße", "3", breite=51.471, laenge=6.851, plz="46045")
    create_strassenpunkt("Nohlstraße", "7", breite=51.473, laenge=6.853, plz="46045")
    create_strassenpunkt("Nohlplatz", stadtteil="Lirich", breite=51.48, laenge=6.83)
    create_sozialraum(name="Mitte/Styrum", geometry=square(6.86, 51.46))
    create_stadtbezirk(name="Osterfeld")


@pytest.mark.usefixtures("_stadt")
@pytest.mark.parametrize(
    ("typed", "name", "breite", "laenge"),
    [
        ("Haltestelle Altmarkt", "Haltestelle Altmarkt", 51.47, 6.85),
        ("altmarkt", "Haltestelle Altmarkt", 51.47, 6.85),
        ("Altm", "Haltestelle Altmarkt", 51.47, 6.85),
        ("haltestelle:sterkrade-bahnhof", "Haltestelle Sterkrade Bahnhof", 51.51, 6.84),
        ("Nohlstraße 3", "Straße Nohlstraße 3", 51.471, 6.851),
        ("nohlstr. 7", "Straße Nohlstraße 7", 51.473, 6.853),
        ("Nohlstrasse", "Straße Nohlstraße", 51.472, 6.852),
        ("Nohlstr. 99", "Straße Nohlstraße", 51.472, 6.852),
        (" NOHLPLATZ ", "Straße Nohlplatz", 51.48, 6.83),
        ("46045", "Postleitzahl 46045", 51.472, 6.852),
        ("Lirich", "Stadtteil Lirich", 51.48, 6.83),
        ("Mitte/Styrum", "Sozialraum Mitte/Styrum", 51.465, 6.865),
        ("51.4711,6.8512", "Ihr gewählter Punkt", 51.471, 6.851),
        ("51.471, 6.851", "Ihr gewählter Punkt", 51.471, 6.851),
    ],
)
def test_place_is_found_as_people_write_it(typed, name, breite, laenge):
    ort = find_ort(typed)

    assert str(ort) == name
    assert (ort.breite, ort.laenge) == pytest.approx((breite, laenge))


@pytest.mark.usefixtures("_stadt")
@pytest.mark.parametrize("typed", ["Altmarkt", "Nohlstraße", "46045", "Lirich", "51.471,6.851"])
def test_place_in_an_address_is_found_again(typed):
    ort = find_ort(typed)

    assert find_ort(ort.kennung) == ort


@pytest.mark.usefixtures("_stadt")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Nohl", ["Nohlplatz", "Nohlstraße"]),
        ("Altmakrt", ["Altmarkt"]),
        ("Nohlstarße", []),
        ("Raumfahrt", []),
        ("Osterfeld", []),
        ("strasse:mars", []),
        ("haltestelle:", []),
        ("!", []),
        ("52.52,13.40", []),
        ("999.0,6.85", []),
    ],
)
def test_unknown_or_ambiguous_place_is_said_in_a_sentence(typed, names):
    with pytest.raises(OrtError) as refusal:
        find_ort(typed)

    assert str(refusal.value).endswith(".")
    assert {ort.name for ort in refusal.value.vorschlaege} >= set(names)


def test_unknown_street_leads_to_the_stops():
    with pytest.raises(OrtError, match="wählen Sie die nächste Haltestelle"):
        find_ort("Mondallee 5")


def test_point_of_a_device_is_kept_to_hundred_metres_only():
    assert find_ort("51.4712345,6.8598765") == Ort(
        "", "51.471,6.860", "Ihr gewählter Punkt", 51.471, 6.86
    )


def test_drafts_do_not_make_a_place():
    place = {"breite": 51.47, "laenge": 6.85, "lagequalitaet": "exakt"}
    create_institution(stadtteil="Geheim", status="entwurf", **place)

    with pytest.raises(OrtError):
        find_ort("Geheim")


def test_new_places_are_known_at_once():
    with pytest.raises(OrtError):
        find_ort("Altmarkt")

    create_haltestelle(name="Altmarkt")

    assert find_ort("Altmarkt").name == "Altmarkt"


def test_stops_of_one_name_get_slugs_of_their_own():
    stops = [create_haltestelle(name="Markt", breite=51.47 + n / 100) for n in range(3)]

    assert [stop.slug for stop in stops] == ["markt", "markt-2", "markt-3"]
    assert [stop.slug for stop in Haltestelle.objects.all()] == ["markt", "markt-2", "markt-3"]


@pytest.mark.parametrize("typed", ["\x00", "a" * 120, "💡", "%", "5", "straße", "Haltestelle", ":"])
def test_nonsense_is_refused_and_nothing_breaks(typed):
    create_haltestelle(name="Altmarkt")

    with pytest.raises(OrtError):
        find_ort(typed)
