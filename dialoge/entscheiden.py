"""The Ergebnisverarbeitung at work: answer, supersede, merge, publish – each in one step."""

from django.db import models, transaction
from django.utils import timezone

from navigator.models import record_changes
from navigator.models.raum import PLURAL

from .models import (
    Ausgang,
    Entscheidung,
    Frage,
    Hinweis,
    Hinweisgruppe,
    Kante,
    Themenspeicher,
)


class EntscheidungError(Exception):
    """An answer, a merge or a release that cannot be; a sentence for the office."""


class MeanwhileError(EntscheidungError):
    """Somebody else answered since the office looked at the Hinweis."""


class Entscheidungsweg:
    """All questions with their answers, read once; knows where the ways lead."""

    def __init__(self):
        self.fragen = list(Frage.objects.prefetch_related("kanten"))
        self.by_key = {frage.pk: frage for frage in self.fragen}
        for frage in self.fragen:
            for kante in frage.kanten.all():
                kante.frage = frage  # saves a query per answer

    @property
    def start(self):
        """The first question; raises ``EntscheidungError`` where none is kept."""
        if not self.fragen:
            raise EntscheidungError(
                "Es gibt noch keine Fragen. Die Administration legt sie unter „Fragen“ an."
            )
        return self.fragen[0]

    def follow(self, entscheidungen):
        """Return ``(steps, next question or None)`` of a Hinweis with these current answers.

        Steps are the answers in the order of the way; answers off the way are left out.
        """
        given = {one.frage_id: one for one in entscheidungen}
        steps, frage = [], self.start
        while frage and frage.pk in given:
            step = given[frage.pk]
            steps.append(step)
            frage = self.by_key.get(self.kante(step).naechste_frage_id)
        return steps, frage

    def kante(self, entscheidung):
        frage = self.by_key[entscheidung.frage_id]
        return next(one for one in frage.kanten.all() if one.pk == entscheidung.kante_id)

    def ausgang(self, entscheidungen):
        """Return the :class:`Ausgang` that a Hinweis with these current answers stands at."""
        steps, frage = self.follow(entscheidungen)
        if not steps:
            return Ausgang.OFFEN
        if frage is not None:
            return Ausgang.IN_ARBEIT
        ergebnisse = [self.kante(step).ergebnis for step in steps]
        return Ausgang(next(filter(None, reversed(ergebnisse))))


@transaction.atomic
@record_changes("Entscheidung")
def decide(
    hinweis, kante, *, grund, rolle, datum=None, evidenz=(), ist_beispiel=False, gesehen=None
):
    """Record the answer ``kante`` to its question; return the new :class:`Entscheidung`.

    An earlier answer to the question is superseded. Where the answer differs, so is everything
    that was answered after it: those questions were asked because of it. ``gesehen`` holds the
    keys of the answers that held when the office looked; others by now raise ``MeanwhileError``.
    Raises ``EntscheidungError`` where the question is not on the way of this Hinweis.
    """
    hinweis = Hinweis.objects.select_for_update().get(pk=hinweis.pk)
    check_decidable(hinweis)
    weg = Entscheidungsweg()
    current = list(hinweis.entscheidungen.current())
    if gesehen is not None:
        check_seen(current, gesehen, kante)
    steps, waiting = weg.follow(current)
    frage = weg.by_key[kante.frage_id]
    asked = [step.frage_id for step in steps]
    if frage.pk not in asked and frage != waiting:
        raise EntscheidungError(
            f"„{frage}“ wird bei diesem Hinweis nicht gefragt. Gehen Sie den Weg der Reihe nach."
        )
    entscheidung = Entscheidung(
        hinweis=hinweis,
        frage=frage,
        kante=kante,
        grund=grund.strip(),
        rolle=rolle.strip(),
        datum=datum or timezone.localdate(),
        evidenz=list(evidenz),
        ist_beispiel=ist_beispiel or hinweis.ist_beispiel,
    )
    superseded = []
    if frage.pk in asked:
        place = asked.index(frage.pk)
        changed = steps[place].kante_id != kante.pk
        superseded = steps[place:] if changed else steps[place : place + 1]
    put_in_place(entscheidung, superseded)
    arrive(hinweis, weg)
    return entscheidung


def check_decidable(hinweis):
    """Raise ``EntscheidungError`` for a Hinweis that walks no path of its own."""
    if hinweis.zusammengefasst_in_id:
        raise EntscheidungError(
            "Dieser Hinweis ist mit einem anderen zusammengefasst. Entschieden wird über jenen."
        )
    if hinweis.art not in Hinweis.DECIDED:
        raise EntscheidungError(
            "Was gut läuft, wird dokumentiert und nicht entschieden. Ändern Sie die Art, wenn "
            "etwas fehlt."
        )


def check_seen(current, gesehen, kante):
    """Raise ``MeanwhileError`` where other answers hold than the ``gesehen`` ones."""
    if {one.pk for one in current} == set(gesehen):
        return
    for one in current:
        if one.frage_id == kante.frage_id and one.pk not in gesehen:
            raise MeanwhileError(
                f"Die Frage „{one.frage_text}“ hat inzwischen jemand anderes beantwortet: "
                f"{one.antwort_text} ({one.rolle}, {one.datum:%d.%m.%Y})."
            )
    raise MeanwhileError("Der Weg dieses Hinweises hat sich inzwischen geändert.")


def put_in_place(entscheidung, superseded):
    """Save an answer in the place of others; past their guard, for only their standing changes."""
    rows = models.QuerySet(Entscheidung)
    keys = [one.pk for one in superseded]
    entscheidung.full_clean(exclude=["frage_text", "antwort_text"], validate_constraints=False)
    if keys:
        # The row that holds is unique: the old ones step aside first, pointing at themselves
        # until the new one has a key.
        rows.filter(pk__in=keys).update(is_aktuell=False, abgeloest_durch=models.F("pk"))
    entscheidung.save()
    rows.filter(pk__in=keys).update(abgeloest_durch=entscheidung.pk)


def arrive(hinweis, weg):
    """Bring the standing of a Hinweis, and the Themenspeicher, up to its current answers."""
    current = list(hinweis.entscheidungen.current())
    hinweis.ausgang = weg.ausgang(current)
    hinweis.save()
    waiting = hinweis.themenspeicher.waiting().first()
    if hinweis.ausgang == Ausgang.THEMENSPEICHER:
        last = weg.follow(current)[0][-1]
        if waiting is None:
            Themenspeicher.objects.get_or_create(
                entscheidung=last,
                defaults={"hinweis": hinweis, "ist_beispiel": hinweis.ist_beispiel},
            )
    elif waiting is not None:
        waiting.erledigt_am = timezone.localdate()
        waiting.ergebnis = "Neu entschieden."
        waiting.save()


@transaction.atomic
@record_changes("Hinweise zusammengefasst")
def merge_hinweise(main, others):
    """Let ``main`` stand for ``others`` too; none is deleted, each keeps its words.

    Areas and target groups of the others join those of ``main``. Raises ``EntscheidungError``
    where one was decided already, belongs to another event, is itself a merged one, or could be
    read by everybody and ``main`` not: pages show a merged one with the one that stands for it.
    """
    others = [one for one in others if one.pk != main.pk]
    if main.zusammengefasst_in_id:
        raise EntscheidungError(f"„{main}“ ist selbst zusammengefasst. Wählen Sie einen anderen.")
    for one in others:
        check_mergeable(main, one)
    join_raeume(main, others)
    for one in others:
        for held in one.zusammengefasste.all():
            held.zusammengefasst_in = main
            held.save()
        one.zusammengefasst_in = main
        one.save()
        main.zielgruppen.add(*one.zielgruppen.all())


def check_mergeable(main, other):
    """Raise ``EntscheidungError`` where ``main`` cannot stand for ``other``."""
    if other.veranstaltung_id != main.veranstaltung_id:
        raise EntscheidungError(f"„{other}“ gehört zu einer anderen Veranstaltung.")
    if other.entscheidungen.current().exists():
        raise EntscheidungError(
            f"Über „{other}“ ist schon entschieden. Lassen Sie ihn für die anderen stehen, oder "
            "fassen Sie ihn nicht zusammen."
        )
    if other.is_published and not main.is_published:
        raise EntscheidungError(
            f"Hinweis {other.nummer} ist veröffentlicht, Hinweis {main.nummer} nicht. "
            f"Zusammengefasst wäre Hinweis {other.nummer} nirgends mehr zu lesen. Lassen Sie ihn "
            f"für die anderen stehen, oder veröffentlichen Sie zuerst Hinweis {main.nummer}."
        )


def join_raeume(main, others):
    """Let ``main`` speak of the areas of ``others``, too.

    One that names none speaks of those of its event: they are written down as soon as another
    one names some, or it would speak of less than before.
    """
    plurals = PLURAL.values()
    said = [main, *others]
    named = [
        one.stadtweit or any(getattr(one, plural).exists() for plural in plurals) for one in said
    ]
    if not any(named):
        return
    sources = [one if names else one.veranstaltung for one, names in zip(said, named, strict=True)]
    for plural in plurals:
        getattr(main, plural).add(*(r for one in sources for r in getattr(one, plural).all()))
    if not main.stadtweit and any(one.stadtweit for one in sources):
        main.stadtweit = True
        main.save()


@transaction.atomic
@record_changes("Zusammenfassung gelöst")
def split_hinweis(hinweis):
    """Let a merged Hinweis stand for itself again."""
    hinweis.zusammengefasst_in = None
    hinweis.save()


@transaction.atomic
@record_changes("Gruppe vergeben")
def group_hinweise(hinweise, titel):
    """Put Hinweise of one event under the heading ``titel``, a new one where it is not there yet.

    Raises ``EntscheidungError`` where they are of several events.
    """
    events = {one.veranstaltung_id for one in hinweise}
    if len(events) > 1:
        raise EntscheidungError(
            "Eine Gruppe gehört zu einer Veranstaltung. Bitte wählen Sie Hinweise von nur einer."
        )
    gruppe, _ = Hinweisgruppe.objects.get_or_create(
        veranstaltung=hinweise[0].veranstaltung, titel=titel.strip()
    )
    for hinweis in hinweise:
        hinweis.gruppe = gruppe
        hinweis.save()
    return gruppe


@transaction.atomic
@record_changes("Veröffentlichung")
def publish_hinweise(hinweise):
    """Release Hinweise for everybody; return how many were internal before."""
    number = 0
    for hinweis in hinweise:
        if not hinweis.is_published:
            hinweis.is_published, hinweis.veroeffentlicht_am = True, timezone.localdate()
            hinweis.save()
            number += 1
    return number


@transaction.atomic
@record_changes("Veröffentlichung zurückgenommen")
def unpublish_hinweise(hinweise):
    """Make Hinweise internal again; return how many were public before."""
    number = 0
    for hinweis in hinweise:
        if hinweis.is_published:
            hinweis.is_published, hinweis.veroeffentlicht_am = False, None
            hinweis.save()
            number += 1
    return number


def create_entscheidungsweg():
    """Make the questions and answers of the talk's drawing; an existing path stays as it is."""
    if Frage.objects.exists():
        return
    bestand = Frage.objects.create(
        text="Gibt es das schon?",
        slug="gibt-es-das-schon",
        wissen=Frage.Wissen.BESTAND,
        position=1,
        erklaerung="Gibt es im Raum schon ein Angebot oder eine Maßnahme für diesen Bedarf?",
    )
    bedarf = Frage.objects.create(
        text="Bedarf statistisch gestützt?",
        slug="bedarf",
        wissen=Frage.Wissen.STATISTIK,
        position=2,
        erklaerung="Stützen die Indikatoren der Räume, dass hier mehr gebraucht wird als anderswo?",
    )
    befristet = Frage.objects.create(
        text="Befristetes Angebot?",
        slug="befristet",
        wissen=Frage.Wissen.LAUFZEIT,
        position=3,
        erklaerung="Endet das Angebot, das es schon gibt, zu einem bekannten Zeitpunkt?",
    )
    ja, nein = Kante.Antwort.JA, Kante.Antwort.NEIN
    for frage, antwort, ergebnis, naechste in [
        (bestand, nein, "", bedarf),
        (bestand, ja, Ausgang.STECKBRIEF, befristet),
        (bedarf, ja, Ausgang.HANDLUNGSEMPFEHLUNG, None),
        (bedarf, nein, Ausgang.THEMENSPEICHER, None),
        (befristet, ja, Ausgang.HANDLUNGSEMPFEHLUNG, None),
        (befristet, nein, Ausgang.NUR_STECKBRIEF, None),
    ]:
        Kante.objects.create(
            frage=frage, antwort=antwort, ergebnis=ergebnis, naechste_frage=naechste
        )
