"""The measures as occasions on which institutions and offices work together."""

from django.db.models import Prefetch

from dialoge.anlaesse import akteur_of
from dialoge.netzwerk import Anlass, Quelle, register_quelle

from .models import Massnahmenpartner, Massnahmensteckbrief


def load_massnahmen():
    """Return an :class:`Anlass` per published measure with partners the portal knows."""
    known = Massnahmenpartner.objects.exclude(institution=None, stelle=None).select_related(
        "institution", "stelle__institution"
    )
    massnahmen = (
        Massnahmensteckbrief.objects.published()
        .standing()
        .prefetch_related(Prefetch("partner", known, to_attr="bekannte"))
    )
    return [
        Anlass(
            one.titel,
            one.get_absolute_url(),
            tuple(dict.fromkeys(map(akteur_of, one.bekannte))),
            one.ist_beispiel,
        )
        for one in massnahmen
        if one.bekannte
    ]


register_quelle(
    Quelle(
        "massnahmen",
        "Gemeinsam in Maßnahmen",
        "Gezählt ist, an wie vielen Maßnahmen beide beteiligt sind, als Träger oder Partner.",
        load_massnahmen,
    )
)
