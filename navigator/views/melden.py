"""The public forms: an error in an entry, a message, a barrier; each at its own address."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from navigator.forms import FORMS, REFUSED, TOO_MANY
from navigator.models import Institution, Meldung, Seite
from navigator.services import TooManyMeldungenError, file_meldung

from .krumen import START, krume

SIGNER = Signer(salt="navigator.meldung.danke")
TITLES = {
    Meldung.Art.FEHLER: "Fehler melden",
    Meldung.Art.KONTAKT: "Nachricht schreiben",
    Meldung.Art.BARRIERE: "Barriere melden",
}
PARENTS = {
    Meldung.Art.KONTAKT: ("Kontakt", "kontakt"),
    Meldung.Art.BARRIERE: ("Barrierefreiheit", "barrierefreiheit"),
}
NOT_MEANT = ("/barrierefreiheit/", "/verwaltung/")  # pages from which a barrier is reported


class CsrfCheck(CsrfViewMiddleware):
    """Django's own check; a refusal is told to the caller, who keeps what was typed."""

    def _reject(self, request, reason):
        return reason


class MeldenPage:
    """What form and thank-you page share: the kind, the Institution, the way here."""

    art = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.institution = None
        if self.art == Meldung.Art.FEHLER:
            published = Institution.objects.published()
            self.institution = get_object_or_404(published, slug=kwargs["slug"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            titel=TITLES[self.art],
            art=self.art,
            institution=self.institution,
            krumen=[krume(*START), self.parent(), krume(TITLES[self.art])],
            **kwargs,
        )

    def parent(self):
        """The step before: the page that the form belongs to."""
        if self.institution:
            return {"titel": self.institution.name, "url": self.institution.get_absolute_url()}
        titel, slug = PARENTS[self.art]
        return {"titel": titel, "url": reverse("navigator:seite_detail", args=[slug])}

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


# The check of the token is not left out: ``post`` does it, and keeps the text.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class Melden(MeldenPage, FormView):
    """The form; whatever is wrong with it, the text comes back."""

    template_name = "navigator/melden.html"

    def get_form_class(self):
        return FORMS[self.art]

    def get_initial(self):
        return {"seite": page_before(self.request)} if self.art == Meldung.Art.BARRIERE else {}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if CsrfCheck(lambda request: None).process_view(request, None, (), {}):
            return self.refuse(form, REFUSED, status=403)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        meldung = form.instance
        if self.institution:
            meldung.institution, meldung.seite = self.institution, self.parent()["url"]
        try:
            meldung = file_meldung(meldung, client_address(self.request))
        except TooManyMeldungenError:
            return self.refuse(form, TOO_MANY, status=429)
        nummer = urlencode({"nummer": SIGNER.sign(meldung.pk)})
        return HttpResponseRedirect(f"{self.request.path}danke/?{nummer}")

    def refuse(self, form, problem, status):
        form.full_clean()
        form.add_error(None, problem)
        return self.render_to_response(self.get_context_data(form=form), status=status)


@method_decorator(never_cache, name="dispatch")
class MeldenDanke(MeldenPage, TemplateView):
    """Thanks, and until when an answer comes; without a number it says so in general."""

    template_name = "navigator/melden_danke.html"

    def get_context_data(self, **kwargs):
        ombudsverfahren = ""
        if self.art == Meldung.Art.BARRIERE:
            ombudsverfahren = Seite.objects.section("barrierefreiheit", "Ombudsverfahren")
        return super().get_context_data(
            meldung=self.find_meldung(),
            zurueck=self.parent(),
            ombudsverfahren=ombudsverfahren,
            **kwargs,
        )

    def find_meldung(self):
        try:
            number = SIGNER.unsign(self.request.GET.get("nummer", ""))
        except BadSignature:
            return None
        return Meldung.objects.filter(
            pk=number, art=self.art, institution=self.institution, geloescht_personen_am=None
        ).first()


def client_address(request):
    """Where the request comes from: behind a proxy of ours, what that proxy saw last."""
    if settings.BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if seen:
            return seen
    return request.META.get("REMOTE_ADDR", "")


def page_before(request):
    """The page of ours that led here, without what was searched there."""
    address = urlsplit(request.headers.get("Referer", ""))
    is_ours = address.netloc == request.get_host()
    if not is_ours or address.path.startswith(NOT_MEANT):
        return ""
    return address.path
