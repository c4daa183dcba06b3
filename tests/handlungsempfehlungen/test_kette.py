"""The chain on every page: walkable both ways, examples marked, drafts nowhere."""

import re

import pytest

from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_befassung,
    create_entwicklung,
    create_handlungsempfehlung,
    create_hinweis,
    create_institution,
    create_kooperation,
    create_massnahme,
    create_sachstand,
    create_strategiepapier,
    create_veranstaltung,
    create_verwendung,
)

pytestmark = pytest.mark.django_db
ERREICHT = "/entwicklungen/"
KOOPERATIONEN = "/kooperationen/"
LIST_QUERIES = 40


def text_of(client, address):
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def he():
    papier = create_strategiepapier()
    return create_handlungsempfehlung(strategiepapier=papier, titel="Treff", ist_beispiel=True)


def test_development_goes_back_to_everything_before_it_and_on_to_the_next_dialogue(client, he):
    raum = he.strategiepapier.sozialraum
    hinweis = create_hinweis(text="Es fehlt ein Treff.", is_published=True)
    he.hinweise.add(hinweis)
    befassung = create_befassung(he)
    verwendung = create_verwendung(he)
    create_sachstand(he)
    entwicklung = create_entwicklung(sozialraeume=[raum])
    entwicklung.handlungsempfehlungen.add(he)
    dialog = create_veranstaltung(
        datum=Zeitangabe.parse("2099"), is_published=True, sozialraeume=[raum]
    )

    page, here = text_of(client, ERREICHT), he.get_absolute_url()

    assert f'href="{hinweis.get_absolute_url()}">„Es fehlt ein Treff.“' in page
    assert f'href="{here}">{he.kennung} Treff (Beispiel)</a>' in page
    assert f'href="{here}#befassung-{befassung.pk}">{he.kennung} (Beispiel): ' in page
    assert f'href="{here}#verwendung-{verwendung.pk}">{he.kennung} (Beispiel): ' in page
    assert f'href="{here}#verlauf">{he.kennung}: in Umsetzung (Beispiel)</a>' in page
    assert f'href="{dialog.get_absolute_url()}"' in page
    assert f'id="verwendung-{verwendung.pk}"' in text_of(client, here)


def test_development_without_links_shows_no_empty_chain(client):
    create_entwicklung()

    assert "Vom Hinweis zur Wirkung" not in text_of(client, ERREICHT)


@pytest.mark.parametrize("count", [1, 6])
def test_developments_need_the_same_queries_for_any_number(
    client, count, django_assert_max_num_queries
):
    for _ in range(count):
        he = create_handlungsempfehlung()
        create_befassung(he)
        entwicklung = create_entwicklung(sozialraeume=[he.strategiepapier.sozialraum])
        entwicklung.handlungsempfehlungen.add(he)
        entwicklung.massnahmen.add(create_massnahme())

    with django_assert_max_num_queries(LIST_QUERIES):
        response = client.get(ERREICHT)

    assert len(response.context["entwicklungen"]) == count


def test_all_links_of_the_chain_can_be_reached(client, he):
    hinweise = [create_hinweis(is_published=True) for _ in range(5)]
    he.hinweise.set(hinweise)

    page = text_of(client, he.get_absolute_url())

    assert all(f'href="{one.get_absolute_url()}"' in page for one in hinweise)
    assert "und 3 weitere" in page


def test_measure_shows_what_committees_did_with_its_recommendation(client, he):
    massnahme = create_massnahme()
    he.massnahmen.add(massnahme)
    befassung = create_befassung(he)

    page = text_of(client, massnahme.get_absolute_url())

    assert f"#befassung-{befassung.pk}" in page
    assert "noch in keinem Gremium" not in page


def test_cooperation_and_recommendation_lead_to_each_other(client, he):
    kooperation = create_kooperation(titel="Hitzeschutz")
    kooperation.handlungsempfehlungen.add(he)

    assert f'href="{he.get_absolute_url()}">{he.kennung} Treff</a> (Beispiel)' in text_of(
        client, KOOPERATIONEN
    )
    assert f'href="{kooperation.get_absolute_url()}">Hitzeschutz</a>' in text_of(
        client, he.get_absolute_url()
    )


@pytest.mark.parametrize("count", [1, 5])
def test_cooperations_need_the_same_queries_for_any_number(
    client, count, django_assert_max_num_queries
):
    for _ in range(count):
        create_kooperation().handlungsempfehlungen.add(create_handlungsempfehlung())

    with django_assert_max_num_queries(12):
        client.get(KOOPERATIONEN)


def test_no_page_leads_to_a_draft(client, he):
    hidden = create_handlungsempfehlung(is_published=False, titel="Geheim")
    papier = hidden.strategiepapier
    papier.is_published = False
    papier.save()
    kooperation, massnahme = create_kooperation(), create_massnahme()
    kooperation.handlungsempfehlungen.add(hidden)
    massnahme.strategiepapiere.add(papier)
    draft = create_institution(status="entwurf")
    massnahme.institutionen.add(draft)
    create_sachstand(he, "entfallen", grund="Doppelt.", ersatz=hidden)

    for address in (KOOPERATIONEN, massnahme.get_absolute_url(), he.get_absolute_url()):
        page = text_of(client, address)
        for record in (hidden, papier, draft):
            assert f'href="{record.get_absolute_url()}' not in page, (address, record)


def test_substitute_and_what_it_took_the_place_of_lead_to_each_other(client, he):
    new = create_handlungsempfehlung(strategiepapier=he.strategiepapier, titel="Neu")
    create_sachstand(he, "entfallen", grund="Zusammengelegt.", ersatz=new)

    assert f'href="{new.get_absolute_url()}"' in text_of(client, he.get_absolute_url())
    back = text_of(client, new.get_absolute_url())
    assert re.search(rf'Tritt an die Stelle von</dt><dd><a href="{he.get_absolute_url()}"', back)


def test_institution_names_what_was_achieved_there(client):
    institution = create_institution()
    entwicklung = create_entwicklung(titel="Sechs Zentren")
    entwicklung.institutionen.add(institution)

    page = text_of(client, institution.get_absolute_url())

    assert f'Erreicht: <a href="{entwicklung.get_absolute_url()}">Sechs Zentren</a>' in page
