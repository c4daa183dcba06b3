"""The events as occasions at which institutions and offices meet."""

from navigator.models import Institution

from .models import Teilnahme, Veranstaltung
from .netzwerk import Akteur, Anlass, Quelle, register_quelle


def load_anlaesse():
    """Return an :class:`Anlass` for each published event that took place, in two queries."""
    veranstaltungen = Veranstaltung.objects.published().held().chronological()
    teilnahmen = (
        Teilnahme.objects.known()
        .filter(veranstaltung__in=veranstaltungen.order_by().values("pk"))
        .select_related("institution", "stelle__institution")
        .order_by("sortiername")
    )
    present = {}
    for teilnahme in teilnahmen:
        present.setdefault(teilnahme.veranstaltung_id, []).append(teilnahme)
    return [
        Anlass(
            str(one),
            one.get_absolute_url(),
            tuple(map(akteur_of, present[one.pk])),
            one.ist_beispiel or any(teilnahme.ist_beispiel for teilnahme in present[one.pk]),
        )
        for one in veranstaltungen
        if one.pk in present
    ]


def akteur_of(teilnahme):
    """Return who took part; an office with an entry of its own is that entry."""
    institution = teilnahme.institution or teilnahme.stelle.institution
    if institution is None:
        stelle = teilnahme.stelle
        return Akteur(stelle.sortiername, ("stelle", stelle.pk), str(stelle))
    is_public = institution.status == Institution.Status.VEROEFFENTLICHT
    return Akteur(
        institution.sortiername,
        ("institution", institution.pk),
        institution.name,
        institution.get_absolute_url() if is_public else "",
    )


register_quelle(
    Quelle(
        "dialoge",
        "Gemeinsam bei Dialogen und Konferenzen",
        "Gezählt ist, bei wie vielen Veranstaltungen beide dabei waren.",
        load_anlaesse,
    )
)
