"""What the workbench shows: the way of one Hinweis, and how far an event has come."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch

from sozialplanung.text import sort_key

from .entscheiden import EntscheidungError, Entscheidungsweg, check_decidable
from .folgen import IN_WORTEN
from .models import Ausgang, Entscheidung, Hinweis, Kante
from .wissen.belege import is_safe_address

LAST = 10_000  # behind every numbered table


@dataclass(frozen=True)
class Schritt:
    """An answer as the line of steps shows it."""

    entscheidung: Entscheidung
    ergebnis: str = ""

    @property
    def belege(self):
        """The frozen evidence; an address that leads nowhere safe is text, not a link."""
        return [
            one | {"link": is_safe_address(one.get("adresse", ""))}
            for one in self.entscheidung.evidenz
        ]


class Hinweisweg:
    """Where one Hinweis stands; ``hindernis`` is the sentence why nothing can be answered."""

    def __init__(self, hinweis):
        self.hinweis = hinweis
        rows = list(hinweis.entscheidungen.select_related("kante", "frage", "abgeloest_durch"))
        self.current = [one for one in rows if one.is_aktuell]
        self.abgeloeste = [Schritt(one) for one in rows if not one.is_aktuell]
        self.schritte, self.offene_frage, self.fragen, self.hindernis = [], None, {}, ""
        try:
            check_decidable(hinweis)
            self.follow()
        except EntscheidungError as error:
            self.hindernis = str(error)

    def follow(self):
        weg = Entscheidungsweg()
        steps, self.offene_frage = weg.follow(self.current)
        self.schritte = [
            Schritt(one, one.kante.get_ergebnis_display() if one.kante.ergebnis else "")
            for one in steps
        ]
        self.fragen = weg.by_key

    @property
    def gesehen(self):
        """The keys of the answers that hold: an answer is given in view of these."""
        return [one.pk for one in self.current]

    @property
    def ist_am_ziel(self):
        return not self.hindernis and self.offene_frage is None

    @property
    def ergebnisse(self):
        """Every outcome that lies on the way, in its order: a Steckbrief, then a recommendation."""
        found = [step.entscheidung.kante.ergebnis for step in self.schritte]
        return [Ausgang(one) for one in found if one]

    @property
    def ergebnisse_in_worten(self):
        """What comes of it, a sentence each; „nur Steckbrief“ says that of the Steckbrief, too."""
        last = self.ergebnisse[-1:]
        before = [one for one in self.ergebnisse[:-1] if last != [Ausgang.NUR_STECKBRIEF]]
        return [IN_WORTEN[one] for one in before + last]

    def answer_to(self, column, value):
        """Return the step whose question has this ``pk`` or ``slug``, or ``None``."""
        return next(
            (one for one in self.schritte if str(getattr(self.frage_of(one), column)) == value),
            None,
        )

    def frage_of(self, step):
        return self.fragen[step.entscheidung.frage_id]

    def after(self, step):
        """Return the answers that fall if the question of ``step`` is answered otherwise."""
        return self.schritte[self.schritte.index(step) + 1 :]


def kante_in_words(kante):
    """„Nein – dann wird gefragt: Bedarf statistisch gestützt?“"""
    antwort, ergebnis = kante.get_antwort_display(), kante.get_ergebnis_display()
    if kante.naechste_frage is None:
        return f"{antwort} – das Ergebnis ist: {ergebnis}"
    if kante.ergebnis:
        return f"{antwort} – dann folgt: {ergebnis}, und es wird gefragt: {kante.naechste_frage}"
    return f"{antwort} – dann wird gefragt: {kante.naechste_frage}"


def list_kanten(frage):
    return Kante.objects.filter(frage=frage).select_related("naechste_frage")


# ---- an event ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tisch:
    """Undecided Hinweise of one table, or of one group at it."""

    titel: str
    hinweise: list


class Uebersicht:
    """How far the Hinweise of an event have come."""

    def __init__(self, veranstaltung):
        self.veranstaltung = veranstaltung
        current = Prefetch("entscheidungen", Entscheidung.objects.current(), to_attr="geltende")
        rows = veranstaltung.hinweise.select_related("thementisch", "gruppe")
        self.hinweise = sorted(rows.prefetch_related(current), key=place_of)

    @cached_property
    def offene(self):
        return [one for one in self.hinweise if is_waiting(one)]

    @cached_property
    def entschiedene(self):
        return [
            one
            for one in self.hinweise
            if one.art in Hinweis.DECIDED and not one.zusammengefasst_in_id and not is_waiting(one)
        ]

    @property
    def anzahl(self):
        return len(self.offene) + len(self.entschiedene)

    @property
    def ausgaenge(self):
        """Return (words, number) of every standing that occurs."""
        numbers = Counter(one.ausgang for one in self.hinweise)
        return [(one.label, numbers[one.value]) for one in Ausgang if numbers[one.value]]

    @property
    def tische(self):
        return [Tisch(titel, list(rows)) for titel, rows in groupby(self.offene, key=heading_of)]

    def next_after(self, hinweis=None):
        """Return the next undecided one after ``hinweis``, from the start again at the end."""
        others = [one for one in self.offene if one != hinweis]
        if hinweis is None:
            return others[0] if others else None
        later = [one for one in others if place_of(one) > place_of(hinweis)]
        return next(iter(later + others), None)


def is_waiting(hinweis):
    """Like ``HinweisQuerySet.to_decide``, of one that is read already."""
    return (
        hinweis.zusammengefasst_in_id is None
        and hinweis.art in Hinweis.DECIDED
        and hinweis.ausgang in (Ausgang.OFFEN, Ausgang.IN_ARBEIT)
    )


def place_of(hinweis):
    tisch = hinweis.thementisch.nummer if hinweis.thementisch else LAST
    return tisch, sort_key(hinweis.gruppe.titel) if hinweis.gruppe else "", hinweis.nummer


def heading_of(hinweis):
    tisch = str(hinweis.thementisch) if hinweis.thementisch else "Ohne Thementisch"
    return f"{tisch}: {hinweis.gruppe}" if hinweis.gruppe else tisch
