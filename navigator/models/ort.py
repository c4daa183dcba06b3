"""Points on the ground: what lies near, computed alike by every database."""

import math

from django.db import models
from django.db.models.functions import Floor

METERS_PER_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
BREITE_RANGE = (51.40, 51.62)  # a generous box around Oberhausen, in degrees
LAENGE_RANGE = (6.70, 7.00)


def meters_between(breite_a, laenge_a, breite_b, laenge_b):
    """Return the distance in metres on a plane tangent at the first point.

    Within one city it differs from the great circle by less than 0.1 %.
    """
    north = (breite_b - breite_a) * METERS_PER_DEGREE
    east = (laenge_b - laenge_a) * METERS_PER_DEGREE * math.cos(math.radians(breite_a))
    return math.hypot(north, east)


class OrtQuerySet(models.QuerySet):
    """For models with ``breite`` and ``laenge`` in degrees."""

    def near(self, breite, laenge, umkreis):
        """Those within ``umkreis`` metres, the nearest first.

        A box first, which an index serves, then the distance itself.
        """
        scale = METERS_PER_DEGREE * math.cos(math.radians(breite))
        north, east = umkreis / METERS_PER_DEGREE, umkreis / scale
        return (
            self.filter(
                breite__range=(breite - north, breite + north),
                laenge__range=(laenge - east, laenge + east),
            )
            .with_abstand(breite, laenge)
            .filter(abstand_quadrat__lte=umkreis**2)
            .order_by("abstand_quadrat", "sortiername")
        )

    def in_box(self, west, sued, ost, nord):
        """Those inside the box of degrees."""
        return self.filter(breite__range=(sued, nord), laenge__range=(west, ost))

    def bundled(self, cell):
        """Return one row per square of ``cell`` degrees: how many, their middle, one's key."""
        return (
            self.order_by()
            .annotate(
                _row=Floor(models.F("breite") / cell), _column=Floor(models.F("laenge") / cell)
            )
            .values("_row", "_column")
            .annotate(
                anzahl=models.Count("pk"),
                mitte_breite=models.Avg("breite"),
                mitte_laenge=models.Avg("laenge"),
                eine=models.Min("pk"),
            )
        )

    def with_abstand(self, breite, laenge):
        """Annotate ``abstand_quadrat``, the squared distance in square metres.

        Plain arithmetic on a plane tangent at the point, so that every database can do it;
        within one city it differs from the great circle by less than 0.1 %.
        """
        return self.annotate(abstand_quadrat=squared_distance(breite, laenge))


def squared_distance(breite, laenge):
    """The expression that :meth:`OrtQuerySet.with_abstand` annotates."""
    scale = METERS_PER_DEGREE * math.cos(math.radians(breite))
    north = (models.F("breite") - breite) * METERS_PER_DEGREE
    east = (models.F("laenge") - laenge) * scale
    return models.ExpressionWrapper(north * north + east * east, models.FloatField())
