"""Filters of the office's lists that are no plain field."""

from django.contrib import admin

from navigator.models import Institution
from navigator.models.institution_query import ALTER

OHNE = "ohne"


class LageFilter(admin.SimpleListFilter):
    """How well the place is known; what has none is the list to work on."""

    title = "Lage"
    parameter_name = "lage"

    def lookups(self, request, model_admin):
        return [*Institution.Lagequalitaet.choices, (OHNE, "ohne Lage")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(lagequalitaet="" if self.value() == OHNE else self.value())


class AlterFilter(admin.SimpleListFilter):
    """The classes of age that the public list offers, too."""

    title = "Alter der Angaben"
    parameter_name = "alter"

    def lookups(self, request, model_admin):
        return ALTER.items()

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.with_alter().filter(alter=self.value())


class LueckenFilter(admin.SimpleListFilter):
    """What a visitor would want to know and nobody entered yet."""

    title = "Fehlende Angabe"
    parameter_name = "fehlt"
    fields = {
        "strasse": "Anschrift",
        "telefon": "Telefon",
        "oeffnungszeiten": "Öffnungszeiten",
        "beschreibung": "Beschreibung",
    }

    def lookups(self, request, model_admin):
        return self.fields.items()

    def queryset(self, request, queryset):
        if self.value() not in self.fields:
            return queryset
        if self.value() == "oeffnungszeiten":
            return queryset.filter(oeffnungszeiten="", oeffnungszeiten_text="")
        return queryset.filter(**{self.value(): ""})
