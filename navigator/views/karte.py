"""The map: the directory's results, where they are; list and map hold the same."""

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When

from navigator.facetten import address
from navigator.kartenbild import draw_results
from navigator.models import Kategorie, Sozialraum

from .institutionen import InstitutionList


class Karte(InstitutionList):
    """The same filter as the directory; entries with a place first, numbered as on the map."""

    template_name = "navigator/karte.html"
    paginate_by = 300
    titel = "Karte"

    def arrange(self, queryset):
        first = Case(
            When(lagequalitaet__in=["exakt", "strasse"], then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return queryset.annotate(ohne_punkt=first).order_by("ohne_punkt", *queryset.query.order_by)

    def mark_groups(self, page):
        """Number what is on the map; head what is not."""
        headed = False
        for number, institution in enumerate(page.object_list, start=page.start_index()):
            institution.nummer = None if institution.ohne_punkt else number
            if institution.ohne_punkt and not headed:
                institution.gruppentitel = "Ohne genaue Lage"
                headed = True

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        valid = self.filterset.is_valid()
        chosen = self.chosen_raeume() if valid else []
        placed = [one for one in context["object_list"] if one.is_on_map]
        return context | {
            "kartenbild": draw_results(placed, list(Sozialraum.objects.all()), chosen),
            "kategorien": Kategorie.objects.all(),
            "geojson_adresse": context["geojson_adresse"] if valid else "",
            "ohne_lage_anzahl": self.object_list.filter(ohne_punkt=1).count(),
            "kacheln": settings.KACHELN,
            "umriss": [raum.geometry for raum in chosen],
            "teilen_adresse": self.request.build_absolute_uri(
                address(self.request.path, self.parameters)
            ),
        }

    def chosen_raeume(self):
        """The areas that the filter names, for their outlines."""
        if not self.filterset.auswahl:
            return []
        return self.filterset.auswahl.raeume()
