"""Two entries become one: what is kept, what moves, what is left, and what is refused."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from navigator.models import (
    Institution,
    KeineDublette,
    Stelle,
    Suchwort,
    Weiterleitung,
)
from tests.doubles import create_both, merge, merge_url, open_form, reload, said
from tests.factories import (
    create_institution,
    create_meldung,
    create_suchwort,
    create_zielgruppe,
)
from tests.office import change, log_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    return create_both()


# ---- links ---------------------------------------------------------------------------------------


def test_links_move_to_the_entry_that_stays(admin_client, both):
    kept, gone = both
    meldung = create_meldung(art="fehler", institution=gone)
    closed = create_meldung(art="fehler", institution=gone, status="erledigt")
    stelle = Stelle.objects.create(name="Träger", art="traeger", institution=gone)
    house = create_institution(name="Haus", traeger_institution=gone)
    word, shared = create_suchwort("Geld", [gone]), create_suchwort("Schulden", [gone, kept])

    merge(admin_client, kept, gone, name="links")

    reload(meldung, closed, stelle, house)
    assert {meldung.institution, closed.institution, stelle.institution} == {kept}
    assert house.traeger_institution == kept
    assert "treffosterfeld" in house.suchtext.replace(" ", "")
    assert "e v" not in house.suchtext
    assert list(word.institutionen.all()) == [kept]
    assert list(shared.institutionen.all()) == [kept]
    assert Suchwort.objects.filter(institutionen=gone).count() == 0


def test_every_kind_of_link_is_known():
    """What a new app links is moved as well; here stands what was looked at."""
    links = {
        (link.related_model._meta.model_name, link.field.name)
        for link in Institution._meta.related_objects
    }

    assert {
        ("meldung", "institution"),
        ("stelle", "institution"),
        ("institution", "traeger_institution"),
        ("suchwort", "institutionen"),
        ("weiterleitung", "institution"),
        ("keinedublette", "eine"),
        ("keinedublette", "andere"),
    } <= links


def test_decisions_on_other_pairs_move_unless_they_are_known(admin_client, both):
    kept, gone = both
    third, fourth = create_institution(), create_institution()
    KeineDublette.objects.create(eine=gone, andere=third)
    KeineDublette.objects.create(eine=kept, andere=fourth)
    left = KeineDublette.objects.create(eine=gone, andere=fourth)
    own = KeineDublette.objects.create(eine=kept, andere=gone)

    merge(admin_client, kept, gone)

    assert {(kept.pk, third.pk), (kept.pk, fourth.pk)} <= KeineDublette.objects.pairs()
    assert {left.pk, own.pk} <= set(KeineDublette.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("of_the_other", [True, False])
def test_nobody_becomes_their_own_traeger(admin_client, both, of_the_other):
    kept, gone = both
    child, traeger = (kept, gone) if of_the_other else (gone, kept)
    child.traeger_institution = traeger
    child.save()

    merge(admin_client, kept, gone, traeger_name="links" if of_the_other else "rechts")

    reload(kept)
    assert kept.traeger_institution is None


# ---- the entry that goes -------------------------------------------------------------------------


def test_double_is_archived_and_its_address_leads_on(admin_client, client, both):
    kept, gone = both

    response = merge(admin_client, kept, gone)

    reload(gone)
    assert gone.status == "archiviert"
    assert gone.interne_bemerkung.startswith("Zusammengeführt mit „Treff Osterfeld")
    moved = client.get("/institutionen/treff-osterfeld-e-v/")
    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/institutionen/treff-osterfeld/",
    )
    assert response.redirect_chain[-1][0] == url(Institution, "change", kept.pk)
    assert "/institutionen/treff-osterfeld-e-v/ führt jetzt hierher" in said(response)[0]
    logged = LogEntry.objects.values_list("object_id", "change_message")
    assert {pk for pk, _ in logged} == {str(kept.pk), str(gone.pk)}


def test_the_right_one_may_stay(admin_client, client, both):
    left, right = both

    merge(admin_client, left, right, bleibt="rechts", name="links")

    reload(left, right)
    assert (left.status, right.status) == ("archiviert", "veroeffentlicht")
    assert right.name == "Treff Osterfeld"
    moved = client.get("/institutionen/treff-osterfeld/")
    assert moved.headers["Location"] == "/institutionen/treff-osterfeld-e-v/"


def test_name_and_address_of_the_double_are_free_for_the_other(admin_client, both):
    kept, gone = both

    merge(admin_client, kept, gone, name="rechts")

    reload(kept, gone)
    assert kept.name == "Treff Osterfeld e. V."
    assert gone.name == "Treff Osterfeld e. V. (zusammengeführt 1)"


def test_chains_of_addresses_are_short(admin_client, client, both):
    kept, gone = both
    Weiterleitung.objects.create(slug="uralt", institution=gone)
    last = create_institution(name="Haus Osterfeld", kategorie=kept.kategorie)

    merge(admin_client, kept, gone)
    merge(admin_client, last, kept, bleibt="links")

    targets = dict(Weiterleitung.objects.values_list("slug", "institution__slug"))
    assert targets == dict.fromkeys(
        ["uralt", "treff-osterfeld-e-v", "treff-osterfeld"], "haus-osterfeld"
    )


def test_merger_is_taken_back_by_publishing_again(admin_client, client, both):
    kept, gone = both
    merge(admin_client, kept, gone)

    change(admin_client, gone, status="veroeffentlicht")

    assert client.get("/institutionen/treff-osterfeld-e-v/").status_code == 200
    merge(admin_client, gone, kept, bleibt="links")  # and now the other way round
    moved = client.get("/institutionen/treff-osterfeld/")
    assert moved.headers["Location"] == "/institutionen/treff-osterfeld-e-v/"
    assert [one.slug for one in Weiterleitung.objects.all()] == ["treff-osterfeld"]


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("what", ["field", "list"])
def test_nothing_is_written_over_a_change_in_between(admin_client, both, side, what):
    kept, gone = both
    data = open_form(kept, gone)
    if what == "field":
        change(admin_client, both[side], oeffnungszeiten_text="neu")
    else:
        both[side].zielgruppen.add(create_zielgruppe())
    admin_client.get("/verwaltung/")  # shows the message of that change

    response = admin_client.post(merge_url(kept, gone), data, follow=True)

    assert said(response)[0].startswith("Eine der beiden Institutionen wurde inzwischen geändert.")
    reload(kept, gone)
    assert (kept.status, gone.status) == ("veroeffentlicht", "veroeffentlicht")
    assert not Weiterleitung.objects.exists()


def test_sending_twice_merges_once(admin_client, both):
    kept, gone = both
    data = open_form(kept, gone)

    admin_client.post(merge_url(kept, gone), data)
    again = admin_client.post(merge_url(kept, gone), data, follow=True)

    assert "Es ist nichts gespeichert." in said(again)[-1]
    assert Weiterleitung.objects.count() == 1


def test_facts_that_do_not_go_together_are_refused_in_german(admin_client, both):
    kept, gone = both
    third = create_institution(name="Treff Osterfeld", plz="46117", kategorie=kept.kategorie)
    gone.plz = third.plz
    gone.save()

    response = merge(admin_client, kept, gone, name="links", strasse="rechts")

    assert "dieses Namens mit dieser Anschrift gibt es schon" in response.text
    reload(kept, gone)
    assert kept.plz == ""
    assert gone.status == "veroeffentlicht"


def test_choice_that_is_missing_is_asked_for(admin_client, both):
    response = merge(admin_client, *both, name="")

    assert response.context["form"].errors == {"name": ["Bitte links oder rechts wählen."]}


def test_list_takes_no_entry_of_neither_side(admin_client, both):
    kept, gone = both
    kept.zielgruppen.add(create_zielgruppe("Familien"))

    response = merge(admin_client, kept, gone, zielgruppen=[create_zielgruppe("Kinder").pk])

    assert "zielgruppen" in response.context["form"].errors


def test_one_cannot_be_merged_with_itself_or_with_nothing(admin_client, both):
    assert admin_client.get(merge_url(both[0], both[0])).status_code == 404
    missing = url(Institution, "zusammenfuehren", both[0].pk, 999)
    assert admin_client.get(missing).status_code == 404


def test_merging_is_for_those_who_may_change_entries(client, django_user_model, both):
    clerk = django_user_model.objects.create_user("sachbearbeitung", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_institution"))
    log_in(client, clerk)

    assert client.get(merge_url(*both)).status_code == 403
    assert merge(client, *both).status_code == 403


# ---- the action of the list ----------------------------------------------------------------------


def act(client, *institutionen):
    return client.post(
        url(Institution, "changelist"),
        {"action": "merge_two", "_selected_action": [one.pk for one in institutionen]},
        follow=True,
    )


def test_action_opens_the_two_side_by_side(admin_client, both):
    response = act(admin_client, *both)

    assert response.redirect_chain == [(merge_url(*both), 302)]
    assert "Zwei Einträge zusammenführen" in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_action_wants_exactly_two(admin_client, both, number):
    chosen = [*both, create_institution()][:number]

    assert said(act(admin_client, *chosen)) == [
        "Zum Zusammenführen bitte genau zwei Institutionen auswählen."
    ]
