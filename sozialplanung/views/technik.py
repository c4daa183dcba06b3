"""Health, robots, favicon, and the error pages that hold without a database."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse


def healthz(request):
    """Answer 200 when the database answers; anything else is for the monitoring to see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def robots(request):
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: /verwaltung/\nSitemap: {address}\n", content_type="text/plain"
    )


def favicon(request):
    """Browsers ask for this address unasked; the file itself has a hashed name."""
    return redirect(staticfiles_storage.url("img/favicon.ico"), permanent=False)


def error_page(status):
    """Return a handler that shows ``<status>.html`` without context.

    No database and no processor is asked, so the page holds when all else fails.
    """

    def handler(request, exception=None, reason=""):
        return HttpResponse(render_to_string(f"{status}.html"), status=status)

    return handler


error_400, error_403, error_404, error_500 = map(error_page, (400, 403, 404, 500))
