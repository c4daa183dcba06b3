"""„Sachstände eintragen“: all recommendations of an office, or of a dialogue, on one screen."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from dialoge.models import Veranstaltung
from handlungsempfehlungen.controlling import read_positionen, stellen_of
from handlungsempfehlungen.rueckmeldung import fassungen_of
from navigator.admin.base import FullAdmin
from navigator.models import Stelle

from .eintragen_form import Eintragung

PER_PAGE = 50  # rows; a request may carry a thousand fields
WITHOUT = "ohne"  # in place of an office: what nobody answers for


class AuswahlForm(forms.Form):
    """Which recommendations are shown; it comes by the address, so that it can be sent on."""

    stelle = forms.ChoiceField(label="Stelle", required=False)
    nur = forms.ChoiceField(
        label="Welche",
        required=False,
        choices=[("", "alle"), ("faellig", "nur fällige und ohne geplante Prüfung")],
    )
    veranstaltung = forms.ModelChoiceField(
        Veranstaltung.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data, own):
        super().__init__(data)
        stellen = Stelle.objects.all() if own is None else Stelle.objects.filter(pk__in=own)
        everything = "alle Stellen" if own is None else "alle eigenen Stellen"
        self.fields["stelle"].choices = [
            ("", everything),
            *((str(one.pk), str(one)) for one in stellen),
            *([(WITHOUT, "ohne Federführung")] if own is None else []),
        ]

    def chosen(self, name):
        """What was chosen, or nothing; nonsense in an address counts as nothing."""
        return self.cleaned_data.get(name) if self.is_valid() or self.cleaned_data else None

    def leaves(self, position):
        stelle = self.chosen("stelle")
        if stelle == WITHOUT and position.stelle is not None:
            return False
        if stelle and stelle != WITHOUT and int(stelle) not in position.asked:
            return False
        return not self.chosen("nur") or position.ist_faellig


class EintragenAdmin(FullAdmin):
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_eintragen"
        view = self.admin_site.admin_view(never_cache(self.entry_view))
        return [path("eintragen/", view, name=name), *super().get_urls()]

    def entry_view(self, request):
        """Show the rows; a POST stores those that are filled in, all or none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        own = stellen_of(request.user)
        auswahl = AuswahlForm(request.GET, own)
        veranstaltung = auswahl.chosen("veranstaltung")
        positionen = [
            one
            for one in read_positionen(
                request.user, fassungen=veranstaltung and fassungen_of(veranstaltung)
            )
            if auswahl.leaves(one)
        ]
        page = Paginator(positionen, PER_PAGE).get_page(request.GET.get("seite"))
        eintragung = Eintragung(
            list(page),
            request.user,
            data=request.POST if request.method == "POST" else None,
            own=own,
            beginn=begin_with(veranstaltung),
        )
        if request.method == "POST" and self.store(request, eintragung):
            return HttpResponseRedirect(request.get_full_path())
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            "admin/handlungsempfehlungen/eintragen/seite.html",
            self.admin_site.each_context(request)
            | {
                "title": "Sachstände eintragen",
                "opts": self.opts,
                "media": self.media,
                "auswahl": auswahl,
                "veranstaltung": veranstaltung,
                "eintragung": eintragung,
                "page_obj": page,
                "seiten": [
                    (number, f"?{replace_page(request.GET, number)}")
                    for number in page.paginator.page_range
                ],
                "without_stelle": own is not None and not own,
                "controlling_url": self.address("controlling"),
            },
        )

    def store(self, request, eintragung):
        """Tell whether anything was stored; else the rows say what is wrong."""
        if not eintragung.ausgefuellt:
            self.message_user(
                request,
                "Nichts gesichert: Es ist noch keine Zeile ausgefüllt.",
                messages.WARNING,
            )
            return False
        if not eintragung.is_valid():
            return False
        sachstaende = eintragung.save()
        for one in sachstaende:
            self.log_addition(request, one, "Eingetragen.")
        n = len(sachstaende)
        sentence = ngettext(
            "%(n)d Sachstand ist eingetragen: %(names)s.",
            "%(n)d Sachstände sind eingetragen: %(names)s.",
            n,
        )
        names = ", ".join(one.handlungsempfehlung.kennung for one in sachstaende)
        self.message_user(request, sentence % {"n": n, "names": names}, messages.SUCCESS)
        return True


def begin_with(veranstaltung):
    """A dialogue is the Beleg of what was said there, and of its day once it was."""
    if not veranstaltung:
        return {}
    begin = {"beleg": str(veranstaltung)}
    if veranstaltung.datum_bis and veranstaltung.datum_bis <= timezone.localdate():
        begin["datum"] = veranstaltung.datum.as_input()
    return begin


def replace_page(query, number):
    query = query.copy()
    query["seite"] = number
    return query.urlencode()
