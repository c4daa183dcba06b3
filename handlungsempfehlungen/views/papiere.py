"""Strategiepapiere: the list, and each with its analysis, recommendations and annex."""

from django.views.generic import DetailView, ListView

from handlungsempfehlungen.lage import read_empfehlungen
from handlungsempfehlungen.models import Fassung, Massnahmensteckbrief, Strategiepapier
from handlungsempfehlungen.zeilen import build_zeilen
from handlungsempfehlungen.zeitreise import read_stand
from navigator.ausgaben import Ausgabe
from navigator.models.raum import PLURAL
from navigator.views import START, krume

from .massnahmen import with_words

TITEL = "Strategiepapiere"


class StrategiepapierList(ListView):
    """All papers, the newest first."""

    queryset = Strategiepapier.objects.published().select_related("sozialraum")
    template_name = "handlungsempfehlungen/strategiepapier_list.html"
    context_object_name = "papiere"

    def get_context_data(self, **kwargs):
        zeitpunkt = read_stand(None)
        counts = {}
        held = Fassung.objects.published().holding(zeitpunkt.stand)
        for papier in held.values_list("handlungsempfehlung__strategiepapier", flat=True):
            counts[papier] = counts.get(papier, 0) + 1
        for papier in self.object_list:
            papier.anzahl = counts.get(papier.pk, 0)
        return super().get_context_data(krumen=[krume(*START), krume(TITEL)], **kwargs)


class StrategiepapierDetail(DetailView):
    queryset = Strategiepapier.objects.published().select_related("sozialraum", "berechnung")
    template_name = "handlungsempfehlungen/strategiepapier_detail.html"
    context_object_name = "papier"

    def get_context_data(self, **kwargs):
        papier = self.object
        zeitpunkt = read_stand(self.request.GET.get("stand"))
        keys = list(
            Fassung.objects.published()
            .holding(zeitpunkt.stand)
            .filter(handlungsempfehlung__strategiepapier=papier)
            .order_by("handlungsempfehlung__slug")
            .values_list("pk", flat=True)
        )
        fassungen = read_empfehlungen(keys, zeitpunkt.stand)
        massnahmen = (
            Massnahmensteckbrief.objects.published()
            .standing(zeitpunkt.stand)
            .with_laufzeit(zeitpunkt.stand)
            .filter(strategiepapiere=papier)
            .prefetch_related(*PLURAL.values())
        )
        released = papier.berechnung and papier.berechnung.freigegeben_am
        return super().get_context_data(
            krumen=[
                krume(*START),
                krume(TITEL, "handlungsempfehlungen:strategiepapier_list"),
                krume(str(papier.sozialraum)),
            ],
            zeitpunkt=zeitpunkt,
            zeilen=build_zeilen(fassungen, zeitpunkt),
            massnahmen=[with_words(one, zeitpunkt) for one in massnahmen],
            ausgabe=Ausgabe(papier.berechnung) if released else None,
            befassungen=papier.befassungen.as_of(zeitpunkt.stand).select_related(
                "sitzung__gremium"
            ),
            zeigt_beispiel=any(one.handlungsempfehlung.ist_beispiel for one in fassungen),
            absaetze=[part for part in papier.analyse.split("\n\n") if part.strip()],
            **kwargs,
        )
