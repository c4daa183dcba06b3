"""Lists and single records."""

from django.views.generic import DetailView, ListView

from handlungsempfehlungen.models import (
    Entwicklung,
    Fassung,
    Handlungsempfehlung,
    Kooperation,
    Massnahmensteckbrief,
    Strategiepapier,
)


class HandlungsempfehlungList(ListView):
    queryset = Fassung.objects.published()
    template_name = "handlungsempfehlungen/liste.html"


class HandlungsempfehlungDetail(DetailView):
    queryset = Handlungsempfehlung.objects.published()
    template_name = "handlungsempfehlungen/eintrag.html"


class MassnahmeList(ListView):
    queryset = Massnahmensteckbrief.objects.published()
    template_name = "handlungsempfehlungen/liste.html"


class MassnahmeDetail(DetailView):
    queryset = Massnahmensteckbrief.objects.published()
    template_name = "handlungsempfehlungen/eintrag.html"


class StrategiepapierList(ListView):
    queryset = Strategiepapier.objects.published()
    template_name = "handlungsempfehlungen/liste.html"


class StrategiepapierDetail(DetailView):
    queryset = Strategiepapier.objects.published()
    template_name = "handlungsempfehlungen/eintrag.html"


class EntwicklungList(ListView):
    queryset = Entwicklung.objects.published()
    template_name = "handlungsempfehlungen/liste.html"


class KooperationList(ListView):
    queryset = Kooperation.objects.all()
    template_name = "handlungsempfehlungen/liste.html"
