"""Which columns a file may have, and what the cells of some of them may say."""

import pytest

from navigator.imports import InstitutionResource, SuchwortResource, take_over
from navigator.imports.vorlage import label_column
from navigator.models import Institution
from sozialplanung.tables import TableError
from tests.factories import create_institution, create_kategorie, create_suchwort

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kategorien():
    for slug in ("beratung", "kitas", "schulen"):
        create_kategorie(slug)


def read(*lines):
    return take_over(InstitutionResource, "\n".join(lines).encode())


def refusal(*lines):
    with pytest.raises(TableError) as error:
        read(*lines)
    return str(error.value)


def test_unknown_column_is_refused():
    assert refusal("name;kategorie;faxnummer;status", "Treff;beratung;1;x") == (
        "Diese Spalten sind nicht bekannt: faxnummer, status."
    )


def test_missing_column_is_refused_with_the_names_we_know():
    assert refusal("telefon;email", "1;2") == (
        "Diese Spalten fehlen: kategorie (auch: Rubrik, Typ, Art, Art der Einrichtung, "
        "Einrichtungsart); name (auch: Name der Einrichtung, Einrichtung, Einrichtungsname, "
        "Bezeichnung, Titel)."
    )


def test_doubled_heading_is_refused():
    assert refusal("name;kategorie;name", "A;beratung;B") == (
        "Diese Überschrift steht mehrmals in der Datei: name."
    )


def test_two_headings_of_one_meaning_are_refused():
    assert refusal("name;Titel;kategorie", "A;B;beratung") == (
        "Diese Überschriften bedeuten, was schon eine andere bedeutet: Titel."
    )


def test_table_without_rows_is_refused():
    assert refusal("name;kategorie") == "Unter den Überschriften steht keine einzige Zeile."


@pytest.mark.parametrize(
    "heading",
    ["Einrichtung", "BEZEICHNUNG", "Titel", "Name der Einrichtung", "name_der_einrichtung"],
)
@pytest.mark.parametrize("kind", ["Typ", "Art", "Kategorie", "Rubrik:"])
def test_usual_headings_are_known(heading, kind):
    read(f"{heading};{kind}", "Treff;Beratungsstelle")

    assert Institution.objects.get().kategorie.slug == "beratung"


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("Kindertageseinrichtungen", "kitas"),
        ("KITA", "kitas"),
        ("Grundschule", "schulen"),
        ("schulen", "schulen"),
    ],
)
def test_kategorie_is_known_by_common_words(word, slug):
    read("name;kategorie", f"A;{word}")

    assert Institution.objects.get().kategorie.slug == slug


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("telefon", "Tel.: 0208 825–9033", "0208 825-9033"),
        ("telefon", "0208\u00a0825 9033", "0208 825 9033"),
        ("email", "mailto:a@example.org", "a@example.org"),
        ("website", "www.example.org", "https://www.example.org"),
        ("plz", "46045.0", "46045"),
        ("plz", "D-46045", "46045"),
        ("plz", "46045 Oberhausen", "46045"),
        ("stadtweit", "x", True),
        ("stadtweit", "Wahr", True),
        ("stadtweit", "0", False),
    ],
)
def test_cell_is_understood(column, cell, stored):
    read(f"name;kategorie;{column}", f"A;beratung;{cell}")

    assert getattr(Institution.objects.get(), column) == stored


@pytest.mark.parametrize(
    ("number", "quality"), [("3", "exakt"), ("", "strasse")], ids=["house", "street"]
)
def test_point_without_a_precision_is_as_good_as_its_address(number, quality):
    read("name;kategorie;strasse;hausnummer;lat;lon", f"A;beratung;Hof;{number};51,471;6,8517")

    assert Institution.objects.get().lagequalitaet == quality


def test_known_precision_stays_where_the_point_stays():
    create_institution(name="A", breite=51.471, laenge=6.8517, lagequalitaet="plz", hausnummer="3")

    read("name;kategorie;lat;lon", "A;beratung;51,471;6,8517")

    assert Institution.objects.get().lagequalitaet == "plz"


def test_address_without_a_plz_keeps_the_known_one():
    create_institution(name="A", strasse="Hof", hausnummer="1", plz="46045")

    read("name;kategorie;Adresse", "A;beratung;Markt 2 a")

    one = Institution.objects.get()
    assert (one.strasse, one.hausnummer, one.plz) == ("Markt", "2 a", "46045")


def test_street_keeps_its_number_where_numbers_have_a_column():
    read("name;kategorie;strasse;hausnummer", "A;beratung;Platz 3;")

    assert Institution.objects.get().strasse_mit_nummer == "Platz 3"


def test_link_that_somebody_took_off_stays_off():
    traeger = create_institution(name="Diakonie")
    create_institution(name="Kita", traeger_name="Diakonie")

    read("name;kategorie;traeger", "Kita;beratung;Diakonie", "Diakonie;beratung;")

    kita = Institution.objects.get(name="Kita")
    assert (kita.traeger_institution, traeger.name) == (None, "Diakonie")


def test_namesakes_are_named_by_their_address_in_the_portal():
    create_institution(name="Kita Sonne", strasse="Hof")
    one = create_institution(name="Kita Sonne", strasse="Markt")
    word = create_suchwort("Sonne", institutionen=[one])

    cell = SuchwortResource().export(type(word).objects.all())["institutionen"]

    assert cell == ["kita-sonne-markt"]


def test_every_column_has_a_name_for_people():
    resource = InstitutionResource()

    for column in resource.headings():
        assert label_column(resource, column)
