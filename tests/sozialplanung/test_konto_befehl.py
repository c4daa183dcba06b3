"""``manage.py konto``: the first account, and the way back in for the last one."""

import getpass
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from tests.office import set_up_totp

pytestmark = pytest.mark.django_db


@pytest.fixture
def password(monkeypatch):
    monkeypatch.setenv("PORTAL_KONTO_PASSWORT", "Emscher und Ruhr")
    return "Emscher und Ruhr"


def test_konto_makes_an_administrator(password):
    call_command("konto", "m.muster", stdout=io.StringIO())

    user = get_user_model().objects.get()
    assert (user.username, user.is_superuser, user.is_staff) == ("m.muster", False, True)
    assert [group.name for group in user.groups.all()] == ["Administration"]
    assert user.has_perm("auth.add_user")
    assert user.check_password(password)


def test_konto_opens_the_door_again_after_a_lost_phone(password):
    user = get_user_model().objects.create_user("m.muster", password="vergessen", is_staff=True)
    set_up_totp(user)

    call_command("konto", "m.muster", "--zuruecksetzen", stdout=io.StringIO())

    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.authenticator_set.exists()


def test_konto_resets_only_what_is_there(password):
    with pytest.raises(CommandError, match=r"^Ein Konto „m\.muster“ gibt es nicht"):
        call_command("konto", "m.muster", "--zuruecksetzen")


def test_konto_refuses_a_name_that_is_taken(password):
    get_user_model().objects.create_user("m.muster")

    with pytest.raises(CommandError, match=r"^Das Konto „m\.muster“ gibt es schon"):
        call_command("konto", "m.muster")


@pytest.mark.parametrize(
    ("name", "given"), [("m.muster", "kurz"), ("m muster", "Emscher und Ruhr")]
)
def test_konto_refuses_a_short_password_or_an_odd_name(name, given, monkeypatch):
    monkeypatch.setenv("PORTAL_KONTO_PASSWORT", given)

    with pytest.raises(CommandError):
        call_command("konto", name)

    assert not get_user_model().objects.exists()


def test_konto_asks_twice(monkeypatch):
    answers = iter(["Emscher und Ruhr", "Emscher und Rhein"])
    monkeypatch.delenv("PORTAL_KONTO_PASSWORT", raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))

    with pytest.raises(CommandError, match="stimmen nicht überein"):
        call_command("konto", "m.muster")
