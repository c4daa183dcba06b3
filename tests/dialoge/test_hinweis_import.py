"""Hinweise from a file: preview, problems in words, and the same file again changes nothing."""

import pytest

from dialoge.imports import HinweisResource
from dialoge.models import Hinweis
from navigator.imports import ImportProblems, laeufe, resource_for, take_over
from navigator.imports.ruecknahme import undo
from navigator.imports.vorlage import build_template
from sozialplanung.tables import read_table
from tests.factories import (
    create_handlungsfeld,
    create_hinweis,
    create_sozialraum,
    create_stadtbezirk,
    create_thementisch,
    create_veranstaltung,
    create_zielgruppe,
)
from tests.office import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def abend():
    raum = create_sozialraum(name="Osterfeld")
    return create_veranstaltung(titel="Dialog Osterfeld", sozialraeume=[raum])


@pytest.fixture
def tisch(abend):
    return create_thementisch(veranstaltung=abend, nummer=2, titel="Gesundes Aufwachsen")


def csv(*lines):
    return "\n".join(lines).encode()


def take(*lines):
    return take_over(HinweisResource, csv(*lines))


def problems(*lines):
    with pytest.raises(ImportProblems) as refused:
        take(*lines)
    assert not Hinweis.objects.exists()
    return [str(one) for one in refused.value.problems]


def test_list_of_hinweise_can_be_read_in():
    assert resource_for(Hinweis) is HinweisResource


def test_row_becomes_an_internal_hinweis(abend, tisch):
    feld, gruppe, bezirk = create_handlungsfeld(), create_zielgruppe(), create_stadtbezirk()

    take(
        "Veranstaltung;Tisch;Art;Hinweis;Stadtbezirk;Zielgruppen;Handlungsfeld",
        f"{abend.slug};2;Was läuft gut?;Das Café;{bezirk.name};{gruppe.name};{feld.name}",
        "Dialog Osterfeld;gesundes aufwachsen;;Ein Treff;;;",
    )

    first, second = Hinweis.objects.order_by("nummer")
    assert (first.nummer, first.thementisch, first.art) == (1, tisch, "laeuft-gut")
    assert (first.ausgang, first.is_published) == ("dokumentiert", False)
    assert (first.handlungsfeld, list(first.zielgruppen.all())) == (feld, [gruppe])
    assert list(first.stadtbezirke.all()) == [bezirk]
    assert list(first.sozialraeume.all()) == []
    assert (second.nummer, second.thementisch, second.art) == (2, tisch, "fehlt")
    assert list(second.sozialraeume.all()) == list(abend.sozialraeume.all())


def test_city_wide_event_makes_city_wide_hinweise():
    abend = create_veranstaltung(stadtweit=True)

    take("veranstaltung;text", f"{abend.slug};Ein Treff")

    assert Hinweis.objects.get().stadtweit is True


def test_same_file_again_changes_nothing(abend, tisch):
    lines = ["veranstaltung;thementisch;text", f"{abend.slug};2;Ein Treff", f"{abend.slug};;Bänke"]
    take(*lines)

    again = take(*lines)

    assert (again.aenderungen, again.unveraendert) == ([], 2)
    assert Hinweis.objects.count() == 2


def test_number_finds_the_hinweis_whose_words_change(abend):
    hinweis = create_hinweis(veranstaltung=abend)

    take("veranstaltung;nummer;text", f"{abend.slug};1;Neuer Wortlaut")

    hinweis.refresh_from_db()
    assert hinweis.text == "Neuer Wortlaut"
    assert Hinweis.objects.count() == 1


def test_line_about_a_person_is_refused_until_it_is_confirmed(abend):
    assert problems("veranstaltung;text", f"{abend.slug};Herr Winter hilft") == [
        "Zeile 2, Spalte „text“: Der Text sieht nach einer Person aus (Name: Herr Winter). Bitte "
        "umformulieren oder bestätigen, dass er keine Person nennt."
    ]

    take("veranstaltung;text;geprüft", f"{abend.slug};Herr Winter hilft;ja")
    assert Hinweis.objects.get().personenbezug_geprueft is True


def test_title_that_two_events_share_is_refused(abend):
    other = create_veranstaltung(titel="Dialog Osterfeld")

    (problem,) = problems("veranstaltung;text", "Dialog Osterfeld;Ein Treff")

    assert "heißen mehrere Veranstaltungen" in problem
    assert abend.slug in problem
    assert other.slug in problem


def test_problems_name_row_and_column(abend, tisch):
    found = problems(
        "veranstaltung;thementisch;art;text",
        f"{abend.slug};9;fehlt;Ein Treff",
        "Nirgendwo;2;fehlt;Ein Treff",
        f"{abend.slug};2;schlecht;Ein Treff",
        f"{abend.slug};2;fehlt;",
        f"{abend.slug};2;fehlt;Bänke",
        f"{abend.slug};2;fehlt;bänke!",
    )

    assert found[0] == (
        "Zeile 2, Spalte „thementisch“: „9“ ist kein Thementisch von „Dialog Osterfeld“. Bekannt "
        "sind: 2 Gesundes Aufwachsen."
    )
    assert found[1].startswith("Zeile 3, Spalte „veranstaltung“: „Nirgendwo“ gibt es nicht.")
    assert found[2].startswith("Zeile 4, Spalte „art“: „schlecht“ geht hier nicht.")
    assert found[3].startswith("Zeile 5, Spalte „text“:")
    assert found[-1] == (
        "Zeile 7: Dieser Hinweis steht schon in einer früheren Zeile der Datei, am selben Tisch."
    )


def test_preview_stores_nothing_and_reading_in_can_be_taken_back(abend, admin_user, admin_client):
    data = csv("veranstaltung;text", f"{abend.slug};Ein Treff", f"{abend.slug};Bänke")
    lauf = laeufe.upload(Hinweis, laeufe.Datei("abend.csv", data), admin_user)

    html = admin_client.get(url(Hinweis, "vorschau", lauf.pk)).text
    assert "Ein Treff" in html
    assert not Hinweis.objects.exists()

    lauf = laeufe.confirm(lauf, admin_user)
    assert (lauf.neu, Hinweis.objects.count()) == (2, 2)
    undo(lauf, admin_user)
    assert not Hinweis.objects.exists()


def test_template_is_filled_with_an_event_that_there_is(abend, tisch):
    data = build_template(HinweisResource)

    assert read_table(data)["veranstaltung"] == [abend.slug, abend.slug]
    assert take_over(HinweisResource, data).aenderungen
    assert Hinweis.objects.count() == 2
