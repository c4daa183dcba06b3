"""What measures and recommendations say to a question about a Hinweis, as evidence to choose."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from dialoge.models import Frage
from dialoge.wissen import Beleg, Gruppe, Wissensblock, register, stems
from dialoge.wissen.raeume import Bezug
from handlungsempfehlungen.models import (
    Fassung,
    Laufzeit,
    Massnahmensteckbrief,
    Umsetzungsstand,
)
from handlungsempfehlungen.umkreis import concerning

MASSNAHME = "Maßnahme"
EMPFEHLUNG = "Handlungsempfehlung"
BEISPIEL = "Beispiel"
MOST = 20


@register(Frage.Wissen.BESTAND)
def massnahmen(hinweis, worte):
    """Measures for the areas: what fits by target group or words first, the rest folded."""
    bezug, found = known_massnahmen(hinweis, worte)
    return Wissensblock(
        titel="Maßnahmen, die es gibt",
        erklaerung=f"Steckbriefe von Maßnahmen für {bezug.in_worten}.",
        gruppen=tuple(group(found, build_massnahme, bezug)),
        leer=f"Für {bezug.in_worten} gibt es noch keinen Steckbrief einer Maßnahme.",
        weitere_text="Alle Maßnahmen ansehen",
        weitere_url=list_address("massnahme_list", bezug),
        ist_suchbar=True,
    )


@register(Frage.Wissen.BESTAND)
def empfehlungen(hinweis, worte):
    """What the city recommends already for these areas, with how far it is."""
    bezug = Bezug(hinweis)
    holding = (
        concerning(Fassung.objects.published().holding(), bezug)
        .with_sachstand()
        .select_related("handlungsempfehlung__strategiepapier")
        .prefetch_related("zielgruppen")
        .order_by("handlungsempfehlung__slug")
    )
    found = rank(holding, hinweis, worte)
    return Wissensblock(
        titel="Was die Stadt schon empfiehlt",
        erklaerung=f"Handlungsempfehlungen für {bezug.in_worten} mit ihrem Stand.",
        gruppen=tuple(group(found, build_empfehlung, bezug)),
        leer=f"Für {bezug.in_worten} gibt es noch keine Handlungsempfehlung.",
        weitere_text="Alle Handlungsempfehlungen ansehen",
        weitere_url=list_address("handlungsempfehlung_list", bezug),
        ist_suchbar=True,
    )


@register(Frage.Wissen.LAUFZEIT)
def laufzeiten(hinweis, worte):
    """How long the measures run: with an end, without one, or nobody knows."""
    bezug, found = known_massnahmen(hinweis, worte)
    if not found:
        return None
    by_kind = {
        "Befristet": [],
        "Unbefristet": [],
        "Ende unbekannt": [],
    }
    for fits, massnahme in found:
        by_kind[kind_of(massnahme)].append((fits, massnahme))
    return Wissensblock(
        titel="Maßnahmen und ihre Laufzeit",
        erklaerung=f"Für {bezug.in_worten}; was am besten passt, steht oben. „Ende unbekannt“ "
        "heißt: Bitte beim Träger fragen.",
        gruppen=tuple(
            Gruppe(
                f"{titel} ({len(rows)})",
                tuple(build_massnahme(one) for _, one in rows[:MOST]),
                ist_offen=any(fits for fits, _ in rows),
                ist_beispiel=all(one.ist_beispiel for _, one in rows),
            )
            for titel, rows in by_kind.items()
            if rows
        ),
        weitere_text="Alle Maßnahmen ansehen",
        weitere_url=list_address("massnahme_list", bezug),
        ist_suchbar=True,
    )


# ---- finding -------------------------------------------------------------------------------------


def known_massnahmen(hinweis, worte):
    """Return the areas, and the published measures for them as pairs of „fits“ and measure."""
    bezug = Bezug(hinweis)
    known = concerning(Massnahmensteckbrief.objects.published().standing(), bezug)
    known = known.with_laufzeit().prefetch_related(
        "zielgruppen", "stadtbezirke", "sozialraeume", "sozialquartiere"
    )
    return bezug, rank(known, hinweis, worte)


def rank(records, hinweis, worte):
    """Return pairs of „fits“ and record: what shares most words and target groups first."""
    wanted = {one.pk for one in hinweis.zielgruppen.all()}
    words = stems(worte)

    def score(record):
        shared = sum(one.pk in wanted for one in record.zielgruppen.all())
        return 2 * shared + sum(word in record.suchtext for word in words)

    scored = [(score(record), record) for record in records]
    scored.sort(key=lambda pair: -pair[0])  # stable: of equals the order of the list
    return [(points > 0, record) for points, record in scored]


def group(found, build, bezug):
    """Yield what fits, then what else there is for the areas, folded."""
    fitting = [record for fits, record in found if fits][:MOST]
    others = [record for fits, record in found if not fits][:MOST]
    for titel, rows, is_open in (
        ("Passt nach Zielgruppe oder Worten", fitting, True),
        (f"Was es sonst für {bezug.in_worten} gibt ({len(others)})", others, not fitting),
    ):
        if rows:
            yield Gruppe(titel, tuple(build(one) for one in rows), ist_offen=is_open)


# ---- rows ----------------------------------------------------------------------------------------


def build_massnahme(massnahme):
    return Beleg(
        schluessel=f"massnahme-{massnahme.pk}",
        art=MASSNAHME,
        titel=massnahme.titel,
        adresse=massnahme.get_absolute_url(),
        stand=f"{timezone.localdate():%d.%m.%Y}",
        wert=laufzeit_in_worten(massnahme),
        zusatz=massnahme.zustaendigkeit_in_worten,
        marke=BEISPIEL if massnahme.ist_beispiel else "",
    )


def build_empfehlung(fassung):
    he = fassung.handlungsempfehlung
    return Beleg(
        schluessel=f"empfehlung-{he.pk}",
        art=EMPFEHLUNG,
        titel=f"{he.kennung} {fassung.titel}",
        adresse=he.get_absolute_url(),
        stand=f"{timezone.localdate():%d.%m.%Y}",
        wert=Umsetzungsstand(fassung.umsetzungsstand).label,
        zusatz=str(he.strategiepapier),
        marke=BEISPIEL if he.ist_beispiel else "",
    )


def laufzeit_in_worten(massnahme):
    """„befristet bis Dezember 2026“, „unbefristet“, „Ende unbekannt“, „ausgelaufen: 2024“."""
    if massnahme.ende:
        if massnahme.laufzeit == Laufzeit.AUSGELAUFEN:
            return f"ausgelaufen: {massnahme.ende}"
        return f"befristet bis {massnahme.ende}"
    if massnahme.befristung == Massnahmensteckbrief.Befristung.UNBEFRISTET:
        return "unbefristet"
    if massnahme.befristung == Massnahmensteckbrief.Befristung.BEFRISTET:
        return "befristet, Ende unbekannt"
    return "Ende unbekannt"


def kind_of(massnahme):
    if massnahme.ende or massnahme.befristung == Massnahmensteckbrief.Befristung.BEFRISTET:
        return "Befristet"
    unbefristet = massnahme.befristung == Massnahmensteckbrief.Befristung.UNBEFRISTET
    return "Unbefristet" if unbefristet else "Ende unbekannt"


def list_address(name, bezug):
    address = reverse(f"handlungsempfehlungen:{name}")
    return f"{address}?{urlencode(bezug.parameter, doseq=True)}" if bezug.raeume else address
