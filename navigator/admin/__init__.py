"""The office's forms; one file per noun."""

from django.contrib import admin

from . import (
    begriffe,
    importlauf,
    institution,
    meldung,
    orte,
    raeume,
    seite,
    stelle,
    vorrat,
    weiterleitung,
)

__all__ = [
    "begriffe",
    "importlauf",
    "institution",
    "meldung",
    "orte",
    "raeume",
    "seite",
    "stelle",
    "vorrat",
    "weiterleitung",
]

admin.site.site_header = "Sozialnavigator – Verwaltung"
admin.site.site_title = "Sozialnavigator"
admin.site.index_title = "Arbeitsvorrat"
