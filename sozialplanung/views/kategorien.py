"""Kategorien with numbers, as several joining pages show them."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse

from navigator.models import Institution, Kategorie


def kategorien_with_counts(institutionen, **parameters):
    """Return all Kategorien, each with ``anzahl`` among ``institutionen`` and ``adresse``.

    ``parameters`` narrow the list that ``adresse`` leads to.
    """
    institutionen = institutionen.order_by()
    counts = Counter(dict(institutionen.values_list("kategorie").annotate(n=Count("pk"))))
    further = Institution.weitere_kategorien.through.objects.filter(
        institution__in=institutionen.values("pk")
    )
    counts.update(dict(further.values_list("kategorie").annotate(n=Count("pk"))))
    kategorien = list(Kategorie.objects.all())
    tail = "".join(f"&{name}={wert}" for name, wert in parameters.items())
    for kategorie in kategorien:
        kategorie.anzahl = counts[kategorie.pk]
        kategorie.adresse = (
            f"{reverse('navigator:institution_list')}?kategorie={kategorie.slug}{tail}"
        )
    return kategorien
