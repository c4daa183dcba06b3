"""What search engines may list: every public page, from the records themselves."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from dialoge.models import Veranstaltung
from navigator.models import (
    Institution,
    Seite,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
)


class Lists(Sitemap):
    def items(self):
        return [
            "start",
            "navigator:institution_list",
            "sozialraum_list",
            "sozialquartier_list",
            "stadtbezirk_list",
            "navigator:sozialindex",
            "navigator:sozialindex_methode",
            "navigator:einzelangabe_list",
            "navigator:sozialbericht_list",
            "dialoge:veranstaltung_list",
            "dialoge:netzwerk",
            "dialoge:sozialkonferenz_list",
        ]

    def location(self, name):
        return reverse(name)


class Institutionen(Sitemap):
    limit = 5000

    def items(self):
        return Institution.objects.published().only("slug", "updated_at")

    def lastmod(self, institution):
        return timezone.localtime(institution.updated_at)


class Veranstaltungen(Sitemap):
    def items(self):
        return Veranstaltung.objects.published().only("slug", "art")


class Records(Sitemap):
    """All records of one model that has a page for each."""

    def __init__(self, model, key="slug"):
        self.model, self.key = model, key

    def items(self):
        return self.model.objects.only(self.key)


SITEMAPS = {
    "listen": Lists,
    "institutionen": Institutionen,
    "veranstaltungen": Veranstaltungen,
    **{
        model._meta.model_name: Records(model)
        for model in (Stadtbezirk, Sozialraum, Sozialquartier, Seite)
    },
    "sozialbericht": Records(Sozialbericht, key="jahr"),
}
