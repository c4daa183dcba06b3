"""Kooperationen with the fields and recommendations they are about, as of a day."""

from collections import defaultdict

from handlungsempfehlungen.models import Fassung, Kooperation


def read_kooperationen(zeitpunkt, **narrowed):
    """Return the published ones of that day; each gets its ``fassungen``, in three queries."""
    kooperationen = list(
        Kooperation.objects.published()
        .as_of(zeitpunkt.stand)
        .filter(**narrowed)
        .select_related("zustaendig")
        .prefetch_related("istek_felder", "istek_themenfelder")
    )
    through = Kooperation.handlungsempfehlungen.through.objects.filter(
        kooperation__in=[one.pk for one in kooperationen]
    ).values_list("handlungsempfehlung", "kooperation")
    fassungen = defaultdict(list)
    shown = (
        Fassung.objects.published()
        .holding(zeitpunkt.stand)
        .filter(handlungsempfehlung__in=[he for he, _ in through])
        .select_related("handlungsempfehlung")
        .order_by("handlungsempfehlung__slug")
    )
    for fassung in shown:
        for he, kooperation in through:
            if he == fassung.handlungsempfehlung_id:
                fassungen[kooperation].append(fassung)
    for one in kooperationen:
        one.fassungen = fassungen[one.pk]
    return kooperationen
