"""Addresses of the dialogues and conferences."""

from django.urls import path

from dialoge import views

app_name = "dialoge"
urlpatterns = [
    path("dialoge/", views.VeranstaltungList.as_view(), name="veranstaltung_list"),
    path("dialoge/<slug:slug>/", views.VeranstaltungDetail.as_view(), name="veranstaltung_detail"),
    path("sozialkonferenzen/", views.SozialkonferenzList.as_view(), name="sozialkonferenz_list"),
    path(
        "sozialkonferenzen/<slug:slug>/",
        views.SozialkonferenzDetail.as_view(),
        name="sozialkonferenz_detail",
    ),
]
