"""What a page tells of a Hinweis: its way through the questions, its areas, what it stands for."""

from dataclasses import dataclass, field

from django.db.models import Q

from .models import Ausgang, Entscheidung, Hinweis, Themenspeicher
from .raeume import load_raeume

SAFE = ("/", "https://", "http://")
# The shape that goes with the words: no outcome is told apart by colour alone.
SIGNS = {
    Ausgang.OFFEN: "stand-offen",
    Ausgang.IN_ARBEIT: "stand-arbeit",
    Ausgang.HANDLUNGSEMPFEHLUNG: "fahne",
    Ausgang.STECKBRIEF: "dokument",
    Ausgang.NUR_STECKBRIEF: "dokument",
    Ausgang.THEMENSPEICHER: "speicher",
    Ausgang.DOKUMENTIERT: "haken",
    Ausgang.ZUSAMMENGEFASST: "plus",
}


@dataclass
class Beleg:
    """A piece of evidence, as it was on the day of the answer."""

    titel: str
    adresse: str
    stand: str
    wert: str
    vergleich: str


@dataclass
class Schritt:
    """One question with the answer that holds, and why."""

    frage: str
    antwort: str
    grund: str
    rolle: str
    datum: object
    belege: list[Beleg]


@dataclass
class Weg:
    """A Hinweis as pages show it."""

    hinweis: Hinweis
    schritte: list[Schritt] = field(default_factory=list)
    raeume: list = field(default_factory=list)
    zusammengefasste: list = field(default_factory=list)
    speicher: Themenspeicher | None = None
    zeigt_zusammengefasste: bool = False  # without being asked

    @property
    def zeichen(self):
        return SIGNS[self.hinweis.ausgang]


def order_schritte(entscheidungen):
    """Return the answers in the order of the way: each asks the next question."""
    given = {one.frage_id: one for one in entscheidungen}
    asked = {one.kante.naechste_frage_id for one in given.values()}
    frage = next((key for key in given if key not in asked), None)
    ordered = []
    while frage in given:
        ordered.append(given.pop(frage))
        frage = ordered[-1].kante.naechste_frage_id
    return ordered


def read_belege(evidenz):
    """Return the :class:`Beleg` list of frozen plain data; what is no address is no link."""
    return [
        Beleg(
            titel=str(one.get("titel", "")),
            adresse=adresse if (adresse := str(one.get("adresse", ""))).startswith(SAFE) else "",
            stand=str(one.get("stand") or ""),
            wert=str(one.get("wert") or ""),
            vergleich=str(one.get("vergleich") or ""),
        )
        for one in evidenz
    ]


def load_wege(hinweise, speicher=None, merged=None):
    """Return a :class:`Weg` for each of the published ``hinweise``, in four queries.

    Read with ``veranstaltung`` selected. ``speicher`` is what waits in the Themenspeicher,
    ``merged`` what others stand for, where the page has read them already.
    """
    keys = [one.pk for one in hinweise]
    raeume = load_raeume(Hinweis, keys)
    wege = {one.pk: Weg(one, raeume=raeume[one.pk]) for one in hinweise}
    if merged is None:
        merged = Hinweis.objects.published().filter(zusammengefasst_in__in=keys)
        merged = merged.only("text", "zusammengefasst_in", "nummer", "ist_beispiel")
    for one in merged:
        if one.zusammengefasst_in_id in wege:
            wege[one.zusammengefasst_in_id].zusammengefasste.append(one)
    for key, schritte in load_schritte(keys).items():
        wege[key].schritte = schritte
    for one in load_speicher(keys) if speicher is None else speicher:
        if one.hinweis_id in wege:
            wege[one.hinweis_id].speicher = one
    return list(wege.values())


def load_schritte(keys):
    """Return ``{key of a Hinweis: its steps}``."""
    given = {}
    current = Entscheidung.objects.current().filter(hinweis__in=keys).select_related("kante")
    for one in current:
        given.setdefault(one.hinweis_id, []).append(one)
    return {
        key: [
            Schritt(
                one.frage_text,
                one.antwort_text,
                one.grund,
                one.rolle,
                one.datum,
                read_belege(one.evidenz),
            )
            for one in order_schritte(entscheidungen)
        ]
        for key, entscheidungen in given.items()
    }


def load_speicher(keys, veranstaltung=None):
    """Return what waits in the Themenspeicher: of these Hinweise, and what comes back to an event.

    Only what is published; ``veranstaltung`` may be missing.
    """
    wanted = Q(hinweis__in=keys)
    if veranstaltung:
        wanted |= Q(wiedervorlage=veranstaltung)
    return list(
        Themenspeicher.objects.waiting()
        .filter(wanted, hinweis__in=Hinweis.objects.published().values("pk"))
        .select_related("wiedervorlage", "hinweis__veranstaltung")
    )


def count_ausgaenge(ausgaenge):
    """Return ``[(Ausgang, number)]`` in the order of the path; those of none are left out."""
    ausgaenge = list(ausgaenge)
    return [(one, n) for one in Ausgang if (n := ausgaenge.count(one))]


def published_standing():
    """Return what pages count and list: released, and standing for itself."""
    return Hinweis.objects.published().standing()


def with_page_relations(hinweise):
    return hinweise.select_related(
        "veranstaltung__runde", "thementisch__handlungsfeld", "handlungsfeld", "gruppe"
    ).defer("suchtext", "interne_bemerkung", "veranstaltung__interne_bemerkung")
