"""Addresses of the directory and of the pages of text."""

from django.urls import path

from navigator import views

SEITEN = "impressum|datenschutz|barrierefreiheit|leichte-sprache|gebaerdensprache|kontakt"

app_name = "navigator"
urlpatterns = [
    path("institutionen/", views.InstitutionList.as_view(), name="institution_list"),
    path("karte/", views.Karte.as_view(), name="karte"),
    path("institutionen.geojson", views.institution_geojson, name="institution_geojson"),
    path("institutionen.csv", views.institution_csv, name="institution_csv"),
    path("institutionen/<slug:slug>.vcf", views.institution_vcard, name="institution_vcard"),
    path(
        "institutionen/<slug:slug>/", views.InstitutionDetail.as_view(), name="institution_detail"
    ),
    path("<slug:slug>/", views.SeiteDetail.as_view(), name="seite_detail"),
]
