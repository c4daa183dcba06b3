"""Addresses of recommendations, measures, papers and developments."""

from django.urls import path

from handlungsempfehlungen import views

app_name = "handlungsempfehlungen"
urlpatterns = [
    path(
        "handlungsempfehlungen/",
        views.HandlungsempfehlungList.as_view(),
        name="handlungsempfehlung_list",
    ),
    path(
        "handlungsempfehlungen.csv",
        views.empfehlungen_datei,
        {"ending": "csv"},
        name="handlungsempfehlung_csv",
    ),
    path(
        "handlungsempfehlungen.xlsx",
        views.empfehlungen_datei,
        {"ending": "xlsx"},
        name="handlungsempfehlung_xlsx",
    ),
    path("handlungsempfehlungen.atom", views.empfehlungen_atom, name="handlungsempfehlung_atom"),
    path("handlungsempfehlungen.ics", views.empfehlungen_ics, name="handlungsempfehlung_ics"),
    path(
        "handlungsempfehlungen/<slug:slug>/",
        views.HandlungsempfehlungDetail.as_view(),
        name="handlungsempfehlung_detail",
    ),
    path("massnahmen/", views.MassnahmeList.as_view(), name="massnahme_list"),
    path("massnahmen/<slug:slug>/", views.MassnahmeDetail.as_view(), name="massnahme_detail"),
    path("strategiepapiere/", views.StrategiepapierList.as_view(), name="strategiepapier_list"),
    path(
        "strategiepapiere/<slug:slug>/",
        views.StrategiepapierDetail.as_view(),
        name="strategiepapier_detail",
    ),
    path("strategiepapiere/<slug:slug>.pdf", views.strategiepapier_pdf, name="strategiepapier_pdf"),
    path(
        "controllingberichte/<int:jahr>.pdf",
        views.controllingbericht_pdf,
        name="controllingbericht_pdf",
    ),
    path("entwicklungen/", views.EntwicklungList.as_view(), name="entwicklung_list"),
    path("stadtentwicklung/", views.Stadtentwicklung.as_view(), name="stadtentwicklung"),
    path(
        "stadtentwicklung/<slug:slug>/",
        views.StadtentwicklungDetail.as_view(),
        name="stadtentwicklung_detail",
    ),
    path("kooperationen/", views.KooperationList.as_view(), name="kooperation_list"),
]
