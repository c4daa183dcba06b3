"""A text that reads like a person is refused on every way in until somebody confirms it."""

import pytest
from django.core.exceptions import ValidationError

from dialoge.models import Hinweis
from dialoge.personenbezug import find_personenbezug, say_personenbezug
from tests.factories import create_hinweis, create_veranstaltung
from tests.office import add, change, errors, form_data, url

pytestmark = pytest.mark.django_db
NAMED = "Frau Sommer ist unter 0208 123456 zu erreichen."
WARNING = (
    "Der Text sieht nach einer Person aus (Telefonnummer: 0208 123456; Name: Frau Sommer). Bitte "
    "umformulieren oder bestätigen, dass er keine Person nennt."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bitte an info.nord@example.org schreiben", ["Mailadresse: info.nord@example.org"]),
        ("Telefon +49 208 825-0", ["Telefonnummer: +49 208 825-0"]),
        ("Herr Dr. Winter hilft allen", ["Name: Herr Dr. Winter"]),
        ("Es fehlen 24 Plätze in 3 Kitas, seit 2019", []),
        ("Die Familie soll im Mittelpunkt stehen", []),
    ],
)
def test_guess_names_what_it_found(text, found):
    assert find_personenbezug(text) == found
    assert bool(say_personenbezug(text)) == bool(found)


def test_model_refuses_until_it_is_confirmed():
    hinweis = Hinweis(veranstaltung=create_veranstaltung(), text=NAMED)

    with pytest.raises(ValidationError) as refused:
        hinweis.clean()
    hinweis.personenbezug_geprueft = True
    hinweis.clean()

    assert refused.value.message_dict == {"text": [WARNING]}


def enter(client, **fields):
    return add(client, Hinweis, **{"veranstaltung": create_veranstaltung().pk} | fields)


def box(response):
    return response.context["adminform"].form.fields["personenbezug_geprueft"].widget


def test_form_asks_only_where_the_text_reads_like_a_person(admin_client):
    opened = admin_client.get(url(Hinweis, "add"))
    refused = enter(admin_client, text=NAMED)

    assert box(opened).is_hidden
    assert errors(refused) == {"text": [WARNING]}
    assert not box(refused).is_hidden
    assert not Hinweis.objects.exists()


def test_confirmed_text_is_stored_and_not_asked_about_again(admin_client):
    assert enter(admin_client, text=NAMED, personenbezug_geprueft="on").status_code == 302
    hinweis = Hinweis.objects.get()

    response = change(admin_client, hinweis, interne_bemerkung="Angerufen.")

    assert response.status_code == 302
    hinweis.refresh_from_db()
    assert (hinweis.personenbezug_geprueft, hinweis.interne_bemerkung) == (True, "Angerufen.")


def test_confirmation_was_of_that_text_only(admin_client):
    hinweis = create_hinweis(text=NAMED, personenbezug_geprueft=True)
    changed = "Herr Winter hilft auch."

    refused = change(admin_client, hinweis, text=changed)
    accepted = change(admin_client, hinweis, text=changed, personenbezug_geprueft="on")

    assert "Herr Winter" in errors(refused)["text"][0]
    assert accepted.status_code == 302


def test_form_that_hides_the_box_sends_nothing_true(admin_client):
    hinweis = create_hinweis()

    assert "personenbezug_geprueft" not in form_data(Hinweis, hinweis)
    change(admin_client, hinweis)

    hinweis.refresh_from_db()
    assert hinweis.personenbezug_geprueft is False
