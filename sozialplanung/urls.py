"""The portal's addresses; those without a namespace join the apps."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from sozialplanung import views
from sozialplanung.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.start, name="start"),
    path("sozialraeume/", views.SozialraumList.as_view(), name="sozialraum_list"),
    path("sozialraeume/<slug:slug>/", views.SozialraumDetail.as_view(), name="sozialraum_detail"),
    path("sozialraeume.geojson", views.sozialraum_geojson, name="sozialraum_geojson"),
    path("sozialquartiere/", views.SozialquartierList.as_view(), name="sozialquartier_list"),
    path(
        "sozialquartiere/<slug:slug>/",
        views.SozialquartierDetail.as_view(),
        name="sozialquartier_detail",
    ),
    path("stadtbezirke/", views.StadtbezirkList.as_view(), name="stadtbezirk_list"),
    path("stadtbezirke/<slug:slug>/", views.StadtbezirkDetail.as_view(), name="stadtbezirk_detail"),
    path("stadtbezirke/<slug:slug>.pdf", views.stadtbezirk_pdf, name="stadtbezirk_pdf"),
    path("healthz/", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("verwaltung/konto/", include("sozialplanung.konto.urls")),
    path("verwaltung/", admin.site.urls),
    path("", include("dialoge.urls")),
    path("", include("handlungsempfehlungen.urls")),
    path("", include("navigator.urls")),  # last: it takes every single word as a Seite
]

handler400 = "sozialplanung.views.error_400"
handler403 = "sozialplanung.views.error_403"
handler404 = "sozialplanung.views.error_404"
handler500 = "sozialplanung.views.error_500"
