"""The chain „vom Hinweis zur Wirkung“: what came before a record, and what became of it."""

from dataclasses import dataclass, field

from django.urls import reverse

from dialoge.models import Veranstaltung
from handlungsempfehlungen.models import Befassung, Umsetzungsstand, Verwendung
from navigator.models.raum import PLURAL

SHOWN = 2  # links per link of the chain; the others are folded
LONGEST_QUOTE = 60  # letters


@dataclass(frozen=True)
class Verknuepfung:
    titel: str
    adresse: str = ""


@dataclass(frozen=True)
class Glied:
    """One link of the chain: what it is, where it leads, and whether we stand on it."""

    nummer: int
    titel: str
    eintraege: list = field(default_factory=list)
    weitere: list = field(default_factory=list)  # links, too: folded, so that the box stays small
    hier: str = ""  # what stands here, on its own page
    leer: str = ""  # what is said where nothing is known

    @property
    def ist_leer(self):
        return not self.eintraege and not self.hier


def shorten(text, length=LONGEST_QUOTE):
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + " …"


def glied(nummer, titel, eintraege, leer):
    eintraege = list(dict.fromkeys(eintraege))
    # One more is no more to read than the words that say so.
    shown = SHOWN + 1 if len(eintraege) == SHOWN + 1 else SHOWN
    return Glied(nummer, titel, eintraege[:shown], eintraege[shown:], leer=leer)


def mark(record):
    """The word that an example carries wherever it is named."""
    return " (Beispiel)" if record.ist_beispiel else ""


def link_hinweise(hinweise):
    return [
        Verknuepfung(f"„{shorten(one.text)}“{mark(one)}", one.get_absolute_url())
        for one in hinweise
    ]


def link_entscheidungen(hinweise):
    """The last answer that holds of each Hinweis, with the place where its way is told."""
    links = []
    for hinweis in hinweise:
        answers = [one for one in hinweis.entscheidungen.all() if one.is_aktuell]
        if answers:
            links.append(Verknuepfung(f"{answers[-1]}{mark(hinweis)}", hinweis.get_absolute_url()))
    return links


def read_dialoge():
    """Return the published dialogues in their order, each with its areas."""
    return list(
        Veranstaltung.objects.published()
        .dialoge()
        .exclude(datum_bis=None)
        .prefetch_related(*PLURAL.values())
        .order_by("datum_bis", "pk")
    )


def link_dialog(record, tag, dialoge=None):
    """The first dialogue about the record's areas after the day ``tag``."""
    areas = {level: list(getattr(record, plural).all()) for level, plural in PLURAL.items()}
    if not any(areas.values()) and not record.stadtweit:
        return []
    for event in read_dialoge() if dialoge is None else dialoge:
        if event.datum_bis <= tag:
            continue
        same = any(
            set(areas[level]) & set(getattr(event, plural).all())
            for level, plural in PLURAL.items()
        )
        above = {raum.stadtbezirk for raum in areas["sozialraum"]} & set(event.stadtbezirke.all())
        if record.stadtweit or event.stadtweit or same or above:
            return [Verknuepfung(f"{event}{mark(event)}", event.get_absolute_url())]
    return []


def build_kette(
    *, hinweise, vorschlaege, befassungen, verwendungen, sachstaende, entwicklungen, dialog, hier
):
    """Return the eight links in the order of the talk; each argument is a list of links.

    ``hier`` is the title of the link we stand on, with the words that stand there.
    """
    titel_hier, text_hier = hier
    links = [
        ("Hinweis", link_hinweise(hinweise), "kein Hinweis verknüpft"),
        ("Entscheidung", link_entscheidungen(hinweise), "keine veröffentlicht"),
        ("Empfehlung, Steckbrief", vorschlaege, "noch keine"),
        ("Befassung", befassungen, "noch in keinem Gremium"),
        ("Verwendung", verwendungen, "noch nicht verwendet"),
        ("Sachstand", sachstaende, "noch keiner"),
        ("Was erreicht wurde", entwicklungen, "noch nichts eingetragen"),
        ("Nächster Dialog", dialog, "noch keiner bekannt"),
    ]
    glieder = [
        glied(number, titel, eintraege, leer)
        for number, (titel, eintraege, leer) in enumerate(links, start=1)
    ]
    return [
        Glied(one.nummer, one.titel, one.eintraege, one.weitere, text_hier, one.leer)
        if one.titel == titel_hier
        else one
        for one in glieder
    ]


def kette_of_empfehlung(fassung, lage, zeitpunkt):
    """The chain of a recommendation; ``lage`` is its :class:`Lage` on that day."""
    he, here = fassung.handlungsempfehlung, he_address(fassung, zeitpunkt)
    hinweise = published_hinweise(he)
    befassungen = [link_befassung(one, here) for one in lage.befassungen]
    verwendungen = [link_verwendung(one, here) for one in lage.verwendungen]
    sachstaende = []
    if lage.sachstand:
        words = lage.sachstand.get_umsetzungsstand_display()
        if lage.sachstand.naechste_pruefung:
            words += f", nächste Prüfung {lage.sachstand.naechste_pruefung:%m/%Y}"
        sachstaende = [Verknuepfung(words, f"{here}#verlauf")]
    return build_kette(
        hinweise=hinweise,
        vorschlaege=[
            Verknuepfung(one.titel, one.get_absolute_url() + zeitpunkt.zusatz)
            for one in lage.massnahmen
        ],
        befassungen=befassungen,
        verwendungen=verwendungen,
        sachstaende=sachstaende,
        entwicklungen=[
            Verknuepfung(one.titel, one.get_absolute_url()) for one in lage.entwicklungen
        ],
        dialog=link_dialog(fassung, fassung.wirksam_am),
        hier=("Empfehlung, Steckbrief", he.kennung),
    )


def link_befassung(befassung, address, name=""):
    """„Bezirksvertretung Osterfeld, 05/2024“; ``name`` says of which recommendation."""
    sitzung = befassung.sitzung
    return Verknuepfung(
        f"{name}{sitzung.gremium}, {sitzung.datum:%m/%Y}", f"{address}#befassung-{befassung.pk}"
    )


def link_verwendung(verwendung, address, name=""):
    return Verknuepfung(
        f"{name}{verwendung.get_art_display()}", f"{address}#verwendung-{verwendung.pk}"
    )


def link_empfehlung(fassung, zeitpunkt):
    he = fassung.handlungsempfehlung
    return Verknuepfung(f"{he.kennung} {fassung.titel}{mark(he)}", he_address(fassung, zeitpunkt))


def link_sachstand(fassung, zeitpunkt):
    he = fassung.handlungsempfehlung
    return Verknuepfung(
        f"{he.kennung}: {state_words(fassung)}{mark(he)}",
        f"{he_address(fassung, zeitpunkt)}#verlauf",
    )


def kette_of_massnahme(massnahme, empfehlungen, entwicklungen, zeitpunkt):
    """The chain of a measure; ``empfehlungen`` are the Fassungen that rest on it."""
    events = Ereignisse(empfehlungen, zeitpunkt)
    return build_kette(
        hinweise=published_hinweise(massnahme),
        vorschlaege=[link_empfehlung(one, zeitpunkt) for one in empfehlungen],
        befassungen=events.befassungen_of(empfehlungen),
        verwendungen=events.verwendungen_of(empfehlungen),
        sachstaende=[link_sachstand(one, zeitpunkt) for one in empfehlungen],
        entwicklungen=[Verknuepfung(one.titel, one.get_absolute_url()) for one in entwicklungen],
        dialog=link_dialog(massnahme, massnahme.wirksam_am),
        hier=("Empfehlung, Steckbrief", "Maßnahmensteckbrief"),
    )


class Ereignisse:
    """What became of several recommendations by a day, as links: two queries for all."""

    def __init__(self, fassungen, zeitpunkt):
        self.befassungen, self.verwendungen = {}, {}
        pages = {one.handlungsempfehlung_id: one for one in fassungen}
        if not pages:
            return
        befassungen = Befassung.objects.as_of(zeitpunkt.stand).select_related("sitzung__gremium")
        through = Befassung.handlungsempfehlungen.through.objects.filter(
            handlungsempfehlung__in=pages
        ).values_list("befassung", "handlungsempfehlung")
        known = befassungen.in_bulk([key for key, _ in through])
        for key, he in sorted(through, reverse=True):
            if key in known:
                self.note(self.befassungen, link_befassung, pages[he], known[key], zeitpunkt)
        verwendungen = Verwendung.objects.as_of(zeitpunkt.stand)
        for one in verwendungen.filter(handlungsempfehlung__in=pages).order_by("-wirksam_am"):
            page = pages[one.handlungsempfehlung_id]
            self.note(self.verwendungen, link_verwendung, page, one, zeitpunkt)

    def note(self, found, link, fassung, event, zeitpunkt):
        he = fassung.handlungsempfehlung
        name = f"{he.kennung}{mark(he)}: "
        found.setdefault(fassung.handlungsempfehlung_id, []).append(
            link(event, he_address(fassung, zeitpunkt), name)
        )

    def befassungen_of(self, fassungen):
        return [e for f in fassungen for e in self.befassungen.get(f.handlungsempfehlung_id, [])]

    def verwendungen_of(self, fassungen):
        return [e for f in fassungen for e in self.verwendungen.get(f.handlungsempfehlung_id, [])]


def published_hinweise(record):
    return list(
        record.hinweise.published()
        .select_related("veranstaltung")
        .prefetch_related("entscheidungen")
        .order_by("veranstaltung", "nummer")
    )


def he_address(fassung, zeitpunkt):
    return (
        reverse(
            "handlungsempfehlungen:handlungsempfehlung_detail",
            args=[fassung.handlungsempfehlung.slug],
        )
        + zeitpunkt.zusatz
    )


def state_words(fassung):
    """The annotated Umsetzungsstand of a Fassung in words."""
    return Umsetzungsstand(fassung.umsetzungsstand).label
