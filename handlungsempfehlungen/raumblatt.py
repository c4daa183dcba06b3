"""What politicians of an area come for: since the last sitting, overdue, progress, achieved."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from handlungsempfehlungen.entwicklungen import read_entwicklungen
from handlungsempfehlungen.filters import choose_empfehlungen, choose_entwicklungen
from handlungsempfehlungen.fortschritt import Fortschritt, build_fortschritt
from handlungsempfehlungen.lage import read_empfehlungen
from handlungsempfehlungen.models import Fassung, Sitzung
from handlungsempfehlungen.zeilen import build_zeilen
from handlungsempfehlungen.zeitreise import Zeitpunkt, read_stand, read_tag

SHOWN_SITZUNGEN = 12
SHOWN_ENTWICKLUNGEN = 3
INSTEAD = "Gezeigt wird, was sich seit der letzten Sitzung geändert hat."


@dataclass(frozen=True)
class Raumblatt:
    """The recommendations of an area as of a day, and what changed since another."""

    raum: object
    level: str
    zeitpunkt: Zeitpunkt
    zeilen: list
    fortschritt: Fortschritt
    sitzungen: list
    seit: object  # a day, or None where neither a sitting nor a choice is known
    sitzung: object  # the sitting on that day, or None
    hinweis: str
    gewaehlt: bool  # whether ``seit`` was asked for
    geaendert: list
    ueberfaellig: list
    entwicklungen: list
    weitere_entwicklungen: int

    @property
    def eigenes_seit(self):
        """The chosen day where it is not that of a sitting."""
        return self.seit if self.sitzung is None else None

    @property
    def adresse(self):
        """The whole list with this area and day."""
        base = reverse("handlungsempfehlungen:handlungsempfehlung_list")
        stand = f"&stand={self.zeitpunkt.parameter}" if self.zeitpunkt.parameter else ""
        return f"{base}?{self.level}={self.raum.slug}{stand}"

    def datei(self, ending):
        name = f"handlungsempfehlungen:handlungsempfehlung_{ending}"
        stand = f"&stand={self.zeitpunkt.parameter}" if self.zeitpunkt.parameter else ""
        return f"{reverse(name)}?{self.level}={self.raum.slug}{stand}"

    @property
    def zusatz(self):
        """The chosen days as the end of an address; nothing where nothing was chosen."""
        days = {"stand": self.zeitpunkt.parameter}
        if self.gewaehlt and self.seit:
            days["seit"] = self.seit.isoformat()
        query = urlencode({name: day for name, day in days.items() if day})
        return f"?{query}" if query else ""

    @property
    def bezirksblatt(self):
        """The sheet for a sitting; only a Stadtbezirk has one."""
        if self.level != "stadtbezirk":
            return ""
        return reverse("stadtbezirk_pdf", args=[self.raum.slug]) + self.zusatz

    @property
    def xlsx(self):
        return self.datei("xlsx")

    @property
    def atom(self):
        return self.datei("atom")

    @property
    def ics(self):
        return self.datei("ics")

    @property
    def zeigt_beispiel(self):
        return any(zeile.empfehlung.ist_beispiel for zeile in self.zeilen)


def read_raumblatt(raum, bezirk, parameters):
    """Return the :class:`Raumblatt` of ``raum`` as ``parameters`` (``stand``, ``seit``) ask.

    Without ``seit`` it is the last sitting of the Bezirksvertretung of ``bezirk`` before the day
    that is shown.
    """
    level = raum._meta.model_name
    zeitpunkt = read_stand(parameters.get("stand"))
    sitzungen = list(
        Sitzung.objects.held(zeitpunkt.stand)
        .filter(gremium__stadtbezirk=bezirk)
        .select_related("gremium")[:SHOWN_SITZUNGEN]
    )
    seit, hinweis = read_seit(parameters.get("seit"), sitzungen, zeitpunkt)
    fassungen = read_empfehlungen(
        choose_empfehlungen({level: [raum.slug]}, zeitpunkt).keys, zeitpunkt.stand
    )
    changed = set()
    if seit:
        changed = set(
            Fassung.objects.filter(pk__in=[one.pk for one in fassungen])
            .changed_since(seit, zeitpunkt.stand)
            .values_list("pk", flat=True)
        )
    since = build_zeilen([one for one in fassungen if one.pk in changed], zeitpunkt, seit)
    since.sort(key=lambda zeile: zeile.fassung.sachstand_am or zeile.fassung.wirksam_am)
    zeilen = build_zeilen(fassungen, zeitpunkt)
    entwicklungen = choose_entwicklungen({level: [raum.slug]}, zeitpunkt)
    return Raumblatt(
        raum=raum,
        level=level,
        zeitpunkt=zeitpunkt,
        zeilen=zeilen,
        fortschritt=build_fortschritt(
            [one.umsetzungsstand for one in fassungen],
            lambda stand: (
                f"{reverse('handlungsempfehlungen:handlungsempfehlung_list')}"
                f"?{level}={raum.slug}&umsetzungsstand={stand}"
                + (f"&stand={zeitpunkt.parameter}" if zeitpunkt.parameter else "")
            ),
        ),
        sitzungen=sitzungen,
        seit=seit,
        sitzung=next((one for one in sitzungen if one.datum == seit), None),
        hinweis=hinweis,
        gewaehlt=bool(parameters.get("seit")),
        geaendert=since[::-1],
        ueberfaellig=[zeile for zeile in zeilen if zeile.ist_ueberfaellig],
        entwicklungen=read_entwicklungen(entwicklungen.keys[:SHOWN_ENTWICKLUNGEN], zeitpunkt.stand),
        weitere_entwicklungen=max(len(entwicklungen.keys) - SHOWN_ENTWICKLUNGEN, 0),
    )


def read_seit(text, sitzungen, zeitpunkt):
    """Return the day to compare with and a sentence where the wish could not be met."""
    last = next((one.datum for one in sitzungen if one.datum < zeitpunkt.stand), None)
    if not text:
        return last, ""
    tag = read_tag(text)
    if tag is None:
        return last, f"„{text[:40]}“ ist kein Tag. {INSTEAD}"
    if tag > zeitpunkt.stand:
        return last, f"Der {tag:%d.%m.%Y} liegt nach dem Tag, der gezeigt wird. {INSTEAD}"
    return tag, ""
