"""Accounts as the administration keeps them: made, given roles, reset; nobody climbs."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from sozialplanung.rollen import ROLLEN, create_roles
from tests.anmeldung import PASSWORD, give_code, give_password, is_inside
from tests.office import (
    DELETION,
    add,
    change,
    code_of,
    create_konto,
    errors,
    log_in,
    set_up_totp,
    url,
)

pytestmark = pytest.mark.django_db

Konto = get_user_model()


@pytest.fixture
def chief():
    create_roles()
    return create_konto("chefin", "Administration", password=PASSWORD)


@pytest.fixture
def administration(client, chief):
    return log_in(client, chief)


def role(name):
    return Group.objects.get(name=name).pk


def act(client, action, *konten):
    response = client.post(
        url(Konto, "changelist"),
        {"action": action, "_selected_action": [konto.pk for konto in konten]},
        follow=True,
    )
    return [str(message) for message in response.context["messages"]]


def link_in(text):
    return re.search(r"http://testserver(/verwaltung/konto/passwort/neu/[\w-]+/)", text)[1]


# ---- new accounts --------------------------------------------------------------------------------


def test_form_explains_each_role(administration):
    html = administration.get(url(Konto, "add")).text

    assert html.count('type="checkbox" name="groups"') == len(ROLLEN)
    for name, meaning in ROLLEN.items():
        assert f"{name}: {meaning}" in html
    for clutter in ("is_superuser", "is_staff", "user_permissions", "password"):
        assert f'name="{clutter}' not in html


def test_new_account_without_mail_server_gets_a_link_to_hand_over(administration):
    response = add(administration, Konto, username="m.neu", groups=[role("Redaktion")])

    konto = Konto.objects.get(username="m.neu")
    assert (konto.is_staff, konto.is_superuser, konto.has_usable_password()) == (True, False, False)
    page = administration.get(response.headers["Location"])
    assert "steht nur jetzt hier" in page.text
    visitor = Client()
    form = visitor.get(link_in(page.text), follow=True)
    data = {"password1": "Rhein-Herne-Kanal 7", "password2": "Rhein-Herne-Kanal 7"}
    visitor.post(form.context["action_url"], data)
    give_password(visitor, "Rhein-Herne-Kanal 7", "m.neu")
    ways = visitor.get("/verwaltung/", follow=True).redirect_chain
    assert ways[-1][0] == "/verwaltung/konto/zweiter-faktor/"


def test_new_account_gets_the_link_by_mail(administration, mail_server):
    response = add(administration, Konto, username="m.neu", email="M.Neu@Example.org")

    (message,) = mail.outbox
    assert message.to == ["m.neu@example.org"]
    assert message.subject == "Sozialnavigator: Ihr Zugang zur Verwaltung"
    assert link_in(message.body)
    page = administration.get(response.headers["Location"])
    assert "ging an m.neu@example.org" in page.text
    assert "passwort/neu" not in page.text


def test_mail_server_that_refuses_is_no_error_page(administration, mail_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = add(administration, Konto, username="m.neu", email="m.neu@example.org")

    page = administration.get(response.headers["Location"])
    assert "Der Mail-Server hat die E-Mail nicht angenommen." in page.text
    assert link_in(page.text)


@pytest.mark.parametrize("email", ["anna@example.org", "Anna@Example.ORG"])
def test_address_belongs_to_one_account(administration, email):
    create_konto("anna", email="anna@example.org")

    assert errors(add(administration, Konto, username="neu", email=email)) == {
        "email": ["Diese Adresse gehört schon zu einem anderen Konto."]
    }


def test_old_address_gets_no_link_any_more(administration, client, mail_server):
    konto = create_konto("anna", email="alt@example.org")
    EmailAddress.objects.create(user=konto, email="alt@example.org", primary=True)

    change(administration, konto, email="neu@example.org")
    for address in ("alt@example.org", "neu@example.org"):
        client.post("/verwaltung/konto/passwort/vergessen/", {"email": address})

    assert [message.to for message in mail.outbox] == [["neu@example.org"]]


# ---- roles ---------------------------------------------------------------------------------------


def test_roles_are_given_and_taken(administration):
    konto = create_konto("anna", "Redaktion")

    change(administration, konto, groups=[role("Statistik"), role("Fachbereich")])

    assert {group.name for group in konto.groups.all()} == {"Statistik", "Fachbereich"}


def test_nobody_makes_a_superuser(administration, chief):
    for konto in (create_konto("anna"), chief):
        change(
            administration,
            konto,
            groups=[role("Administration")],
            is_superuser="on",
            user_permissions=["1"],
        )

        konto.refresh_from_db()
        assert not konto.is_superuser
        assert not konto.user_permissions.exists()


def test_superuser_is_out_of_reach(administration):
    root = Konto.objects.create_superuser("root", password=PASSWORD)
    set_up_totp(root)

    page = administration.get(url(Konto, "change", root.pk))
    assert not page.context["has_change_permission"]
    answer = administration.post(url(Konto, "change", root.pk), {"username": "mein"})
    assert answer.status_code == 403
    for action in ("give_password_link", "reset_second_factor", "unlock"):
        assert act(administration, action, root) == [
            "Superuser-Konten lassen sich nur an der Konsole ändern."
        ]
    assert administration.post(url(Konto, "delete", root.pk), DELETION).status_code == 403
    assert Authenticator.objects.filter(user=root).exists()


@pytest.mark.parametrize(
    ("changes", "field"), [({"is_active": ""}, "is_active"), ({"groups": []}, "groups")]
)
def test_nobody_closes_the_door_behind_oneself(administration, chief, changes, field):
    assert set(errors(change(administration, chief, **changes))) == {field}

    chief.refresh_from_db()
    assert chief.is_active
    assert chief.groups.get().name == "Administration"


# ---- leaving -------------------------------------------------------------------------------------


def test_deactivated_account_is_out_at_once(administration):
    konto = create_konto("anna", password=PASSWORD)
    visitor = log_in(Client(), konto)
    assert is_inside(visitor)

    change(administration, konto, is_active="")

    assert not is_inside(visitor)
    assert give_password(Client()).status_code == 200


def test_account_that_was_used_is_not_deleted(administration):
    used, unused = create_konto("anna", last_login=timezone.now()), create_konto("bert")

    answers = [
        administration.post(url(Konto, "delete", konto.pk), DELETION).status_code
        for konto in (used, unused)
    ]
    act(administration, "delete_selected", used)

    assert answers == [403, 302]
    assert Konto.objects.filter(username="anna").exists()


# ---- actions -------------------------------------------------------------------------------------


def test_lost_phone_is_reset_and_noted(administration):
    konto = create_konto("anna", password=PASSWORD)
    set_up_totp(konto)
    visitor = Client()
    give_password(visitor)
    give_code(visitor, code_of())
    assert is_inside(visitor)

    messages = act(administration, "reset_second_factor", konto)

    assert messages == [
        "„anna“ richtet den zweiten Faktor bei der nächsten Anmeldung neu ein."
        " Offene Sitzungen sind beendet."
    ]
    assert not is_inside(visitor)
    assert not Authenticator.objects.filter(user=konto).exists()
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_repr) == ("chefin", "anna")
    assert entry.get_change_message() == "Zweiten Faktor zurückgesetzt."


def test_lock_is_lifted(administration):
    konto = create_konto("anna", password=PASSWORD)
    for _ in range(5):
        give_password(Client(), "falsch")
    assert give_password(Client()).status_code == 429

    messages = act(administration, "unlock", konto)

    assert messages == ["„anna“ kann sich wieder anmelden."]
    assert not AccessAttempt.objects.exists()
    assert give_password(Client()).status_code == 302
    assert LogEntry.objects.get().get_change_message() == "Sperre aufgehoben."


def test_link_for_a_forgotten_password_is_given(administration, mail_server):
    konto = create_konto("anna", email="anna@example.org")

    messages = act(administration, "give_password_link", konto)

    assert messages == ["Ein Link zum Festlegen des Passworts ging an anna@example.org."]
    assert link_in(mail.outbox[0].body)
    assert LogEntry.objects.get().get_change_message() == "Link für ein neues Passwort gegeben."


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often(administration, count, django_assert_num_queries):
    for number in range(count):
        set_up_totp(create_konto(f"konto{number}", "Redaktion"))

    # session, user, its phone, its rights (2), filter, two counts, list, roles, phones
    with django_assert_num_queries(11):
        assert administration.get(url(Konto, "changelist")).status_code == 200
