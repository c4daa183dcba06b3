"""The portal's addresses and, beside them, the view that everything is compared with."""

from django.http import HttpResponse
from django.urls import include, path


def hallo(request):
    """Answer at once; never stored, so that it runs the whole way each time."""
    return HttpResponse("Hallo", content_type="text/plain", headers={"Cache-Control": "no-store"})


urlpatterns = [path("hallo/", hallo), path("", include("sozialplanung.urls"))]

handler400 = "sozialplanung.views.error_400"
handler403 = "sozialplanung.views.error_403"
handler404 = "sozialplanung.views.error_404"
handler500 = "sozialplanung.views.error_500"
