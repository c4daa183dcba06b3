"""The work list on the start page of the admin."""

from django import template
from django.contrib.admin.models import LogEntry
from django.urls import NoReverseMatch, reverse

from navigator.arbeitsvorrat import collect, eingaben

register = template.Library()
SHOWN_LAST = 8


@register.inclusion_tag("admin/_arbeitsvorrat.html")
def arbeitsvorrat(user):
    """What waits, by urgency, and buttons to begin something new."""
    return {"gruppen": collect(user), "eingaben": list(open_eingaben(user))}


@register.inclusion_tag("admin/_zuletzt.html")
def zuletzt_bearbeitet(user):
    """What ``user`` worked on last."""
    entries = LogEntry.objects.filter(user=user).select_related("content_type")
    return {"eintraege": entries[:SHOWN_LAST]}


def open_eingaben(user):
    """Those whose address exists in this portal and that the user may use."""
    for eingabe in eingaben:
        if not user.has_perm(eingabe.permission):
            continue
        try:
            yield {"titel": eingabe.titel, "url": reverse(eingabe.url_name)}
        except NoReverseMatch:
            continue
