"""The fields and Themenfelder of the iSTEK with what is anchored there; other planning."""

from django.http import Http404
from django.views.generic import TemplateView

from dialoge.models import Ziel
from handlungsempfehlungen.kooperationen import read_kooperationen
from handlungsempfehlungen.lage import read_empfehlungen
from handlungsempfehlungen.models import Fassung, Kooperation
from handlungsempfehlungen.zeilen import build_zeilen
from handlungsempfehlungen.zeitreise import read_stand
from navigator.models import IstekFeld, IstekThemenfeld
from navigator.views import START, krume

TITEL = "Stadtentwicklung"


def count_fassungen(plural, stand):
    """Return ``{key of the field: number of recommendations}``."""
    counts = {}
    held = Fassung.objects.published().holding(stand).filter(**{f"{plural}__isnull": False})
    for key in held.values_list(plural, flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


class Stadtentwicklung(TemplateView):
    """The four fields and eight Themenfelder, each with the number of what is anchored there."""

    template_name = "handlungsempfehlungen/stadtentwicklung.html"

    def get_context_data(self, **kwargs):
        zeitpunkt = read_stand(self.request.GET.get("stand"))
        groups = []
        for titel, model, plural in [
            ("Felder", IstekFeld, "istek_felder"),
            ("Themenfelder", IstekThemenfeld, "istek_themenfelder"),
        ]:
            counts = count_fassungen(plural, zeitpunkt.stand)
            fields = list(model.objects.all())
            for field in fields:
                field.anzahl = counts.get(field.pk, 0)
            groups.append((titel, fields))
        return super().get_context_data(
            krumen=[krume(*START), krume(TITEL)],
            zeitpunkt=zeitpunkt,
            gruppen=groups,
            kooperationen=read_kooperationen(zeitpunkt, plan=Kooperation.Plan.ISTEK),
            **kwargs,
        )


class StadtentwicklungDetail(TemplateView):
    """One field or Themenfeld: recommendations, goals of conferences, cooperations."""

    template_name = "handlungsempfehlungen/stadtentwicklung_detail.html"

    def get_context_data(self, slug, **kwargs):
        zeitpunkt = read_stand(self.request.GET.get("stand"))
        field, plural = find_field(slug)
        keys = list(
            Fassung.objects.published()
            .holding(zeitpunkt.stand)
            .filter(**{plural: field})
            .order_by("handlungsempfehlung__slug")
            .values_list("pk", flat=True)
        )
        fassungen = read_empfehlungen(keys, zeitpunkt.stand)
        return super().get_context_data(
            krumen=[
                krume(*START),
                krume(TITEL, "handlungsempfehlungen:stadtentwicklung"),
                krume(field.name),
            ],
            zeitpunkt=zeitpunkt,
            feld=field,
            art=field._meta.verbose_name,
            zeilen=build_zeilen(fassungen, zeitpunkt),
            ziele=Ziel.objects.filter(
                **{plural: field}, veranstaltung__is_published=True
            ).select_related("veranstaltung"),
            kooperationen=read_kooperationen(zeitpunkt, **{plural: field}),
            zeigt_beispiel=any(one.handlungsempfehlung.ist_beispiel for one in fassungen),
            **kwargs,
        )


def find_field(slug):
    """Return the field or Themenfeld of an address, with what Fassungen call it."""
    for model, plural in ((IstekFeld, "istek_felder"), (IstekThemenfeld, "istek_themenfelder")):
        if field := model.objects.filter(slug=slug).first():
            return field, plural
    raise Http404


class KooperationList(TemplateView):
    """Where the Sozialplanung works with other planning of the city."""

    template_name = "handlungsempfehlungen/kooperation_list.html"

    def get_context_data(self, **kwargs):
        zeitpunkt = read_stand(self.request.GET.get("stand"))
        return super().get_context_data(
            krumen=[krume(*START), krume("Kooperationen")],
            zeitpunkt=zeitpunkt,
            kooperationen=read_kooperationen(zeitpunkt),
            **kwargs,
        )
