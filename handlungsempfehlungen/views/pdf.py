"""The papers as PDF: kept ones as they lie there, with ETag and 304."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from handlungsempfehlungen.pdf.controllingbericht import list_jahre
from handlungsempfehlungen.pdf.papiere import (
    fetch_controllingbericht,
    fetch_strategiepapier,
    published_papiere,
)


def strategiepapier_pdf(request, slug):
    papier = get_object_or_404(published_papiere(), slug=slug)
    return answer(request, fetch_strategiepapier(papier), f"strategiepapier-{papier.slug}.pdf")


def controllingbericht_pdf(request, jahr):
    if jahr not in list_jahre():
        raise Http404
    return answer(request, fetch_controllingbericht(jahr), f"controllingbericht-{jahr}.pdf")


def answer(request, stueck, filename):
    """Answer with a kept paper, shown in the browser; 304 where the visitor has this one."""
    response = get_conditional_response(request, etag=stueck.etag)
    if response is None:
        # The file stays readable while it is sent, also when a newer one takes its place.
        response = FileResponse(
            stueck.path.open("rb"), content_type="application/pdf", filename=filename
        )
    response.headers["ETag"] = stueck.etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response
