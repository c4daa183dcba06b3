"""The events, by round, and each with what was said and what became of it."""

from django.views.generic import DetailView, ListView

from dialoge.models import Veranstaltung


class VeranstaltungList(ListView):
    queryset = Veranstaltung.objects.published().dialoge()


class VeranstaltungDetail(DetailView):
    queryset = Veranstaltung.objects.published().dialoge()


class SozialkonferenzList(ListView):
    queryset = Veranstaltung.objects.published().sozialkonferenzen()
    template_name = "dialoge/sozialkonferenz_list.html"


class SozialkonferenzDetail(DetailView):
    queryset = Veranstaltung.objects.published().sozialkonferenzen()
    template_name = "dialoge/sozialkonferenz_detail.html"
