"""What pages of the lower apps show of recommendations and measures."""

from django import template

from handlungsempfehlungen.models import Fassung, Massnahmensteckbrief
from handlungsempfehlungen.zeitreise import read_stand

register = template.Library()


@register.inclusion_tag("handlungsempfehlungen/_folgen.html", takes_context=True)
def folgen_of_hinweis(context, hinweis):
    """Recommendations and measures that came of a Hinweis; nothing where there is none yet."""
    zeitpunkt = read_stand(context["request"].GET.get("stand"))
    return {
        "fassungen": Fassung.objects.published()
        .holding(zeitpunkt.stand)
        .filter(handlungsempfehlung__hinweise=hinweis)
        .select_related("handlungsempfehlung"),
        "massnahmen": Massnahmensteckbrief.objects.published()
        .standing(zeitpunkt.stand)
        .filter(hinweise=hinweis),
        "zusatz": zeitpunkt.zusatz,
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
    }
