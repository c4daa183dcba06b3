"""The second factor: who has shown it in this session, and how it is taken away."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession

TOTP = Authenticator.Type.TOTP


def is_set_up(user):
    return is_mfa_enabled(user, [TOTP])


def has_shown_second_factor(request):
    """Tell whether this session gave a code, and the account still has what makes codes.

    Both count: a phone that was reset takes effect at once, also for whoever is inside.
    """
    if not hasattr(request, "has_shown_second_factor"):
        records = get_authentication_records(request, request.user)
        request.has_shown_second_factor = any(
            record["method"] == "mfa" for record in records
        ) and is_set_up(request.user)
    return request.has_shown_second_factor


def record_second_factor(request):
    """Remember that the code which set up the second factor was right: none is asked again."""
    record_authentication(request, request.user, "mfa", type=TOTP.value)


def reset_second_factor(user):
    """Forget phone and emergency codes, and end all sessions: a lost phone opens nothing."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)


def end_sessions(user):
    for session in UserSession.objects.filter(user=user):
        session.end()
