"""Derived columns, slugs, and what records say of themselves."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from navigator.models import (
    Institution,
    Kategorie,
    Seite,
    Sprache,
    Stadtbezirk,
    Stelle,
    Suchwort,
    Zielgruppe,
)
from navigator.models.institution import FRESH_DAYS
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_suchwort,
    create_zielgruppe,
    square,
)

pytestmark = pytest.mark.django_db


def problems(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.message_dict


# ---- names and addresses ---------------------------------------------------------------


def test_institution_gets_a_readable_slug():
    assert create_institution(name="Café Müßig – Träger*innen").slug == "cafe-muessig-traegerinnen"


def test_slug_once_given_stays():
    institution = create_institution(name="Alter Name")

    institution.name = "Neuer Name"
    institution.save()

    assert institution.slug == "alter-name"
    assert institution.get_absolute_url() == "/institutionen/alter-name/"


def test_namesakes_get_slugs_of_their_own():
    fields = {"name": "Kita Sonne", "strasse": "Marktstraße"}

    slugs = [create_institution(**fields, hausnummer=str(n)).slug for n in range(4)]

    assert slugs == [
        "kita-sonne",
        "kita-sonne-marktstrasse",
        "kita-sonne-2",
        "kita-sonne-3",
    ]


def test_namesakes_without_a_street_are_numbered():
    slugs = [create_institution(name="Kita Sonne", plz=f"4604{n}").slug for n in range(3)]

    assert slugs == ["kita-sonne", "kita-sonne-2", "kita-sonne-3"]


@pytest.mark.parametrize("name", ["Netzwerk", "Methode", "melden"])
def test_slug_of_an_institution_keeps_off_pages_of_the_portal(name):
    assert create_institution(name=name).slug == f"{name.lower()}-oberhausen"


def test_long_names_fit():
    institution = create_institution(name="Ü" * 200, strasse="ß" * 120)
    second = create_institution(name="Ü" * 200, strasse="ß" * 120, hausnummer="2")

    for one in (institution, second):
        one.full_clean()

    assert institution.slug != second.slug


def test_institutionen_are_ordered_by_name_without_case_and_umlauts():
    for name in ("Zebra", "ärzte", "Öse", "Aha", "oase"):
        create_institution(name=name)

    names = [institution.name for institution in Institution.objects.all()]

    assert names == ["Aha", "ärzte", "oase", "Öse", "Zebra"]


@pytest.mark.parametrize(
    ("create", "path"),
    [
        (create_stadtbezirk, "/stadtbezirke/mitte-styrum/"),
        (create_sozialraum, "/sozialraeume/mitte-styrum/"),
        (create_sozialquartier, "/sozialquartiere/mitte-styrum/"),
    ],
)
def test_area_has_a_page(create, path):
    raum = create(name="Mitte/Styrum")

    assert raum.get_absolute_url() == path
    assert str(raum) == "Mitte/Styrum"


@pytest.mark.parametrize("name", ["Netzwerk", "Methode", "Melden"])
def test_area_may_not_take_a_page_of_the_portal(name):
    assert "name" in problems(Stadtbezirk(name=name, position=1))


def test_area_of_the_same_slug_is_refused():
    create_stadtbezirk(name="Mitte/Styrum")

    assert "name" in problems(Stadtbezirk(name="Mitte Styrum", position=99))


def test_area_without_letters_is_refused():
    """Its slug would be blank, and every page that links to it would break."""
    assert "name" in problems(Stadtbezirk(name="***", position=99))


def test_term_of_the_same_slug_is_refused():
    create_zielgruppe("Träger*innen")

    assert "name" in problems(Zielgruppe(name="Trägerinnen"))


def test_term_without_letters_is_refused():
    """A filter with a blank value could not be chosen."""
    assert "name" in problems(Sprache(name="—"))


def test_suchwort_of_the_same_folding_is_refused():
    create_suchwort("Müll")

    assert "wort" in problems(Suchwort(wort="MUELL", herkunft="Test"))


def test_other_records_name_themselves():
    stelle = Stelle.objects.create(name="Sozialplanung", kuerzel="3-2-10", art="fachbereich")

    assert str(stelle) == "3-2-10 Sozialplanung"
    assert str(create_seite(titel="Kontakt")) == "Kontakt"
    assert str(create_haltestelle(name="Markt")) == "Markt"
    assert str(create_kategorie("kitas", name="Kitas")) == "Kitas"


@pytest.mark.parametrize("farbe", ["rot", "#12345", "#12345G", "#1234567", "#FFFFFF\n"])
def test_wrong_colour_is_refused(farbe):
    kategorie = Kategorie(name="Test", slug="test", farbe=farbe, position=1)

    assert "farbe" in problems(kategorie)


def test_pages_are_ordered_by_title():
    for slug, titel in [("a", "Übersicht"), ("b", "Äpfel"), ("c", "Unten")]:
        create_seite(slug, titel=titel)

    assert [seite.titel for seite in Seite.objects.all()] == ["Äpfel", "Übersicht", "Unten"]


# ---- outlines ----------------------------------------------------------------------------


def test_area_keeps_the_box_around_its_outline():
    raum = create_stadtbezirk(geometry=square(6.8, 51.4, size=0.25))

    assert (raum.west, raum.sued, raum.ost, raum.nord) == (6.8, 51.4, 7.05, 51.65)


def test_box_goes_with_the_outline():
    raum = create_stadtbezirk(geometry=square(6.8, 51.4))

    raum.geometry = None
    raum.save()

    assert (raum.west, raum.sued, raum.ost, raum.nord) == (None,) * 4


BOWTIE = {"type": "Polygon", "coordinates": [[[6, 51], [7, 52], [7, 51], [6, 52], [6, 51]]]}


@pytest.mark.parametrize(
    "geometry",
    [
        BOWTIE,
        {"type": "Point", "coordinates": [6.8, 51.4]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": "viele"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": [[[6.8, 51.4], [6.9, 51.4]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[6.8, 51.4]]},
        {"type": "Polygon", "coordinates": {"a": 1}},
        {"type": "MultiPolygon", "coordinates": [[6.8, 51.4]]},
        {"type": "MultiPolygon", "coordinates": [[None]]},
        square(358_000, 5_706_000, size=1000),
        {"typ": "Polygon"},
        "POLYGON((0 0, 1 1))",
        7,
    ],
)
def test_outline_that_is_none_is_refused_in_words(geometry):
    raum = create_stadtbezirk()

    raum.geometry = geometry

    assert "geometry" in problems(raum)


# ---- what an entry says -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("telefon", "adresse"),
    [
        ("0208 825-9033", "tel:+492088259033"),
        ("0208 / 825 90", "tel:+4920882590"),
        ("+49 208 82590", "tel:+4920882590"),
        ("+49 (0) 208 82590", "tel:+4920882590"),
        ("0049 208 82590", "tel:+4920882590"),
        ("116 117", "tel:116117"),
        ("", ""),
    ],
)
def test_phone_number_can_be_called(telefon, adresse):
    assert Institution(telefon=telefon).telefon_adresse == adresse


@pytest.mark.parametrize("telefon", ["nach Absprache", "0208 825 (Frau X)", "12", "0208\n825"])
def test_phone_number_with_text_is_refused(telefon):
    assert "telefon" in problems(Institution(telefon=telefon))


@pytest.mark.parametrize("plz", ["4604", "460450", "D-460"])
def test_wrong_plz_is_refused(plz):
    assert "plz" in problems(Institution(plz=plz))


def test_check_in_the_future_is_refused():
    morgen = timezone.localdate() + dt.timedelta(days=1)
    institution = create_institution(geprueft_am=morgen)

    assert problems(institution) == {"geprueft_am": ["Dieser Tag liegt in der Zukunft."]}


@pytest.mark.parametrize(
    ("days", "fresh"), [(0, True), (FRESH_DAYS, True), (FRESH_DAYS + 1, False)]
)
def test_a_check_counts_for_a_year(days, fresh):
    geprueft_am = timezone.localdate() - dt.timedelta(days=days)

    assert Institution(geprueft_am=geprueft_am).geprueft is fresh


def test_age_of_the_facts_is_said_in_words():
    heute = timezone.localdate()
    geprueft = Institution(geprueft_am=heute)
    veraltet = Institution(geprueft_am=dt.date(2020, 3, 1))
    alt = Institution()
    alt.stand = Zeitangabe.parse("09/2023")

    assert geprueft.angabe_in_worten == f"Von uns geprüft am {heute:%d.%m.%Y}."
    assert "01.03.2020" in veraltet.angabe_in_worten
    assert "September 2023" in alt.angabe_in_worten
    assert "unbekannt" in Institution().angabe_in_worten


def test_stand_is_stored_with_its_precision():
    institution = create_institution()

    institution.stand = Zeitangabe.parse("2025")
    institution.full_clean()
    institution.save()

    stored = Institution.objects.get()
    assert (stored.stand_bis, stored.stand_genauigkeit) == (dt.date(2025, 12, 31), "jahr")
    assert str(stored.stand) == "2025"


def test_traeger_of_the_directory_is_named_as_it_is_there():
    traeger = create_institution(name="Caritasverband Oberhausen")
    institution = create_institution(traeger_name="Caritas", traeger_institution=traeger)

    assert institution.traeger_text == "Caritasverband Oberhausen"


def test_naming_another_traeger_takes_the_link_off():
    traeger = create_institution(name="Caritasverband")
    institution = create_institution(traeger_institution=traeger)

    institution.traeger_text = "Caritasverband"
    kept = institution.traeger_institution
    institution.traeger_text = "Diakonie"

    assert kept == traeger
    assert institution.traeger_institution is None
    assert institution.traeger_text == "Diakonie"


@pytest.mark.parametrize(
    ("fields", "anschrift", "kurz"),
    [
        (
            {"strasse": "Essener Straße", "hausnummer": "57", "plz": "46047"},
            "Essener Straße 57, 46047 Oberhausen",
            "Essener Straße 57, 46047",
        ),
        ({"strasse": "Markt"}, "Markt, Oberhausen", "Markt"),
        ({"plz": "46047"}, "46047 Oberhausen", "46047"),
        ({}, "", ""),
        ({"stadtteil": "Osterfeld"}, "", ""),
    ],
)
def test_address_is_as_long_as_it_is_known(fields, anschrift, kurz):
    institution = Institution(**fields)

    assert institution.anschrift == anschrift
    assert institution.anschrift_kurz == kurz


def test_missing_facts_are_named():
    institution = create_institution()
    known = create_institution(
        strasse="Markt",
        telefon="0208 1234",
        email="a@example.org",
        oeffnungszeiten="Mo 10:00-12:00",
        kosten="keine",
        rollstuhl="nein",
    )
    known.sprachen.add(Sprache.objects.create(name="Türkisch"))

    assert "Telefon" in institution.fehlende_angaben
    assert "Öffnungszeiten" in institution.fehlende_angaben
    assert known.fehlende_angaben == []


@pytest.mark.parametrize(
    ("website", "kurz"),
    [
        ("https://www.example.org/", "www.example.org"),
        ("http://example.org/a/", "example.org/a"),
        ("", ""),
    ],
)
def test_website_is_shown_without_its_scheme(website, kurz):
    assert Institution(website=website).website_kurz == kurz
