"""Codes of the second factor; those of a login are counted by axes as passwords are."""

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError


class CountedCode(forms.Form):
    """A wrong code is a failed login: so many lock the account out at this address.

    There is a limit for the account as well, from wherever its codes come: whoever gets this far
    knows the password.
    """

    def clean_code(self):
        request, credentials = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            request.axes_credentials = credentials
            raise get_adapter().validation_error("too_many_login_attempts")
        if not ratelimit.consume(request, action="second_factor", key=f"user-{self.user.pk}"):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return super().clean_code()
        except ValidationError:
            AxesProxyHandler.user_login_failed(type(self), credentials, request)
            raise


class EinrichtenForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code aus der App"


class CodeForm(CountedCode, AuthenticateForm):
    pass


class CodeWiederholenForm(CountedCode, ReauthenticateForm):
    pass
