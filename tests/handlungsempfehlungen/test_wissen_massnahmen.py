"""What measures and recommendations say to the decision path, and what comes of its outcomes."""

import pytest
from django.core.management import call_command

from dialoge.folgen import list_folgen
from dialoge.models import Ausgang, Frage
from dialoge.wissen import collect
from handlungsempfehlungen.models import Handlungsempfehlung, Massnahmensteckbrief
from tests.demo import NoOutput
from tests.factories import (
    create_handlungsempfehlung,
    create_hinweis,
    create_massnahme,
    create_ruecknahme,
    create_sachstand,
    create_sozialquartier,
    create_sozialraum,
    create_strategiepapier,
    create_zielgruppe,
)
from tests.office import create_konto, url

pytestmark = pytest.mark.django_db
MEASURES, RECOMMENDED, DURATION = (
    "Maßnahmen, die es gibt",
    "Was die Stadt schon empfiehlt",
    "Maßnahmen und ihre Laufzeit",
)


@pytest.fixture
def raum():
    return create_sozialraum()


@pytest.fixture
def hinweis(raum):
    hinweis = create_hinweis(text="Es fehlt eine Schuldnerberatung.", sozialraeume=[raum])
    hinweis.zielgruppen.add(create_zielgruppe("Familien"))
    return hinweis


def block(hinweis, kind, titel):
    return next(one for one in collect(kind, hinweis) if one.titel == titel)


def titles(block):
    return [[beleg.titel for beleg in gruppe.belege] for gruppe in block.gruppen]


def test_measures_of_the_areas_are_known_what_fits_first(hinweis, raum):
    create_massnahme(titel="Chor", sozialraeume=[raum])
    create_massnahme(titel="Schuldnerberatung im Treff", sozialraeume=[raum])
    families = create_massnahme(titel="Stadtteilmütter", sozialraeume=[raum])
    families.zielgruppen.add(hinweis.zielgruppen.get())

    found = block(hinweis, Frage.Wissen.BESTAND, MEASURES)

    assert titles(found) == [["Stadtteilmütter", "Schuldnerberatung im Treff"], ["Chor"]]
    assert [gruppe.ist_offen for gruppe in found.gruppen] == [True, False]


def test_measures_around_inside_and_for_all_count_others_do_not(hinweis, raum):
    create_massnahme(titel="Im Quartier").sozialquartiere.add(
        create_sozialquartier(sozialraum=raum)
    )
    create_massnahme(titel="Im Bezirk").stadtbezirke.add(raum.stadtbezirk)
    create_massnahme(titel="Stadt", stadtweit=True)
    create_massnahme(titel="Woanders", sozialraeume=[create_sozialraum()])
    create_massnahme(titel="Ohne Angabe")

    (gruppe,) = titles(block(hinweis, Frage.Wissen.BESTAND, MEASURES))

    assert gruppe == ["Im Bezirk", "Im Quartier", "Stadt"]


def test_drafts_and_withdrawn_measures_are_not_evidence(hinweis, raum):
    create_massnahme(sozialraeume=[raum], is_published=False)
    create_ruecknahme(create_massnahme(sozialraeume=[raum]))

    found = block(hinweis, Frage.Wissen.BESTAND, MEASURES)

    assert found.gruppen == ()
    assert found.leer == f"Für {raum} gibt es noch keinen Steckbrief einer Maßnahme."


def test_recommendations_that_exist_say_how_far_they_are(hinweis, raum):
    papier = create_strategiepapier(sozialraum=raum)
    he = create_handlungsempfehlung(
        strategiepapier=papier, titel="Schuldnerberatung öffnen", ist_beispiel=True
    )
    create_sachstand(he, "in-vorbereitung")
    create_handlungsempfehlung(titel="Woanders")

    ((beleg,),) = [
        gruppe.belege for gruppe in block(hinweis, Frage.Wissen.BESTAND, RECOMMENDED).gruppen
    ]

    assert beleg.titel == f"{he.kennung} Schuldnerberatung öffnen"
    data = beleg.as_data()
    assert (data["art"], data["wert"]) == ("Handlungsempfehlung", "in Vorbereitung")
    assert data["beispiel"] is True


@pytest.mark.parametrize(
    ("fields", "titel", "wert"),
    [
        ({"ende": "12/2099"}, "Befristet (1)", "befristet bis Dezember 2099"),
        ({"befristung": "befristet"}, "Befristet (1)", "befristet, Ende unbekannt"),
        ({"ende": "2020"}, "Befristet (1)", "ausgelaufen: 2020"),
        ({"befristung": "unbefristet"}, "Unbefristet (1)", "unbefristet"),
        ({}, "Ende unbekannt (1)", "Ende unbekannt"),
    ],
)
def test_duration_of_a_measure_is_told(hinweis, raum, fields, titel, wert):
    create_massnahme(sozialraeume=[raum], **fields)

    (gruppe,) = block(hinweis, Frage.Wissen.LAUFZEIT, DURATION).gruppen

    assert gruppe.titel == titel
    assert [beleg.wert for beleg in gruppe.belege] == [wert]


def test_without_a_measure_the_question_about_duration_says_so(hinweis):
    found = block(hinweis, Frage.Wissen.LAUFZEIT, DURATION)

    assert found.gruppen == ()
    assert "noch keine Maßnahme mit einer Laufzeit" in found.leer


def test_other_words_find_other_measures(hinweis, raum):
    create_massnahme(titel="Chor", sozialraeume=[raum])
    create_massnahme(titel="Sprachkurs", sozialraeume=[raum])

    found = collect(Frage.Wissen.BESTAND, hinweis, "Sprachkurse")

    assert titles(next(one for one in found if one.titel == MEASURES)) == [
        ["Sprachkurs"],
        ["Chor"],
    ]


# ---- what comes of an outcome --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ausgang", "model"),
    [
        (Ausgang.HANDLUNGSEMPFEHLUNG, Handlungsempfehlung),
        (Ausgang.STECKBRIEF, Massnahmensteckbrief),
        (Ausgang.NUR_STECKBRIEF, Massnahmensteckbrief),
    ],
)
def test_outcome_leads_to_a_new_record_or_one_that_is_there(hinweis, ausgang, model):
    call_command("rollen_anlegen", stdout=NoOutput())
    user = create_konto("petra", "Sozialplanung")

    found = [folge.url for folge in list_folgen(hinweis, [ausgang], user)]

    assert found == [
        f"{url(model, 'add')}?hinweis={hinweis.pk}",
        f"{url(model, 'verknuepfen')}?hinweis={hinweis.pk}",
    ]


def test_who_may_not_write_is_led_nowhere(hinweis):
    call_command("rollen_anlegen", stdout=NoOutput())
    user = create_konto("ich", "Statistik")

    assert list_folgen(hinweis, [Ausgang.HANDLUNGSEMPFEHLUNG], user) == []
