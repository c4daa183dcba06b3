"""What leaves the portal: CSV, vCard, schema.org; and a CSV that goes round."""

import csv
import datetime as dt
import io
import json

import pytest
import vobject

from navigator.exports import institution_schema, institution_vcard, institutionen_csv
from navigator.imports import InstitutionResource, take_over
from navigator.models import Institution, Sprache, Zielgruppe
from navigator.templatetags.navigator import json_ld
from sozialplanung.tables import defuse
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db

PAGE = "https://portal.example/institutionen/beratung/"


def create_full_institution(**fields):
    quartier = create_sozialquartier(name="Innenstadt", sozialraum=create_sozialraum(name="Mitte"))
    known = {
        "name": "Beratung; „Mitte“",
        "kategorie": create_kategorie("beratung"),
        "weitere_kategorien": [create_kategorie("sport"), create_kategorie("kitas")],
        "traeger_name": "Diakonie, Oberhausen",
        "strasse": "Marktstraße",
        "hausnummer": "1 a",
        "plz": "46045",
        "stadtteil": "Alt-Oberhausen",
        "breite": 51.471234,
        "laenge": 6.85,
        "lagequalitaet": "exakt",
        "lage_quelle": "OpenStreetMap",
        "sozialquartier": quartier,
        "raumherkunft": "hand",
        "stadtweit": True,
        "telefon": "+49 208 825-9033",
        "email": "beratung@example.org",
        "website": "https://example.org/?a=1;b",
        "oeffnungszeiten": 'Mo-Fr 08:00-16:00; "nach Vereinbarung"',
        "oeffnungszeiten_text": "Mo–Fr 8–16 Uhr\nund nach Vereinbarung",
        "beschreibung": '=Hilft "allen"; auch abends.',
        "zielgruppen": [create_zielgruppe("Familien"), create_zielgruppe("Ältere")],
        "rollstuhl": "teilweise",
        "kosten": "-",
        "stand_bis": dt.date(2023, 9, 30),
        "stand_genauigkeit": "monat",
        "geprueft_am": dt.date(2026, 3, 1),
        "quelle": "@Quelle",
        "quelle_url": "https://example.org/quelle",
        "interne_bemerkung": "Nur für uns.",
    }
    institution = create_institution(**known | fields)
    institution.sprachen.add(Sprache.objects.create(name="Türkisch"))
    institution.stadtbezirke.add(create_stadtbezirk(name="Alt-Oberhausen"))
    institution.sozialraeume.add(create_sozialraum(name="Osterfeld"))
    institution.sozialquartiere.add(quartier)
    institution.refresh_suchtext()
    return institution


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def facts(institution):
    """All stored values and relations of one entry, by names instead of keys."""
    values = {
        field.attname: getattr(institution, field.attname)
        for field in Institution._meta.concrete_fields
        if field.name not in {"id", "created_at", "updated_at"}
    }
    many = {
        field.name: sorted(map(str, getattr(institution, field.name).all()))
        for field in Institution._meta.many_to_many
    }
    return values | many


# ---- CSV -------------------------------------------------------------------------------------


def test_csv_is_made_for_excel():
    create_full_institution()

    text = institutionen_csv(Institution.objects.all())

    heading, _, rest = text.partition("\r\n")
    assert heading.startswith("\ufeffkennung;name;kategorie;")
    assert heading.removeprefix("\ufeff").split(";") == list(InstitutionResource.Meta.fields)
    assert rest.endswith("\r\n")


def test_csv_holds_what_is_public():
    create_full_institution()

    (row,) = rows_of(institutionen_csv(Institution.objects.all()))

    assert row == {
        "kennung": "beratung-mitte",
        "name": "Beratung; „Mitte“",
        "kategorie": "beratung",
        "weitere_kategorien": "sport;kitas",
        "traeger": "Diakonie, Oberhausen",
        "strasse": "Marktstraße",
        "hausnummer": "1 a",
        "plz": "46045",
        "ort": "Oberhausen",
        "stadtteil": "Alt-Oberhausen",
        "breite": "51.471234",
        "laenge": "6.85",
        "lagequalitaet": "exakt",
        "lage_quelle": "OpenStreetMap",
        "stadtbezirk": row["stadtbezirk"],
        "sozialraum": "Mitte",
        "sozialquartier": "Innenstadt",
        "raumherkunft": "hand",
        "stadtweit": "ja",
        "zustaendig_stadtbezirke": "Alt-Oberhausen",
        "zustaendig_sozialraeume": "Osterfeld",
        "zustaendig_sozialquartiere": "Innenstadt",
        "telefon": "'+49 208 825-9033",
        "email": "beratung@example.org",
        "website": "https://example.org/?a=1;b",
        "oeffnungszeiten": 'Mo-Fr 08:00-16:00; "nach Vereinbarung"',
        "oeffnungszeiten_text": "Mo–Fr 8–16 Uhr\nund nach Vereinbarung",
        "beschreibung": '\'=Hilft "allen"; auch abends.',
        "zielgruppen": "Ältere;Familien",
        "sprachen": "Türkisch",
        "rollstuhl": "teilweise",
        "kosten": "'-",
        "stand": "09/2023",
        "geprueft_am": "01.03.2026",
        "quelle": "'@Quelle",
        "quelle_url": "https://example.org/quelle",
    }


def test_unknown_facts_are_blank_cells():
    create_institution(name="Treff")

    (row,) = rows_of(institutionen_csv(Institution.objects.all()))

    known = {name: cell for name, cell in row.items() if cell}
    assert known == {
        "kennung": "treff",
        "name": "Treff",
        "kategorie": "beratung",
        "ort": "Oberhausen",
    }


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("a=1", "a=1"),
        ("", ""),
        (-6.85, -6.85),
        (None, None),
    ],
)
def test_text_that_reads_as_a_formula_is_defused(cell, written):
    assert defuse(cell) == written


@pytest.mark.parametrize("count", [1, 30])
def test_export_needs_the_same_queries_for_any_number(django_assert_num_queries, count):
    for n in range(count):
        create_institution(zielgruppen=[create_zielgruppe(f"Gruppe {n}")])

    with django_assert_num_queries(10):  # two of them know the words
        institutionen_csv(Institution.objects.all())


# ---- round trip ------------------------------------------------------------------------------


@pytest.fixture
def _entries():
    create_full_institution()
    traeger = create_institution(name="Träger", kategorie=create_kategorie("traeger"))
    create_institution(name="Haus", traeger_institution=traeger, traeger_name="Träger")
    for n in range(2):
        create_institution(name="Kita Sonne", strasse="Hof", hausnummer=str(n))
    create_institution(name="'ne gute Sache", kosten="' allein")


@pytest.mark.usefixtures("_entries")
def test_exported_file_changes_nothing_when_it_is_imported():
    before = [facts(one) for one in Institution.objects.all()]

    take_over(InstitutionResource, institutionen_csv(Institution.objects.all()).encode())

    assert [facts(one) for one in Institution.objects.all()] == before


@pytest.mark.usefixtures("_entries")
def test_exported_file_restores_an_empty_table():
    before = [public_facts(one) for one in Institution.objects.all()]
    data = institutionen_csv(Institution.objects.all()).encode()
    Institution.objects.update(traeger_institution=None)
    Institution.objects.all().delete()
    Zielgruppe.objects.all().delete()

    take_over(InstitutionResource, data, status="veroeffentlicht")

    assert [public_facts(one) for one in Institution.objects.all()] == before


def test_apostrophe_before_a_formula_goes_round_too():
    """A cell that begins like a defused one must not lose its own apostrophe."""
    create_institution(name="Treff", kosten="'=1")

    take_over(InstitutionResource, institutionen_csv(Institution.objects.all()).encode())

    assert Institution.objects.get().kosten == "'=1"


def public_facts(institution):
    """What a file holds: not the internal remark; the Träger by name instead of key."""
    known = facts(institution)
    traeger = institution.traeger_institution
    return known | {
        "interne_bemerkung": "",
        "traeger_institution_id": traeger and traeger.slug,
    }


# ---- vCard -----------------------------------------------------------------------------------


def test_vcard_is_read_by_an_address_book():
    institution = create_full_institution()

    card = vobject.readOne(institution_vcard(institution, PAGE))

    assert card.version.value == "3.0"
    assert card.fn.value == "Beratung; „Mitte“"
    assert card.org.value == ["Beratung; „Mitte“"]
    assert card.adr.value.street == "Marktstraße 1 a"
    assert (card.adr.value.code, card.adr.value.city) == ("46045", "Oberhausen")
    assert card.tel.value == "+49 208 825-9033"
    assert card.email.value == "beratung@example.org"
    assert card.url.value == "https://example.org/?a=1;b"
    assert "Mo–Fr 8–16 Uhr\nund nach Vereinbarung" in card.note.value
    assert PAGE in card.note.value


def test_vcard_writes_the_place_as_the_standard_says():
    text = institution_vcard(create_full_institution(), PAGE)

    assert "GEO:51.471234;6.85\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_vcard_of_an_unknown_place_leaves_it_out():
    institution = create_institution(name="Treff")
    plz = create_institution(breite=51.47, laenge=6.85, lagequalitaet="plz")

    card = vobject.readOne(institution_vcard(institution, PAGE))

    assert set(card.contents) == {"version", "fn", "n", "org", "url", "note"}
    assert card.url.value == PAGE
    assert "geo" not in vobject.readOne(institution_vcard(plz, PAGE)).contents


def test_vcard_is_a_file(client):
    create_institution(name="Treff")

    response = client.get("/institutionen/treff.vcf")

    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="treff.vcf"'
    assert vobject.readOne(response.content.decode()).fn.value == "Treff"


# ---- schema.org ------------------------------------------------------------------------------


def blanks(value):
    if isinstance(value, dict):
        return any(blanks(one) for one in value.values()) or not value
    return value in ("", None, [])


def test_schema_has_no_blanks():
    unknown = institution_schema(create_institution(name="Treff"), PAGE)

    assert unknown == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": PAGE,
        "name": "Treff",
        "url": PAGE,
    }
    assert not blanks(institution_schema(create_institution(plz="46045"), PAGE))
    assert not blanks(institution_schema(create_full_institution(), PAGE))


def test_schema_says_what_is_known():
    known = institution_schema(create_full_institution(), PAGE)

    assert known["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Marktstraße 1 a",
        "postalCode": "46045",
        "addressLocality": "Oberhausen",
        "addressCountry": "DE",
    }
    assert known["location"]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 51.471234,
        "longitude": 6.85,
    }
    assert known["parentOrganization"]["name"] == "Diakonie, Oberhausen"


@pytest.mark.parametrize(
    ("slug", "kind"), [("kitas", "Preschool"), ("schulen", "School"), ("pflege", "Organization")]
)
def test_schema_names_the_kind(slug, kind):
    institution = create_institution(kategorie=create_kategorie(slug))

    assert institution_schema(institution, PAGE)["@type"] == kind


@pytest.mark.parametrize(
    "text", ["</script><script>", "<!--", "a & b", "\u2028", 'Er sagt "ja"', "ä"]
)
def test_json_ld_carries_any_text_and_cannot_break_out(text):
    tag = json_ld({"name": text})

    start, end = '<script type="application/ld+json">', "</script>"
    inside = tag.removeprefix(start).removesuffix(end)
    assert tag == f"{start}{inside}{end}"
    assert not set("<>&") & set(inside)
    assert json.loads(inside) == {"name": text}
