"""The dialogues' rows of the work list; each leads to the one screen that settles it."""

from django.db.models import Count
from django.utils import timezone

from dialoge.models import Hinweis, Themenspeicher, Veranstaltung
from navigator.admin.vorrat import may, screen
from navigator.arbeitsvorrat import (
    Aufgabe,
    Eingabe,
    Gruppe,
    Teil,
    register,
    register_eingabe,
)

from .hinweis import EVENT

register_eingabe(
    Eingabe("Hinweise eines Abends", "admin:dialoge_veranstaltung_abende", "dialoge.add_hinweis")
)


@register
def hinweise(user):
    """What waits for an answer, and what could be released, by event."""
    if not may(user, "change", Hinweis):
        return
    for found, stand, gruppe, titel, knopf, erklaerung in (
        (
            Hinweis.objects.to_decide(),
            "wartet",
            Gruppe.DIALOGE,
            "Hinweise ohne Antwort",
            "Bearbeiten",
            "Der Weg der Ergebnisverarbeitung ist noch nicht zu Ende gegangen",
        ),
        (
            Hinweis.objects.internal(),
            "intern",
            Gruppe.FREIGABE,
            "Hinweise veröffentlichen?",
            "Ansehen",
            "Die Veranstaltung steht im Portal, diese Hinweise sind noch intern",
        ),
    ):
        events = count_by_event(found)
        yield Aufgabe(
            gruppe,
            sum(event.anzahl for event in events),
            titel,
            screen(Hinweis, 0, None, stand=stand),
            knopf,
            erklaerung,
            teile=tuple(Teil(str(event), event.anzahl, list_of(event, stand)) for event in events),
            geteilt="Nach Veranstaltung",
        )


def count_by_event(found):
    """Return the events of the Hinweise ``found``, the latest first, each with their number."""
    numbers = dict(
        found.order_by()
        .values("veranstaltung")
        .annotate(n=Count("pk"))
        .values_list("veranstaltung", "n")
    )
    events = list(Veranstaltung.objects.filter(pk__in=numbers).chronological())
    for event in events:
        event.anzahl = numbers[event.pk]
    return events


def list_of(event, stand):
    return screen(Hinweis, 0, None, **{EVENT: event.pk, "stand": stand})


@register
def themenspeicher(user):
    """What was kept and could be put on the table, once a dialogue is planned."""
    if not may(user, "change", Themenspeicher):
        return
    planned = Veranstaltung.objects.planned().dialoge().chronological().last()
    waiting = list(Themenspeicher.objects.unscheduled().values_list("pk", flat=True))
    if planned and waiting:
        yield Aufgabe(
            Gruppe.DIALOGE,
            len(waiting),
            "Themen ohne Wiedervorlage",
            screen(Themenspeicher, len(waiting), waiting[0], wiedervorlage="fehlt"),
            "Zuordnen",
            f"Geplant ist „{planned}“: Welche Themen kommen dort wieder auf den Tisch?",
        )


@register
def veranstaltungen(user):
    """Events of which the record says less than is known by now."""
    if not may(user, "change", Veranstaltung):
        return
    overdue = list(Veranstaltung.objects.overdue(timezone.localdate()))
    undocumented = list(Veranstaltung.objects.undocumented())
    for events, filter_, titel, erklaerung in (
        (overdue, "vorbei", "Vorbei und noch „geplant“", "Hat der Termin stattgefunden? "),
        (
            undocumented,
            "ohne-dokumentation",
            "Durchgeführt, ohne Dokumentation",
            "Bitte angeben oder hochladen: ",
        ),
    ):
        if events:
            names = ", ".join(str(one) for one in events[:3]) + (" …" if len(events) > 3 else "")
            yield Aufgabe(
                Gruppe.DIALOGE,
                len(events),
                titel,
                screen(Veranstaltung, len(events), events[0].pk, vorrat=filter_),
                "Ergänzen",
                f"{erklaerung}{names}",
            )
