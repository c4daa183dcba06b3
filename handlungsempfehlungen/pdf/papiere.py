"""Which papers there are, under which name each is kept, and how all of them are made."""

from functools import partial

from handlungsempfehlungen.models import Strategiepapier
from navigator.models import Stadtbezirk

from . import bezirksblatt, controllingbericht, strategiepapier
from .ablage import fetch, forget_others

PAPIER_RELATIONS = ("sozialraum__stadtbezirk", "berechnung")


def published_papiere():
    return Strategiepapier.objects.published().select_related(*PAPIER_RELATIONS)


def fetch_strategiepapier(papier):
    return fetch(
        f"strategiepapier-{papier.slug}",
        strategiepapier.VORLAGE,
        partial(strategiepapier.build_strategiepapier, papier),
    )


def fetch_bezirksblatt(bezirk):
    """The sheet as of today, since the last sitting; that of another day is not kept."""
    return fetch(
        f"bezirksblatt-{bezirk.slug}",
        bezirksblatt.VORLAGE,
        partial(bezirksblatt.build_bezirksblatt, bezirk),
    )


def fetch_controllingbericht(jahr):
    """The report of a year of :func:`controllingbericht.list_jahre`."""
    return fetch(
        f"controllingbericht-{jahr}",
        controllingbericht.VORLAGE,
        partial(controllingbericht.build_controllingbericht, jahr),
    )


def list_papiere():
    """Return every paper there is: its title, and the function that fetches it."""
    return [
        *((str(one), partial(fetch_strategiepapier, one)) for one in published_papiere()),
        *(
            (f"Bezirksblatt {one}", partial(fetch_bezirksblatt, one))
            for one in Stadtbezirk.objects.all()
        ),
        *(
            (f"Controllingbericht {jahr}", partial(fetch_controllingbericht, jahr))
            for jahr in controllingbericht.list_jahre()
        ),
    ]


def make_papiere():
    """Make every paper that is missing or stale, delete those of records that are gone.

    Returns the :class:`Ablagestueck` of each.
    """
    made = [fetch() for _, fetch in list_papiere()]
    forget_others({one.name for one in made})
    return made
