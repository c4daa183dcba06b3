"""Positive Entwicklungen with their steps and everything they are linked to, as of a day."""

from django.db.models import Prefetch

from handlungsempfehlungen.models import (
    Entwicklung,
    Entwicklungsschritt,
    Handlungsempfehlung,
    Massnahmensteckbrief,
)
from navigator.models import Institution
from navigator.models.raum import PLURAL


def read_entwicklungen(keys, stand):
    """Return the Entwicklungen of ``keys`` in their order, with steps up to the day ``stand``."""
    found = (
        Entwicklung.objects.filter(pk__in=keys)
        .select_related("handlungsfeld")
        .prefetch_related(
            Prefetch("schritte", Entwicklungsschritt.objects.as_of(stand)),
            Prefetch(
                "handlungsempfehlungen", Handlungsempfehlung.objects.published().standing(stand)
            ),
            Prefetch("massnahmen", Massnahmensteckbrief.objects.published().standing(stand)),
            Prefetch("institutionen", Institution.objects.published()),
            *PLURAL.values(),
        )
    )
    by_key = {one.pk: one for one in found}
    return [by_key[pk] for pk in keys if pk in by_key]
