"""Kategorien with numbers, as several joining pages show them."""

from django.db.models import Count
from django.urls import reverse

from navigator.models import Kategorie


def kategorien_with_counts(institutionen, **parameters):
    """Return all Kategorien, each with ``anzahl`` among ``institutionen`` and ``adresse``.

    ``parameters`` narrow the list that ``adresse`` leads to.
    """
    rows = institutionen.order_by().values_list("kategorie").annotate(n=Count("pk"))
    counts = dict(rows)
    kategorien = list(Kategorie.objects.all())
    tail = "".join(f"&{name}={wert}" for name, wert in parameters.items())
    for kategorie in kategorien:
        kategorie.anzahl = counts.get(kategorie.pk, 0)
        kategorie.adresse = (
            f"{reverse('navigator:institution_list')}?kategorie={kategorie.slug}{tail}"
        )
    return kategorien
