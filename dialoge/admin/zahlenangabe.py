"""Published figures, kept in the form of the round or the event that they are about."""

from django.contrib import admin

from dialoge.models import Zahlenangabe
from navigator.admin.felder import OVERRIDES
from navigator.admin.teile import Teil


class ZahlenangabeInline(Teil, admin.StackedInline):
    model = Zahlenangabe
    formfield_overrides = OVERRIDES
    fields = [("art", "wortlaut"), ("von", "bis"), "quelle", "quelle_url"]
    verbose_name_plural = "Veröffentlichte Zahlen"
