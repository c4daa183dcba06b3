"""The chain „vom Hinweis zur Wirkung“: what came before a record, and what became of it."""

from dataclasses import dataclass, field

from django.urls import reverse

from dialoge.models import Veranstaltung
from handlungsempfehlungen.models import Umsetzungsstand
from navigator.models.raum import PLURAL

SHOWN = 2  # links per link of the chain; the rest is counted
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
    weitere: int = 0
    hier: str = ""  # what stands here, on its own page
    leer: str = ""  # what is said where nothing is known

    @property
    def ist_leer(self):
        return not self.eintraege and not self.hier


def shorten(text, length=LONGEST_QUOTE):
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + " …"


def glied(nummer, titel, eintraege, leer):
    eintraege = list(eintraege)
    return Glied(nummer, titel, eintraege[:SHOWN], max(len(eintraege) - SHOWN, 0), leer=leer)


def link_hinweise(hinweise):
    return [Verknuepfung(f"„{shorten(one.text)}“", one.get_absolute_url()) for one in hinweise]


def link_entscheidungen(hinweise):
    """The last answer that holds of each Hinweis, with the place where its way is told."""
    links = []
    for hinweis in hinweise:
        answers = [one for one in hinweis.entscheidungen.all() if one.is_aktuell]
        if answers:
            links.append(Verknuepfung(str(answers[-1]), hinweis.get_absolute_url()))
    return links


def link_dialog(record, tag):
    """The first dialogue about the record's areas after the day ``tag``."""
    areas = {level: list(getattr(record, plural).all()) for level, plural in PLURAL.items()}
    if not any(areas.values()) and not record.stadtweit:
        return []
    events = (
        Veranstaltung.objects.published()
        .dialoge()
        .filter(datum_bis__gt=tag)
        .prefetch_related(*PLURAL.values())
        .order_by("datum_bis", "pk")
    )
    for event in events:
        same = any(
            set(areas[level]) & set(getattr(event, plural).all())
            for level, plural in PLURAL.items()
        )
        above = {raum.stadtbezirk for raum in areas["sozialraum"]} & set(event.stadtbezirke.all())
        if record.stadtweit or event.stadtweit or same or above:
            return [Verknuepfung(str(event), event.get_absolute_url())]
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
    befassungen = [
        Verknuepfung(
            f"{one.sitzung.gremium}, {one.sitzung.datum:%m/%Y}", f"{here}#befassung-{one.pk}"
        )
        for one in lage.befassungen
    ]
    verwendungen = [
        Verknuepfung(one.get_art_display(), f"{here}#verwendungen") for one in lage.verwendungen
    ]
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


def kette_of_massnahme(massnahme, empfehlungen, entwicklungen, zeitpunkt):
    """The chain of a measure; ``empfehlungen`` are the Fassungen that rest on it."""
    links = [
        Verknuepfung(f"{one.handlungsempfehlung.kennung} {one.titel}", he_address(one, zeitpunkt))
        for one in empfehlungen
    ]
    return build_kette(
        hinweise=published_hinweise(massnahme),
        vorschlaege=links,
        befassungen=[],
        verwendungen=[],
        sachstaende=[
            Verknuepfung(
                f"{one.handlungsempfehlung.kennung}: {state_words(one)}",
                f"{he_address(one, zeitpunkt)}#verlauf",
            )
            for one in empfehlungen
        ],
        entwicklungen=[Verknuepfung(one.titel, one.get_absolute_url()) for one in entwicklungen],
        dialog=link_dialog(massnahme, massnahme.wirksam_am),
        hier=("Empfehlung, Steckbrief", "Maßnahmensteckbrief"),
    )


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
