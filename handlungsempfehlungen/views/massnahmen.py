"""Measures: filtered list and the sheet of one."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.views.generic import DetailView, TemplateView

from handlungsempfehlungen.filters import choose_massnahmen
from handlungsempfehlungen.kette import kette_of_massnahme
from handlungsempfehlungen.models import (
    Fassung,
    Laufzeit,
    Massnahmensteckbrief,
    Strategiepapier,
)
from handlungsempfehlungen.zeitreise import read_stand
from navigator.models import Institution
from navigator.models.raum import PLURAL
from navigator.views import START, krume

TITEL = "Maßnahmen"
PER_PAGE = 25
SOON_DAYS = 180  # half a year before its end a measure says so


class MassnahmeList(TemplateView):
    """All measures as of a day, by name."""

    template_name = "handlungsempfehlungen/massnahme_list.html"

    def get_context_data(self, **kwargs):
        parameters, path = self.request.GET, self.request.path
        zeitpunkt = read_stand(parameters.get("stand"))
        auswahl = choose_massnahmen(parameters, zeitpunkt)
        page = Paginator(auswahl.keys, PER_PAGE).get_page(parameters.get("seite"))
        found = (
            Massnahmensteckbrief.objects.filter(pk__in=list(page.object_list))
            .with_laufzeit(zeitpunkt.stand)
            .select_related("handlungsfeld")
            .prefetch_related("partner__institution", "partner__stelle", *PLURAL.values())
        )
        return super().get_context_data(
            krumen=[krume(*START), krume(TITEL)],
            zeitpunkt=zeitpunkt,
            auswahl=auswahl,
            massnahmen=[with_words(one, zeitpunkt) for one in found],
            page_obj=page,
            anzahl=len(auswahl.keys),
            chips=auswahl.chips(path, parameters),
            versteckt=hidden(parameters),
            suchbegriff=parameters.get("q", ""),
            adresse_ohne_filter=path + zeitpunkt.zusatz,
            **kwargs,
        )


def hidden(parameters):
    """What the filter form sends along."""
    return [
        {"name": name, "wert": wert}
        for name in ("q", "stand")
        for wert in parameters.getlist(name)[:1]
        if wert
    ]


def with_words(massnahme, zeitpunkt):
    """Give a measure its Laufzeit in words, and whether it ends soon."""
    massnahme.laufzeit_stand = Laufzeit(massnahme.laufzeit)
    ende = massnahme.ende_bis
    days = (ende - zeitpunkt.stand).days if ende else None
    massnahme.endet_bald = days is not None and 0 <= days <= SOON_DAYS
    return massnahme


class MassnahmeDetail(DetailView):
    """The Steckbrief; ``?stand=`` shows how it stood at the end of that day."""

    template_name = "handlungsempfehlungen/massnahme_detail.html"
    context_object_name = "massnahme"

    def get_queryset(self):
        self.zeitpunkt = read_stand(self.request.GET.get("stand"))
        return (
            Massnahmensteckbrief.objects.published()
            .with_laufzeit(self.zeitpunkt.stand)
            .select_related("handlungsfeld", "kontakt", "ruecknahme")
            .prefetch_related(
                "zielgruppen",
                Prefetch("institutionen", Institution.objects.published()),
                Prefetch("strategiepapiere", Strategiepapier.objects.published()),
                "partner__institution",
                "partner__stelle",
                *PLURAL.values(),
            )
        )

    def get_context_data(self, **kwargs):
        massnahme, zeitpunkt = with_words(self.object, self.zeitpunkt), self.zeitpunkt
        empfehlungen = list(
            Fassung.objects.published()
            .holding(zeitpunkt.stand)
            .with_sachstand(zeitpunkt.stand)
            .filter(handlungsempfehlung__massnahmen=massnahme)
            .select_related("handlungsempfehlung")
            .order_by("handlungsempfehlung__slug")
        )
        entwicklungen = list(massnahme.entwicklungen.published().standing(zeitpunkt.stand))
        gone = getattr(massnahme, "ruecknahme", None)
        return super().get_context_data(
            krumen=[
                krume(*START),
                krume(TITEL, "handlungsempfehlungen:massnahme_list"),
                krume(massnahme.titel),
            ],
            zeitpunkt=zeitpunkt,
            empfehlungen=empfehlungen,
            traeger=[one for one in massnahme.partner.all() if one.rolle == one.Rolle.TRAEGER],
            partner=[one for one in massnahme.partner.all() if one.rolle == one.Rolle.PARTNER],
            kette=kette_of_massnahme(massnahme, empfehlungen, entwicklungen, zeitpunkt),
            ruecknahme=gone if gone and gone.wirksam_am <= zeitpunkt.stand else None,
            noch_nicht=massnahme.wirksam_am > zeitpunkt.stand,
            **kwargs,
        )
