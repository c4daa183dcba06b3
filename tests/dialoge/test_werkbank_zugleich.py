"""The workbench with others: two at once, rights, what follows, the list of an event."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialoge import folgen
from dialoge.entscheiden import EntscheidungError, create_entscheidungsweg, decide, merge_hinweise
from dialoge.folgen import Folge, register_folge
from dialoge.models import Entscheidung
from tests.factories import (
    create_hinweis,
    create_sozialraum,
    create_thementisch,
    create_veranstaltung,
)
from tests.hinweiswege import BEDARF, BEFRISTET, BESTAND, address, answer, kante
from tests.office import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def weg():
    create_entscheidungsweg()


@pytest.fixture
def hinweis():
    return create_hinweis(text="Es fehlt ein Lesekreis.", sozialraeume=[create_sozialraum()])


def enter(django_user_model, *rights):
    """Log an account in that has just these rights."""
    user = django_user_model.objects.create_user("team", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="dialoge", codename__in=rights)
    )
    return log_in(Client(), user)


# ---- two at once ---------------------------------------------------------------------------------


def test_question_answered_meanwhile_is_said_then_may_be_answered_on_purpose(admin_client, hinweis):
    decide(
        hinweis, kante(BESTAND, "ja"), grund="Schneller.", rolle="Team", datum=dt.date(2026, 11, 21)
    )

    page = answer(admin_client, hinweis, BESTAND, "nein", gesehen="", grund="Mein Grund.")

    form = page.context["schirm"].form
    assert page.context["schirm"].warnung.startswith(
        "Die Frage „Gibt es das schon?“ hat inzwischen jemand anderes beantwortet: Ja (Team, "
        "21.11.2026)."
    )
    assert form["grund"].value() == "Mein Grund."
    assert Entscheidung.objects.get().rolle == "Team"
    answer(admin_client, hinweis, BESTAND, "nein", gesehen=form["gesehen"].value())
    assert hinweis.entscheidungen.current().get().antwort_text == "Nein"


def test_question_no_longer_asked_keeps_the_reason_for_the_next(admin_client, hinweis):
    decide(hinweis, kante(BESTAND, "ja"), grund="Doch.", rolle="Team")

    page = answer(admin_client, hinweis, BEDARF, "ja", grund="Die Zahlen sagen es.")

    schirm = page.context["schirm"]
    assert schirm.frage.slug == BEFRISTET
    assert schirm.form["grund"].value() == "Die Zahlen sagen es."
    assert "wird nicht mehr gestellt" in schirm.warnung


def test_reason_is_shown_where_the_way_has_ended_meanwhile(admin_client, hinweis):
    decide(hinweis, kante(BESTAND, "ja"), grund="Doch.", rolle="Team")
    decide(hinweis, kante(BEFRISTET, "nein"), grund="Dauer.", rolle="Team")

    page = answer(admin_client, hinweis, BEDARF, "ja", grund="Die Zahlen sagen es.")

    assert page.context["schirm"].form is None
    assert "Ihre Begründung: „Die Zahlen sagen es.“" in page.content.decode()


def test_service_refuses_an_answer_in_view_of_others(hinweis):
    decide(hinweis, kante(BESTAND, "ja"), grund="Weil.", rolle="Team")

    with pytest.raises(EntscheidungError, match="hat sich inzwischen geändert"):
        decide(hinweis, kante(BEFRISTET, "ja"), grund="Weil.", rolle="Team", gesehen=[])


# ---- what needs no answer ------------------------------------------------------------------------


def test_merged_hinweis_leads_to_the_one_that_stands_for_it(admin_client, hinweis):
    other = create_hinweis(text="Bücher fehlen.", veranstaltung=hinweis.veranstaltung)
    merge_hinweise(hinweis, [other])

    merged, main = (admin_client.get(address(one)).content.decode() for one in (other, hinweis))

    assert address(hinweis) in merged
    assert "Antwort festhalten" not in merged
    assert "Bücher fehlen." in main


def test_what_runs_well_is_not_asked(admin_client):
    page = admin_client.get(address(create_hinweis(art="laeuft-gut"))).content.decode()

    assert "Was gut läuft, wird dokumentiert" in page
    assert "Antwort festhalten" not in page


# ---- what follows --------------------------------------------------------------------------------


@pytest.fixture
def folge(monkeypatch):
    monkeypatch.setattr(folgen, "providers", {})

    @register_folge("handlungsempfehlung")
    def empfehlung(hinweis):
        yield Folge(
            "Handlungsempfehlung anlegen",
            "admin:dialoge_hinweis_add",
            "dialoge.add_hinweis",
            {"hinweis": hinweis.pk},
        )


def test_outcome_leads_on_to_what_other_apps_registered(admin_client, hinweis, folge):
    answer(admin_client, hinweis, BESTAND, "nein")
    answer(admin_client, hinweis, BEDARF, "ja")

    page = admin_client.get(address(hinweis)).content.decode()

    assert f'{reverse("admin:dialoge_hinweis_add")}?hinweis={hinweis.pk}"' in page
    assert "Handlungsempfehlung anlegen" in page


def test_outcome_leads_only_where_the_account_may_go(django_user_model, hinweis, folge):
    for slug, antwort in ((BESTAND, "nein"), (BEDARF, "ja")):
        decide(hinweis, kante(slug, antwort), grund="Weil.", rolle="Team")

    page = enter(django_user_model, "view_hinweis").get(address(hinweis)).content.decode()

    assert "Ergebnis: Handlungsempfehlung" in page
    assert "Handlungsempfehlung anlegen" not in page


# ---- rights --------------------------------------------------------------------------------------


def test_whoever_may_see_sees_but_does_not_answer(django_user_model, hinweis):
    client = enter(django_user_model, "view_hinweis")

    page = client.get(address(hinweis))

    assert page.status_code == 200
    assert "Antwort festhalten" not in page.content.decode()
    assert answer(client, hinweis, BESTAND, "nein").status_code == 403
    assert Entscheidung.objects.count() == 0


def test_whoever_may_not_see_is_sent_away(django_user_model, hinweis):
    client = enter(django_user_model)
    event = reverse("admin:dialoge_veranstaltung_weg", args=[hinweis.veranstaltung_id])

    assert client.get(address(hinweis)).status_code == 403
    assert client.get(event).status_code == 403
    assert Client().get(address(hinweis)).status_code == 302


def test_role_is_guessed_from_the_group_that_may_answer(admin_client, admin_user, hinweis):
    admin_user.groups.create(name="Redaktion")
    group = admin_user.groups.create(name="Sozialplanung")
    group.permissions.add(Permission.objects.get(codename="add_entscheidung"))

    form = admin_client.get(address(hinweis)).context["schirm"].form

    assert form["rolle"].value() == "Sozialplanung"
    assert form["datum"].value() == timezone.localdate()


# ---- the event -----------------------------------------------------------------------------------


def test_event_lists_by_table_and_group_and_counts_every_standing(admin_client):
    event = create_veranstaltung()
    tisch = create_thementisch(veranstaltung=event, nummer=1, titel="Familie")
    gruppe = event.hinweisgruppen.create(titel="Kita")
    late = create_hinweis(veranstaltung=event, text="Ohne Tisch.")
    first = create_hinweis(veranstaltung=event, thementisch=tisch, text="Am Tisch.")
    grouped = create_hinweis(veranstaltung=event, thementisch=tisch, gruppe=gruppe, text="Kita!")
    done = create_hinweis(veranstaltung=event, text="Fertig.")
    create_hinweis(veranstaltung=event, art="laeuft-gut")
    for slug in (BESTAND, BEDARF):
        decide(done, kante(slug, "nein"), grund="Weil.", rolle="Team")

    page = admin_client.get(reverse("admin:dialoge_veranstaltung_weg", args=[event.pk]))

    uebersicht = page.context["uebersicht"]
    assert [(one.titel, one.hinweise) for one in uebersicht.tische] == [
        ("1 Familie", [first]),
        ("1 Familie: Kita", [grouped]),
        ("Ohne Thementisch", [late]),
    ]
    assert uebersicht.entschiedene == [done]
    assert uebersicht.ausgaenge == [
        ("noch nicht bearbeitet", 3),
        ("Themenspeicher", 1),
        ("dokumentiert (läuft gut)", 1),
    ]
    assert "1 von 4 Hinweisen entschieden" in page.content.decode()
    assert [uebersicht.next_after(one) for one in (None, first, grouped, late, done)] == [
        first,
        grouped,
        late,
        first,
        first,
    ]


def test_event_without_hinweise_and_event_all_decided_say_so(admin_client, hinweis):
    empty = reverse("admin:dialoge_veranstaltung_weg", args=[create_veranstaltung().pk])
    full = reverse("admin:dialoge_veranstaltung_weg", args=[hinweis.veranstaltung_id])
    for slug in (BESTAND, BEDARF):
        decide(hinweis, kante(slug, "nein"), grund="Weil.", rolle="Team")

    assert "noch kein Hinweis eingetragen" in admin_client.get(empty).content.decode()
    assert "sind entschieden" in admin_client.get(full).content.decode()
    assert "sind entschieden" in admin_client.get(address(hinweis)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_of_the_event_does_not_grow(
    admin_client, django_assert_num_queries, count
):
    event = create_veranstaltung()
    for _ in range(count):
        one = create_hinweis(
            veranstaltung=event, thementisch=create_thementisch(veranstaltung=event)
        )
        decide(one, kante(BESTAND, "ja"), grund="Weil.", rolle="Team")
    page = reverse("admin:dialoge_veranstaltung_weg", args=[event.pk])

    with django_assert_num_queries(6):
        admin_client.get(page)
