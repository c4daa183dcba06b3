"""Who answers for a recommendation, and who may enter its Sachstand."""

from handlungsempfehlungen.models import Fassung

ENTER = "handlungsempfehlungen.add_sachstand"
KEEP_ALL = "handlungsempfehlungen.change_handlungsempfehlung"


def asked_stellen(he, stand=None):
    """Return the keys of the offices that answer for ``he``: Federführung, and who said the last.

    Before the first Fassung holds, its Federführung answers already.
    """
    fassung = (
        Fassung.objects.filter(handlungsempfehlung=he).holding(stand).with_sachstand(stand).first()
    )
    if fassung is None:
        fassung = he.fassungen.order_by("nummer").first()
        return {fassung.federfuehrung_id} - {None} if fassung else set()
    return {fassung.federfuehrung_id, fassung.stelle_pk} - {None}


def may_enter(user, he, stelle=None):
    """Tell whether the account may enter a Sachstand for ``he``, in the name of ``stelle``.

    Who keeps the recommendations may for all. A Fachbereich may where one of its own offices
    answers for the recommendation, and only in the name of one of these.
    """
    if not user.has_perm(ENTER):
        return False
    if user.has_perm(KEEP_ALL):
        return True
    own = set(user.stellen.values_list("pk", flat=True)) & asked_stellen(he)
    return bool(own) if stelle is None else stelle.pk in own
