"""The pages and files of the Sozialindex: they say what the released edition holds."""

import csv
import io
import json
import re

import pytest
from django.core.cache import caches
from django.db.models import QuerySet

from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import (
    Beitrag,
    Datenstand,
    Ergebnis,
    Indexberechnung,
    Indexmethode,
    Indikatorwert,
)
from navigator.zahlen import dezimal, prozent
from tests.demo import load_demo_data, shared_records

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<a href="/sozialquartiere/([^/]+)/">[^<]*</a>')


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    for cache in caches.all():
        cache.clear()


def fetch(client, address="/sozialindex/", **parameters):
    response = client.get(address, parameters)
    assert response.status_code == 200
    return response.content.decode()


def read_csv(client, **parameters):
    text = fetch(client, "/sozialindex.csv", **parameters).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def results(jahr=2022):
    return Ergebnis.objects.filter(
        berechnung__berichtsjahr=jahr, berechnung__status="freigegeben"
    ).exclude(sozialquartier=None)


def number(text):
    return float(text.replace(",", ".")) if text else None


def slugs(html):
    return ROW.findall(html[html.index("<tbody>") :])


# ---- values ------------------------------------------------------------------------------------


def test_table_shows_every_result_as_it_is_stored(client):
    html = fetch(client)

    rows = results().select_related("sozialquartier").order_by("rang")
    assert slugs(html) == [row.sozialquartier.slug for row in rows]
    for row in rows:
        part = html[html.index(f'<a href="/sozialquartiere/{row.sozialquartier.slug}/">') :]
        cells = part[: part.index("</tr>")]
        assert row.status_klasse in cells
        assert row.dynamik_klasse in cells
        assert f">{dezimal(row.status_index, plus=True)}<" in cells


def test_map_says_the_same_in_words(client):
    html = fetch(client)

    for row in results().select_related("sozialquartier"):
        quartier = row.sozialquartier
        words = f"Status {row.status_klasse}, Dynamik {row.dynamik_klasse}"
        assert f'aria-label="{quartier.position} {quartier.name}: {words}"' in html


@pytest.mark.parametrize("jahr", [2017, 2020, 2022])
def test_csv_holds_the_edition_of_the_year(client, jahr):
    rows = {row["Sozialquartier"]: row for row in read_csv(client, jahr=jahr)}

    assert len(rows) == 27
    for ergebnis in results(jahr).select_related("sozialquartier"):
        row = rows[ergebnis.sozialquartier.name]
        assert number(row["Statusindex"]) == pytest.approx(ergebnis.status_index, abs=1e-4)
        assert row["Status"] == ergebnis.status_klasse
        assert row["Fokusquartier"] == ("ja" if ergebnis.ist_fokusquartier else "nein")
        assert row["ist_beispiel"] == "ja"


def test_geojson_holds_the_same_as_the_csv(client):
    data = json.loads(fetch(client, "/sozialindex.geojson"))

    rows = {row["Sozialquartier"]: row for row in read_csv(client)}
    assert len(data["features"]) == 27
    assert "keine amtlichen Grenzen" in data["hinweis"]
    assert data["ist_beispiel"] is True
    for feature in data["features"]:
        values = feature["properties"]
        assert values["statusindex"] == number(rows[values["name"]]["Statusindex"])
        assert values["status"] == rows[values["name"]]["Status"]


def test_single_indicator_shows_the_stored_shares(client):
    html = fetch(client, merkmal="sgb2")

    shares = Beitrag.objects.filter(ergebnis__in=results(), indikator__kuerzel="sgb2").order_by(
        "-anteil"
    )
    assert slugs(html) == [share.ergebnis.sozialquartier.slug for share in shares]
    for share in shares:
        assert prozent(share.anteil) in html


def test_comparison_is_the_difference_of_two_editions(client):
    rows = {row["Sozialquartier"]: row for row in read_csv(client, vergleich=2017)}

    before = {row.sozialquartier_id: row.status_index for row in results(2017)}
    for now in results().select_related("sozialquartier"):
        row = rows[now.sozialquartier.name]
        difference = now.status_index - before[now.sozialquartier_id]
        assert number(row["Unterschied"]) == pytest.approx(difference, abs=1e-4)


# ---- order and choice --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sortierung", "field"),
    [
        ("nummer", "sozialquartier__position"),
        ("-nummer", "-sozialquartier__position"),
        ("-status", "-rang"),
        ("dynamik", "dynamik_index"),
        ("-dynamik", "-dynamik_index"),
    ],
)
def test_server_orders_the_table(client, sortierung, field):
    html = fetch(client, sortierung=sortierung)

    expected = results().order_by(field).values_list("sozialquartier__slug", flat=True)
    assert slugs(html) == list(expected)
    assert html.count("aria-sort=") == 1


def test_files_keep_the_chosen_order(client):
    names = [row["Sozialquartier"] for row in read_csv(client, sortierung="nummer")]

    ordered = results().order_by("sozialquartier__position")
    assert names == list(ordered.values_list("sozialquartier__name", flat=True))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"jahr": "1848"}, "Eine Ausgabe „1848“ gibt es nicht."),
        ({"merkmal": "glück"}, "Das Merkmal „glück“ gibt es in dieser Ausgabe nicht."),
        ({"vergleich": "2022"}, "Mit „2022“ lässt sich diese Ausgabe nicht vergleichen."),
        ({"sortierung": "wert"}, "Nach „wert“ lässt sich diese Tabelle nicht ordnen."),
    ],
)
def test_wrong_choice_is_named_and_the_usual_shown(client, parameters, sentence):
    html = fetch(client, **parameters)
    file = client.get("/sozialindex.csv", parameters)

    assert sentence in html
    assert len(slugs(html)) == 27
    assert file.status_code == 400
    assert sentence in file.content.decode()


def test_page_says_what_its_numbers_and_outlines_are_not(client):
    html = fetch(client)

    assert "Beispielwerte, keine amtliche Statistik" in html
    assert "Angenäherte Umrisse, keine amtlichen Grenzen" in html


# ---- method ------------------------------------------------------------------------------------


def test_method_computes_the_index_again_with_the_numbers_it_shows(client):
    html = fetch(client, "/sozialindex/methode/")

    worst = results().get(rang=1)
    found = re.search(r"Index = (−?)\(([^ ]+) − \(?([^ )]+)\)?\) ÷ ([^ ]+) = ", html)
    total, centre, spread = (number(text.replace("−", "-")) for text in found.group(2, 3, 4))
    sign = -1 if found.group(1) else 1
    assert sign * (total - centre) / spread == pytest.approx(worst.status_index, abs=1e-4)


def test_method_of_an_earlier_edition_has_that_edition_s_hash(client):
    html = fetch(client, "/sozialindex/methode/", jahr="2017")

    assert Indexberechnung.objects.get(berichtsjahr=2017).hash_ergebnisse in html


# ---- protection, cost, nothing released --------------------------------------------------------

OUTLETS = [
    "/sozialindex/",
    "/sozialindex/?vergleich=2020",
    "/sozialindex/?merkmal=sgb2",
    "/sozialindex/?merkmal=sgb2&vergleich=2020",
    "/sozialindex.csv",
    "/sozialindex.csv?merkmal=kinderarmut",
    "/sozialindex.geojson",
    "/sozialindex.geojson?merkmal=altersarmut",
    "/sozialindex/methode/",
]


def neighbour(count):
    """Another count that is rounded to the same multiple of 5."""
    if count is None:
        return None
    return count + 1 if (count + 3) // 5 == (count + 2) // 5 else count - 1


def test_counts_that_round_alike_leave_every_outlet_byte_identical(client):
    before = [client.get(address).content for address in OUTLETS]
    werte = list(Indikatorwert.objects.current().filter(bereits_gerundet=False))
    for wert in werte:
        wert.zaehler, wert.nenner = neighbour(wert.zaehler), neighbour(wert.nenner)
    # Past the model, which keeps every delivered value as it is: another delivery in its place.
    QuerySet(Indikatorwert).bulk_update(werte, ["zaehler", "nenner"], batch_size=200)
    methode = Indexmethode.objects.get()
    for jahr in (2017, 2020, 2022):
        release_berechnung(compute_berechnung(jahr, jahr, methode))
    Datenstand.objects.raise_version()

    after = [client.get(address).content for address in OUTLETS]

    assert len(werte) > 1000
    assert Indexberechnung.objects.filter(status="ersetzt").count() == 3
    assert [a for a, old, new in zip(OUTLETS, before, after, strict=True) if old != new] == []


@pytest.mark.parametrize("address", OUTLETS)
def test_outlet_asks_the_database_little(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def test_nothing_is_shown_before_an_edition_is_released(client):
    QuerySet(Indexberechnung).update(status="entwurf", freigegeben_am=None)
    Datenstand.objects.raise_version()

    assert "Noch keine Ausgabe" in fetch(client)
    assert "sobald eine Ausgabe freigegeben ist" in fetch(client, "/sozialindex/methode/")
    for ending in ("csv", "geojson"):
        assert client.get(f"/sozialindex.{ending}").status_code == 400


def test_quarter_stands_out_on_the_map_of_its_sozialraum_in_the_colour_of_its_class(client):
    row = results().get(sozialquartier__slug="innenstadt")

    bild = client.get(row.sozialquartier.get_absolute_url()).context["kartenbild"]

    (coloured,) = [area for area in bild.flaechen if area.farbe]
    assert (coloured.name, coloured.farbe.text) == ("Innenstadt", f"Status {row.status_klasse}")
    assert len(bild.flaechen) == row.sozialquartier.sozialraum.sozialquartiere.count() > 1
