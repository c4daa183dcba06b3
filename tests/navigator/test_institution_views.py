"""The list of the directory: pages, filters, corrections and ways out."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_suchwort,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db

HERE = {"breite": 51.475, "laenge": 6.855, "lagequalitaet": "exakt"}
HIDDEN = ["entwurf", "archiviert"]


def listed(client, **parameters):
    response = client.get("/institutionen/", parameters)
    assert response.status_code == 200
    return [institution.name for institution in response.context["object_list"]]


def create_many(count):
    """Entries with all relations that a line may show."""
    traeger = create_institution(name="Träger")
    for n in range(count):
        create_institution(
            name=f"Eintrag {n:02}",
            traeger_institution=traeger,
            kategorie=create_kategorie(["kitas", "sport", "pflege"][n % 3]),
            zielgruppen=[create_zielgruppe(f"Gruppe {n}")],
            weitere_kategorien=[create_kategorie("religion")],
            **HERE,
        )


@pytest.mark.parametrize("count", [1, 30])
def test_list_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    create_many(count)

    with django_assert_num_queries(12):
        response = client.get("/institutionen/")

    assert response.context["paginator"].count == count + 1


@pytest.mark.parametrize("count", [1, 30])
def test_narrowed_list_needs_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    create_many(count)
    raum = create_sozialraum(name="Mitte")
    create_sozialquartier(sozialraum=raum)
    create_suchwort("Eintrag", kategorien=[create_kategorie("kitas")])
    parameters = {"q": "eintrag", "sozialraum": "mitte", "ort": "51.475,6.855", "seite": "1"}

    with django_assert_num_queries(21):
        response = client.get("/institutionen/", parameters)

    assert response.context["paginator"].count == count


def test_list_of_finished_lines_reads_no_record(client, django_assert_num_queries):
    create_many(3)
    client.get("/institutionen/")

    with django_assert_num_queries(1) as queries:
        client.get("/institutionen/", {"unbekannt": "neu"})

    assert "navigator_datenstand" in queries[0]["sql"]


@pytest.mark.parametrize("status", HIDDEN)
def test_list_hides_what_is_not_published(client, status):
    create_institution(status=status, name="Geheim")

    response = client.get("/institutionen/")

    assert list(response.context["object_list"]) == []
    assert "Geheim" not in response.content.decode()


def test_list_finds_and_marks_the_words(client):
    create_institution(name="Treff Müllerstraße")
    create_institution(name="Haus am Markt")

    response = client.get("/institutionen/", {"q": "mueller"})

    assert [one.name for one in response.context["object_list"]] == ["Treff Müllerstraße"]
    assert "<mark>Müller</mark>straße" in response.content.decode()
    assert response.context["suchbegriff"] == "mueller"


def test_list_is_cut_into_pages_that_keep_the_filter(client):
    for n in range(45):
        create_institution(name=f"Kita {n:02}", kategorie=create_kategorie("kitas"))
    create_institution(name="Anderes")

    response = client.get("/institutionen/?q=kita&kategorie=kitas&sortierung=name&seite=2")

    names = [institution.name for institution in response.context["object_list"]]
    assert names == [f"Kita {n:02}" for n in range(20, 40)]
    links = re.findall(r'href="([^"]*seite=\d+[^"]*)"', response.content.decode())
    pages = set()
    for link in links:
        query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        pages |= set(query.pop("seite"))
        assert query == {"q": ["kita"], "kategorie": ["kitas"], "sortierung": ["name"]}
    assert pages == {"1", "3"}


@pytest.mark.parametrize(
    ("seite", "number"),
    [("0", 1), ("-1", 1), ("2", 2), ("3", 2), ("9" * 50, 2), ("x", 1), ("1.5", 1), ("\x00", 1)],
)
def test_page_that_does_not_exist_leads_to_the_nearest(client, seite, number):
    for _ in range(21):
        create_institution()

    response = client.get("/institutionen/", {"seite": seite})

    assert response.status_code == 200
    assert response.context["page_obj"].number == number
    assert bool(response.context["fehler"]) is (seite != str(number))


def test_wrong_value_shows_a_sentence_and_an_empty_list(client):
    create_institution()

    response = client.get("/institutionen/", {"kategorie": "raumfahrt"})

    assert response.status_code == 200
    (sentence,) = response.context["fehler"]
    assert sentence.startswith("Bereich: „raumfahrt“ gibt es nicht.")
    assert list(response.context["object_list"]) == []
    assert sentence in response.content.decode()


def test_typing_error_is_corrected_and_said(client):
    create_institution(name="Kleiderkammer")

    response = client.get("/institutionen/", {"q": "Kleiderkamer", "kategorie": "beratung"})

    assert [one.name for one in response.context["object_list"]] == ["Kleiderkammer"]
    assert response.context["meinten_sie"]["eingabe"] == "Kleiderkamer"
    assert response.context["meinten_sie"]["gezeigt"] == "Kleiderkammer"


def test_correction_without_a_hit_is_not_shown(client):
    create_institution(name="Kleiderkammer", kategorie=create_kategorie("sonstige"))
    create_kategorie("kitas")

    response = client.get("/institutionen/", {"q": "Kleiderkamer", "kategorie": "kitas"})

    assert response.context["meinten_sie"] is None
    assert list(response.context["object_list"]) == []


def test_empty_result_offers_ways_out_that_lead_somewhere(client):
    create_institution(name="Queere Jugend")
    create_institution(name="Haus Seestern")
    create_kategorie("kitas")

    response = client.get(
        "/institutionen/", {"q": "queere seestern", "kategorie": "kitas", "lage": "hier"}
    )

    ways = {way.titel: way.adresse for way in response.context["leer_vorschlaege"]}
    assert len(ways) >= 4
    pages = {titel: client.get(adresse).context for titel, adresse in ways.items()}
    assert pages["Alle Einträge ansehen"]["paginator"].count == 2


def test_single_words_of_an_empty_search_find_what_they_name(client):
    create_institution(name="Queere Jugend")
    create_institution(name="Haus Seestern")

    response = client.get("/institutionen/", {"q": "queere seestern"})

    found = {
        entry.name
        for way in response.context["leer_vorschlaege"]
        if way.titel.startswith("Nur nach")
        for entry in client.get(way.adresse).context["object_list"]
    }
    assert found == {"Queere Jugend", "Haus Seestern"}


def test_list_of_an_area_says_why_each_entry_is_shown(client):
    mitte = create_sozialraum(name="Mitte")
    create_institution(name="B", sozialraum=mitte, raumherkunft="hand")
    create_institution(name="A", sozialraum=mitte, raumherkunft="hand")
    create_institution(name="D", stadtweit=True)
    create_institution(name="C")

    response = client.get("/institutionen/", {"sozialraum": "mitte"})

    entries = response.context["object_list"]
    assert [entry.name for entry in entries] == ["A", "B", "D", "C"]
    assert [bool(zeile.gruppentitel) for zeile in entries.zeilen] == [True, False, True, True]
    gruppen = response.context["lagegruppen"]
    assert [(gruppe.schluessel, gruppe.anzahl) for gruppe in gruppen] == [
        ("hier", 2),
        ("stadtweit", 1),
        ("ohne", 1),
    ]
    for gruppe in gruppen:
        assert client.get(gruppe.adresse).context["paginator"].count == gruppe.anzahl


def test_files_and_orders_keep_the_filter(client):
    create_kategorie("kitas")

    context = client.get("/institutionen/?q=x&kategorie=kitas&seite=1").context

    assert context["csv_adresse"] == "/institutionen.csv?q=x&kategorie=kitas"
    assert context["geojson_adresse"] == "/institutionen.geojson?q=x&kategorie=kitas"
    assert [(one.adresse, one.aktiv) for one in context["sortierungen"]] == [
        ("/institutionen/?q=x&kategorie=kitas&sortierung=guete", True),
        ("/institutionen/?q=x&kategorie=kitas&sortierung=name", False),
        ("/institutionen/?q=x&kategorie=kitas&sortierung=stand", False),
    ]


def test_place_shows_distances_and_what_cannot_be_measured(client):
    create_institution(name="Hier", **HERE)
    create_institution(name="Irgendwo")

    response = client.get("/institutionen/", {"ort": "51.475,6.855", "umkreis": "1000"})

    zeilen = response.context["object_list"].zeilen
    assert [(one.institution.name, one.meter) for one in zeilen] == [("Hier", 0)]
    ohne_lage = response.context["ohne_lage"]
    assert ohne_lage.titel.startswith("1 Eintrag")
    assert listed(client, **parameters_of(ohne_lage.adresse)) == ["Hier", "Irgendwo"]


def parameters_of(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_ambiguous_place_offers_what_is_meant(client):
    for name in ("Altmarkt Nord", "Altmarkt Süd"):
        create_haltestelle(name=name)

    response = client.get("/institutionen/", {"ort": "Altmarkt"})

    offered = response.context["ort_vorschlaege"]
    assert [one.titel for one in offered] == [
        "Haltestelle Altmarkt Nord",
        "Haltestelle Altmarkt Süd",
    ]
    assert str(client.get(offered[0].adresse).context["ort"]) == "Haltestelle Altmarkt Nord"
