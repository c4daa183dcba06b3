"""Deletion: with a right and a reason; what is gone can be seen and brought back."""

import pytest
from django.contrib.auth.models import Permission

from navigator.models import Haltestelle, Institution, Kategorie, Meldung, Stelle, Zielgruppe
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_meldung,
    create_zielgruppe,
)
from tests.office import log_in, url

pytestmark = pytest.mark.django_db

GRUND = "doppelt angelegt"


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may do everything but delete."""
    account = django_user_model.objects.create_user("redaktion", password="x", is_staff=True)
    account.user_permissions.set(Permission.objects.exclude(codename__startswith="delete_"))
    log_in(client, account)
    return client


def delete(client, record, **fields):
    return client.post(
        url(type(record), "delete", record.pk), {"post": "yes", "grund": GRUND} | fields
    )


def delete_chosen(client, records, **fields):
    data = {"action": "delete_selected", "_selected_action": [one.pk for one in records]}
    return client.post(url(type(records[0]), "changelist"), data | fields)


def restore(client, model, key):
    version = model.history.filter(id=key).first()
    address = url(model, "version", key, version.history_id)
    return client.post(address, {"gesehen": version.history_id}, follow=True)


def test_reason_is_kept_and_shown(admin_client):
    haltestelle = create_haltestelle(name="Markt")

    response = delete(admin_client, haltestelle)

    assert response.status_code == 302
    assert not Haltestelle.objects.exists()
    version = Haltestelle.history.first()
    assert (version.history_type, version.history_change_reason) == ("-", GRUND)
    html = admin_client.get(url(Haltestelle, "deleted")).content.decode()
    assert all(word in html for word in ("Markt", GRUND, "admin"))


@pytest.mark.parametrize("grund", ["", "   ", "weg"])
def test_without_a_reason_nothing_is_deleted(admin_client, grund):
    haltestelle = create_haltestelle()

    response = delete(admin_client, haltestelle, grund=grund)

    assert response.status_code == 200
    assert "Bitte nennen Sie den Grund" in response.content.decode()
    assert Haltestelle.objects.exists()


def test_who_lacks_the_right_sees_no_button_and_gets_nowhere(editor):
    haltestelle = create_haltestelle()

    form = editor.get(url(Haltestelle, "change", haltestelle.pk)).content.decode()
    list_ = editor.get(url(Haltestelle, "changelist")).content.decode()

    assert url(Haltestelle, "delete", haltestelle.pk) not in form
    assert "delete_selected" not in list_
    assert url(Haltestelle, "deleted") not in list_
    assert delete(editor, haltestelle).status_code == 403
    delete_chosen(editor, [haltestelle], post="yes", grund=GRUND)
    assert Haltestelle.objects.exists()
    haltestelle.delete()
    version = Haltestelle.history.first()
    address = url(Haltestelle, "version", haltestelle.pk or version.id, version.history_id)
    assert editor.get(address).status_code == 403


def test_administration_finds_the_list_of_the_deleted(admin_client):
    html = admin_client.get(url(Haltestelle, "changelist")).content.decode()

    assert url(Haltestelle, "deleted") in html
    assert "Nichts gelöscht." in admin_client.get(url(Haltestelle, "deleted")).content.decode()


def test_several_are_deleted_one_by_one_with_one_reason(admin_client):
    chosen = [create_haltestelle() for _ in range(2)]
    other = create_haltestelle()

    asked = delete_chosen(admin_client, chosen)
    refused = delete_chosen(admin_client, chosen, post="yes", grund="")
    before = Haltestelle.objects.count()
    done = delete_chosen(admin_client, chosen, post="yes", grund=GRUND)

    assert "Warum wird gelöscht?" in asked.content.decode()
    assert "Bitte nennen Sie den Grund" in refused.content.decode()
    assert (before, done.status_code) == (3, 302)
    assert list(Haltestelle.objects.all()) == [other]
    reasons = Haltestelle.history.filter(history_type="-").values_list(
        "history_change_reason", flat=True
    )
    assert list(reasons) == [GRUND, GRUND]


def test_what_others_need_is_named_with_links(admin_client):
    institution = create_institution(name="Treff")

    response = delete(admin_client, institution.kategorie)

    html = response.content.decode()
    assert "lässt sich nicht löschen, denn andere Einträge brauchen diesen" in html
    assert url(Institution, "change", institution.pk) in html
    assert Kategorie.objects.exists()


def test_several_that_others_need_are_not_deleted(admin_client):
    institution = create_institution()

    response = delete_chosen(
        admin_client, [institution.kategorie, create_kategorie("kitas")], post="yes", grund=GRUND
    )

    assert "denn andere Einträge brauchen sie" in response.content.decode()
    assert Kategorie.objects.count() == 2


def test_archiving_is_recommended_and_done_with_one_button(admin_client):
    institution = create_institution()

    html = admin_client.get(url(Institution, "delete", institution.pk)).content.decode()
    admin_client.post(
        url(Institution, "changelist"),
        {"action": "archive", "index": "0", "_selected_action": institution.pk},
    )

    assert "Stattdessen archivieren" in html
    institution.refresh_from_db()
    assert institution.status == "archiviert"


def test_archiving_is_not_offered_where_there_is_no_status(admin_client):
    haltestelle = create_haltestelle()

    html = admin_client.get(url(Haltestelle, "delete", haltestelle.pk)).content.decode()

    assert "archivieren" not in html


def test_deleted_entry_comes_back_under_its_old_address(admin_client, client):
    familien = create_zielgruppe("Familien")
    institution = create_institution(name="Treff", zielgruppen=[familien], kosten="frei")
    key, address, entered = institution.pk, institution.get_absolute_url(), institution.created_at
    delete(admin_client, institution)
    gone = client.get(address).status_code

    response = restore(admin_client, Institution, key)

    assert "Wiederhergestellt" in response.content.decode()
    back = Institution.objects.get()
    assert (back.pk, back.get_absolute_url(), back.created_at) == (key, address, entered)
    assert (back.kosten, list(back.zielgruppen.all())) == ("frei", [familien])
    assert list(Institution.objects.search("familien")) == [back]
    assert (gone, client.get(address).status_code) == (404, 200)
    assert back.history.first().history_aktion == "wiederhergestellt"
    assert "Nichts gelöscht." in admin_client.get(url(Institution, "deleted")).content.decode()


def test_deleted_entry_whose_place_is_taken_stays_deleted(admin_client):
    gruppe = create_zielgruppe("Familien")
    key = gruppe.pk
    delete(admin_client, gruppe)
    create_zielgruppe("Familien")

    response = restore(admin_client, Zielgruppe, key)

    assert response.context["plan"].probleme
    assert Zielgruppe.objects.count() == 1


def test_deleted_twice_is_listed_once(admin_client):
    haltestelle = create_haltestelle(name="Markt")
    key = haltestelle.pk
    delete(admin_client, haltestelle)
    restore(admin_client, Haltestelle, key)
    delete(admin_client, Haltestelle.objects.get(), grund="wirklich doppelt")

    entries = admin_client.get(url(Haltestelle, "deleted")).context["entries"]

    assert [one.history_change_reason for one, _ in entries] == ["wirklich doppelt"]


def test_records_that_lose_a_tag_get_a_version_with_the_reason(admin_client):
    familien = create_zielgruppe("Familien")
    institution = create_institution(zielgruppen=[familien])
    before = institution.history.count()

    html = admin_client.get(url(Zielgruppe, "delete", familien.pk)).content.decode()
    delete(admin_client, familien)

    assert "object (" not in html
    version = institution.history.first()
    assert institution.history.count() == before + 1
    assert (version.history_aktion, version.history_change_reason) == ("geaendert", GRUND)


def test_case_about_a_deleted_entry_stays(admin_client):
    institution = create_institution()
    meldung = create_meldung(art="fehler", institution=institution)

    delete(admin_client, institution)

    meldung.refresh_from_db()
    assert (meldung.institution, Meldung.objects.count()) == (None, 1)


def test_office_that_names_the_entry_protects_it(admin_client):
    institution = create_institution()
    stelle = Stelle.objects.create(name="Caritas", art="traeger", institution=institution)

    html = delete(admin_client, institution).content.decode()

    assert url(Stelle, "change", stelle.pk) in html
    assert "Stattdessen archivieren" in html
    assert Institution.objects.exists()
