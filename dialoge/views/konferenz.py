"""The city-wide conferences: groups, agreed goals and what became of them."""

from django.db.models import Prefetch
from django.views.generic import ListView

from dialoge.models import Veranstaltung, Ziel
from navigator.views import START, krume

from .veranstaltung import VeranstaltungDetail

TITEL = "Sozialkonferenzen"


class SozialkonferenzList(ListView):
    """All conferences, the latest first."""

    queryset = (
        Veranstaltung.objects.published()
        .sozialkonferenzen()
        .chronological()
        .select_related("folgegremium")
        .prefetch_related("thementische", "ziele")
    )
    template_name = "dialoge/sozialkonferenz_list.html"
    context_object_name = "konferenzen"

    def get_context_data(self, **kwargs):
        return super().get_context_data(krumen=[krume(*START), krume(TITEL)], **kwargs)


class SozialkonferenzDetail(VeranstaltungDetail):
    """One conference with its goals: the strategic ones, each with the operative ones below it."""

    queryset = (
        Veranstaltung.objects.published()
        .sozialkonferenzen()
        .select_related("folgegremium")
        .prefetch_related(
            Prefetch(
                "ziele",
                Ziel.objects.select_related("folgegremium").prefetch_related(
                    "istek_felder", "istek_themenfelder"
                ),
            )
        )
    )
    template_name = "dialoge/sozialkonferenz_detail.html"
    liste = (TITEL, "dialoge:sozialkonferenz_list")

    def get_context_data(self, **kwargs):
        ziele = list(self.object.ziele.all())
        strategisch = [ziel for ziel in ziele if ziel.ebene == Ziel.Ebene.STRATEGISCH]
        for ziel in strategisch:
            ziel.darunter = [one for one in ziele if one.dient_id == ziel.pk]
        allein = [one for one in ziele if one.ebene == Ziel.Ebene.OPERATIV and one.dient_id is None]
        return super().get_context_data(strategisch=strategisch, allein=allein, **kwargs)
