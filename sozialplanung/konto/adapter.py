"""What allauth asks the portal: texts, addresses, and who may come in."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import redirect

from navigator.views.melden import client_address


class KontoAdapter(DefaultAccountAdapter):
    """Accounts are made by the administration (admin.py), never by signing up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": "Das bisherige Passwort stimmt nicht.",
        "incorrect_code": "Der Code stimmt nicht.",
        "incorrect_password": "Das Passwort stimmt nicht.",
        "invalid_password_reset": "Der Link gilt nicht mehr. Bitte fordern Sie einen neuen an.",
        "rate_limited": "Das waren sehr viele Versuche. Bitte warten Sie ein paar Minuten.",
        "too_many_login_attempts": (
            "Das waren zu viele falsche Versuche. Bitte warten Sie 15 Minuten."
        ),
        "username_password_mismatch": (
            "Anmeldename oder Passwort stimmt nicht. Achten Sie auf Groß- und Kleinschreibung."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)

    def pre_login(self, request, user, **kwargs):
        """Turn away accounts that are none of the office, before a second factor is asked."""
        refusal = super().pre_login(request, user, **kwargs)
        if refusal is None and not user.is_staff:
            return redirect("account_inactive")
        return refusal

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask again only when the last password or code of this session is some time ago.

        allauth does not count the login itself; whoever sets up the second factor at the first
        login would type the password twice.
        """
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request):
        return super().get_login_redirect_url(request)


class ZweiterFaktorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "Der Code stimmt nicht. Jeder Code gilt nur einmal und nur kurz: Nehmen Sie den"
            " nächsten, und prüfen Sie die Uhrzeit des Handys."
        ),
    }

    def get_totp_label(self, user):
        return user.get_username()
