"""The link over which somebody sets a password: for a new account, or a forgotten one."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings


def make_password_link(request, user):
    """Return an address that works once and for PASSWORD_RESET_TIMEOUT."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    return get_adapter(request).get_reset_password_from_key_url(key)


def send_password_link(request, user):
    """Send the link; tell whether there was a mail server and an address for it."""
    if not (settings.MAIL_IS_SET and user.email):
        return False
    context = {
        "username": user.get_username(),
        "password_reset_url": make_password_link(request, user),
    }
    get_adapter(request).send_mail("account/email/zugang", user.email, context)
    return True
