"""The map: the directory's results, where they are; list and map hold the same."""

from django.conf import settings

from navigator.facetten import address
from navigator.kartenbild import build_umriss, draw_results
from navigator.models import Kategorie, Sozialraum
from navigator.treffer import lookup_of

from .institutionen import InstitutionList


class Karte(InstitutionList):
    """The same filter as the directory; entries with a place first, numbered as on the map."""

    template_name = "navigator/karte.html"
    paginate_by = 300
    titel = "Karte"

    def arrange(self, keys):
        """Put what is on the map first, each part in the order that was chosen."""
        is_on_map = lookup_of(self.mengen.werte.auf_karte)
        return sorted(keys, key=lambda key: not is_on_map(key))

    def mark_groups(self, page):
        """Number what is on the map; head what is not."""
        headed = False
        for number, zeile in enumerate(page.object_list.zeilen, start=page.start_index()):
            if zeile.institution and zeile.institution.is_on_map:
                zeile.nummer = zeile.institution.nummer = number
            elif not headed:
                zeile.gruppentitel = "Ohne genaue Lage"
                headed = True

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        valid = self.filterset.is_valid()
        chosen = self.chosen_raeume() if valid else []
        inside = [teil for raum in chosen for teil in raum.teilraeume()]
        placed = [one for one in context["object_list"] if one.is_on_map]
        return context | {
            "kartenbild": draw_results(
                placed, list(Sozialraum.objects.all()), chosen, inside=inside
            ),
            "kategorien": Kategorie.objects.all(),
            "geojson_adresse": context["geojson_adresse"] if valid else "",
            "ohne_lage_anzahl": self.mengen.ohne_punkt if valid else 0,
            "kacheln": settings.KACHELN,
            "umriss": build_umriss(chosen, inside),
            "teilen_adresse": self.request.build_absolute_uri(
                address(self.request.path, self.parameters)
            ),
        }

    def chosen_raeume(self):
        """The areas that the filter names, for their outlines."""
        if not self.filterset.auswahl:
            return []
        return self.filterset.auswahl.raeume()
