"""Going back to a version: whole, as a version of its own, or not at all."""

import pytest
from django.contrib.auth.models import Permission

from navigator.models import Haltestelle, Institution, record_changes
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_zielgruppe,
)
from tests.office import change, log_in, url

pytestmark = pytest.mark.django_db


def version_url(record, version):
    return url(type(record), "version", record.pk, version.history_id)


def bring_back(client, record, version, **fields):
    seen = type(record).history.filter(id=record.pk).first().history_id
    return client.post(version_url(record, version), {"gesehen": seen} | fields, follow=True)


def sentences(response):
    return [str(one) for one in response.context["messages"]]


def test_going_back_restores_fields_and_tags_as_a_new_version(admin_client, admin_user):
    familien = create_zielgruppe("Familien")
    with record_changes():
        institution = create_institution(name="Treff", kosten="frei", zielgruppen=[familien])
    then = institution.history.get()
    change(admin_client, institution, kosten="5 Euro", zielgruppen=[], name="Haus")

    preview = admin_client.get(version_url(institution, then))
    response = bring_back(admin_client, institution, then)

    assert [one.label for one in preview.context["unterschiede"]] == [
        "Name",
        "Zielgruppen",
        "Kosten",
    ]
    institution.refresh_from_db()
    assert (institution.name, institution.kosten) == ("Treff", "frei")
    assert list(institution.zielgruppen.all()) == [familien]
    assert list(Institution.objects.search("treff familien")) == [institution]
    newest = institution.history.first()
    assert institution.history.count() == 3
    assert (newest.history_aktion, newest.history_user) == ("wiederhergestellt", admin_user)
    assert newest.history_change_reason.startswith("Wiederhergestellt: Stand vom ")
    assert "Wiederhergestellt" in sentences(response)[0]


def test_restored_name_of_a_kategorie_is_found_at_once(admin_client):
    kategorie = create_kategorie("kitas", name="Kitas")
    institution = create_institution(kategorie=kategorie)
    change(admin_client, kategorie, name="Horte")

    bring_back(admin_client, kategorie, kategorie.history.last())

    assert list(Institution.objects.search("kitas")) == [institution]


def test_state_that_breaks_a_rule_today_is_not_restored(admin_client):
    haltestelle = create_haltestelle(name="Markt", breite=51.47)
    then = haltestelle.history.get()
    change(admin_client, haltestelle, name="Neumarkt")
    create_haltestelle(name="Markt", breite=51.47)

    response = bring_back(admin_client, haltestelle, then)

    assert response.context["plan"].probleme == ["Diese Haltestelle gibt es hier schon."]
    assert "Diese Haltestelle gibt es hier schon." in response.content.decode()
    haltestelle.refresh_from_db()
    assert (haltestelle.name, haltestelle.history.count()) == ("Neumarkt", 2)


def test_tags_deleted_since_are_reported(admin_client):
    familien = create_zielgruppe("Familien")
    institution = create_institution(zielgruppen=[familien])
    then = institution.history.first()
    change(admin_client, institution, zielgruppen=[], kosten="frei")
    familien.delete()

    response = bring_back(admin_client, institution, then)

    assert sentences(response)[-1] == "Zielgruppen: „Familien“ gibt es nicht mehr und bleibt weg."


def test_needed_record_deleted_since_forbids_going_back(admin_client):
    kitas = create_kategorie("kitas", name="Kitas")
    institution = create_institution(kategorie=kitas)
    then = institution.history.first()
    change(admin_client, institution, kategorie=create_kategorie("pflege").pk)
    kitas.delete()

    response = bring_back(admin_client, institution, then)

    (sentence,) = response.context["plan"].probleme
    assert sentence.startswith("Kategorie: „Kitas“ gibt es nicht mehr.")
    assert institution.history.count() == 2


def test_outdated_preview_is_shown_again(admin_client):
    haltestelle = create_haltestelle(name="Alt")
    then = haltestelle.history.get()
    change(admin_client, haltestelle, name="Neu")

    response = bring_back(admin_client, haltestelle, then, gesehen=then.history_id)

    assert "inzwischen noch einmal geändert" in response.content.decode()
    haltestelle.refresh_from_db()
    assert haltestelle.name == "Neu"


def test_today_cannot_be_restored(admin_client):
    haltestelle = create_haltestelle()

    html = admin_client.get(version_url(haltestelle, haltestelle.history.get())).content.decode()

    assert "Der Eintrag hat heute diesen Stand." in html
    assert "Diesen Stand wiederherstellen" not in html


def test_who_may_only_look_cannot_restore(client, django_user_model):
    reader = django_user_model.objects.create_user("leser", password="x", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_haltestelle"))
    log_in(client, reader)
    haltestelle = create_haltestelle(name="Alt")
    then = haltestelle.history.get()
    haltestelle.name = "Neu"
    haltestelle.save()

    page = client.get(version_url(haltestelle, then))

    assert page.status_code == 200
    assert "Diesen Stand wiederherstellen" not in page.content.decode()
    assert bring_back(client, haltestelle, then).status_code == 403
    assert client.get(url(Haltestelle, "deleted")).status_code == 403


def test_version_of_another_record_is_not_found(admin_client):
    one, other = create_haltestelle(), create_haltestelle()

    for address in (
        url(Haltestelle, "version", one.pk, other.history.get().history_id),
        url(Haltestelle, "version", "x", other.history.get().history_id),
    ):
        assert admin_client.get(address).status_code == 404
