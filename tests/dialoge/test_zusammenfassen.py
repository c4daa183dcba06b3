"""The workbench: merge, split, group, release and take back, on pages that show all texts."""

import pytest
from django.core.management import call_command
from django.test import Client

from dialoge.entscheiden import merge_hinweise, publish_hinweise
from dialoge.models import Hinweis, Hinweisgruppe
from tests.demo import NoOutput
from tests.factories import (
    create_entscheidung,
    create_hinweis,
    create_hinweisgruppe,
    create_sozialquartier,
    create_sozialraum,
    create_thementisch,
    create_veranstaltung,
    create_zielgruppe,
)
from tests.office import create_konto, log_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def abend():
    return create_veranstaltung()


@pytest.fixture
def drei(abend):
    return [create_hinweis(veranstaltung=abend, text=f"Ein Treff fehlt, {n}.") for n in (1, 2, 3)]


def do(client, action, hinweise, **fields):
    data = {"action": action, "_selected_action": [one.pk for one in hinweise]} | fields
    return client.post(url(Hinweis, "changelist"), data, follow=True)


def confirm(client, action, hinweise, **fields):
    return do(client, action, hinweise, bestaetigt="1", **fields)


def said(response):
    return [str(message) for message in response.context["messages"]]


def reload(*hinweise):
    for one in hinweise:
        one.refresh_from_db()


# ---- merge ---------------------------------------------------------------------------------------


def test_page_shows_every_text_in_full_and_changes_nothing(admin_client, drei):
    drei[0].text = "Sehr lang " * 90
    drei[0].save()

    response = do(admin_client, "merge", drei)

    assert all(one.text.strip() in response.text for one in drei)
    assert not Hinweis.objects.exclude(zusammengefasst_in=None).exists()


def test_merge_loses_nothing(admin_client, drei):
    main, second, third = drei
    gruppe, raum = create_zielgruppe(), create_sozialraum()
    second.zielgruppen.add(gruppe)
    third.sozialraeume.add(raum)

    response = confirm(admin_client, "merge", drei, haupt=main.pk)

    assert said(response) == [
        "Zusammengefasst: Hinweis 1 steht jetzt für alle. Die anderen behalten ihren Wortlaut."
    ]
    reload(main, second, third)
    assert Hinweis.objects.count() == 3
    assert [one.text for one in drei] == [f"Ein Treff fehlt, {n}." for n in (1, 2, 3)]
    assert (second.zusammengefasst_in, third.zusammengefasst_in) == (main, main)
    assert second.ausgang == "zusammengefasst"
    assert list(main.zielgruppen.all()) == [gruppe]
    assert list(main.sozialraeume.all()) == [raum]


def test_merge_without_a_choice_asks_again(admin_client, drei):
    response = confirm(admin_client, "merge", drei)

    assert response.context["form"].errors["haupt"] == [
        "Bitte wählen Sie, welcher Hinweis für die anderen steht."
    ]


def test_main_must_be_one_of_the_chosen(admin_client, drei):
    response = confirm(admin_client, "merge", drei[:2], haupt=drei[2].pk)

    assert "haupt" in response.context["form"].errors


def test_one_alone_is_not_merged(admin_client, drei):
    assert said(do(admin_client, "merge", drei[:1])) == [
        "Zum Zusammenfassen bitte mindestens zwei auswählen."
    ]


def test_what_was_decided_is_not_merged_away(admin_client, drei):
    create_entscheidung(hinweis=drei[1])

    response = confirm(admin_client, "merge", drei, haupt=drei[0].pk)

    assert response.context["form"].errors["haupt"][0].startswith("Über „Hinweis 2")
    reload(*drei)
    assert {one.zusammengefasst_in for one in drei} == {None}


def test_hinweise_of_two_events_are_not_merged(admin_client, drei):
    foreign = create_hinweis()

    response = confirm(admin_client, "merge", [drei[0], foreign], haupt=drei[0].pk)

    assert "gehört zu einer anderen Veranstaltung" in response.context["form"].errors["haupt"][0]


def test_public_one_does_not_vanish_in_an_internal_one(admin_client, drei):
    publish_hinweise([drei[1]])

    refused = confirm(admin_client, "merge", drei, haupt=drei[0].pk)

    assert refused.context["form"].errors["haupt"] == [
        "Hinweis 2 ist veröffentlicht, Hinweis 1 nicht. Zusammengefasst wäre Hinweis 2 nirgends "
        "mehr zu lesen. Lassen Sie ihn für die anderen stehen, oder veröffentlichen Sie zuerst "
        "Hinweis 1."
    ]
    assert not Hinweis.objects.exclude(zusammengefasst_in=None).exists()
    confirm(admin_client, "merge", drei, haupt=drei[1].pk)
    assert Hinweis.objects.filter(zusammengefasst_in=drei[1]).count() == 2


def test_taking_back_says_what_vanishes_with_it(admin_client, drei):
    publish_hinweise(drei[:2])
    confirm(admin_client, "merge", drei, haupt=drei[0].pk)

    response = do(admin_client, "unpublish", [drei[0]])

    assert said(response)[1].startswith("Veröffentlicht, aber nicht zu lesen ist Nr. 2:")
    shown = admin_client.get(url(Hinweis, "changelist"), {"stand": "verdeckt"})
    assert list(shown.context["cl"].queryset) == [drei[1]]


def test_release_of_a_merged_one_says_that_nobody_reads_it(admin_client, drei):
    confirm(admin_client, "merge", drei, haupt=drei[0].pk)

    alone = confirm(admin_client, "publish", drei[1:], grund="Team am 03.12.")
    together = confirm(admin_client, "publish", drei[:1], grund="Team am 03.12.")

    assert said(alone)[1].startswith("Veröffentlicht, aber nicht zu lesen sind Nr. 2, 3:")
    assert said(together) == ["1 Hinweis ist veröffentlicht."]


def test_merged_one_is_found_and_addressed_through_the_one_that_stands_for_it(client, abend):
    for _ in range(30):
        create_hinweis(veranstaltung=abend, is_published=True, text="Mehr Bänke.")
    main = create_hinweis(veranstaltung=abend, is_published=True, text="Es fehlt ein Treff.")
    merged = create_hinweis(veranstaltung=abend, is_published=True, text="Ein Jugendcafé fehlt.")
    address = merged.get_absolute_url()
    merge_hinweise(main, [merged])

    found = client.get("/dialoge/", {"q": "jugendcafe"}).context["wege"]
    page = client.get(address)

    assert [weg.hinweis for weg in found] == [main]
    assert page.context["page_obj"].number == 2
    assert f'id="{merged.anker}"' in page.text
    assert '<details class="remark__more" open>' in page.text
    assert '<details class="remark__more">' in client.get(main.get_absolute_url()).text


def test_internal_one_is_not_found_through_the_one_that_stands_for_it(client, abend):
    main = create_hinweis(veranstaltung=abend, is_published=True, text="Es fehlt ein Treff.")
    merge_hinweise(main, [create_hinweis(veranstaltung=abend, text="Ein Jugendcafé fehlt.")])

    assert client.get("/dialoge/", {"q": "jugendcafe"}).context["wege"] == []


def test_merge_keeps_the_areas_that_nobody_wrote_down():
    raum, quartier = create_sozialraum(), create_sozialquartier()
    abend = create_veranstaltung(sozialraeume=[raum])
    main, other = (create_hinweis(veranstaltung=abend) for _ in range(2))
    other.sozialquartiere.add(quartier)

    merge_hinweise(main, [other])

    assert list(main.sozialraeume.all()) == [raum]
    assert list(main.sozialquartiere.all()) == [quartier]


def test_merge_keeps_that_one_speaks_of_the_whole_city(drei):
    main, other, _ = drei
    other.stadtweit = True
    other.save()

    merge_hinweise(main, [other])

    reload(main)
    assert main.stadtweit


def test_merge_of_those_that_name_no_area_leaves_it_at_that():
    abend = create_veranstaltung(sozialraeume=[create_sozialraum()])
    main, other = (create_hinweis(veranstaltung=abend) for _ in range(2))

    merge_hinweise(main, [other])

    assert not main.sozialraeume.exists()


def test_merged_one_and_main_one_point_at_each_other(admin_client, drei):
    confirm(admin_client, "merge", drei[:2], haupt=drei[0].pk)

    main = admin_client.get(url(Hinweis, "change", drei[0].pk)).text
    merged = admin_client.get(url(Hinweis, "change", drei[1].pk)).text

    assert "Steht auch für 1 anderen" in main
    assert url(Hinweis, "change", drei[1].pk) in main
    assert "zusammengefasst in" in merged
    assert url(Hinweis, "change", drei[0].pk) in merged


def test_merged_one_stands_for_itself_again(admin_client, drei):
    confirm(admin_client, "merge", drei, haupt=drei[0].pk)
    address = url(Hinweis, "loesen", drei[1].pk)

    assert admin_client.get(address).status_code == 405
    response = admin_client.post(address, follow=True)

    reload(drei[1], drei[2])
    assert (drei[1].zusammengefasst_in, drei[1].ausgang) == (None, "offen")
    assert drei[2].zusammengefasst_in == drei[0]
    assert said(response) == ["Hinweis 2 steht wieder für sich."]


# ---- group ---------------------------------------------------------------------------------------


def test_new_heading_is_made_for_the_event(admin_client, abend, drei):
    response = confirm(admin_client, "group", drei[:2], neue="Jugend")

    gruppe = Hinweisgruppe.objects.get()
    assert (gruppe.titel, gruppe.veranstaltung) == ("Jugend", abend)
    assert set(gruppe.hinweise.all()) == set(drei[:2])
    assert said(response) == ["2 Hinweise stehen jetzt unter „Jugend“."]


def test_existing_heading_is_offered_and_taken(admin_client, abend, drei):
    gruppe = create_hinweisgruppe(veranstaltung=abend)
    create_hinweisgruppe(titel="Andere")

    page = do(admin_client, "group", drei)
    confirm(admin_client, "group", drei, gruppe=gruppe.pk)

    assert list(page.context["form"].fields["gruppe"].queryset) == [gruppe]
    assert gruppe.hinweise.count() == 3


@pytest.mark.parametrize("both", [False, True])
def test_heading_is_either_chosen_or_new(admin_client, abend, drei, both):
    fields = {"gruppe": create_hinweisgruppe(veranstaltung=abend).pk, "neue": "Neu"} if both else {}

    response = confirm(admin_client, "group", drei, **fields)

    assert "Bitte genau eines" in response.context["form"].errors["neue"][0]


def test_group_is_of_one_event(admin_client, drei):
    response = confirm(admin_client, "group", [drei[0], create_hinweis()], neue="Jugend")

    assert said(response)[0].startswith("Nichts geändert: Eine Gruppe gehört zu einer")
    assert not Hinweisgruppe.objects.exists()


# ---- release -------------------------------------------------------------------------------------


def test_release_asks_for_the_decision_and_keeps_it(admin_client, drei):
    refused = confirm(admin_client, "publish", drei)
    response = confirm(admin_client, "publish", drei, grund="Steuerungsgruppe, 03.12.2026")

    assert refused.context["form"].errors["grund"] == [
        "Bitte sagen Sie, wer entschieden hat und warum."
    ]
    assert said(response) == ["3 Hinweise sind veröffentlicht."]
    assert Hinweis.objects.published().count() == 3
    version = drei[0].history.first()
    assert version.history_change_reason == "Veröffentlicht: Steuerungsgruppe, 03.12.2026"


def test_release_warns_again_of_a_person(admin_client, abend):
    hinweis = create_hinweis(
        veranstaltung=abend, text="Herr Winter hilft.", personenbezug_geprueft=True
    )
    grund = "Team am 03.12."

    refused = confirm(admin_client, "publish", [hinweis], grund=grund)
    assert "Sieht nach einer Person aus (Name: Herr Winter)" in refused.text
    assert not Hinweis.objects.published().exists()

    confirm(admin_client, "publish", [hinweis], grund=grund, **{f"geprueft_{hinweis.pk}": "on"})
    assert Hinweis.objects.published().count() == 1


def test_release_at_an_internal_event_says_that_nobody_sees_it(admin_client, abend, drei):
    abend.is_published = False
    abend.save()

    response = confirm(admin_client, "publish", drei, grund="Team am 03.12.")

    assert said(response)[1].startswith("Zu sehen sind sie erst")


def test_released_ones_become_internal_again(admin_client, abend):
    public = create_hinweis(veranstaltung=abend, is_published=True)
    internal = create_hinweis(veranstaltung=abend)

    response = do(admin_client, "unpublish", [public, internal])

    reload(public)
    assert (public.is_published, public.veroeffentlicht_am) == (False, None)
    assert said(response) == ["1 Hinweis ist wieder intern."]


# ---- the list ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 12])
def test_list_asks_the_same_few_queries(admin_client, django_assert_num_queries, number):
    abend = create_veranstaltung()
    tisch = create_thementisch(veranstaltung=abend)
    gruppe = create_hinweisgruppe(veranstaltung=abend)
    for _ in range(number):
        create_hinweis(veranstaltung=abend, thementisch=tisch, gruppe=gruppe)
    address = f"{url(Hinweis, 'changelist')}?veranstaltung__id__exact={abend.pk}"
    admin_client.get(address)

    with django_assert_num_queries(10):
        assert admin_client.get(address).status_code == 200


def test_tables_and_groups_are_filters_within_an_event(admin_client, abend, drei):
    tisch = create_thementisch(veranstaltung=abend)
    drei[0].thementisch = tisch
    drei[0].save()
    create_thementisch()
    all_events = url(Hinweis, "changelist")
    event = f"{all_events}?veranstaltung__id__exact={abend.pk}"

    wide = admin_client.get(all_events).context["cl"]
    narrow = admin_client.get(f"{event}&thementisch={tisch.pk}").context["cl"]

    assert "Thementisch" not in [spec.title for spec in wide.filter_specs]
    assert list(narrow.queryset) == [drei[0]]
    assert admin_client.get(f"{event}&thementisch=x").status_code == 200
    assert admin_client.get(f"{all_events}?veranstaltung__id__exact=x").status_code == 200


def test_list_is_searched_whatever_case_and_umlauts(admin_client, abend):
    found = create_hinweis(veranstaltung=abend, text="Mehr Bänke am Markt")
    create_hinweis(veranstaltung=abend)

    cl = admin_client.get(f"{url(Hinweis, 'changelist')}?q=BAENKE markt").context["cl"]

    assert list(cl.queryset) == [found]


@pytest.mark.parametrize("role", ["Redaktion", "Statistik", "Fachbereich"])
def test_who_only_sees_cannot_act(drei, role):
    call_command("rollen_anlegen", stdout=NoOutput())
    client = log_in(Client(), create_konto("ich", role))

    confirm(client, "publish", drei, grund="Ich will es so.")
    confirm(client, "merge", drei, haupt=drei[0].pk)
    assert client.post(url(Hinweis, "loesen", drei[0].pk)).status_code == 403

    assert not Hinweis.objects.published().exists()
    assert not Hinweis.objects.exclude(zusammengefasst_in=None).exists()


def test_exported_list_holds_no_internal_note(admin_client, drei):
    drei[0].interne_bemerkung = "streng geheim"
    drei[0].save()

    answer = admin_client.get(url(Hinweis, "export_csv"))

    text = answer.content.decode("utf-8-sig")
    assert "Ein Treff fehlt, 1." in text
    assert "geheim" not in text
