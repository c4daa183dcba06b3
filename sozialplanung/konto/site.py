"""Django's admin behind our login: a password alone opens nothing."""

from urllib.parse import urlencode

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from .faktor import has_shown_second_factor, is_set_up


class Verwaltung(AdminSite):
    """Every view of the admin asks ``has_permission`` first; who fails is sent to ``login``."""

    def has_permission(self, request):
        return super().has_permission(request) and has_shown_second_factor(request)

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        """Lead on whoever gave a password: to set up the second factor, or to show it."""
        if self.has_permission(request):
            return redirect("admin:index")
        if not is_set_up(request.user):
            return redirect("mfa_activate_totp")
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return redirect(
            f"{reverse('mfa_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}"
        )

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
