"""The funnel in numbers: how many Hinweise were said, which way they went, where they stand."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from .entscheiden import Entscheidungsweg
from .models import Ausgang, Entscheidung, Hinweis


@dataclass
class Stand:
    """How many, in words, and the parameters of their list."""

    titel: str
    anzahl: int
    parameter: dict
    wird_entschieden: bool = False


@dataclass
class Frageknoten:
    """A question of the path, and how many wait for its answer."""

    schluessel: int
    text: str
    wartet: int


@dataclass
class Antwortzeile:
    """An answer: how many got it, what comes of it, and which question is asked next."""

    schluessel: int
    frage: Frageknoten
    antwort: str
    anzahl: int
    parameter: dict
    ergebnis: str
    ergebnis_titel: str
    danach: Frageknoten | None

    @property
    def folge(self):
        """„Maßnahmensteckbrief, dann: Befristetes Angebot?“"""
        danach = self.danach and self.danach.text
        return ", dann: ".join(filter(None, [self.ergebnis_titel, danach]))


@dataclass
class Trichter:
    gesagt: list[Stand]
    fragen: list[Frageknoten]
    antworten: list[Antwortzeile]
    staende: list[Stand]
    ist_beispiel: bool

    @property
    def anzahl(self):
        return sum(one.anzahl for one in self.gesagt)


def count_trichter(hinweise):
    """Count published, standing Hinweise in four queries; ``None`` where there are none."""
    rows = list(
        hinweise.order_by().values_list("art", "ausgang", "ist_beispiel").annotate(n=Count("pk"))
    )
    if not rows:
        return None
    arten, ausgaenge = defaultdict(int), defaultdict(int)
    for art, ausgang, _, n in rows:
        arten[art] += n
        ausgaenge[ausgang] += n
    gesagt = [
        Stand(art.label, arten[art], {"art": art.value}, art in Hinweis.DECIDED)
        for art in Hinweis.Art
    ]
    given = count_antworten(hinweise)
    weg = Entscheidungsweg()
    fragen = build_fragen(weg, given, sum(one.anzahl for one in gesagt if one.wird_entschieden))
    return Trichter(
        gesagt=gesagt,
        fragen=list(fragen.values()),
        antworten=[
            Antwortzeile(
                kante.pk,
                fragen[frage.pk],
                kante.get_antwort_display(),
                given.get(kante.pk, 0),
                {"antwort": f"{frage.slug}-{kante.antwort}"},
                kante.ergebnis,
                kante.get_ergebnis_display() if kante.ergebnis else "",
                fragen.get(kante.naechste_frage_id),
            )
            for frage in weg.fragen
            for kante in frage.kanten.all()
        ],
        staende=[
            Stand(ausgang.label, ausgaenge[ausgang], {"ausgang": ausgang.value})
            for ausgang in Ausgang
            if ausgaenge[ausgang] or is_end(weg, ausgang)
        ],
        ist_beispiel=any(is_example for _, _, is_example, _ in rows),
    )


def count_antworten(hinweise):
    """Return ``{key of a Kante: how many went along it}``."""
    current = Entscheidung.objects.current().filter(hinweis__in=hinweise.order_by().values("pk"))
    return dict(current.order_by().values_list("kante").annotate(n=Count("pk")))


def is_end(weg, ausgang):
    """Tell whether a way ends in ``ausgang``."""
    return any(
        kante.ergebnis == ausgang and kante.naechste_frage_id is None
        for frage in weg.fragen
        for kante in frage.kanten.all()
    )


def build_fragen(weg, given, said):
    """Return the questions by key; each knows how many came to it and have no answer yet."""
    came = defaultdict(int)
    if weg.fragen:
        came[weg.start.pk] = said
    for frage in weg.fragen:
        for kante in frage.kanten.all():
            came[kante.naechste_frage_id] += given.get(kante.pk, 0)
    return {
        frage.pk: Frageknoten(
            frage.pk,
            str(frage),
            max(0, came[frage.pk] - sum(given.get(k.pk, 0) for k in frage.kanten.all())),
        )
        for frage in weg.fragen
    }
