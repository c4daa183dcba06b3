"""Single figures as others published them, all in one list."""

from django.views.generic import ListView

from navigator.models import Einzelangabe

from .krumen import START, krume


class EinzelangabeList(ListView):
    """Every published figure; none of them is part of an edition."""

    queryset = Einzelangabe.objects.select_related("stadtbezirk", "sozialraum", "sozialquartier")
    template_name = "navigator/einzelangabe_list.html"
    context_object_name = "einzelangaben"

    def get_context_data(self, **kwargs):
        krumen = [
            krume(*START),
            krume("Sozialindex", "navigator:sozialindex"),
            krume("Einzelangaben"),
        ]
        return super().get_context_data(krumen=krumen, **kwargs)
