"""What pages of the lower apps show of recommendations and measures."""

from django import template

from dialoge.models import Ausgang
from handlungsempfehlungen.hinweisfolgen import find_folgen
from handlungsempfehlungen.models import Entwicklung, Fassung, Massnahmensteckbrief
from handlungsempfehlungen.zeitreise import read_stand

register = template.Library()


@register.simple_tag(takes_context=True)
def folgen_of(context, wege):
    """Return ``{key of a Hinweis: [Folge, …]}`` for the ways of a page: one query.

    ``wege`` are those of one list, or pairs of a heading and such a list.
    """
    ways = [way for part in wege for way in (part[1] if isinstance(part, tuple) else [part])]
    return find_folgen(
        [way.hinweis.pk for way in ways], read_stand(context["request"].GET.get("stand"))
    )


@register.inclusion_tag("handlungsempfehlungen/_folgen.html")
def folgen_von(folgen, hinweis):
    """What came of one Hinweis of the page; says so where what was decided is not there yet."""
    return {
        "folgen": folgen.get(hinweis.pk, []) if folgen else [],
        "wird_erwartet": hinweis.ausgang == Ausgang.HANDLUNGSEMPFEHLUNG,
    }


@register.inclusion_tag("handlungsempfehlungen/_an_institution.html")
def massnahmen_of_institution(institution):
    """Measures that are found at an Institution or carried by it, and recommendations on it."""
    zeitpunkt = read_stand(None)
    known = Massnahmensteckbrief.objects.published().standing(zeitpunkt.stand)
    return {
        "massnahmen": (
            known.filter(institutionen=institution) | known.filter(partner__institution=institution)
        ).distinct(),
        "fassungen": Fassung.objects.published()
        .holding(zeitpunkt.stand)
        .filter(handlungsempfehlung__institutionen=institution)
        .select_related("handlungsempfehlung"),
        "entwicklungen": Entwicklung.objects.published()
        .standing(zeitpunkt.stand)
        .filter(institutionen=institution),
    }
