"""Role × model × action, asked by requests: every status follows from the rights tables."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client

from dialoge.models import Entscheidung, Themenspeicher
from handlungsempfehlungen.models import Evidenz, Ruecknahme, Sachstand
from navigator.models import (
    Importlauf,
    Indexberechnung,
    Indikatorwert,
    Kategorie,
    KeineDublette,
    Meldung,
)
from sozialplanung.rollen import ROLLEN, create_roles, gather_rechte
from tests.demo import shared_records
from tests.factories import (
    create_entscheidung,
    create_handlungsempfehlung,
    create_importlauf,
    create_kategorie,
    create_keine_dublette,
    create_meldung,
    create_ruecknahme,
    create_sachstand,
    create_themenspeicher,
)
from tests.indexausgaben import (
    create_entwurf,
    create_evidenz,
    create_indikator,
    create_indikatorwert,
)
from tests.office import DELETION, RECORDS, create_konto, form_data, log_in, url

pytestmark = pytest.mark.django_db

Konto = get_user_model()
NOTHING_CHOSEN = "Keine Aktion ausgewählt."
FACTORIES = {
    **RECORDS,
    Kategorie: lambda: create_kategorie("kitas"),  # no entry needs it
    Importlauf: create_importlauf,
    # each with an Indikator of its own: nothing may point at those above
    Indikatorwert: lambda: create_indikatorwert(indikator=create_indikator("kinderarmut")),
    Indexberechnung: create_entwurf,
    KeineDublette: create_keine_dublette,
    Meldung: create_meldung,
    Entscheidung: create_entscheidung,
    Themenspeicher: create_themenspeicher,
    Evidenz: create_evidenz,
    Sachstand: lambda: create_sachstand(create_handlungsempfehlung()),
    Ruecknahme: lambda: create_ruecknahme(create_handlungsempfehlung()),
    Konto: lambda: create_konto("anna", email="anna@example.org"),
}

ONCE = pytest.mark.one_database


@pytest.fixture(scope="module", autouse=True)
def _records(django_db_setup, django_db_blocker):
    """Roles and one record of each model, made once; what a test changes is rolled back."""
    with shared_records(django_db_blocker):
        create_roles()
        yield {model: create() for model, create in FACTORIES.items()}


def once(role):
    """Ask every database of those only whose rights depend on rows; a page takes its time."""
    return role if role in {"Sozialplanung", "Fachbereich"} else pytest.param(role, marks=ONCE)


@pytest.fixture(params=map(once, ROLLEN))
def role(request):
    return request.param


@pytest.fixture(params=FACTORIES, ids=lambda model: model._meta.model_name)
def case(request, role, _records):
    """A client in the role, a record, and what the table allows."""
    model = request.param
    client = log_in(Client(), create_konto("ich", role))
    return client, _records[model], gather_rechte()[model][role]


def row_of(record):
    return type(record).objects.filter(pk=record.pk).values().first()


def status(is_allowed, allowed=200):
    return allowed if is_allowed else 403


def test_every_model_of_the_admin_is_asked():
    assert set(FACTORIES) == set(admin.site._registry)


def test_pages_open_as_the_table_says(case):
    client, record, rights = case
    model = type(record)

    found = {
        "list": client.get(url(model, "changelist")).status_code,
        "view": client.get(url(model, "change", record.pk)).status_code,
        "add": client.get(url(model, "add")).status_code,
        "delete": client.get(url(model, "delete", record.pk)).status_code,
        "history": client.get(url(model, "history", record.pk)).status_code,
    }

    assert found == {
        "list": status("view" in rights),
        "view": status("view" in rights),
        "add": status("add" in rights),
        "delete": status("delete" in rights),
        "history": status("view" in rights),
    }


def test_writes_are_taken_as_the_table_says(case):
    client, record, rights = case
    model = type(record)
    before, count = row_of(record), model.objects.count()

    added = client.post(url(model, "add"), {})  # taken and found incomplete: 200
    changed = client.post(url(model, "change", record.pk), form_data(model, record))
    assert (added.status_code, changed.status_code) == (
        status("add" in rights),
        status("change" in rights, 302),
    )
    if "change" not in rights:
        assert row_of(record) == before

    deleted = client.post(url(model, "delete", record.pk), DELETION)
    assert deleted.status_code == status("delete" in rights, 302)
    assert model.objects.count() == count - ("delete" in rights)


def test_actions_run_as_the_table_says(case):
    client, record, rights = case
    model = type(record)
    for function, name, _ in admin.site._registry[model]._get_base_actions():
        before = row_of(record)
        data = {"action": name, "_selected_action": [record.pk]}

        response = client.post(url(model, "changelist"), data, follow=True)

        if "view" not in rights:
            assert response.status_code == 403
            continue
        assert response.status_code == 200
        if set(function.allowed_permissions) & rights:
            assert NOTHING_CHOSEN not in map(str, response.context["messages"])
        else:
            assert row_of(record) == before
            assert not client.get("/verwaltung/").context["log_entries"]


def test_index_shows_what_may_be_seen(role):
    client = log_in(Client(), create_konto("ich", role))

    shown = {
        entry["model"]
        for app in client.get("/verwaltung/").context["app_list"]
        for entry in app["models"]
    }

    assert shown == {model for model, columns in gather_rechte().items() if columns[role]}


def test_account_without_a_role_sees_nothing():
    client = log_in(Client(), create_konto("ich"))

    for model in FACTORIES:
        assert client.get(url(model, "changelist")).status_code == 403, model
