"""Pages of an account that differ from allauth's."""

from functools import wraps

from allauth.account.views import PasswordResetView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from .faktor import has_shown_second_factor, record_second_factor

PAGE = {"site_header": "Sozialnavigator – Verwaltung", "site_title": "Sozialnavigator"}


def page(title):
    """What the frame of the admin shows around a page of an account."""
    return {**PAGE, "title": title, "hilfe": settings.KONTO_HILFE}


def second_factor_required(view):
    """Send whoever has not shown both factors to the admin's login, which leads them on."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated and has_shown_second_factor(request):
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))

    return guarded


class ZweiterFaktorEinrichten(ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        record_second_factor(self.request)
        return response


class ZweiterFaktorWechseln(DeactivateTOTPView):
    """A new phone: the old one is forgotten and the next page sets up the new one."""

    success_url = reverse_lazy("mfa_activate_totp")


class NotfallcodesDatei(DownloadRecoveryCodesView):
    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="notfallcodes.txt"'
        return response


class PasswortVergessen(PasswordResetView):
    """Without a mail server the page says whom to ask, and nothing can be sent off."""

    def post(self, request, *args, **kwargs):
        if not settings.MAIL_IS_SET:
            raise Http404
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, mail_is_set=settings.MAIL_IS_SET)


@require_POST
def end_session(request, pk):
    """End one session of one's own."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        return redirect("account_logout")
    session.end()
    messages.success(request, "Die Sitzung ist beendet.")
    return redirect("usersessions_list")


def gesperrt(request, original_response, credentials):
    """Answer in place of a login that was refused: how long, and whom to ask."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = page("Anmeldung für kurze Zeit gesperrt") | {
        "minuten": minutes,
        "versuche": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "verwaltung/gesperrt.html", context, status=429)
