"""Addresses of the dialogues and conferences."""

from django.urls import path

from dialoge import views

app_name = "dialoge"
urlpatterns = [
    path("dialoge/", views.dialoge, name="veranstaltung_list"),
    path("dialoge.csv", views.hinweise_csv, name="hinweis_csv"),
    path("dialoge.xlsx", views.hinweise_xlsx, name="hinweis_xlsx"),
    path("dialoge/netzwerk/", views.netzwerk, name="netzwerk"),
    path("dialoge/<slug:slug>/", views.VeranstaltungDetail.as_view(), name="veranstaltung_detail"),
    path("dialoge/<slug:slug>.ics", views.dialog_ics, name="veranstaltung_ics"),
    path("dialoge/<slug:slug>.pdf", views.dialog_pdf, name="veranstaltung_pdf"),
    path("sozialkonferenzen/", views.SozialkonferenzList.as_view(), name="sozialkonferenz_list"),
    path(
        "sozialkonferenzen/<slug:slug>/",
        views.SozialkonferenzDetail.as_view(),
        name="sozialkonferenz_detail",
    ),
    path("sozialkonferenzen/<slug:slug>.ics", views.konferenz_ics, name="sozialkonferenz_ics"),
    path("sozialkonferenzen/<slug:slug>.pdf", views.konferenz_pdf, name="sozialkonferenz_pdf"),
]
