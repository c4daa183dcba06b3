"""Points on the ground: what lies near, computed alike by every database."""

import math

from django.db import models

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

        Plain arithmetic, so that every database can do it: a box first (an index serves
        it), then the squared distance in square metres as ``abstand_quadrat``.
        """
        scale = METERS_PER_DEGREE * math.cos(math.radians(breite))
        north, east = umkreis / METERS_PER_DEGREE, umkreis / scale
        return (
            self.filter(
                breite__range=(breite - north, breite + north),
                laenge__range=(laenge - east, laenge + east),
            )
            .annotate(
                _north=models.ExpressionWrapper(
                    (models.F("breite") - breite) * METERS_PER_DEGREE, models.FloatField()
                ),
                _east=models.ExpressionWrapper(
                    (models.F("laenge") - laenge) * scale, models.FloatField()
                ),
            )
            .annotate(
                abstand_quadrat=models.ExpressionWrapper(
                    models.F("_north") * models.F("_north") + models.F("_east") * models.F("_east"),
                    models.FloatField(),
                )
            )
            .filter(abstand_quadrat__lte=umkreis**2)
            .order_by("abstand_quadrat", "sortiername")
        )
