"""Tables of areas, words and stops, which come in like those of Institutionen."""

import pytest

from navigator.imports import (
    HaltestelleResource,
    ImportProblems,
    KategorieResource,
    SozialquartierResource,
    SozialraumResource,
    StadtbezirkResource,
    StrassenpunktResource,
    SuchwortResource,
    ZielgruppeResource,
    take_over,
)
from navigator.models import (
    Haltestelle,
    Kategorie,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Strassenpunkt,
    Suchwort,
    Zielgruppe,
)
from tests.factories import (
    create_institution,
    create_sozialraum,
    create_stadtbezirk,
    create_suchwort,
)

pytestmark = pytest.mark.django_db


def table(*rows):
    """A CSV file, the first row being the headings."""
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


def test_areas_are_imported_level_by_level():
    for _ in range(2):
        take_over(
            StadtbezirkResource,
            table(
                ("name", "position", "einwohnerzahl", "einwohner_stand", "stadtteile"),
                ("Süd", "1", "92.390", "2016", "Mitte; Ost ;"),
            ),
        )
        take_over(
            SozialraumResource,
            table(("name", "position", "kuerzel", "stadtbezirk"), ("Mitte", "1", "MI", "süd")),
        )
        take_over(
            SozialquartierResource,
            table(("name", "position", "sozialraum"), ("Innenstadt", "1", "Mitte")),
        )

    bezirk = Stadtbezirk.objects.get()
    assert (bezirk.einwohnerzahl, bezirk.stadtteile) == (92390, "Mitte\nOst")
    assert Sozialraum.objects.get().stadtbezirk == bezirk
    assert Sozialquartier.objects.get().sozialraum.name == "Mitte"


def test_words_and_stops_are_imported_by_their_key():
    rat = create_institution(name="Diakoniewerk")
    stops = [("Markt", "51,47", "6,85"), ("Markt", "51.48", "6.85")]
    for _ in range(2):
        take_over(
            KategorieResource,
            table(
                ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position"),
                ("kitas", "Kitas", "#E8CB3C", "#14201D", "kita", "70"),
            ),
        )
        take_over(ZielgruppeResource, table(("name",), ("Familien",)))
        take_over(
            SuchwortResource,
            table(
                ("wort", "kategorien", "zielgruppen", "institutionen", "herkunft"),
                ("Schulden", "kitas", "Familien", "Diakoniewerk", "Redaktion"),
            ),
        )
        take_over(
            HaltestelleResource,
            table(("name", "breite", "laenge"), *stops),
        )
        take_over(
            StrassenpunktResource,
            table(("strasse", "hausnummer", "breite", "laenge"), ("Markt", "1", "51,47", "6,85")),
        )

    assert Kategorie.objects.get(slug="kitas").name == "Kitas"
    assert Zielgruppe.objects.count() == 1
    assert list(Suchwort.objects.get().institutionen.all()) == [rat]
    assert Haltestelle.objects.count() == 2
    assert Strassenpunkt.objects.count() == 1


@pytest.mark.parametrize(
    ("resource", "rows", "zeile"),
    [
        (HaltestelleResource, [("name", "breite", "laenge"), ("Markt", "abc", "6,85")], 2),
        (HaltestelleResource, [("name", "breite", "laenge"), ("Markt", "", "")], 2),
        (HaltestelleResource, [("name", "breite", "laenge"), ("Markt", "52,5", "13,4")], 2),
        (StrassenpunktResource, [("strasse", "breite", "laenge"), ("Markt", "x", "y")], 2),
        (StadtbezirkResource, [("name", "position"), ("Süd", "1,5")], 2),
        (StadtbezirkResource, [("name", "position"), ("Süd", "eins")], 2),
        (StadtbezirkResource, [("name", "position"), ("Süd", "1"), ("Nord", "1")], 3),
        (SuchwortResource, [("wort", "herkunft"), ("!", "Redaktion")], 2),
        (SuchwortResource, [("wort", "herkunft", "institutionen"), ("Geld", "R", "Mars")], 2),
        (ZielgruppeResource, [("name",), ("x" * 81,)], 2),
    ],
)
def test_problems_of_other_tables_are_told_by_row_too(resource, rows, zeile):
    with pytest.raises(ImportProblems) as refusal:
        take_over(resource, table(*rows))

    assert {problem.zeile for problem in refusal.value.problems} == {zeile}


def test_word_twice_leads_to_one_record():
    create_suchwort("Schulden")

    take_over(SuchwortResource, table(("wort", "herkunft"), ("SCHULDEN", "Redaktion")))

    assert Suchwort.objects.get().wort == "SCHULDEN"


def test_sozialraum_of_an_unknown_stadtbezirk_is_refused():
    create_sozialraum(stadtbezirk=create_stadtbezirk(name="Süd"))

    with pytest.raises(ImportProblems, match="Bekannt sind: Süd"):
        take_over(
            SozialraumResource,
            table(("name", "position", "kuerzel", "stadtbezirk"), ("Mitte", "99", "MI", "Mars")),
        )
