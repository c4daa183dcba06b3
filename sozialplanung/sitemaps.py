"""What search engines may list: every public page, from the records themselves."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from dialoge.models import Veranstaltung
from handlungsempfehlungen.models import (
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Strategiepapier,
)
from navigator.models import (
    Institution,
    IstekFeld,
    IstekThemenfeld,
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
            "handlungsempfehlungen:handlungsempfehlung_list",
            "handlungsempfehlungen:massnahme_list",
            "handlungsempfehlungen:strategiepapier_list",
            "handlungsempfehlungen:entwicklung_list",
            "handlungsempfehlungen:stadtentwicklung",
            "handlungsempfehlungen:kooperation_list",
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


class Published(Records):
    """All published records of one model."""

    def items(self):
        return self.model.objects.published()


class Stadtentwicklung(Sitemap):
    """The fields and Themenfelder of the iSTEK."""

    def items(self):
        models = (IstekFeld, IstekThemenfeld)
        return [slug for model in models for slug in model.objects.values_list("slug", flat=True)]

    def location(self, item):
        return reverse("handlungsempfehlungen:stadtentwicklung_detail", args=[item])


SITEMAPS = {
    "listen": Lists,
    "institutionen": Institutionen,
    "veranstaltungen": Veranstaltungen,
    **{
        model._meta.model_name: Records(model)
        for model in (Stadtbezirk, Sozialraum, Sozialquartier, Seite)
    },
    "sozialbericht": Records(Sozialbericht, key="jahr"),
    **{
        model._meta.model_name: Published(model)
        for model in (Handlungsempfehlung, Massnahmensteckbrief, Strategiepapier)
    },
    "stadtentwicklung": Stadtentwicklung,
}
