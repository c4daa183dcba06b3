"""The Hinweise as tables by the same filter as their list; an event for the calendar, its file."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404

from dialoge import exports
from dialoge.filters import choose_hinweise
from dialoge.models import Veranstaltung
from dialoge.weg import published_standing
from navigator.exports import FORMATS
from navigator.views import answer_pdf


def hinweise_csv(request):
    return table(request, "csv", exports.hinweise_csv)


def hinweise_xlsx(request):
    return table(request, "xlsx", exports.hinweise_xlsx)


def table(request, ending, write):
    auswahl = choose_hinweise(request.GET)
    if not auswahl.form.is_valid():
        texts = "\n".join(auswahl.form.saetze)
        return HttpResponseBadRequest(texts, content_type="text/plain; charset=utf-8")
    matches = published_standing().filter(pk__in=auswahl.keys).newest_first()
    response = HttpResponse(write(matches), content_type=FORMATS[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="hinweise.{ending}"'
    return response


def dialog_ics(request, slug):
    return calendar_file(request, Veranstaltung.objects.published().dialoge(), slug)


def konferenz_ics(request, slug):
    return calendar_file(request, Veranstaltung.objects.published().sozialkonferenzen(), slug)


def calendar_file(request, veranstaltungen, slug):
    """The event for a calendar; there is none as long as nobody knows the day."""
    veranstaltung = get_object_or_404(veranstaltungen, slug=slug)
    if not exports.has_known_day(veranstaltung):
        raise Http404
    address = request.build_absolute_uri(veranstaltung.get_absolute_url())
    response = HttpResponse(
        exports.veranstaltung_ics(veranstaltung, address),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


def dialog_pdf(request, slug):
    veranstaltung = get_object_or_404(Veranstaltung.objects.published().dialoge(), slug=slug)
    return answer_pdf(veranstaltung.dokumentation_datei, f"{slug}.pdf")


def konferenz_pdf(request, slug):
    konferenzen = Veranstaltung.objects.published().sozialkonferenzen()
    konferenz = get_object_or_404(konferenzen, slug=slug)
    return answer_pdf(konferenz.dokumentation_datei, f"{slug}.pdf")
