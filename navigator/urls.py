"""Addresses of the directory, of the Sozialindex and of the pages of text."""

from django.urls import path

from navigator import views
from navigator.models import Meldung

SEITEN = "impressum|datenschutz|barrierefreiheit|leichte-sprache|gebaerdensprache|kontakt"

app_name = "navigator"
urlpatterns = [
    path("institutionen/", views.InstitutionList.as_view(), name="institution_list"),
    path("karte/", views.Karte.as_view(), name="karte"),
    path("institutionen.geojson", views.institution_geojson, name="institution_geojson"),
    path("institutionen.csv", views.institution_csv, name="institution_csv"),
    path("institutionen.xlsx", views.institution_xlsx, name="institution_xlsx"),
    path(
        "institutionen/<slug:slug>.vcf",
        views.follow_weiterleitung(views.institution_vcard),
        name="institution_vcard",
    ),
    path(
        "institutionen/<slug:slug>/",
        views.follow_weiterleitung(views.InstitutionDetail.as_view()),
        name="institution_detail",
    ),
    path(
        "institutionen/<slug:slug>/melden/",
        views.follow_weiterleitung(views.Melden.as_view(art=Meldung.Art.FEHLER)),
        name="fehler_melden",
    ),
    path(
        "institutionen/<slug:slug>/melden/danke/",
        views.follow_weiterleitung(views.MeldenDanke.as_view(art=Meldung.Art.FEHLER)),
        name="fehler_danke",
    ),
    path(
        "kontakt/melden/",
        views.Melden.as_view(art=Meldung.Art.KONTAKT),
        name="kontakt_melden",
    ),
    path(
        "kontakt/melden/danke/",
        views.MeldenDanke.as_view(art=Meldung.Art.KONTAKT),
        name="kontakt_danke",
    ),
    path(
        "barrierefreiheit/melden/",
        views.Melden.as_view(art=Meldung.Art.BARRIERE),
        name="barriere_melden",
    ),
    path(
        "barrierefreiheit/melden/danke/",
        views.MeldenDanke.as_view(art=Meldung.Art.BARRIERE),
        name="barriere_danke",
    ),
    path("sozialindex/", views.sozialindex, name="sozialindex"),
    path("sozialindex.csv", views.sozialindex_csv, name="sozialindex_csv"),
    path("sozialindex.geojson", views.sozialindex_geojson, name="sozialindex_geojson"),
    path("sozialindex/methode/", views.sozialindex_methode, name="sozialindex_methode"),
    path(
        "sozialindex/einzelangaben/",
        views.EinzelangabeList.as_view(),
        name="einzelangabe_list",
    ),
    path("sozialberichte/", views.SozialberichtList.as_view(), name="sozialbericht_list"),
    path(
        "sozialberichte/<int:jahr>/",
        views.SozialberichtDetail.as_view(),
        name="sozialbericht_detail",
    ),
    path("sozialberichte/<int:jahr>.pdf", views.sozialbericht_pdf, name="sozialbericht_pdf"),
    path("<slug:slug>/", views.SeiteDetail.as_view(), name="seite_detail"),
]
