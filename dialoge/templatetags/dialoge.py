"""What pages of other apps show of the dialogues, and how an outcome looks."""

from django import template
from django.db.models import Count
from django.urls import reverse

from dialoge.models import Hinweis
from dialoge.raeume import load_raeume
from dialoge.weg import SIGNS, published_standing
from navigator.models.raum import Raumauswahl

register = template.Library()
NEWEST = 2  # of each kind


@register.filter
def ausgangszeichen(ausgang):
    """Return the sign that goes with the words of an outcome."""
    return SIGNS[ausgang]


@register.inclusion_tag("dialoge/_raum_hinweise.html")
def hinweise_for(raum):
    """What practitioners say of an area, of its parts and of those that hold it."""
    level = raum._meta.model_name
    matches = published_standing().in_raeume(Raumauswahl(**{level: [raum.slug]}))
    counts = dict(matches.order_by().values_list("art").annotate(n=Count("pk")))
    shown = [
        hinweis
        for art in counts
        for hinweis in matches.filter(art=art)
        .select_related("veranstaltung", "thementisch")
        .newest_first()[:NEWEST]
    ]
    raeume = load_raeume(Hinweis, [hinweis.pk for hinweis in shown])
    for hinweis in shown:
        hinweis.andere_raeume = [
            one for one in raeume[hinweis.pk] if (one.ebene, one.slug) != (level, raum.slug)
        ]
        hinweis.is_of_the_area = len(hinweis.andere_raeume) < len(raeume[hinweis.pk])
    adresse = f"{reverse('dialoge:veranstaltung_list')}?{level}={raum.slug}"
    return {
        "raum": raum,
        "anzahl": sum(counts.values()),
        "adresse": adresse,
        "arten": [
            {
                "titel": art.label,
                "anzahl": counts[art],
                "adresse": f"{adresse}&art={art.value}",
                "hinweise": [hinweis for hinweis in shown if hinweis.art == art],
            }
            for art in Hinweis.Art
            if art in counts
        ],
    }
