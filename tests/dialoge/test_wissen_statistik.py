"""„Bedarf statistisch gestützt?“: figures beside the city, marks kept, protected values never."""

import pytest

from dialoge.models import Frage
from dialoge.wissen import collect
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import Einzelangabe, Sozialraum
from tests.factories import create_hinweis, create_sozialquartier, create_sozialraum
from tests.indexausgaben import (
    JAHR,
    create_indexmethode,
    create_indikatorwert,
    create_konto,
    create_werte,
)

pytestmark = pytest.mark.django_db


def block(hinweis):
    found = collect(Frage.Wissen.STATISTIK, hinweis)
    return next(one for one in found if one.titel == "Was die Zahlen sagen")


@pytest.fixture
def ausgabe():
    """A released edition of one Indikator in twelve quarters of one Sozialraum."""
    create_werte()
    return release()


def release():
    """Release an edition of all values; return the Sozialraum that they are from."""
    entwurf = compute_berechnung(JAHR, JAHR, create_indexmethode(), create_konto("stefan"))
    release_berechnung(entwurf, create_konto("petra"))
    return Sozialraum.objects.get()


def create_protected():
    """Another quarter beside the twelve, with a protected value; return it."""
    werte = create_werte()
    quartier = create_sozialquartier(sozialraum=werte[0].sozialquartier.sozialraum)
    for jahr in range(2017, JAHR + 1):
        fields = {"zaehler": None, "nenner": None, "status": "geschuetzt"} if jahr == JAHR else {}
        create_indikatorwert(
            indikator=werte[0].indikator, sozialquartier=quartier, jahr=jahr, **fields
        )
    return quartier


def test_figures_of_a_quarter_stand_beside_the_city(ausgabe):
    quartier = ausgabe.sozialquartiere.order_by("-position").first()
    hinweis = create_hinweis()
    hinweis.sozialquartiere.add(quartier)

    (gruppe,) = block(hinweis).gruppen

    index, anteil = (one.as_data() for one in gruppe.belege)
    assert gruppe.titel == quartier.name
    assert index["art"] == "Sozialindex"
    assert index["zusatz"].startswith("Status ")
    assert anteil == {
        "art": "Indikator",
        "titel": f"Quote, {quartier.name}",
        "adresse": quartier.get_absolute_url(),
        "stand": f"31.12.{JAHR}",
        "wert": "37,0\N{NO-BREAK SPACE}%",
        "vergleich": "Stadt 23,5\N{NO-BREAK SPACE}%",
        "zusatz": "deutlich über der Stadt",
    }


def test_sozialraum_shows_the_whole_then_each_quarter_the_highest_risk_open(ausgabe):
    gruppen = block(create_hinweis(sozialraeume=[ausgabe])).gruppen

    assert gruppen[0].titel == f"{ausgabe.name} insgesamt (12 Sozialquartiere)"
    assert [one.ist_offen for one in gruppen] == [True, True, *[False] * 11]
    assert gruppen[1].marken == ("Fokusquartier",)
    assert "Fokusquartier" in gruppen[1].belege[0].as_data()["zusatz"]


def test_example_values_keep_their_mark_as_evidence():
    werte = create_werte()
    create_indikatorwert(
        indikator=werte[0].indikator,
        sozialquartier=create_sozialquartier(sozialraum=werte[0].sozialquartier.sozialraum),
        status="beispiel",
        ist_beispiel=True,
    )
    hinweis = create_hinweis(sozialraeume=[release()])

    chosen = [beleg.as_data() for beleg in block(hinweis).belege if beleg.is_waehlbar]

    assert {data["art"] for data in chosen} == {"Indikator", "Sozialindex"}
    for data in chosen:
        assert data["beispiel"] is True
        assert data["zusatz"].endswith("Beispielwerte, keine amtliche Statistik")


def test_protected_value_is_said_but_can_never_be_chosen():
    quartier = create_protected()
    release()
    hinweis = create_hinweis()
    hinweis.sozialquartiere.add(quartier)

    index, anteil = block(hinweis).belege

    assert (index.wert, index.is_waehlbar) == ("nicht berechnet", False)
    assert (anteil.wert, anteil.is_waehlbar) == ("geschützter Wert", False)


def test_whole_has_no_value_where_one_of_its_quarters_is_protected():
    create_protected()
    hinweis = create_hinweis(sozialraeume=[release()])

    (whole,) = block(hinweis).gruppen[0].belege

    assert (whole.wert, whole.is_waehlbar) == ("kein Wert", False)


def test_whole_city_is_compared_with_nothing(ausgabe):
    found = block(create_hinweis(stadtweit=True))

    (gruppe,) = found.gruppen
    assert "Es gibt nichts zu vergleichen." in found.erklaerung
    assert [beleg.vergleich for beleg in gruppe.belege] == [""]


def test_published_figures_of_the_area_join():
    osterfeld = create_sozialraum(name="Osterfeld")
    Einzelangabe.objects.create(
        raum="Osterfeld",
        sozialraum=osterfeld,
        bezeichnung="Einwohner*innen",
        wert=37_000,
        quelle="Stadt",
    )
    Einzelangabe.objects.create(raum="Oberhausen", bezeichnung="Fläche", wert=77, quelle="Stadt")

    (beleg,) = block(create_hinweis(sozialraeume=[osterfeld])).belege

    assert (beleg.titel, beleg.wert) == ("Einwohner*innen, Osterfeld", "37.000")
    assert beleg.stand == "Zeitpunkt unbekannt"


def test_without_an_edition_the_block_says_so():
    found = block(create_hinweis(sozialraeume=[create_sozialraum()]))

    assert found.gruppen == ()
    assert found.leer.startswith("Es ist noch keine Ausgabe des Sozialindex freigegeben")
