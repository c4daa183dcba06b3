"""The Bezirksblatt of a Stadtbezirk as PDF: for the next sitting, or as of another day."""

import datetime as dt

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from handlungsempfehlungen.pdf.bezirksblatt import VORLAGE, build_bezirksblatt
from handlungsempfehlungen.pdf.engine import compile_pdf
from handlungsempfehlungen.pdf.papiere import fetch_bezirksblatt
from handlungsempfehlungen.views.pdf import answer
from navigator.models import Stadtbezirk

WRONG = (
    "„stand“ und „seit“ sind Tage, zum Beispiel 2026-09-30. „seit“ liegt nicht nach „stand“, "
    "„stand“ nicht in der Zukunft, und früher als 1900 gab es das Portal nicht."
)
EARLIEST = dt.date(1900, 1, 1)


def stadtbezirk_pdf(request, slug):
    """Two pages; ``?stand=`` is the day it is of, ``?seit=`` the day since when it tells."""
    bezirk = get_object_or_404(Stadtbezirk, slug=slug)
    filename = f"bezirksblatt-{bezirk.slug}.pdf"
    if not {"stand", "seit"} & request.GET.keys():
        return answer(request, fetch_bezirksblatt(bezirk), filename)
    try:
        stand, seit = (read_day(request.GET.get(name, "")) for name in ("stand", "seit"))
    except ValueError:
        stand = seit = EARLIEST
    if EARLIEST in (stand, seit) or (stand and seit and seit > stand):
        return HttpResponseBadRequest(WRONG, content_type="text/plain; charset=utf-8")
    # Any day can be asked for, so this one is not kept as a file; the public cache remembers it.
    body = compile_pdf(VORLAGE, build_bezirksblatt(bezirk, stand, seit))
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def read_day(text):
    """Return the day, ``None`` where none is given; ``ValueError`` for anything else."""
    if not text:
        return None
    day = dt.date.fromisoformat(text)
    if not EARLIEST < day <= timezone.localdate():
        raise ValueError(text)
    return day
