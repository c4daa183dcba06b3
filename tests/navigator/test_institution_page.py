"""The page of one Institution: what it shows, and what stays hidden."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from navigator.models import Institution, Sprache
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_suchwort,
    create_zielgruppe,
    square,
)

pytestmark = pytest.mark.django_db

HERE = {"breite": 51.475, "laenge": 6.855, "lagequalitaet": "exakt"}
HIDDEN = ["entwurf", "archiviert"]


def create_full_institution():
    quartier = create_sozialquartier(name="A", geometry=square(6.85, 51.47))
    institution = create_institution(
        name="Beratung <Mitte>",
        telefon="0208 825",
        email="a@example.org",
        website="https://example.org",
        oeffnungszeiten="Mo-Fr 08:00-16:00",
        oeffnungszeiten_text="Mo–Fr 8–16 Uhr",
        beschreibung="Hilft.",
        strasse="Markt",
        hausnummer="1",
        plz="46045",
        zielgruppen=[create_zielgruppe()],
        weitere_kategorien=[create_kategorie("sonstige")],
        traeger_institution=create_institution(name="Träger"),
        interne_bemerkung="Nur für uns.",
        **HERE,
    )
    institution.sprachen.add(Sprache.objects.create(name="Türkisch"))
    institution.sozialquartiere.add(quartier)
    return institution


@pytest.mark.parametrize("count", [1, 30])
def test_page_needs_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    institution = create_full_institution()
    for n in range(count):
        create_haltestelle(breite=51.475 + n / 10_000)
        create_institution(**HERE)

    with django_assert_num_queries(14):
        response = client.get(institution.get_absolute_url())

    assert len(response.context["haltestellen"]) == min(count, 3)


@pytest.mark.parametrize("status", HIDDEN)
@pytest.mark.parametrize("ending", ["/", ".vcf"])
def test_page_of_what_is_not_published_does_not_exist(client, status, ending):
    create_institution(name="Geheim", status=status)

    response = client.get(f"/institutionen/geheim{ending}")

    assert response.status_code == 404


@pytest.mark.parametrize("path", ["gibt-es-nicht/", "gibt-es-nicht.vcf", "Ä/", "a b/", "..%2f/"])
def test_unknown_page_does_not_exist(client, path):
    assert client.get(f"/institutionen/{path}").status_code == 404


def test_internal_remark_is_shown_nowhere(client):
    institution = create_full_institution()

    for path in (
        institution.get_absolute_url(),
        "/institutionen/",
        "/institutionen.csv",
        "/institutionen.geojson",
        f"/institutionen/{institution.slug}.vcf",
    ):
        assert "Nur für uns" not in client.get(path).content.decode(), path


@pytest.mark.parametrize("status", HIDDEN)
def test_nothing_hidden_shows_through_on_a_public_page(client, status):
    """Be it as Träger, as something similar or as Suchwort; no link leads to a 404."""
    hidden = create_institution(name="Geheimverein", status=status, **HERE)
    public = create_institution(name="Treff", traeger_institution=hidden, **HERE)
    create_suchwort("Treff", institutionen=[hidden])

    for path in (public.get_absolute_url(), "/institutionen/?q=treff", "/"):
        assert hidden.get_absolute_url() not in client.get(path).content.decode(), path


def test_similar_ones_are_the_nearest_of_the_same_kind(client):
    institution = create_institution(name="A", **HERE)
    near = create_institution(name="Z", **HERE | {"breite": 51.476})
    create_institution(name="Sport", kategorie=create_kategorie("sport"), **HERE)
    create_institution(name="Weit", **HERE | {"breite": 51.55})
    create_institution(name="Nur PLZ", **HERE | {"lagequalitaet": "plz"})

    aehnliche = client.get(institution.get_absolute_url()).context["aehnliche"]

    assert [(other, other.meter) for other in aehnliche] == [(near, 111)]


def test_similar_ones_of_an_unknown_place_share_the_area(client):
    mitte, ost = create_sozialraum(), create_sozialraum()
    institution = create_institution(name="A", sozialraum=mitte, raumherkunft="hand")
    here = create_institution(name="B", sozialraum=mitte, raumherkunft="hand")
    create_institution(name="C", sozialraum=ost, raumherkunft="hand")

    context = client.get(institution.get_absolute_url()).context

    assert context["aehnliche"] == [here]
    assert context["haltestellen"] == []
    assert context["kartenbild"] is None
    assert context["weg_adresse"] is None


def test_nearest_stops_are_named_with_their_distance(client):
    institution = create_institution(**HERE)
    for name, breite in [("Fern", 51.485), ("B", 51.477), ("A", 51.476), ("C", 51.478)]:
        create_haltestelle(name=name, breite=breite, laenge=6.855)
    create_haltestelle(name="D", breite=51.4795, laenge=6.855)

    haltestellen = client.get(institution.get_absolute_url()).context["haltestellen"]

    assert [(stop.name, stop.meter) for stop in haltestellen] == [
        ("A", 111),
        ("B", 222),
        ("C", 334),
    ]


def test_point_of_a_postleitzahl_is_no_place(client):
    institution = create_institution(**HERE | {"lagequalitaet": "plz"})
    create_haltestelle(breite=51.475, laenge=6.855)

    context = client.get(institution.get_absolute_url()).context

    assert context["kartenbild"] is None
    assert context["haltestellen"] == []
    assert context["weg_adresse"] is None


def test_week_is_shown_with_today(client):
    institution = create_institution(oeffnungszeiten="Mo-Fr 08:00-16:00")

    woche = client.get(institution.get_absolute_url()).context["woche"]

    assert [tag.zeiten for tag in woche] == ["8 bis 16 Uhr"] * 5 + ["geschlossen"] * 2
    assert [tag.heute for tag in woche].index(True) == timezone.localdate().weekday()


def test_missing_phone_hours_and_age_are_said(client):
    create_seite("kontakt")
    institution = create_institution(name="Unbekanntes")

    html = client.get(institution.get_absolute_url()).content.decode()

    assert "Noch keine Angabe zu" in html
    assert institution.angabe_in_worten in html


def test_json_ld_holds_what_is_known_and_cannot_break_out(client):
    institution = create_full_institution()
    institution.beschreibung = "</script><script>alert('&')</script>"
    institution.save()

    html = client.get(institution.get_absolute_url()).content.decode()

    ((text),) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert "<" not in text
    data = json.loads(text)
    assert data["name"] == "Beratung <Mitte>"
    assert data["description"] == institution.beschreibung
    assert "alert" not in html.replace(text, "").replace("&lt;script&gt;alert", "")


def test_text_of_editors_is_never_markup(client):
    fields = ["name", "beschreibung", "kosten", "oeffnungszeiten_text", "traeger_name", "quelle"]
    institution = create_institution(**dict.fromkeys(fields, "<b>x</b>"))

    for path in (institution.get_absolute_url(), "/institutionen/?q=x"):
        html = client.get(path).content.decode()
        assert "<b>" not in html.replace("<mark>", "").replace("</mark>", ""), path


def test_old_check_asks_to_call_first(client):
    institution = create_institution(geprueft_am=dt.date(2020, 3, 1), telefon="0208 1")

    assert "01.03.2020" in client.get(institution.get_absolute_url()).content.decode()


def test_every_published_entry_has_a_page(client):
    for name in ("A", "1", "a/b", "Träger*innen & Co. KG", "–Strich–"):
        create_institution(name=name)

    for institution in Institution.objects.all():
        assert client.get(institution.get_absolute_url()).status_code == 200
