"""What was achieved, by Sozialraum and year."""

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from handlungsempfehlungen.entwicklungen import read_entwicklungen
from handlungsempfehlungen.filters import choose_entwicklungen
from handlungsempfehlungen.ketten import read_ketten
from handlungsempfehlungen.zeitreise import read_stand
from navigator.views import START, krume

from .massnahmen import hidden

TITEL = "Was erreicht wurde"
PER_PAGE = 50


class EntwicklungList(TemplateView):
    """The positive Entwicklungen, the latest first, each with its dated steps and sources."""

    template_name = "handlungsempfehlungen/entwicklung_list.html"

    def get_context_data(self, **kwargs):
        parameters, path = self.request.GET, self.request.path
        zeitpunkt = read_stand(parameters.get("stand"))
        auswahl = choose_entwicklungen(parameters, zeitpunkt)
        page = Paginator(auswahl.keys, PER_PAGE).get_page(parameters.get("seite"))
        entwicklungen = read_entwicklungen(list(page.object_list), zeitpunkt.stand)
        read_ketten(entwicklungen, zeitpunkt)
        return super().get_context_data(
            krumen=[krume(*START), krume(TITEL)],
            zeitpunkt=zeitpunkt,
            auswahl=auswahl,
            entwicklungen=entwicklungen,
            page_obj=page,
            anzahl=len(auswahl.keys),
            chips=auswahl.chips(path, parameters),
            versteckt=hidden(parameters),
            suchbegriff=parameters.get("q", ""),
            adresse_ohne_filter=path + zeitpunkt.zusatz,
            **kwargs,
        )
