"""The form of an Institution, and the actions of its list."""

import json

import pytest
from django.utils import timezone

from navigator.models import (
    Datenstand,
    Institution,
)
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_zielgruppe,
    square,
)
from tests.office import add, change, errors, form_data, url

pytestmark = pytest.mark.django_db


def test_new_institution_is_a_draft_with_slug_and_search_text(admin_client):
    kategorie, familien = create_kategorie(), create_zielgruppe("Familien")

    response = add(
        admin_client,
        Institution,
        name="Café Müßig",
        kategorie=kategorie.pk,
        zielgruppen=[familien.pk],
        stand="09/2023",
    )

    assert response.status_code == 302, response.context["errors"]
    one = Institution.objects.get()
    assert (one.slug, one.status, one.stand.as_input()) == ("cafe-muessig", "entwurf", "09/2023")
    assert list(Institution.objects.search("familien")) == [one]


@pytest.mark.parametrize("stand", ["10.10.2019", "09/2023", "2025", ""])
def test_age_of_the_facts_goes_round(admin_client, stand):
    institution = create_institution()

    change(admin_client, institution, stand=stand)

    institution.refresh_from_db()
    assert institution.stand.as_input() == stand
    assert form_data(Institution, institution)["stand"] == stand


@pytest.mark.parametrize("stand", ["gestern", "31.02.2020", "13/2023"])
def test_wrong_age_of_the_facts_is_refused(admin_client, stand):
    institution = create_institution(kosten="alt")

    response = change(admin_client, institution, stand=stand, kosten="neu")

    (sentence,) = errors(response)["stand"]
    assert f"„{stand}“" in sentence
    institution.refresh_from_db()
    assert institution.kosten == "alt"


def test_area_set_by_hand_survives(admin_client):
    mitte = create_sozialraum(name="Mitte", stadtteile="Styrum")
    ost = create_sozialraum(name="Ost")
    institution = create_institution(stadtteil="Styrum")

    change(admin_client, institution, sozialraum=ost.pk)
    institution.refresh_from_db()
    institution.save()
    change(admin_client, institution, kosten="keine")

    institution.refresh_from_db()
    assert (institution.sozialraum, institution.raumherkunft) == (ost, "hand")
    assert institution.stadtbezirk == ost.stadtbezirk != mitte.stadtbezirk


def test_area_can_be_computed_again(admin_client):
    mitte = create_sozialraum(name="Mitte", stadtteile="Styrum")
    institution = create_institution(
        stadtteil="Styrum", sozialraum=create_sozialraum(), raumherkunft="hand"
    )

    change(admin_client, institution, raumherkunft="")

    institution.refresh_from_db()
    assert (institution.sozialraum, institution.raumherkunft) == (mitte, "stadtteil")


def test_point_sets_the_area_when_the_form_is_saved(admin_client):
    quartier = create_sozialquartier(geometry=square(6.85, 51.47))
    institution = create_institution()

    change(admin_client, institution, breite="51.475", laenge="6.855", lagequalitaet="exakt")

    institution.refresh_from_db()
    assert (institution.sozialquartier, institution.raumherkunft) == (quartier, "punkt")


ADDRESS = {"strasse": "Markt", "hausnummer": "1", "plz": "46045"}


def test_entry_that_exists_is_refused_in_the_form(admin_client):
    create_institution(name="Treff", **ADDRESS)

    response = add(
        admin_client, Institution, name="TREFF", kategorie=create_kategorie().pk, **ADDRESS
    )

    assert errors(response)
    assert Institution.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "***"},
        {"breite": "51.47"},
        {"breite": "6.85", "laenge": "51.47", "lagequalitaet": "exakt"},
        {"telefon": "abends"},
        {"oeffnungszeiten": "morgens"},
        {"plz": "460"},
        {"geprueft_am": "01.01.2099"},
        {"website": "keine"},
        {"email": "keine"},
    ],
)
def test_wrong_entry_is_refused_in_the_form(admin_client, fields):
    institution = create_institution()

    assert errors(change(admin_client, institution, **fields))


def test_own_traeger_is_refused_in_the_form(admin_client):
    institution = create_institution()

    assert errors(change(admin_client, institution, traeger_institution=institution.pk))


# ---- actions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("action", "field", "value"),
    [("publish", "status", "veroeffentlicht"), ("archive", "status", "archiviert")],
)
def test_actions_change_every_chosen_entry(admin_client, action, field, value, count):
    chosen = [create_institution(status="entwurf") for _ in range(count)]
    other = create_institution(status="entwurf")
    before = Datenstand.objects.current()

    response = admin_client.post(
        url(Institution, "changelist"),
        {"action": action, "_selected_action": [one.pk for one in chosen]},
        follow=True,
    )

    (message,) = map(str, response.context["messages"])
    assert message.startswith("1 Institution " if count == 1 else "2 Institutionen ")
    changed = Institution.objects.exclude(pk=other.pk).values_list(field, flat=True)
    assert set(changed) == {value}
    other.refresh_from_db()
    assert other.status == "entwurf"
    assert Datenstand.objects.current() != before


def test_action_marks_as_checked_today(admin_client):
    institution = create_institution()

    response = admin_client.post(
        url(Institution, "changelist"),
        {"action": "mark_checked", "_selected_action": [institution.pk]},
        follow=True,
    )

    institution.refresh_from_db()
    assert institution.geprueft_am == timezone.localdate()
    assert [str(one) for one in response.context["messages"]] == [
        "1 Institution als heute geprüft vermerkt."
    ]


def test_search_of_the_list_is_that_of_the_portal(admin_client):
    create_institution(name="Treff Müllerstraße")
    create_institution(name="Anderes", status="entwurf")

    response = admin_client.get(url(Institution, "changelist"), {"q": "MUELLER"})

    assert [one.name for one in response.context["cl"].queryset] == ["Treff Müllerstraße"]


def test_names_are_completed_while_typing(admin_client):
    create_institution(name="Träger Süd")

    response = admin_client.get(
        "/verwaltung/autocomplete/",
        {
            "term": "traeger",
            "app_label": "navigator",
            "model_name": "institution",
            "field_name": "traeger_institution",
        },
    )

    assert [one["text"] for one in json.loads(response.content)["results"]] == ["Träger Süd"]
