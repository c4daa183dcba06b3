"""The office's forms; one file per noun."""

from django.contrib import admin

from . import (
    begriffe,
    handlungsfelder,
    importlauf,
    indexberechnung,
    indexmethode,
    indexvorrat,
    indikatoren,
    institution,
    meldung,
    orte,
    raeume,
    seite,
    sozialberichte,
    stelle,
    vorrat,
    weiterleitung,
)

__all__ = [
    "begriffe",
    "handlungsfelder",
    "importlauf",
    "indexberechnung",
    "indexmethode",
    "indexvorrat",
    "indikatoren",
    "institution",
    "meldung",
    "orte",
    "raeume",
    "seite",
    "sozialberichte",
    "stelle",
    "vorrat",
    "weiterleitung",
]

admin.site.site_header = "Sozialnavigator – Verwaltung"
admin.site.site_title = "Sozialnavigator"
admin.site.index_title = "Arbeitsvorrat"
