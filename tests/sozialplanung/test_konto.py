"""The pages of an account: password, sessions; in German, and no more than the office needs."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from tests.anmeldung import (
    CODE,
    FORGOTTEN,
    INSIDE,
    LOGIN,
    PASSWORD,
    SESSIONS,
    give_code,
    give_password,
    is_inside,
)
from tests.office import code_of, create_konto, log_in, set_up_totp

pytestmark = pytest.mark.django_db


# ---- password ------------------------------------------------------------------------------------


def link_of(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def set_password(client, link, password):
    page = client.get(link, follow=True)
    if "action_url" not in page.context or page.context.get("token_fail"):
        return page
    data = {"password1": password, "password2": password}
    return client.post(page.context["action_url"], data, follow=True)


def test_forgotten_password_is_set_by_mail_and_the_code_still_asked(client, konto, mail_server):
    set_up_totp(konto)

    response = client.post(FORGOTTEN, {"email": "Anna@example.org"}, follow=True)

    assert "E-Mail ist unterwegs" in response.text
    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["anna@example.org"],
        "Sozialnavigator: neues Passwort",
    )
    assert "„anna“" in message.body
    done = set_password(client, link_of(message), "Rhein-Herne-Kanal 7")
    assert "Das Passwort ist gespeichert" in done.text
    assert not is_inside(client)
    assert give_password(client, "Rhein-Herne-Kanal 7").headers["Location"] == CODE


def test_link_works_once(client, konto, mail_server):
    client.post(FORGOTTEN, {"email": "anna@example.org"})
    link = link_of(mail.outbox[0])
    set_password(client, link, "Rhein-Herne-Kanal 7")

    assert "Dieser Link gilt nicht mehr" in set_password(Client(), link, "Zeche Zollverein 3").text


def test_weak_password_is_refused(client, konto, mail_server):
    client.post(FORGOTTEN, {"email": "anna@example.org"})

    response = set_password(client, link_of(mail.outbox[0]), "kurz")

    assert response.status_code == 200
    konto.refresh_from_db()
    assert konto.check_password(PASSWORD)


def test_unknown_address_looks_the_same_and_gets_no_mail(client, konto, mail_server):
    response = client.post(FORGOTTEN, {"email": "fremd@example.org"}, follow=True)

    assert "E-Mail ist unterwegs" in response.text
    assert mail.outbox == []


def test_without_a_mail_server_the_page_says_whom_to_ask(client, konto):
    page = client.get(FORGOTTEN)

    assert "Dieses Portal verschickt keine E-Mails." in page.text
    assert "die Administration des Portals" in page.text
    assert "<form" not in page.text.partition("<main")[2]
    assert client.post(FORGOTTEN, {"email": "anna@example.org"}).status_code == 404
    assert mail.outbox == []


def test_password_is_changed_and_other_sessions_end(client, konto):
    other = log_in(Client(), konto)
    log_in(client, konto)
    data = {"oldpassword": PASSWORD, "password1": "Rhein-Herne-Kanal 7"}

    wrong = client.post(
        "/verwaltung/konto/passwort/", data | {"password2": "x", "oldpassword": "y"}
    )
    right = client.post("/verwaltung/konto/passwort/", data | {"password2": "Rhein-Herne-Kanal 7"})

    assert "Das bisherige Passwort stimmt nicht." in wrong.text
    assert right.status_code == 302
    assert is_inside(client)
    assert not is_inside(other)


# ---- sessions ------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(client, konto):
    """Logged in here and in two other browsers."""
    set_up_totp(konto)
    clients = [client, Client(), Client()]
    for step, one in enumerate(clients):
        give_password(one)
        give_code(one, code_of(step=step - 1))
        assert is_inside(one)
    return clients[1:]


def test_list_shows_every_session_and_which_is_this(client, elsewhere):
    html = client.get(SESSIONS).text

    assert html.count("diese Sitzung") == 1
    assert html.count('value="Beenden"') == 2
    assert "Alle anderen beenden" in html


def test_one_session_is_ended(client, elsewhere):
    first, second = elsewhere
    session = UserSession.objects.get(session_key=first.session.session_key)

    client.post(f"{SESSIONS}{session.pk}/beenden/")

    assert [is_inside(one) for one in (client, first, second)] == [True, False, True]


def test_all_others_are_ended(client, elsewhere):
    client.post(SESSIONS)

    assert [is_inside(one) for one in (client, *elsewhere)] == [True, False, False]


def test_nobody_ends_the_sessions_of_others(client, elsewhere):
    session = UserSession.objects.get(session_key=elsewhere[0].session.session_key)
    stranger = log_in(Client(), create_konto("bert", "Administration"))

    assert stranger.post(f"{SESSIONS}{session.pk}/beenden/").status_code == 404
    assert client.get(f"{SESSIONS}{session.pk}/beenden/").status_code == 405
    assert is_inside(elsewhere[0])


def test_logout_ends_this_session(client, elsewhere):
    client.post("/verwaltung/konto/abmelden/")

    assert not is_inside(client)
    assert is_inside(elsewhere[0])


# ---- pages ---------------------------------------------------------------------------------------


def test_account_pages_are_german_with_one_heading(office, konto, client, mail_server):
    pages = [office.get(address) for address in INSIDE if not address.endswith("datei/")]
    outside = Client()
    pages += [outside.get(a) for a in (LOGIN, FORGOTTEN, f"{FORGOTTEN}gesendet/")]

    for page in pages:
        if page.status_code == 404:  # no emergency codes were made for this account
            continue
        address = page.request["PATH_INFO"]
        assert page.status_code == 200, address
        assert page.text.count("<h1") == 1, address
        assert '<html lang="de"' in page.text, address
        for foreign in ("Sign", "Password", "Deine", " dein", "Bestätigungs"):
            assert foreign not in page.text.partition("<main")[2].partition("</main")[0], address


@pytest.mark.parametrize("address", ["signup/", "email/", "login/", "3rdparty/", "2fa/"])
def test_nothing_of_allauth_is_reachable_that_the_office_does_not_need(client, address):
    response = client.get(f"/verwaltung/konto/{address}", follow=True)

    assert response.redirect_chain[-1][0].startswith(LOGIN)  # the admin knows no such page


def test_session_cookie_stays_within_the_admin(client, konto):
    set_up_totp(konto)
    give_password(client)

    cookie = client.cookies["sessionid"]
    assert (cookie["path"], bool(cookie["httponly"])) == ("/verwaltung/", True)
