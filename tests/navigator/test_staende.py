"""Going back to a version: whole, as a version of its own, or not at all."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from navigator.models import (
    Einzelangabe,
    Exkurs,
    Haltestelle,
    Indexmethode,
    Indikator,
    Institution,
    Sozialbericht,
    record_changes,
)
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_zielgruppe,
)
from tests.indexausgaben import create_entwurf, create_indexmethode
from tests.office import DELETION, RECORDS, change, log_in, url

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


def change_and_go_back(client, record, name, value):
    """Change one column, then bring the first version back."""
    setattr(record, name, value)
    record.save()
    first = record.history.last()
    page = client.get(version_url(record, first)).content.decode()
    assert "Diesen Stand wiederherstellen" in page
    bring_back(client, record, first)
    record.refresh_from_db()


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Indikator, "definition", "Etwas anderes."),
        (Indexmethode, "beschreibung", "Ein Versuch."),
        (Sozialbericht, "titel", "Ein anderer Titel"),
        (Exkurs, "text", "Mieten steigen."),
        (Einzelangabe, "quelle", "Eine Zeitung"),
    ],
)
def test_nouns_of_the_index_go_back_too(admin_client, model, name, value):
    record = RECORDS[model]()
    before = getattr(record, name)

    change_and_go_back(admin_client, record, name, value)

    assert getattr(record, name) == before
    history = admin_client.get(url(model, "history", record.pk)).content.decode()
    assert "wiederhergestellt" in history
    assert value in history


def release_by(methode):
    create_entwurf(methode=methode, status="freigegeben", freigegeben_am=timezone.now())


def test_settings_of_a_method_that_an_edition_was_released_by_do_not_go_back(admin_client):
    methode = create_indexmethode()
    first = methode.history.get()
    methode.einstellungen = methode.einstellungen.replace('"ddof":0', '"ddof":1')
    methode.save()
    assert methode.history.count() == 2
    release_by(methode)

    page = admin_client.get(version_url(methode, first)).content.decode()
    bring_back(admin_client, methode, first)

    assert methode.frozen_because in page
    assert "Diesen Stand wiederherstellen" not in page
    assert Indexmethode.objects.get(pk=methode.pk).methode.ddof == 1
    assert methode.history.count() == 2


def test_description_of_a_frozen_method_does_go_back(admin_client):
    methode = create_indexmethode(beschreibung="Erste Fassung.")
    release_by(methode)

    change_and_go_back(admin_client, methode, "beschreibung", "Verschrieben.")

    assert methode.history.first().history_aktion == "wiederhergestellt"
    assert methode.beschreibung == "Erste Fassung."


def test_exkurse_of_a_deleted_report_come_back_one_by_one(admin_client):
    exkurs = RECORDS[Exkurs]()
    bericht, key = exkurs.sozialbericht, exkurs.pk
    admin_client.post(url(Sozialbericht, "delete", bericht.pk), DELETION)
    version, report = Exkurs.history.filter(id=key).first(), Sozialbericht.history.first()

    page = admin_client.get(url(Exkurs, "version", key, version.history_id)).content.decode()
    admin_client.post(
        url(Sozialbericht, "version", bericht.pk, report.history_id),
        {"gesehen": report.history_id},
    )
    admin_client.post(
        url(Exkurs, "version", key, version.history_id), {"gesehen": version.history_id}
    )

    assert "Bitte zuerst diesen Eintrag wiederherstellen." in page
    assert Exkurs.objects.get(pk=key).sozialbericht == bericht


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
