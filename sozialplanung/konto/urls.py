"""Addresses of the account pages: allauth's names (it asks for them), German paths.

What is not listed does not exist: no sign-up, no e-mail pages, no social accounts.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.usersessions.views import ListUserSessionsView
from django.urls import path, re_path

from . import views
from .views import page, second_factor_required


def konto(address, view, name, title):
    return path(address, view.as_view(extra_context=page(title)), name=name)


def inside(address, view, name, title):
    """Give a page of its own account to those only who could reach the admin as well."""
    view = second_factor_required(view.as_view(extra_context=page(title)))
    return path(address, view, name=name)


urlpatterns = [
    inside("", mfa.IndexView, "mfa_index", "Mein Konto"),
    konto("anmelden/", account.LoginView, "account_login", "Anmelden"),
    konto("anmelden/code/", mfa.AuthenticateView, "mfa_authenticate", "Code eingeben"),
    konto("abmelden/", account.LogoutView, "account_logout", "Abmelden"),
    konto("kein-zugang/", account.AccountInactiveView, "account_inactive", "Kein Zugang"),
    konto(
        "bestaetigen/",
        account.ReauthenticateView,
        "account_reauthenticate",
        "Bitte bestätigen Sie, dass Sie es sind",
    ),
    konto(
        "bestaetigen/code/",
        mfa.ReauthenticateView,
        "mfa_reauthenticate",
        "Bitte bestätigen Sie, dass Sie es sind",
    ),
    inside("passwort/", account.PasswordChangeView, "account_change_password", "Passwort ändern"),
    konto(
        "passwort/vergessen/",
        views.PasswortVergessen,
        "account_reset_password",
        "Passwort vergessen",
    ),
    konto(
        "passwort/vergessen/gesendet/",
        account.PasswordResetDoneView,
        "account_reset_password_done",
        "E-Mail ist unterwegs",
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(extra_context=page("Passwort festlegen")),
        name="account_reset_password_from_key",
    ),
    konto(
        "passwort/neu/fertig/",
        account.PasswordResetFromKeyDoneView,
        "account_reset_password_from_key_done",
        "Das Passwort ist gespeichert",
    ),
    konto(
        "zweiter-faktor/",
        views.ZweiterFaktorEinrichten,
        "mfa_activate_totp",
        "Zweiten Faktor einrichten",
    ),
    inside(
        "zweiter-faktor/wechseln/",
        views.ZweiterFaktorWechseln,
        "mfa_deactivate_totp",
        "Handy wechseln",
    ),
    inside("notfallcodes/", codes.ViewRecoveryCodesView, "mfa_view_recovery_codes", "Notfallcodes"),
    inside(
        "notfallcodes/neu/",
        codes.GenerateRecoveryCodesView,
        "mfa_generate_recovery_codes",
        "Neue Notfallcodes",
    ),
    inside(
        "notfallcodes/datei/",
        views.NotfallcodesDatei,
        "mfa_download_recovery_codes",
        "Notfallcodes",
    ),
    inside("sitzungen/", ListUserSessionsView, "usersessions_list", "Sitzungen"),
    path(
        "sitzungen/<int:pk>/beenden/",
        second_factor_required(views.end_session),
        name="usersession_end",
    ),
]
