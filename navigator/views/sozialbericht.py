"""The city's Sozialberichte: the list, and each with its edition, its Exkurse, its file."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from navigator.ausgaben import Ausgabe
from navigator.indexansicht import Ansicht
from navigator.indexvergleich import compare_with
from navigator.models import Indexberechnung, Sozialbericht

from .krumen import START, krume
from .pdf import answer_pdf
from .sozialindex import draw_ansicht

TITEL = "Sozialberichte"


class SozialberichtList(ListView):
    """All reports, the newest first."""

    model = Sozialbericht
    template_name = "navigator/sozialbericht_list.html"
    context_object_name = "berichte"

    def get_queryset(self):
        return super().get_queryset().select_related("berechnung").prefetch_related("exkurse")

    def get_context_data(self, **kwargs):
        return super().get_context_data(krumen=[krume(*START), krume(TITEL)], **kwargs)


class SozialberichtDetail(DetailView):
    """One report; its edition only where that is released, and the one that holds now."""

    queryset = Sozialbericht.objects.select_related("berechnung").prefetch_related("exkurse")
    template_name = "navigator/sozialbericht_detail.html"
    context_object_name = "bericht"
    slug_field = slug_url_kwarg = "jahr"

    def get_context_data(self, **kwargs):
        bericht = self.object
        berechnung = Indexberechnung.objects.in_place_of(bericht.berechnung)
        ansicht = Ansicht(Ausgabe(berechnung)) if berechnung else None
        is_replaced = berechnung is not None and berechnung != bericht.berechnung
        return super().get_context_data(
            krumen=[
                krume(*START),
                krume(TITEL, "navigator:sozialbericht_list"),
                krume(str(bericht.jahr)),
            ],
            ansicht=ansicht,
            wechsel=compare_with(berechnung, bericht.berechnung) if is_replaced else None,
            kartenbild=draw_ansicht(ansicht) if ansicht else None,
            index_adresse=f"{reverse('navigator:sozialindex')}?jahr={ansicht.ausgabe.jahr}"
            if ansicht
            else "",
            **kwargs,
        )


def sozialbericht_pdf(request, jahr):
    """The report's file as the office uploaded it."""
    bericht = get_object_or_404(Sozialbericht, jahr=jahr)
    return answer_pdf(bericht.datei, f"sozialbericht-{jahr}.pdf")
