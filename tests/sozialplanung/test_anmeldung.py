"""The way into the admin: password, second factor, emergency codes, lock."""

import re
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib import admin
from django.test import Client
from django.urls import URLResolver, reverse
from django.urls.resolvers import RoutePattern

from sozialplanung.konto.faktor import reset_second_factor
from tests.anmeldung import (
    CODE,
    CODES,
    INSIDE,
    LOGIN,
    PASSWORD,
    SET_UP,
    give_code,
    give_password,
    is_inside,
    set_up,
)
from tests.office import code_of, create_konto, log_in, set_up_totp

pytestmark = pytest.mark.django_db


def addresses_of_admin(patterns, prefix="/verwaltung/"):
    """Every address below, with a number where it has a part of its own."""
    for pattern in patterns:
        part = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses_of_admin(pattern.url_patterns, prefix + fill(part))
        elif isinstance(pattern.pattern, RoutePattern):
            yield prefix + fill(part)
    yield from (f"{prefix}auth/", f"{prefix}gibt-es-nicht/")


def fill(part):
    return re.sub(r"<[^>]+>", "1", part)


# ---- both factors --------------------------------------------------------------------------------


def test_admin_begins_with_the_login(client):
    response = client.get("/verwaltung/seite/?q=1", follow=True)

    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert response.status_code == 200
    assert "Passwort vergessen?" in response.text


def test_login_needs_password_and_code(client, konto):
    set_up_totp(konto)

    first = give_password(client)
    assert first.headers["Location"] == CODE
    assert not is_inside(client)
    second = give_code(client, code_of())

    assert second.headers["Location"] == "/verwaltung/"
    assert is_inside(client)


def test_login_leads_where_one_wanted_to_go(client, konto):
    set_up_totp(konto)
    wanted = reverse("admin:navigator_seite_changelist")

    login = client.get(wanted, follow=True).redirect_chain[-1][0]
    client.post(login, {"login": "anna", "password": PASSWORD, "next": wanted})

    assert give_code(client, code_of()).headers["Location"] == wanted


def test_wrong_password_says_so_without_telling_which(client, konto):
    for name in ("anna", "gibtesnicht"):
        response = give_password(client, "falsch", name)

        assert response.status_code == 200
        assert "Anmeldename oder Passwort stimmt nicht." in response.text


def test_code_is_good_once(client, konto):
    set_up_totp(konto)
    code = code_of()
    give_password(client)
    give_code(client, code)
    other = Client()
    give_password(other)

    assert "Der Code stimmt nicht." in give_code(other, code).text
    assert not is_inside(other)


@pytest.mark.parametrize("code", ["", "000000", "12345678", "abc"])
def test_wrong_code_opens_nothing(client, konto, code):
    set_up_totp(konto)
    give_password(client)

    assert give_code(client, code).status_code == 200
    assert not is_inside(client)


def test_code_without_password_opens_nothing(client, konto):
    set_up_totp(konto)

    assert give_code(client, code_of()).headers["Location"] == LOGIN
    assert not is_inside(client)


def test_nobody_comes_in_who_is_not_of_the_office(client, konto):
    konto.is_staff = False
    konto.save()

    assert give_password(client).headers["Location"] == "/verwaltung/konto/kein-zugang/"
    assert "_auth_user_id" not in client.session


def test_inactive_account_comes_in_no_more(office, konto):
    assert is_inside(office)
    konto.is_active = False
    konto.save()

    assert not is_inside(office)


# ---- setting up ----------------------------------------------------------------------------------


def test_first_login_sets_up_the_second_factor(client, konto):
    give_password(client)
    assert client.get("/verwaltung/", follow=True).redirect_chain[-1][0] == SET_UP
    page = client.get(SET_UP)
    assert f'value="{page.context["form"].secret}"' in page.text
    assert 'src="data:image/svg+xml;base64,' in page.text

    response, secret = set_up(client)

    assert response.redirect_chain[-1][0] == CODES
    assert len(re.findall(r"<code>\d{8}</code>", response.text)) == 10
    assert is_inside(client)
    assert Authenticator.objects.get(user=konto, type="totp").data == {"secret": secret}


def test_wrong_code_sets_up_nothing(client, konto):
    give_password(client)
    client.get(SET_UP)

    response = client.post(SET_UP, {"code": "000000"})

    assert "Der Code stimmt nicht." in response.text
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("has_phone", [False, True])
def test_no_address_of_the_admin_opens_by_password_alone(client, konto, has_phone):
    """As a superuser, whom nothing else would stop."""
    konto.is_superuser = True
    konto.save()
    if has_phone:
        set_up_totp(konto)  # set up elsewhere, while this session knew the password only
    client.force_login(konto)
    addresses = set(addresses_of_admin(admin.site.urls[0])) - {"/verwaltung/logout/"}

    for address in [*addresses, *INSIDE]:
        for send in (client.get, client.post):
            response = send(address)
            assert response.status_code == 302, address
            wanted = ("/verwaltung/login/", SET_UP, "/verwaltung/konto/bestaetigen/code/")
            assert response.headers["Location"].startswith(wanted), address

    assert len(addresses) > 60
    last = client.get("/verwaltung/", follow=True).redirect_chain[-1][0]
    assert last.startswith("/verwaltung/konto/bestaetigen/")  # nothing was typed in this session


def test_session_from_before_the_phone_asks_for_a_code(client, konto):
    set_up_totp(konto)
    client.force_login(konto)
    ask = client.get("/verwaltung/", follow=True).redirect_chain[-1][0]

    response = client.post(ask, {"code": code_of(), "next": "/verwaltung/"})

    assert response.headers["Location"] == "/verwaltung/"
    assert is_inside(client)


def test_login_of_another_account_does_not_count(client, konto):
    log_in(client, konto)
    records = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    other = create_konto("bert", "Redaktion")
    set_up_totp(other)
    client.force_login(other)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session["account_authentication_methods_user"] = str(konto.pk)
    session.save()

    assert not is_inside(client)


def test_phone_that_was_reset_closes_open_sessions(client, konto):
    set_up_totp(konto)
    give_password(client)
    give_code(client, code_of())
    assert is_inside(client)

    reset_second_factor(konto)

    assert not is_inside(client)
    assert client.get("/verwaltung/", follow=True).redirect_chain[-1][0].startswith(LOGIN)


def test_new_phone_replaces_the_old_one(office, konto):
    response = office.post("/verwaltung/konto/zweiter-faktor/wechseln/", follow=True)
    assert response.redirect_chain[-1][0] == SET_UP
    assert not is_inside(office)

    set_up(office)

    assert is_inside(office)
    assert Authenticator.objects.get(user=konto, type="totp").data["secret"]


def test_after_a_while_the_password_is_asked_again(office):
    session = office.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time() - 901}]
    session.save()

    assert is_inside(office)
    answer = office.post("/verwaltung/konto/zweiter-faktor/wechseln/")
    assert answer.headers["Location"].startswith("/verwaltung/konto/bestaetigen/?next=")


# ---- emergency codes -----------------------------------------------------------------------------


@pytest.fixture
def emergency(client, konto):
    """The emergency codes of an account, and its session."""
    give_password(client)
    set_up(client)
    return client.get(CODES).context["unused_codes"]


def test_emergency_code_opens_once(emergency, konto):
    for works in (True, False):
        client = Client()
        give_password(client)
        give_code(client, emergency[0])
        assert is_inside(client) == works


def test_emergency_codes_can_be_saved_as_a_file(client, emergency):
    response = client.get(f"{CODES}datei/")

    assert response.headers["Content-Disposition"] == 'attachment; filename="notfallcodes.txt"'
    assert re.findall(r"^\d{8}$", response.text, re.MULTILINE) == emergency
    assert "Notfallcodes für anna" in response.text


def test_new_emergency_codes_end_the_old_ones(client, emergency):
    client.post(f"{CODES}neu/")

    assert not set(client.get(CODES).context["unused_codes"]) & set(emergency)


# ---- lock ----------------------------------------------------------------------------------------


def test_five_wrong_passwords_lock_this_name_at_this_address(client, konto):
    create_konto("bert", password=PASSWORD)
    for _ in range(4):
        assert give_password(client, "falsch").status_code == 200

    locked = give_password(client, "falsch")

    assert locked.status_code == 429
    assert "Nach 5 falschen Versuchen" in locked.text
    assert "15 Minuten lang gesperrt" in locked.text
    assert "die Administration des Portals" in locked.text
    assert give_password(client).status_code == 429
    assert give_password(client, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert give_password(Client(), name="bert").status_code == 302


def test_lock_counts_what_the_proxy_saw(client, konto, settings):
    settings.BEHIND_PROXY = True
    for _ in range(5):
        give_password(client, "falsch", headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.7"})

    assert AccessAttempt.objects.get().ip_address == "192.0.2.7"
    assert give_password(client, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 302


def test_lock_ends_after_its_time(client, konto, settings):
    for _ in range(5):
        give_password(client, "falsch")
    before = AccessAttempt.objects.get().attempt_time
    give_password(client)
    assert AccessAttempt.objects.get().attempt_time == before  # trying on makes it no longer

    AccessAttempt.objects.update(attempt_time=before - settings.AXES_COOLOFF_TIME)

    assert give_password(client).status_code == 302


def test_five_wrong_codes_lock_as_well(client, konto):
    set_up_totp(konto)
    give_password(client)
    answers = [give_code(client, "000000").status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert give_code(client, code_of()).status_code == 429
    assert not is_inside(client)


def test_right_password_alone_forgives_no_wrong_codes(client, konto):
    set_up_totp(konto)
    for _ in range(4):
        give_password(client)
        give_code(client, "000000")
        client.post("/verwaltung/konto/abmelden/")

    give_password(client)
    assert give_code(client, "000000").status_code == 429


def test_login_forgives_earlier_slips(client, konto):
    set_up_totp(konto)
    for _ in range(4):
        give_password(client, "falsch")

    give_password(client)
    give_code(client, code_of())

    assert not AccessAttempt.objects.exists()


def test_codes_for_an_account_are_limited_from_wherever_they_come(client, konto):
    set_up_totp(konto)
    give_password(client)
    for number in range(20):
        give_code(client, "000000", REMOTE_ADDR=f"192.0.2.{number}")

    response = give_code(client, code_of(), REMOTE_ADDR="192.0.2.99")

    assert "zu viele falsche Versuche" in response.text
    assert not is_inside(client)


def test_failed_login_keeps_no_secret(client, konto):
    give_password(client, "mein geheimes Wort")

    attempt = AccessAttempt.objects.get()
    assert "geheimes" not in attempt.post_data
    assert "anna" not in attempt.post_data
