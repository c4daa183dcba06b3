"""What is due, by office: the list from which the Controlling reminds, asks and enters."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from handlungsempfehlungen.models import ABGESCHLOSSEN, Fassung, Umsetzungsstand
from handlungsempfehlungen.rueckmeldung import read_zeilen
from handlungsempfehlungen.zustaendigkeit import ENTER, KEEP_ALL
from navigator.arbeitsvorrat import Frist
from navigator.models import Stelle

SOON_DAYS = 60
UEBERFAELLIG, BALD, OHNE, SPAETER, FERTIG = "ueberfaellig", "bald", "ohne", "spaeter", "fertig"
DUE = (UEBERFAELLIG, BALD, OHNE)  # what somebody has to do something about
ORDER = {art: place for place, art in enumerate((UEBERFAELLIG, BALD, OHNE, SPAETER, FERTIG))}


@dataclass(frozen=True)
class Position:
    """A recommendation on the list: how far it is, who answers, and when it is to be checked."""

    fassung: Fassung
    sachstand: object
    stelle: Stelle | None
    stand: dt.date

    @property
    def empfehlung(self):
        return self.fassung.handlungsempfehlung

    @property
    def kennung(self):
        return self.empfehlung.kennung

    @property
    def umsetzungsstand(self):
        return Umsetzungsstand(self.fassung.umsetzungsstand)

    @property
    def pruefung_am(self):
        return self.fassung.pruefung_am

    @property
    def faelligkeit(self):
        if self.umsetzungsstand in ABGESCHLOSSEN:
            return FERTIG
        if self.pruefung_am is None:
            return OHNE
        if self.pruefung_am < self.stand:
            return UEBERFAELLIG
        return BALD if (self.pruefung_am - self.stand).days <= SOON_DAYS else SPAETER

    @property
    def ist_faellig(self):
        return self.faelligkeit in DUE

    @property
    def frist(self):
        return Frist(self.pruefung_am, self.stand) if self.pruefung_am else None

    @property
    def frist_in_worten(self):
        """„überfällig seit 20 Tagen“, „keine Prüfung geplant“, „abgeschlossen“."""
        if self.faelligkeit == FERTIG:
            return "abgeschlossen"
        return str(self.frist) if self.frist else "keine Prüfung geplant"

    @property
    def asked(self):
        """The keys of the offices that answer for it."""
        return {self.fassung.federfuehrung_id, self.fassung.stelle_pk} - {None}

    @property
    def reihenfolge(self):
        return (ORDER[self.faelligkeit], self.pruefung_am or self.stand, self.empfehlung.slug)


@dataclass
class Stellenliste:
    """All that one office answers for; ``stelle`` is ``None`` for what nobody answers for."""

    stelle: Stelle | None
    positionen: list = field(default_factory=list)

    @property
    def faellige(self):
        return sorted(
            (one for one in self.positionen if one.ist_faellig), key=lambda one: one.reihenfolge
        )

    def count(self, art):
        return sum(one.faelligkeit == art for one in self.positionen)

    @property
    def ueberfaellig(self):
        return self.count(UEBERFAELLIG)

    @property
    def bald(self):
        return self.count(BALD)

    @property
    def ohne(self):
        return self.count(OHNE)

    @property
    def gesamt(self):
        return len(self.positionen)

    @property
    def name(self):
        return str(self.stelle) if self.stelle else "Ohne Federführung"


def stellen_of(user):
    """Return the keys of the offices whose entries the account makes; ``None`` means of all."""
    if user.has_perm(KEEP_ALL) or not user.has_perm(ENTER):
        return None
    return set(user.stellen.values_list("pk", flat=True))


def read_positionen(user, *, fassungen=None, stand=None):
    """Return what of the published recommendations concerns the account, by number.

    ``fassungen`` narrows them. A Fachbereich sees what one of its own offices answers for.
    """
    stand = stand or timezone.localdate()
    known = Fassung.objects.published() if fassungen is None else fassungen.published()
    own = stellen_of(user)
    positionen = [
        Position(one.fassung, one.sachstand, one.stelle, stand) for one in read_zeilen(known, stand)
    ]
    return [one for one in positionen if own is None or one.asked & own]


def group_by_stelle(positionen):
    """Return a :class:`Stellenliste` per office, the one with the most pressing check first."""
    lists = {}
    for one in positionen:
        key = one.stelle.pk if one.stelle else None
        lists.setdefault(key, Stellenliste(one.stelle)).positionen.append(one)
    return sorted(
        lists.values(),
        key=lambda one: (
            not one.faellige,
            -one.ueberfaellig,
            -one.bald,
            one.stelle.sortiername if one.stelle else "~",
        ),
    )
