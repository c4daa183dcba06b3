"""Writes that touch more than one record."""

import json

import pytest
from django.core.exceptions import ValidationError

from navigator.models import Institution, Sozialraum, Stadtbezirk
from navigator.services import refresh_suchtexte, set_outlines
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialraum,
    create_stadtbezirk,
    square,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def outlines(tmp_path):
    """Write a GeoJSON file of named outlines; returns its path."""

    def write(**geometries):
        path = tmp_path / "raeume.geojson"
        features = [
            {"type": "Feature", "properties": {"name": name}, "geometry": geometry}
            for name, geometry in geometries.items()
        ]
        data = {"type": "FeatureCollection", "hinweis": "Eigene Rechnung.", "features": features}
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write


def test_outlines_are_set_by_name(outlines):
    create_stadtbezirk(name="Süd")
    create_stadtbezirk(name="Nord")

    set_outlines(Stadtbezirk.objects.all(), outlines(Süd=square(6.85, 51.47)))

    sued = Stadtbezirk.objects.get(name="Süd")
    assert sued.geometry == square(6.85, 51.47)
    assert sued.umriss_quelle == "Eigene Rechnung."
    assert (sued.west, sued.sued) == (6.85, 51.47)
    assert Stadtbezirk.objects.get(name="Nord").geometry is None


def test_outline_of_an_unknown_area_is_refused_and_nothing_written(outlines):
    create_stadtbezirk(name="Süd")

    with pytest.raises(ValueError, match="Den Raum „Mars“ gibt es nicht"):
        set_outlines(
            Stadtbezirk.objects.all(), outlines(Süd=square(6.85, 51.47), Mars=square(6.85, 51.47))
        )

    assert Stadtbezirk.objects.get().geometry is None


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [6.85, 51.47]},
        {"type": "Polygon", "coordinates": "viele"},
        {"type": "Polygon", "coordinates": [[[6, 51], [7, 52], [7, 51], [6, 52], [6, 51]]]},
    ],
)
def test_outline_that_is_none_is_refused(outlines, geometry):
    create_stadtbezirk(name="Süd")

    with pytest.raises(ValidationError, match="Umriss"):
        set_outlines(Stadtbezirk.objects.all(), outlines(Süd=geometry))


def test_renamed_kategorie_is_found_in_its_entries():
    kategorie = create_kategorie("kitas", name="Kindergärten")
    create_institution(name="A", kategorie=kategorie)
    create_institution(name="B", weitere_kategorien=[kategorie])
    create_institution(name="C")
    kategorie.name = "Tageseinrichtungen"
    kategorie.save()

    refresh_suchtexte()

    assert [one.name for one in Institution.objects.search("tageseinrichtungen")] == ["A", "B"]
    assert not Institution.objects.search("kindergärten").exists()


def test_only_the_given_entries_are_refreshed():
    raum = create_sozialraum(name="Mitte")
    for name in ("A", "B"):
        create_institution(name=name, sozialraum=raum, raumherkunft="hand")
    Sozialraum.objects.update(name="Zentrum")

    refresh_suchtexte(Institution.objects.filter(name="A"))

    assert [one.name for one in Institution.objects.search("zentrum")] == ["A"]
