"""The Sozialindex's rows of the work list."""

from django.urls import reverse

from navigator.arbeitsvorrat import Aufgabe, Eingabe, Gruppe, register, register_eingabe
from navigator.models import Indexberechnung, Indikator

from .indexberechnung import FREIGEBEN
from .vorrat import may, screen

register_eingabe(
    Eingabe(
        "Sozialindex rechnen",
        "admin:navigator_indexberechnung_add",
        "navigator.add_indexberechnung",
    )
)


@register
def indikatorenblaetter(user):
    """Indikatoren whose values are shown nowhere yet."""
    if not may(user, "change", Indikator):
        return
    gaps = list(Indikator.objects.incomplete())
    if gaps:
        yield Aufgabe(
            Gruppe.DATEN,
            len(gaps),
            "Indikatorenblatt unvollständig",
            screen(Indikator, len(gaps), gaps[0].pk, blatt="lueckenhaft"),
            "Ergänzen",
            f"{', '.join(one.name for one in gaps[:3])}: Werte werden noch nicht gezeigt",
        )


@register
def entwuerfe(user):
    """Drafts that wait for a second person."""
    if not user.has_perm(FREIGEBEN):
        return
    waiting = list(Indexberechnung.objects.waiting_for(user))
    years = ", ".join(str(one.berichtsjahr) for one in waiting)
    if waiting:
        address = f"{reverse('admin:navigator_indexberechnung_changelist')}?status__exact=entwurf"
        if len(waiting) == 1:
            address = reverse("admin:navigator_indexberechnung_change", args=[waiting[0].pk])
        yield Aufgabe(
            Gruppe.FREIGABE,
            len(waiting),
            f"Indexberechnung {years}",
            address,
            "Prüfen",
            "Gerechnet, aber noch nicht freigegeben",
        )
