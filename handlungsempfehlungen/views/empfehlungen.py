"""The recommendations: filtered list, the same as table, feed and calendar."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.generic import TemplateView

from handlungsempfehlungen.exports import FORMATS, write_empfehlungen
from handlungsempfehlungen.feed import write_feed, write_kalender
from handlungsempfehlungen.filters import choose_empfehlungen
from handlungsempfehlungen.fortschritt import build_fortschritt
from handlungsempfehlungen.lage import read_empfehlungen
from handlungsempfehlungen.models import Sitzung
from handlungsempfehlungen.pdf.controllingbericht import list_jahre
from handlungsempfehlungen.zeilen import build_zeilen
from handlungsempfehlungen.zeitreise import read_stand
from navigator.facetten import address
from navigator.views import START, krume

TITEL = "Handlungsempfehlungen"
PER_PAGE = 25


class HandlungsempfehlungList(TemplateView):
    """All recommendations as of a day, narrowed by the query string."""

    template_name = "handlungsempfehlungen/handlungsempfehlung_list.html"

    def get_context_data(self, **kwargs):
        parameters, path = self.request.GET, self.request.path
        zeitpunkt = read_stand(parameters.get("stand"))
        auswahl = choose_empfehlungen(parameters, zeitpunkt)
        page = Paginator(auswahl.keys, PER_PAGE).get_page(parameters.get("seite"))
        fassungen = read_empfehlungen(list(page.object_list), zeitpunkt.stand)
        seit = auswahl.form.cleaned_data.get("seit") if auswahl.form.is_valid() else None

        def link(ending):
            name = f"handlungsempfehlungen:handlungsempfehlung_{ending}"
            return address(reverse(name), parameters)

        return super().get_context_data(
            krumen=[krume(*START), krume(TITEL)],
            zeitpunkt=zeitpunkt,
            auswahl=auswahl,
            zeilen=build_zeilen(fassungen, zeitpunkt, seit),
            page_obj=page,
            anzahl=len(auswahl.keys),
            gesamt=len(auswahl.bestand.reihenfolge),
            fortschritt=progress_of(auswahl, path, parameters),
            raeume=progress_by_sozialraum(auswahl),
            chips=auswahl.chips(path, parameters),
            versteckt=[
                {"name": name, "wert": wert}
                for name in ("q", "seit", "stand")
                for wert in parameters.getlist(name)[:1]
                if wert
            ],
            suchbegriff=parameters.get("q", ""),
            seit=seit,
            sitzungen=list(Sitzung.objects.held(zeitpunkt.stand).select_related("gremium")[:12]),
            adresse_ohne_filter=path + zeitpunkt.zusatz,
            adressen={ending: link(ending) for ending in ("csv", "xlsx", "atom", "ics")},
            berichtsjahre=list_jahre(),
            zeigt_beispiel=any(one.handlungsempfehlung.ist_beispiel for one in fassungen),
            **kwargs,
        )


def progress_of(auswahl, path, parameters):
    """The bar of what is left; each part leads to its list."""
    staende = staende_of(auswahl, auswahl.left() if auswahl.form.is_valid() else 0)
    return build_fortschritt(
        staende, lambda stand: address(path, parameters, umsetzungsstand=stand)
    )


def staende_of(auswahl, mask):
    """The Umsetzungsstand of each record in ``mask``, in no order."""
    return [
        stand
        for stand, keys in auswahl.bestand.optionen.get("umsetzungsstand", {}).items()
        for _ in range((keys & mask).bit_count())
    ]


def progress_by_sozialraum(auswahl):
    """A bar per Sozialraum, as pairs of its name, its address and the bar."""
    if not auswahl.form.is_valid():
        return []
    others = auswahl.left(leave_out=["sozialraum"])
    rows = []
    for slug, name in auswahl.form.fields["sozialraum"].choices:
        mask = auswahl.bestand.optionen.get("sozialraum", {}).get(slug, 0) & others
        bar = build_fortschritt(staende_of(auswahl, mask))
        if bar.gesamt:
            rows.append((name, slug, bar))
    return rows


def empfehlungen_datei(request, ending):
    """The filtered list as CSV or XLSX: all pages of it."""
    zeitpunkt = read_stand(request.GET.get("stand"))
    auswahl = choose_empfehlungen(request.GET, zeitpunkt)
    if not auswahl.form.is_valid():
        return JsonResponse({"fehler": auswahl.form.saetze}, status=400)
    fassungen = read_empfehlungen(auswahl.keys, zeitpunkt.stand)
    body = write_empfehlungen(fassungen, zeitpunkt, ending)
    response = HttpResponse(body, content_type=FORMATS[ending])
    response.headers["Content-Disposition"] = (
        f'attachment; filename="handlungsempfehlungen-{zeitpunkt.stand}.{ending}"'
    )
    return response


def empfehlungen_atom(request):
    """What happened to the recommendations of this filter, the newest first."""
    zeitpunkt = read_stand(None)
    auswahl = choose_empfehlungen(request.GET, zeitpunkt)
    if not auswahl.form.is_valid():
        return JsonResponse({"fehler": auswahl.form.saetze}, status=400)
    here = request.build_absolute_uri()
    page = request.build_absolute_uri(
        address(reverse("handlungsempfehlungen:handlungsempfehlung_list"), request.GET)
    )
    fassungen = read_empfehlungen(auswahl.keys, zeitpunkt.stand)
    titel = " · ".join([TITEL, *(one.titel for one in auswahl.chips("", request.GET))])
    return HttpResponse(
        write_feed(fassungen, titel, here, page, request.build_absolute_uri("/")),
        content_type="application/atom+xml; charset=utf-8",
    )


def empfehlungen_ics(request):
    """The days on which recommendations of this filter are to be checked."""
    zeitpunkt = read_stand(None)
    auswahl = choose_empfehlungen(request.GET, zeitpunkt)
    if not auswahl.form.is_valid():
        return JsonResponse({"fehler": auswahl.form.saetze}, status=400)
    fassungen = read_empfehlungen(auswahl.keys, zeitpunkt.stand)
    response = HttpResponse(
        write_kalender(fassungen, request.build_absolute_uri("/")),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="pruefungen.ics"'
    return response
