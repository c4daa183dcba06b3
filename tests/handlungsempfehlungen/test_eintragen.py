"""Many Sachstände on one screen: what is stored, what is refused, who sees what."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from handlungsempfehlungen.models import Sachstand
from tests.factories import (
    create_handlungsempfehlung,
    create_sachstand,
    create_stelle,
    create_strategiepapier,
    create_veranstaltung,
)
from tests.faelliges import create_due, create_fachbereich, in_days, open_book
from tests.office import log_in, messages_of, url

pytestmark = pytest.mark.django_db
CONTROLLING = url(Sachstand, "controlling")
ENTER = url(Sachstand, "eintragen")
ENTER_QUERIES = 10


def row(he, **fields):
    """What the browser sends of one row that was filled in."""
    newest = he.sachstaende.newest_first().first()
    known = {"datum": f"{timezone.localdate():%d.%m.%Y}", "gesehen": newest.pk if newest else ""}
    return {f"he{he.pk}-{name}": value for name, value in (known | fields).items()}


# ---- many at once --------------------------------------------------------------------------------


def test_evidence_is_given_with_its_address(office):
    he = create_due(create_stelle(), -1)

    office.post(
        ENTER, row(he, text="Fertig.", beleg="Vermerk", beleg_url="https://example.org/vermerk")
    )

    new = Sachstand.objects.newest_first().first()
    assert (new.beleg, new.beleg_url) == ("Vermerk", "https://example.org/vermerk")


def test_only_filled_rows_are_stored(office, planung):
    stelle = create_stelle()
    first, second, third = (create_due(stelle, -1) for _ in range(3))

    response = office.post(
        ENTER,
        row(first, umsetzungsstand="umgesetzt", text="Fertig.")
        | row(second)
        | row(third, text="Es geht weiter.\r\nLangsam.", naechste_pruefung=str(in_days(90))),
        follow=True,
    )

    new = {
        one.handlungsempfehlung: one
        for one in Sachstand.objects.filter(datum_bis=timezone.localdate())
    }
    assert set(new) == {first, third}
    assert new[first].umsetzungsstand == "umgesetzt"
    assert new[third].umsetzungsstand == "in-umsetzung"  # as before
    assert new[third].text == "Es geht weiter.\nLangsam."
    assert new[third].naechste_pruefung == in_days(90)
    assert {one.stelle for one in new.values()} == {stelle}
    assert {one.wirksam_am for one in new.values()} == {timezone.localdate()}
    names = ", ".join(one.kennung for one in sorted((first, third), key=lambda one: one.slug))
    assert messages_of(response) == [f"2 Sachstände sind eingetragen: {names}."]


def test_nothing_is_stored_where_one_row_is_wrong(office):
    stelle = create_stelle()
    good, bad = create_due(stelle, -1), create_due(stelle, -1)

    response = office.post(
        ENTER,
        row(good, text="Fertig.", umsetzungsstand="umgesetzt")
        | row(bad, umsetzungsstand="zurueckgestellt", text="Kein Geld."),
    )

    assert Sachstand.objects.count() == 2
    (wrong,) = response.context["eintragung"].fehlerhaft
    assert wrong.position.empfehlung == bad
    assert wrong.form.errors == {
        "grund": ["„Zurückgestellt“ und „entfallen“ brauchen einen Grund."]
    }
    assert f'href="#id_he{bad.pk}-grund"' in response.text
    assert "Fertig." in response.text  # what was right is still there


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"umsetzungsstand": "umgesetzt"}, "text", "Bitte sagen, was geschehen ist."),
        (
            {"text": "X", "datum": "morgen"},
            "datum",
            "„morgen“ ist kein Datum. Schreiben Sie zum Beispiel 10.10.2019, 09/2023 oder 2025.",
        ),
        (
            {"text": "X", "datum": "01.01.2099"},
            "__all__",
            "Ein Sachstand sagt, was war. Das Datum liegt in der Zukunft.",
        ),
        (
            {"text": "X", "naechste_pruefung": "2020-01-01"},
            "__all__",
            "Die nächste Prüfung liegt nach dem Datum des Sachstands.",
        ),
        (
            {"text": "X", "gesehen": ""},
            "__all__",
            "Inzwischen hat jemand einen Sachstand eingetragen. Er steht jetzt hier; sichern Sie "
            "noch einmal, wenn Ihrer dazukommen soll.",
        ),
    ],
)
def test_wrong_row_says_what_is_wrong(office, fields, field, sentence):
    he = create_due(create_stelle(), -1)

    response = office.post(ENTER, row(he, **fields))

    (wrong,) = response.context["eintragung"].fehlerhaft
    assert wrong.form.errors[field] == [sentence]
    assert Sachstand.objects.count() == 1


def test_second_look_stores_beside_the_newer_entry(office):
    he = create_due(create_stelle(), -1)
    refused = office.post(ENTER, row(he, text="Meins.", gesehen=""))

    (wrong,) = refused.context["eintragung"].fehlerhaft
    office.post(ENTER, row(he, text="Meins.", gesehen=wrong.form["gesehen"].value()))

    assert Sachstand.objects.count() == 2


def test_row_without_an_office_asks_who_says_it(office):
    he, stelle = create_handlungsempfehlung(), create_stelle()

    refused = office.post(ENTER, row(he, text="Es beginnt."))
    office.post(ENTER, row(he, text="Es beginnt.", stelle=stelle.pk))

    assert refused.context["eintragung"].fehlerhaft[0].form.errors == {
        "stelle": ["Bitte wählen, welche Stelle das meldet."]
    }
    assert Sachstand.objects.get().stelle == stelle


def test_empty_screen_stores_nothing_and_says_so(office):
    he = create_due(create_stelle(), -1)

    response = office.post(ENTER, row(he))

    assert messages_of(response) == ["Nichts gesichert: Es ist noch keine Zeile ausgefüllt."]
    assert Sachstand.objects.count() == 1


def shown(response):
    return {zeile.position.empfehlung for zeile in response.context["eintragung"].zeilen}


def test_rows_are_chosen_by_office_and_by_what_is_due(office):
    first, second = create_stelle(), create_stelle()
    due, later, other = create_due(first, -1), create_due(first, 200), create_due(second, -1)
    nobody = create_handlungsempfehlung()

    assert shown(office.get(ENTER)) == {due, later, other, nobody}
    assert shown(office.get(ENTER, {"stelle": first.pk})) == {due, later}
    assert shown(office.get(ENTER, {"stelle": first.pk, "nur": "faellig"})) == {due}
    assert shown(office.get(ENTER, {"stelle": "ohne"})) == {nobody}
    assert office.get(ENTER, {"stelle": "x", "veranstaltung": "y", "seite": "z"}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_query_count_does_not_grow_with_the_rows(office, django_assert_num_queries, number):
    stelle = create_stelle()
    for _ in range(number):
        create_due(stelle, -1)
        create_handlungsempfehlung()
    office.get(ENTER)

    with django_assert_num_queries(ENTER_QUERIES):
        office.get(ENTER)


# ---- a Fachbereich -------------------------------------------------------------------------------


def test_fachbereich_sees_and_enters_only_its_own(roles):
    own, other = create_stelle(), create_stelle()
    mine, theirs = create_due(own, -1), create_due(other, -1)
    client = log_in(Client(), create_fachbereich(own))

    page = client.get(ENTER)
    client.post(ENTER, row(mine, text="Meins.") | row(theirs, text="Fremdes."))

    assert shown(page) == {mine}
    assert shown(client.get(ENTER, {"stelle": other.pk})) == {mine}
    assert mine.sachstaende.count() == 2
    assert theirs.sachstaende.count() == 1


def test_fachbereich_that_leads_enters_in_its_own_name(roles):
    own, said = create_stelle(), create_stelle()
    he = create_handlungsempfehlung(federfuehrung=own)
    create_sachstand(he, stelle=said)
    client = log_in(Client(), create_fachbereich(own))

    client.post(ENTER, row(he, text="Von uns."))

    assert he.sachstaende.newest_first().first().stelle == own


def test_account_without_an_office_is_told_so(roles):
    create_due(create_stelle(), -1)
    client = log_in(Client(), create_fachbereich())

    assert "Ihr Konto gehört noch zu keiner Stelle." in client.get(ENTER).text


# ---- a dialogue reviews --------------------------------------------------------------------------


@pytest.fixture
def abend():
    papier = create_strategiepapier()
    abend = create_veranstaltung(titel="Dialog Osterfeld", sozialraeume=[papier.sozialraum])
    abend.datum_bis, abend.datum_genauigkeit = dt.date(2026, 10, 9), "tag"
    abend.save()
    stelle = create_stelle(name="Soziales")
    abend.here = create_due(stelle, -1, strategiepapier=papier)
    abend.elsewhere = create_due(stelle, -1)
    return abend


def test_dialogue_takes_the_recommendations_of_its_areas(office, abend):
    choice = office.get(url(Sachstand, "dialoge"))
    page = office.get(url(Sachstand, "ueberpruefung", abend.pk))
    book = open_book(office.get(url(Sachstand, "pruefbogen", abend.pk)))

    assert url(Sachstand, "ueberpruefung", abend.pk) in choice.text
    assert abend.here.kennung in page.text
    assert page.context["anzahl"] == 1
    assert book["Soziales"].max_row == 2


def test_results_of_a_dialogue_name_it_as_their_beleg(office, abend):
    page = office.get(ENTER, {"veranstaltung": abend.pk})

    (zeile,) = page.context["eintragung"].zeilen
    assert zeile.position.empfehlung == abend.here
    assert zeile.form["beleg"].value() == str(abend)
    assert zeile.form["datum"].value() == "09.10.2026"

    office.post(
        f"{ENTER}?veranstaltung={abend.pk}",
        row(abend.here, text="Bestätigt.", beleg=str(abend), datum="09.10.2026"),
    )
    newest = abend.here.sachstaende.newest_first().first()
    assert (newest.beleg, newest.wirksam_am) == (str(abend), dt.date(2026, 10, 9))
