"""The rights tables: complete, brought into the database exactly, and as narrow as they say."""

import io

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

import navigator.rechte
from navigator.models import Institution, Meldung, Stadtbezirk
from sozialplanung.rollen import ADMINISTRATION, ROLLEN, create_roles, gather_rechte

pytestmark = pytest.mark.django_db


def rights_of(role):
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def say(**options):
    out = io.StringIO()
    call_command("rollen_anlegen", stdout=out, **options)
    return out.getvalue()


def test_every_model_of_the_admin_stands_in_a_table():
    missing = sorted(m._meta.label for m in admin.site._registry if m not in gather_rechte())

    assert missing == [], f"In der rechte.py der App fehlt je eine Zeile für: {missing}"


def test_every_action_of_the_admin_asks_for_a_right():
    open_to_all = [
        f"{type(form).__name__}.{name}"
        for form in admin.site._registry.values()
        for function, name, _ in form._get_base_actions()
        if not getattr(function, "allowed_permissions", None)
    ]

    assert open_to_all == []


def test_only_the_administration_deletes():
    deleting = {
        role
        for columns in gather_rechte().values()
        for role, rights in columns.items()
        if "delete" in rights
    }

    assert deleting == {ADMINISTRATION}


def test_who_writes_may_look():
    for model, columns in gather_rechte().items():
        for role, rights in columns.items():
            assert not rights or "view" in rights, (model, role)


def test_personal_data_is_for_those_who_answer():
    readers = {role for role, rights in gather_rechte()[Meldung].items() if rights}

    assert readers == {"Redaktion", "Sozialplanung", "Administration"}


def test_roles_have_the_rights_of_the_table():
    say()

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLLEN)
    assert "change_institution" in rights_of("Redaktion")
    assert "delete_institution" not in rights_of("Redaktion")
    assert "change_stadtbezirk" not in rights_of("Redaktion")
    assert {"add_user", "delete_institution"} <= rights_of("Administration")
    assert not Permission.objects.filter(group__isnull=False, codename__endswith="group").exists()


def test_a_second_run_changes_nothing_and_says_nothing():
    say()
    before = {role: rights_of(role) for role in ROLLEN}

    assert say() == ""
    assert {role: rights_of(role) for role in ROLLEN} == before


def test_rights_that_left_the_table_go_and_members_stay():
    say()
    group = Group.objects.get(name="Statistik")
    group.permissions.add(Permission.objects.get(codename="delete_institution"))
    group.permissions.remove(Permission.objects.get(codename="view_institution"))
    member = get_user_model().objects.create_user("anna")
    member.groups.add(group)
    stranger = Group.objects.create(name="Eigene Gruppe")
    stranger.permissions.add(Permission.objects.get(codename="view_seite"))

    output = say(verbosity=2)

    assert "Rollen: 5 (Rechte gegeben: 1, genommen: 1)" in output
    assert "+ Statistik: view_institution" in output
    assert "- Statistik: delete_institution" in output
    assert list(member.groups.all()) == [group]
    assert stranger.permissions.count() == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((("view",),), "„navigator.Stadtbezirk“ hat 1 Spalten, es gibt aber 5 Rollen"),
        ((("fliegen",), (), (), (), ()), "Das Recht „fliegen_stadtbezirk“ kennt"),
    ],
)
def test_wrong_row_is_named_and_changes_nothing(monkeypatch, row, sentence):
    monkeypatch.setitem(navigator.rechte.RECHTE, Stadtbezirk, row)

    with pytest.raises(CommandError, match=sentence):
        say()

    assert not Group.objects.exists()


def test_rights_of_a_model_itself_are_found(monkeypatch):
    institution = Permission.objects.get(codename="view_institution")
    Permission.objects.create(
        codename="einlesen_institution", name="einlesen", content_type=institution.content_type
    )
    row = (("view", "einlesen"), (), (), (), ())
    monkeypatch.setitem(navigator.rechte.RECHTE, Institution, row)

    create_roles()

    assert "einlesen_institution" in rights_of("Redaktion")
    assert "einlesen_institution" not in rights_of("Sozialplanung")
