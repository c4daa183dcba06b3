"""What the portal knows about a Hinweis: matching institutions, figures, what was said before."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialoge.entscheiden import create_entscheidungsweg, decide
from dialoge.models import Frage, Kante
from dialoge.wissen import JEDE, Beleg, Gruppe, Wissensblock, collect, freeze_own, register
from dialoge.wissen import sammlung as registry
from dialoge.wissen.belege import is_safe_address
from dialoge.wissen.worte import stems, telling_words
from navigator.models import Institution
from tests.factories import (
    create_hinweis,
    create_institution,
    create_sozialquartier,
    create_sozialraum,
    create_suchwort,
    create_veranstaltung,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db

BESTAND, LAUFZEIT = Frage.Wissen.BESTAND, Frage.Wissen.LAUFZEIT


def block(kind, hinweis, suche=""):
    """The block of this kind; what belongs to every question has its own test."""
    title = {BESTAND: "Was es schon gibt", JEDE: "Das wurde schon gesagt"}[kind]
    return next(one for one in collect(kind, hinweis, suche) if one.titel == title)


def rows(kind, hinweis, suche=""):
    return [
        (gruppe.titel, [beleg.titel for beleg in gruppe.belege])
        for gruppe in block(kind, hinweis, suche).gruppen
    ]


# ---- words ---------------------------------------------------------------------------------------


def test_words_that_say_what_it_is_about_are_kept_and_cut():
    create_sozialraum(name="Osterfeld")

    words = telling_words("Es fehlen Sprachkurse in Osterfeld, und zwar am Vormittag.")

    assert words == ["Sprachkurse", "zwar", "Vormittag"]
    assert stems("Sprachkurse Jugendlichen") == ["sprachkurs", "jugendlich"]


# ---- Gibt es das schon? --------------------------------------------------------------------------


@pytest.fixture
def osterfeld():
    return create_sozialraum(name="Osterfeld")


def located_in(raum, **fields):
    return create_institution(
        sozialraum=raum, stadtbezirk=raum.stadtbezirk, raumherkunft="hand", **fields
    )


def test_what_fits_comes_first_then_what_only_lies_there(osterfeld):
    familien = create_zielgruppe("Familien")
    treff = located_in(osterfeld, name="Treff", zielgruppen=[familien])
    beratung = create_institution(name="Beratung")
    beratung.sozialraeume.add(osterfeld)
    create_suchwort("Schulden", institutionen=[beratung])
    located_in(osterfeld, name="Bad")
    create_institution(name="Schuldnerhilfe der Stadt", stadtweit=True)
    create_institution(name="Zoo", stadtweit=True)
    located_in(create_sozialraum(name="Sterkrade"), name="Schuldnerhilfe dort")
    hinweis = create_hinweis(text="Wer Schulden hat, findet hier nichts.", sozialraeume=[osterfeld])
    hinweis.zielgruppen.add(familien)

    found = rows(BESTAND, hinweis)

    assert found == [
        ("Passt und ist für Osterfeld da", [beratung.name, treff.name]),
        ("Passt und ist für ganz Oberhausen da", ["Schuldnerhilfe der Stadt"]),
        ("Was es sonst für Osterfeld gibt (1)", ["Bad"]),
    ]
    assert rows(BESTAND, hinweis, "Zoo")[1] == ("Passt und ist für ganz Oberhausen da", ["Zoo"])


def test_unpublished_institutions_are_no_answer(osterfeld):
    located_in(osterfeld, name="Schuldnerberatung", status="entwurf")
    hinweis = create_hinweis(text="Schuldnerberatung fehlt.", sozialraeume=[osterfeld])

    found = block(BESTAND, hinweis)

    assert found.belege == []
    assert found.leer == "Im Verzeichnis passt dazu nichts, was es für Osterfeld gibt."


def test_areas_of_the_event_count_where_the_hinweis_names_none(osterfeld):
    located_in(osterfeld, name="Schuldnerberatung")
    hinweis = create_hinweis(
        text="Schuldnerberatung fehlt.",
        veranstaltung=create_veranstaltung(sozialraeume=[osterfeld]),
    )

    assert rows(BESTAND, hinweis) == [("Passt und ist für Osterfeld da", ["Schuldnerberatung"])]


def test_areas_of_several_levels_mean_one_or_the_other(osterfeld):
    quartier = create_sozialquartier(name="Lirich")
    create_sozialquartier(sozialraum=osterfeld)
    one = create_institution(name="Kita Nord")
    one.sozialraeume.add(osterfeld)
    other = create_institution(name="Kita Ost")
    other.sozialquartiere.add(quartier)
    hinweis = create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld])
    hinweis.sozialquartiere.add(quartier)

    found = rows(BESTAND, hinweis)

    assert found == [("Passt und ist für Osterfeld und Lirich da", ["Kita Nord", "Kita Ost"])]


def test_no_more_than_twenty_and_a_link_to_all_that_the_directory_shows(client, osterfeld):
    for n in range(23):
        located_in(osterfeld, name=f"Kita {n}")
    hinweis = create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld])

    found = block(BESTAND, hinweis)

    assert len(found.belege) == 20
    assert found.weitere_text == "Alle 23 Einträge für Osterfeld im Verzeichnis ansehen"
    assert found.weitere_url == "/institutionen/?sozialraum=osterfeld"
    assert client.get(found.weitere_url).context["paginator"].count == 23


def test_evidence_says_how_old_the_facts_are(osterfeld):
    located_in(osterfeld, name="Kita A", geprueft_am=dt.date(2026, 1, 2))
    located_in(osterfeld, name="Kita B", stand_bis=dt.date(2014, 12, 31), stand_genauigkeit="jahr")
    located_in(osterfeld, name="Kita C")
    hinweis = create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld])

    ages = [beleg.stand for beleg in block(BESTAND, hinweis).belege]

    assert ages == [
        "geprüft am 02.01.2026",
        "Angabe von 2014, ungeprüft",
        "ungeprüft, Alter unbekannt",
    ]


@pytest.mark.parametrize("count", [1, 20])
def test_number_of_queries_does_not_grow(osterfeld, count):
    familien = create_zielgruppe("Familien")
    for n in range(count):
        located_in(osterfeld, name=f"Kita {n}", zielgruppen=[familien])
    hinweis = create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld])
    hinweis.zielgruppen.add(familien)
    for _ in range(count):
        create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld], is_published=True)
    collect(BESTAND, hinweis)

    with CaptureQueriesContext(connection) as queries:
        found = block(BESTAND, hinweis)

    assert len(found.belege) == count
    assert len(queries) == 34


def test_frozen_evidence_stays_when_the_institution_changes(osterfeld):
    create_entscheidungsweg()
    kita = located_in(osterfeld, name="Kita Nord")
    hinweis = create_hinweis(text="Kita fehlt.", sozialraeume=[osterfeld])
    frozen = [one.as_data() for one in block(BESTAND, hinweis).belege]
    kante = Kante.objects.get(frage__slug="gibt-es-das-schon", antwort="ja")
    answer = decide(hinweis, kante, grund="Es gibt sie.", rolle="Team", evidenz=frozen)

    kita.name = "Kita Süd"
    kita.save()
    Institution.objects.filter(pk=kita.pk).update(status="archiviert")

    answer.refresh_from_db()
    assert answer.evidenz == [
        {
            "art": "Institution",
            "titel": "Kita Nord",
            "adresse": kita.get_absolute_url(),
            "stand": "ungeprüft, Alter unbekannt",
            "zusatz": "Beratung, Osterfeld",
        }
    ]


# ---- Befristetes Angebot? ------------------------------------------------------------------------


def test_kind_that_nobody_answers_says_so():
    first, *_ = collect(LAUFZEIT, create_hinweis())

    assert first.titel == "Maßnahmen und ihre Laufzeit"
    assert first.leer.startswith("Das Portal kennt dazu noch keine Maßnahme")


def test_other_apps_add_their_knowledge(monkeypatch):
    monkeypatch.setattr(registry, "providers", {})

    @register(LAUFZEIT)
    def massnahmen(hinweis, worte):
        return Wissensblock("Maßnahmen", gruppen=(Gruppe("", (Beleg("m-1", "Maßnahme", worte),)),))

    @register(LAUFZEIT)
    def nothing(hinweis, worte):
        return None

    (found,) = collect(LAUFZEIT, create_hinweis(text="Es fehlt ein Lesekreis."))

    assert [beleg.titel for beleg in found.belege] == ["Lesekreis"]


# ---- Das wurde schon gesagt ----------------------------------------------------------------------


def test_like_hinweise_of_other_events_come_with_what_became_of_them(osterfeld):
    create_entscheidungsweg()
    early = create_hinweis(
        text="Zur Schuldnerberatung muss man weit fahren.",
        sozialraeume=[osterfeld],
        is_published=True,
    )
    for frage in ("gibt-es-das-schon", "bedarf"):
        kante = Kante.objects.get(frage__slug=frage, antwort="nein")
        decide(early, kante, grund="Weil.", rolle="Team")
    create_hinweis(text="Der Park ist zu dunkel.", sozialraeume=[osterfeld])
    create_hinweis(text="Schuldnerberatung fehlt.", sozialraeume=[create_sozialraum()])
    hinweis = create_hinweis(text="Es fehlt Schuldnerberatung.", sozialraeume=[osterfeld])
    create_hinweis(text="Schuldnerberatung!", veranstaltung=hinweis.veranstaltung)

    (beleg,) = block(JEDE, hinweis).belege

    assert beleg.titel == "„Zur Schuldnerberatung muss man weit fahren.“"
    assert beleg.zusatz == f"{early.veranstaltung.titel}: Themenspeicher"
    assert beleg.is_waehlbar


def test_internal_hinweis_is_read_but_never_becomes_evidence(osterfeld):
    create_hinweis(text="Schuldnerberatung fehlt.", sozialraeume=[osterfeld])
    hinweis = create_hinweis(text="Schuldnerberatung!", sozialraeume=[osterfeld])

    (beleg,) = block(JEDE, hinweis).belege

    assert (beleg.is_waehlbar, beleg.adresse) == (False, "")


def test_what_was_said_before_stands_first_where_there_is_something(osterfeld):
    hinweis = create_hinweis(text="Schuldnerberatung fehlt.", sozialraeume=[osterfeld])
    assert collect(BESTAND, hinweis)[-1].titel == "Das wurde schon gesagt"

    create_hinweis(text="Schuldnerberatung fehlt auch uns.", sozialraeume=[osterfeld])

    assert collect(BESTAND, hinweis)[0].titel == "Das wurde schon gesagt"


# ---- evidence of one's own -----------------------------------------------------------------------


def test_own_evidence_carries_the_day_it_was_named():
    assert freeze_own("Auskunft", "https://example.org/", dt.date(2026, 11, 25)) == {
        "art": "eigene Angabe",
        "titel": "Auskunft",
        "adresse": "https://example.org/",
        "stand": "25.11.2026",
    }


@pytest.mark.parametrize(
    ("adresse", "safe"),
    [
        ("/institutionen/treff/", True),
        ("https://example.org/", True),
        ("", False),
        ("javascript:alert(1)", False),
        ("//example.org/", False),
        ("https:example", False),
    ],
)
def test_only_safe_addresses_become_links(adresse, safe):
    assert is_safe_address(adresse) is safe
