"""One recommendation: how it stood on a day, what it rests on, what became of it."""

from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView

from handlungsempfehlungen.evidenzvergleich import compare_evidenz
from handlungsempfehlungen.kette import kette_of_empfehlung
from handlungsempfehlungen.lage import Lage
from handlungsempfehlungen.models import Handlungsempfehlung
from handlungsempfehlungen.zeitreise import read_stand
from navigator.views import START, krume

from .empfehlungen import TITEL


class HandlungsempfehlungDetail(DetailView):
    """The page of one number; ``?stand=`` shows it as it was at the end of that day."""

    queryset = Handlungsempfehlung.objects.published().select_related(
        "strategiepapier__sozialraum", "ruecknahme"
    )
    template_name = "handlungsempfehlungen/handlungsempfehlung_detail.html"
    context_object_name = "empfehlung"

    def get_context_data(self, **kwargs):
        zeitpunkt = read_stand(self.request.GET.get("stand"))
        lage = Lage(self.object, zeitpunkt)
        if lage.fassung is None and zeitpunkt.ist_heute:
            raise Http404  # published without a wording that holds: nothing to show
        papier = self.object.strategiepapier
        krumen = [
            krume(*START),
            krume(TITEL, "handlungsempfehlungen:handlungsempfehlung_list"),
            {
                "titel": papier.sozialraum.name,
                "url": f"{reverse('handlungsempfehlungen:handlungsempfehlung_list')}"
                f"?sozialraum={papier.sozialraum.slug}",
            },
            krume(self.object.kennung),
        ]
        context = {"krumen": krumen, "zeitpunkt": zeitpunkt, "lage": lage}
        if fassung := lage.fassung:
            context |= {
                "fassung": fassung,
                "kette": kette_of_empfehlung(fassung, lage, zeitpunkt),
                "evidenz": compare_evidenz(fassung),
                "zitat": cite(self.object, lage, self.request),
                "feed_adresse": f"{reverse('handlungsempfehlungen:handlungsempfehlung_atom')}"
                f"?q={self.object.slug}",
            }
        return super().get_context_data(**context, **kwargs)


def cite(empfehlung, lage, request):
    """How to cite: stable number, wording, day, and the address with that day in it."""
    fassung, stand = lage.fassung, lage.stand
    address = request.build_absolute_uri(empfehlung.get_absolute_url())
    mark = " (Beispiel)" if empfehlung.ist_beispiel else ""
    return {
        "text": f"Stadt Oberhausen, Sozialplanung: Handlungsempfehlung {empfehlung.kennung}, "
        f"„{fassung.titel}“{mark}, {empfehlung.strategiepapier.titel}, Fassung {fassung.nummer} "
        f"({fassung.datum.as_input()}), Stand {stand:%d.%m.%Y}.",
        "adresse": f"{address}?stand={stand.isoformat()}",
    }
