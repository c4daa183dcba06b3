"""Everything about one recommendation as of a day: what held, what had happened, what was due."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import cached_property

from handlungsempfehlungen.models import (
    ABGESCHLOSSEN,
    Befassung,
    Fassung,
    Handlungsempfehlung,
    Sachstand,
    Umsetzungsstand,
    Verwendung,
    Zeitplan,
)
from navigator.models.raum import PLURAL
from navigator.unterschiede import weave_words


@dataclass
class Eintrag:
    """One point of the timeline, the newest first; ``art`` decides its mark and its words."""

    art: str  # pruefung, sachstand, fassung, befassung, verwendung, ruecknahme
    tag: object  # the day it counts from
    datum: str  # as precise as it is known
    objekt: object
    folge: int = 0  # of two on a day the later entry first

    @property
    def ist_nachgetragen(self):
        return self.art != "pruefung" and self.objekt.ist_nachgetragen


class Lage:
    """A recommendation at the end of the day ``zeitpunkt.stand``."""

    def __init__(self, empfehlung, zeitpunkt):
        self.empfehlung, self.zeitpunkt = empfehlung, zeitpunkt
        self.stand = zeitpunkt.stand

    @cached_property
    def fassungen(self):
        """All wordings that held by that day, the latest first."""
        return list(
            self.empfehlung.fassungen.as_of(self.stand)
            .select_related("handlungsfeld", "federfuehrung")
            .prefetch_related(
                "zielgruppen",
                "beteiligte",
                "istek_felder",
                "istek_themenfelder",
                *PLURAL.values(),
            )
            .order_by("-wirksam_am", "-nummer")
        )

    @property
    def fassung(self):
        """The wording that held; ``None`` where there was none yet."""
        return self.fassungen[0] if self.fassungen else None

    @cached_property
    def sachstaende(self):
        return list(
            self.empfehlung.sachstaende.as_of(self.stand)
            .select_related("stelle", "ersatz", "ruecknahme")
            .newest_first()
        )

    @property
    def geltende(self):
        """The Sachstände that were not withdrawn by that day."""
        return [one for one in self.sachstaende if not self.is_withdrawn(one)]

    @property
    def sachstand(self):
        return next(iter(self.geltende), None)

    @property
    def umsetzungsstand(self):
        return Umsetzungsstand(
            self.sachstand.umsetzungsstand if self.sachstand else Umsetzungsstand.OFFEN
        )

    @property
    def pruefung_am(self):
        return self.sachstand.naechste_pruefung if self.sachstand else None

    @property
    def ist_ueberfaellig(self):
        due = self.pruefung_am
        return due is not None and due < self.stand and self.umsetzungsstand not in ABGESCHLOSSEN

    @property
    def ruecknahme(self):
        """How it was withdrawn, where that was by this day."""
        gone = getattr(self.empfehlung, "ruecknahme", None)
        return gone if gone is not None and gone.wirksam_am <= self.stand else None

    def is_withdrawn(self, sachstand):
        gone = getattr(sachstand, "ruecknahme", None)
        return gone is not None and gone.wirksam_am <= self.stand

    @cached_property
    def befassungen(self):
        return list(
            Befassung.objects.as_of(self.stand)
            .filter(handlungsempfehlungen=self.empfehlung)
            .select_related("sitzung__gremium")
        )

    @cached_property
    def verwendungen(self):
        return list(
            Verwendung.objects.as_of(self.stand)
            .filter(handlungsempfehlung=self.empfehlung)
            .select_related("stelle")
            .order_by("-wirksam_am", "-pk")
        )

    @cached_property
    def massnahmen(self):
        return list(
            self.empfehlung.massnahmen.published().standing(self.stand).with_laufzeit(self.stand)
        )

    @cached_property
    def entwicklungen(self):
        return list(self.empfehlung.entwicklungen.published().standing(self.stand))

    @property
    def zeitplan(self):
        return Zeitplan(self.sachstand.zeitplan) if self.sachstand else None

    @cached_property
    def institutionen(self):
        return list(self.empfehlung.institutionen.published())

    @cached_property
    def verwandte(self):
        return list(self.empfehlung.verwandte.published().standing(self.stand))

    @cached_property
    def ersetzte(self):
        """The recommendations that this one took the place of, as they say themselves."""
        said = Sachstand.objects.standing(self.stand).filter(ersatz=self.empfehlung)
        return list(
            Handlungsempfehlung.objects.published().filter(
                pk__in=said.values("handlungsempfehlung")
            )
        )

    @cached_property
    def kooperationen(self):
        return list(self.empfehlung.kooperationen.published().as_of(self.stand))

    @property
    def verlauf(self):
        """The timeline, the newest first; the next check stands above it all."""
        points = [
            Eintrag("sachstand", one.wirksam_am, str(one.datum), one, one.pk)
            for one in self.sachstaende
        ]
        points += [
            Eintrag(
                "ruecknahme",
                one.ruecknahme.wirksam_am,
                str(one.ruecknahme.datum),
                one.ruecknahme,
                one.pk,
            )
            for one in self.sachstaende
            if self.is_withdrawn(one)
        ]
        points += [
            Eintrag("fassung", one.wirksam_am, str(one.datum), one, one.nummer)
            for one in self.fassungen
        ]
        points += [
            Eintrag("befassung", one.wirksam_am, f"{one.wirksam_am:%d.%m.%Y}", one, one.pk)
            for one in self.befassungen
        ]
        points += [
            Eintrag("verwendung", one.wirksam_am, str(one.datum), one, one.pk)
            for one in self.verwendungen
        ]
        if self.ruecknahme:
            points.append(
                Eintrag(
                    "ruecknahme",
                    self.ruecknahme.wirksam_am,
                    str(self.ruecknahme.datum),
                    self.ruecknahme,
                )
            )
        points.sort(key=lambda one: (one.tag, one.art == "sachstand", one.folge), reverse=True)
        return points

    @property
    def aenderungen(self):
        """How the wording differs from the one before, field by field; nothing for the first."""
        if len(self.fassungen) < 2:
            return []
        return compare_fassungen(self.fassungen[1], self.fassungen[0])


COMPARED = ["titel", "kurz", "ausgangslage", "ziel", "empfehlung", "ressourcen", "finanzierung"]
COMPARED_LINKS = ["zielgruppen", "beteiligte", "istek_felder", "istek_themenfelder"]


@dataclass(frozen=True)
class Textunterschied:
    """A field of two wordings: pieces of (text, mark), mark is „weg“, „neu“ or „“."""

    label: str
    stuecke: list


def compare_fassungen(before, after):
    """Return a :class:`Textunterschied` per field that differs, in the order of the page."""
    found = []
    for name in COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Textunterschied(label_of(name), weave_words(old, new)))
    for name in ("handlungsfeld", "federfuehrung", "prioritaet"):
        old, new = words_of(before, name), words_of(after, name)
        if old != new:
            found.append(Textunterschied(label_of(name), weave_words(old, new)))
    for name in COMPARED_LINKS:
        old, new = names_of(before, name), names_of(after, name)
        if old != new:
            found.append(Textunterschied(label_of(name), weave_words(old, new)))
    old, new = before.zustaendigkeit_in_worten, after.zustaendigkeit_in_worten
    if old != new:
        found.append(Textunterschied("Gebiet", weave_words(old, new)))
    return found


def label_of(name):
    return str(Fassung._meta.get_field(name).verbose_name)


def words_of(fassung, name):
    display = getattr(fassung, f"get_{name}_display", None)
    value = display() if display else getattr(fassung, name)
    return str(value or "keine Angabe")


def names_of(fassung, name):
    return ", ".join(str(one) for one in getattr(fassung, name).all()) or "keine Angabe"


def with_page_relations(queryset):
    """Read a list's Fassungen with what a line shows."""
    return queryset.select_related(
        "handlungsempfehlung__strategiepapier__sozialraum", "federfuehrung", "handlungsfeld"
    ).prefetch_related(*PLURAL.values())


def with_earlier_sachstaende(queryset, stand):
    """Read the Sachstände along, the newest first: a list says what was before."""
    standing = Sachstand.objects.standing(stand).newest_first()
    return queryset.prefetch_related(
        Prefetch("handlungsempfehlung__sachstaende", standing, to_attr="geltende_sachstaende")
    )


def read_empfehlungen(keys, stand):
    """Return the Fassungen of ``keys`` in their order, with all that a line shows."""
    found = with_earlier_sachstaende(
        with_page_relations(Fassung.objects.filter(pk__in=keys).with_sachstand(stand)), stand
    )
    by_key = {one.pk: one for one in found}
    return [by_key[pk] for pk in keys if pk in by_key]
