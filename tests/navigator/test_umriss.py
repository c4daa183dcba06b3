"""Outlines in the office's form: uploads, what is refused and why, what only looks wrong."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyproj import Transformer

from navigator.models import Sozialquartier, Stadtbezirk
from tests.factories import create_sozialquartier, create_sozialraum, create_stadtbezirk, square
from tests.office import change, errors, url

pytestmark = pytest.mark.django_db
GROUND = square(6.85, 51.47)
TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:25832", always_xy=True)


def feature(geometry):
    return {"type": "Feature", "properties": {"name": "egal"}, "geometry": geometry}


def collection(*geometries):
    return {"type": "FeatureCollection", "features": [feature(one) for one in geometries]}


def polygon(*corners):
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


def in_metres(geometry):
    (ring,) = geometry["coordinates"]
    return polygon(*(TO_METRES.transform(*corner) for corner in ring))


def upload(client, raum, data, name="umriss.geojson"):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return change(client, raum, umriss_datei=SimpleUploadedFile(name, content))


def messages(response):
    return [str(one) for one in response.wsgi_request._messages]


@pytest.mark.parametrize("data", [GROUND, feature(GROUND), collection(GROUND)])
def test_upload_takes_a_geometry_however_it_is_wrapped(admin_client, data):
    bezirk = create_stadtbezirk()

    response = upload(admin_client, bezirk, data)

    assert response.status_code == 302
    bezirk.refresh_from_db()
    assert bezirk.geometry == GROUND
    assert (bezirk.west, bezirk.nord) == (6.85, pytest.approx(51.48))


def test_upload_in_metres_is_turned_into_degrees(admin_client):
    bezirk = create_stadtbezirk()

    upload(admin_client, bezirk, in_metres(GROUND))

    bezirk.refresh_from_db()
    (ring,), (expected,) = bezirk.geometry["coordinates"], GROUND["coordinates"]
    assert ring == [pytest.approx(corner, abs=1e-5) for corner in expected]


def test_upload_replaces_the_text(admin_client):
    bezirk = create_stadtbezirk(geometry=square(6.8, 51.5))

    upload(admin_client, bezirk, GROUND)

    bezirk.refresh_from_db()
    assert bezirk.geometry == GROUND


def test_text_takes_a_feature_too(admin_client):
    bezirk = create_stadtbezirk()

    change(admin_client, bezirk, geometry=json.dumps(feature(GROUND)))

    bezirk.refresh_from_db()
    assert bezirk.geometry == GROUND


BOW_TIE = polygon((6.85, 51.47), (6.86, 51.48), (6.86, 51.47), (6.85, 51.48), (6.85, 51.47))
FLAT = polygon((6.85, 51.47), (6.86, 51.47), (6.85, 51.47))
HOLE_OUTSIDE = {
    "type": "Polygon",
    "coordinates": [*GROUND["coordinates"], *square(6.9, 51.5)["coordinates"]],
}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"kein JSON", "kein GeoJSON"),
        (b"\xff\xfe\x00", "kein GeoJSON"),
        ({"type": "Point", "coordinates": [6.85, 51.47]}, "kein GeoJSON-Polygon"),
        ([], "kein GeoJSON-Polygon"),
        (collection(), "enthält 0 Flächen"),
        (collection(GROUND, GROUND), "enthält 2 Flächen"),
        (feature(None), "kein GeoJSON-Polygon"),
        ({"type": "Polygon", "coordinates": "quer"}, "nicht lesbar"),
        ({"type": "Polygon"}, "leer"),
        (BOW_TIE, "Seine Linie kreuzt sich selbst bei Breite 51.47500, Länge 6.85500"),
        (FLAT, "ungültig"),
        (HOLE_OUTSIDE, "Ein Loch liegt außerhalb der Fläche"),
        (square(51.47, 6.85), "liegt nicht in Oberhausen"),
        (square(13.4, 52.5), "liegt nicht in Oberhausen"),
        (in_metres(square(13.4, 52.5)), "nicht in Grad"),
    ],
)
def test_wrong_outline_is_refused_with_the_reason(admin_client, data, reason):
    bezirk = create_stadtbezirk(geometry=GROUND)

    response = upload(admin_client, bezirk, data)

    (sentence,) = errors(response)["umriss_datei"]
    assert reason in sentence
    bezirk.refresh_from_db()
    assert bezirk.geometry == GROUND


def test_too_many_corners_are_refused(admin_client, monkeypatch):
    monkeypatch.setattr("navigator.admin.umriss.MOST_CORNERS", 4)

    response = upload(admin_client, create_stadtbezirk(), GROUND)

    assert errors(response)["umriss_datei"] == [
        "Der Umriss hat 5 Eckpunkte, möglich sind 4. Bitte vereinfachen Sie ihn."
    ]


def test_too_large_file_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr("navigator.admin.umriss.LARGEST_FILE", 10)

    response = upload(admin_client, create_stadtbezirk(), GROUND)

    assert "größer als 5 MB" in errors(response)["umriss_datei"][0]


def test_refused_text_is_explained_where_it_stands(admin_client):
    bezirk = create_stadtbezirk()

    response = change(admin_client, bezirk, geometry=json.dumps(BOW_TIE))

    assert "kreuzt sich selbst" in errors(response)["geometry"][0]
    assert "Noch nicht gesichert" in response.content.decode()


# ---- doubts: saved, but said -----------------------------------------------------------


def test_overlap_with_a_sibling_is_saved_with_a_warning(admin_client):
    create_stadtbezirk(name="Nord", geometry=square(6.855, 51.47))
    bezirk = create_stadtbezirk(name="Süd")

    response = upload(admin_client, bezirk, GROUND)

    assert Stadtbezirk.objects.get(name="Süd").geometry == GROUND
    doubt = "Überschneidet sich zu 50\N{NO-BREAK SPACE}% mit „Nord“."
    assert f"Umriss von „Süd“: {doubt}" in messages(response)
    page = admin_client.get(url(Stadtbezirk, "change", bezirk.pk)).content.decode()
    assert doubt in page


def test_neighbours_that_only_touch_raise_no_doubt(admin_client):
    create_stadtbezirk(geometry=square(6.86, 51.47))
    bezirk = create_stadtbezirk()

    response = upload(admin_client, bezirk, GROUND)

    assert len(messages(response)) == 1  # that it was saved


def test_quarter_outside_its_sozialraum_is_saved_with_a_warning(admin_client):
    raum = create_sozialraum(name="Mitte", geometry=square(6.85, 51.475))
    quartier = create_sozialquartier(name="Altstadt", sozialraum=raum)

    response = upload(admin_client, quartier, GROUND)

    assert Sozialquartier.objects.get().geometry == GROUND
    doubt = "Umriss von „Altstadt“: Liegt zu 50\N{NO-BREAK SPACE}% außerhalb von „Mitte“."
    assert doubt in messages(response)


# ---- the picture without a script ------------------------------------------------------


def test_form_draws_the_outline_among_its_siblings(admin_client):
    create_stadtbezirk(geometry=square(6.86, 51.47))
    bezirk = create_stadtbezirk(name="Süd", geometry=GROUND)

    page = admin_client.get(url(Stadtbezirk, "change", bezirk.pk)).content.decode()

    assert 'aria-label="Umriss: Süd"' in page
    assert page.count('class="map__area map__area--area"') == 1
    assert page.count('class="map__area map__area--active"') == 1


def test_form_without_any_outline_says_so(admin_client):
    page = admin_client.get(url(Stadtbezirk, "add")).content.decode()

    assert "Noch kein Umriss gezeichnet." in page


def test_siblings_are_told_to_the_map_only_inside_the_office(admin_client, client):
    create_stadtbezirk(name="Süd", geometry=GROUND)
    create_stadtbezirk()

    answer = admin_client.get("/verwaltung/navigator/stadtbezirk/hilfe/umrisse/").json()

    assert [one["properties"]["name"] for one in answer["features"]] == ["Süd"]
    assert client.get("/verwaltung/navigator/stadtbezirk/hilfe/umrisse/").status_code == 302
