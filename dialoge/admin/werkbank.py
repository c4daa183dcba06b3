"""The workbench: a Hinweis walks the decision path on one screen; an event has its list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from dialoge.entscheiden import EntscheidungError, MeanwhileError, decide
from dialoge.models import Hinweis, Veranstaltung
from dialoge.werkbank import Hinweisweg, Uebersicht
from navigator.admin.base import FullAdmin

from .bildschirm import ANSWER, Bildschirm


def weg_address(hinweis):
    return reverse("admin:dialoge_hinweis_weg", args=[hinweis.pk])


class Wegbearbeitung(FullAdmin):
    """What the admin of Hinweise can do about the decision path of each."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.weg_view)
        return [path("<int:pk>/weg/", view, name="dialoge_hinweis_weg"), *super().get_urls()]

    def weg_view(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST" and not request.user.has_perm(ANSWER):
            raise PermissionDenied
        hinweis = get_object_or_404(
            Hinweis.objects.select_related(
                "veranstaltung", "thementisch__handlungsfeld", "handlungsfeld", "gruppe"
            ),
            pk=pk,
        )
        screen = Bildschirm(request, hinweis)
        if request.method == "POST" and screen.form and (answer := self.store(request, screen)):
            return HttpResponseRedirect(place_after(answer.hinweis))
        return TemplateResponse(
            request,
            "admin/dialoge/hinweis/weg.html",
            self.admin_site.each_context(request)
            | {"title": f"Hinweis {hinweis.nummer}: der Weg", "opts": self.opts}
            | {"original": hinweis}
            | screen.context(),
        )

    def store(self, request, screen):
        """Return the new answer, or ``None`` with the reason on the screen; nothing is lost."""
        form = screen.form
        if not form.is_bound or not form.is_valid():
            return None
        cleaned = form.cleaned_data
        try:
            answer = decide(
                screen.hinweis,
                form.kante,
                grund=cleaned["grund"],
                rolle=cleaned["rolle"],
                datum=cleaned["datum"],
                evidenz=form.evidenz,
                gesehen=cleaned["gesehen"],
            )
        except MeanwhileError as error:
            screen.ask_again(str(error))
        except EntscheidungError as error:
            form.add_error(None, str(error))
        else:
            self.log_change(request, answer.hinweis, f"Beantwortet: {answer}")
            self.message_user(request, f"Festgehalten: {answer}.", messages.SUCCESS)
            return answer
        return None


def place_after(hinweis):
    """On the same screen: at the next question, or at its top, where the outcome stands."""
    address = weg_address(hinweis)
    return address if Hinweisweg(hinweis).ist_am_ziel else f"{address}#frage"


class Werkbank(FullAdmin):
    """What the admin of Veranstaltungen shows of the way of all Hinweise of one event."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.werkbank_view)
        return [path("<int:pk>/weg/", view, name="dialoge_veranstaltung_weg"), *super().get_urls()]

    def werkbank_view(self, request, pk):
        if not request.user.has_perm("dialoge.view_hinweis"):
            raise PermissionDenied
        veranstaltung = get_object_or_404(Veranstaltung, pk=pk)
        return TemplateResponse(
            request,
            "admin/dialoge/veranstaltung/weg.html",
            self.admin_site.each_context(request)
            | {
                "title": "Hinweise entscheiden",
                "opts": self.opts,
                "original": veranstaltung,
                "uebersicht": Uebersicht(veranstaltung),
                "may_answer": request.user.has_perm(ANSWER),
            },
        )
