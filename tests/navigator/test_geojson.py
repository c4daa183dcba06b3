"""Points and outlines as GeoJSON, and the directory's files."""

import gzip
import json

import pytest
from django.core.exceptions import ValidationError
from shapely.geometry import shape

from navigator.geojson import collection, institution_feature, raum_feature, validate_geometry
from navigator.models import Institution
from navigator.views import dateien
from sozialplanung.tables import read_table
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialraum,
    create_stadtbezirk,
    square,
)

HERE = {"breite": 51.475, "laenge": 6.855, "lagequalitaet": "exakt"}


def fetch(client, path="/institutionen.geojson", **parameters):
    response = client.get(path, parameters)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/geo+json"
    return json.loads(response.content)


def names(data):
    return [feature["properties"]["name"] for feature in data["features"]]


@pytest.mark.parametrize(
    "geometry",
    [
        square(6.85, 51.47),
        {"type": "MultiPolygon", "coordinates": [square(6.85, 51.47)["coordinates"]]},
        {"type": "Polygon", "coordinates": [[[6, 51, 0], [7, 51, 0], [7, 52, 0], [6, 51, 0]]]},
    ],
)
def test_outline_is_accepted(geometry):
    validate_geometry(geometry)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        [],
        "Polygon",
        {},
        {"type": "Point", "coordinates": [6.85, 51.47]},
        {"type": "Feature", "geometry": square(6.85, 51.47)},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": "viele"},
        {"type": "Polygon", "coordinates": [["a", "b"]]},
        {"type": "Polygon", "coordinates": [[[6, 51], [7, 51]]]},
        {"type": "Polygon", "coordinates": [[[6, 51], [7, 52], [7, 51], [6, 52], [6, 51]]]},
        {"type": "Polygon", "coordinates": [[[6, 51], [7], [7, 52], [6, 51]]]},
        {"type": "Polygon", "coordinates": [[[6, None], [7, 51], [7, 52], [6, None]]]},
        {"type": "Polygon", "coordinates": {"0": [6, 51]}},
        {"type": "MultiPolygon", "coordinates": [[None]]},
        {"type": "MultiPolygon", "coordinates": square(6.85, 51.47)["coordinates"]},
        square(358_000, 5_706_000, size=100),
        square(51.47, 96.85),
        square(float("nan"), 51.47),
    ],
)
def test_what_is_no_outline_is_refused_in_one_sentence(geometry):
    with pytest.raises(ValidationError) as refusal:
        validate_geometry(geometry)

    (message,) = refusal.value.messages
    assert message.startswith(("Der Umriss ", "Die Koordinaten "))


def test_collection_carries_what_is_known_of_it():
    assert collection([], hinweis="Test") == {
        "type": "FeatureCollection",
        "hinweis": "Test",
        "features": [],
    }


@pytest.mark.django_db
def test_feature_of_an_institution_puts_longitude_first():
    institution = create_institution(name="Treff", telefon="0208 1234", quelle="WAZ", **HERE)

    assert institution_feature(institution) == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [6.855, 51.475]},
        "properties": {
            "kennung": "treff",
            "name": "Treff",
            "adresse": "/institutionen/treff/",
            "kategorie": "beratung",
            "anschrift": "",
            "telefon": "0208 1234",
            "lagequalitaet": "exakt",
            "quelle": "WAZ",
            "stand": "",
        },
    }


@pytest.mark.django_db
def test_feature_of_an_area_says_that_it_is_approximate():
    raum = create_stadtbezirk(name="Osterfeld", position=2, geometry=square(6.85, 51.47))

    feature = raum_feature(raum, mehr=1)

    assert feature["geometry"] == raum.geometry
    assert feature["properties"] == {
        "kennung": "osterfeld",
        "name": "Osterfeld",
        "nummer": 2,
        "adresse": "/stadtbezirke/osterfeld/",
        "angenaehert": True,
        "mehr": 1,
    }


# ---- /institutionen.geojson --------------------------------------------------------------------


@pytest.mark.django_db
def test_only_house_and_street_have_a_point(client):
    for quality in ("exakt", "strasse", "plz"):
        create_institution(name=quality, **HERE | {"lagequalitaet": quality})
    create_institution(name="nirgends")

    assert names(fetch(client)) == ["exakt", "strasse"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["entwurf", "archiviert"])
def test_files_hide_what_is_not_published(client, status):
    create_institution(name="Geheim", status=status, **HERE)

    assert fetch(client)["features"] == []
    assert "Geheim" not in client.get("/institutionen.csv").content.decode()


@pytest.mark.django_db
def test_files_follow_the_filter_and_its_order(client):
    for name in ("B Kita", "A Kita"):
        create_institution(name=name, kategorie=create_kategorie("kitas"), **HERE)
    create_institution(name="Sport", kategorie=create_kategorie("sport"), **HERE)

    points = names(fetch(client, kategorie="kitas"))
    table = client.get("/institutionen.csv?kategorie=kitas").content.decode().splitlines()

    assert points == ["A Kita", "B Kita"]
    assert [line.split(";")[1] for line in table] == ["name", "A Kita", "B Kita"]


@pytest.mark.django_db
def test_search_and_distance_work_for_files_too(client):
    create_institution(name="Kita Nord", **HERE | {"breite": 51.476})
    create_institution(name="Kita Mitte", **HERE)
    create_institution(name="Kita fern", **HERE | {"breite": 51.55})

    near = names(fetch(client, q="kita", ort="51.475,6.855", umkreis="500"))

    assert near == ["Kita Mitte", "Kita Nord"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_points_need_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for n in range(count):
        create_institution(traeger_name=f"Träger {n}", **HERE)

    with django_assert_num_queries(3):
        data = fetch(client)

    assert len(data["features"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/institutionen.geojson", "/institutionen.csv"])
def test_files_are_compressed_and_answered_once(client, path):
    for _ in range(10):
        create_institution(**HERE)

    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    again = client.get(path, headers={"If-None-Match": plain.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert len(packed.content) < len(plain.content) / 2
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_csv_is_a_file_for_excel(client):
    create_institution(name="Müller & Söhne", kosten="=1")

    response = client.get("/institutionen.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="institutionen.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfkennung;")
    assert ";'=1;" in response.content.decode()


@pytest.mark.django_db
def test_xlsx_holds_the_same_as_the_csv(client):
    create_institution(name="Müller & Söhne", kosten="=1")
    create_institution(name="Kita", kategorie=create_kategorie("kitas"))
    create_institution(name="Geheim", status="entwurf")

    files = [client.get(f"/institutionen.{kind}?kategorie=kitas") for kind in ("csv", "xlsx")]

    csv, xlsx = (read_table(one.content) for one in files)
    assert (xlsx.headers, list(xlsx)) == (csv.headers, list(csv))
    assert xlsx["name"] == ["Kita"]
    assert files[1].headers["Content-Disposition"] == 'attachment; filename="institutionen.xlsx"'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/institutionen.geojson", "/institutionen.csv", "/institutionen.xlsx"]
)
def test_wrong_value_is_refused_in_german(client, path):
    response = client.get(path, {"kategorie": "raumfahrt"})

    assert response.status_code == 400
    text = response.content.decode("unicode_escape" if "geojson" in path else "utf-8")
    assert "raumfahrt" in text
    assert "gibt es nicht" in text


# ---- many points -------------------------------------------------------------------------------


@pytest.fixture
def _few_are_many(monkeypatch):
    monkeypatch.setattr(dateien, "MANY", 3)


@pytest.mark.django_db
@pytest.mark.usefixtures("_few_are_many")
def test_many_neighbours_come_bundled(client):
    for n in range(4):
        create_institution(**HERE | {"breite": 51.4750 + n / 100_000})
    create_institution(name="Allein", **HERE | {"breite": 51.55})

    data = fetch(client, zoom="14")

    assert data["gebuendelt"] is True
    (bundle,) = [one for one in data["features"] if "anzahl" in one["properties"]]
    assert bundle["properties"]["anzahl"] == 4
    assert bundle["geometry"]["coordinates"] == pytest.approx([6.855, 51.475015])
    assert [one for one in data["features"] if one["properties"].get("name") == "Allein"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_few_are_many")
@pytest.mark.parametrize("zoom", ["0", "12", "16", "22"])
def test_bundles_lose_no_entry(client, zoom):
    for n in range(12):
        create_institution(**HERE | {"breite": 51.45 + n / 300, "laenge": 6.80 + n % 3 / 50})

    features = fetch(client, zoom=zoom)["features"]

    assert sum(one["properties"].get("anzahl", 1) for one in features) == 12


@pytest.mark.django_db
def test_box_keeps_what_lies_inside(client):
    create_institution(name="Drinnen", **HERE)
    create_institution(name="Draußen", **HERE | {"breite": 51.55})

    assert names(fetch(client, bbox="6.85,51.47,6.86,51.48")) == ["Drinnen"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=a,b,c,d", "bbox=nan,0,1,1", "zoom=99", "zoom=-1", "zoom=x", "zoom=²"],
)
def test_wrong_box_or_zoom_is_refused(client, query):
    response = client.get(f"/institutionen.geojson?{query}")

    assert response.status_code == 400


# ---- /sozialraeume.geojson ---------------------------------------------------------------------


@pytest.mark.django_db
def test_outlines_of_the_sozialraeume_can_be_loaded(client):
    raum = create_sozialraum(
        name="Mitte", kuerzel="MI", geometry=square(6.85, 51.47), umriss_quelle="Eigene Rechnung."
    )
    create_sozialraum(name="Ohne Umriss")

    data = fetch(client, "/sozialraeume.geojson")

    assert data["hinweis"] == "Eigene Rechnung."
    assert names(data) == ["Mitte"]
    assert data["features"][0]["properties"]["kuerzel"] == "MI"
    assert shape(data["features"][0]["geometry"]).equals(shape(raum.geometry))


@pytest.mark.django_db
def test_every_point_of_the_map_is_in_the_list_too(client):
    for _ in range(3):
        create_institution(**HERE)

    on_map = set(names(fetch(client)))

    assert on_map == {one.name for one in Institution.objects.published()}
