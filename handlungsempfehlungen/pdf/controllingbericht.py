"""The yearly report on the Controlling, for the Sozialausschuss."""

import datetime as dt
from collections import Counter

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from handlungsempfehlungen.models import Fassung, Umsetzungsstand
from navigator.models import Sozialraum, Stelle

from .bausteine import (
    KEINE_ANGABE,
    abschnitt,
    build_rahmen,
    has_beispiele,
    kapitel,
    kasten,
    liste,
    spalte,
    tabelle,
    tag,
    texte,
    verweis,
    zeitstempel,
)
from .bilder import draw_lage, read_zeichen
from .controllingjahr import MARK, achieved, reported, sittings, uses, withdrawn
from .empfehlungen import is_overdue, marken_of, state_of

VORLAGE = "bericht"


def list_jahre():
    """Return the years that there is a report of: from the first recommendation to this year."""
    first = Fassung.objects.published().aggregate(first=Min("wirksam_am"))["first"]
    if first is None:
        return []
    return list(range(first.year, timezone.localdate().year + 1))


def build_controllingbericht(jahr):
    """Return the report as of the end of the year, in the running year as of today."""
    heute = timezone.localdate()
    stand = min(dt.date(jahr, 12, 31), heute)
    before = dt.date(jahr - 1, 12, 31)
    fassungen = read_fassungen(stand)
    earlier = {one.handlungsempfehlung_id: one for one in read_fassungen(before)}
    bausteine = [
        *overview(fassungen, stand),
        *by_sozialraum(fassungen, stand),
        *changes(fassungen, earlier, before, stand),
        *overdue(fassungen, stand),
        *by_stelle(fassungen, stand),
        *uses(before, stand),
        *sittings(before, stand),
        *achieved(before, stand),
        *method(stand),
    ]
    worte = tag(stand)
    return build_rahmen(
        f"Controllingbericht {jahr}",
        kurztitel=f"Controllingbericht {jahr}",
        stand=worte,
        zeichen=read_zeichen(),
        stichworte=["Controlling", "Handlungsempfehlungen", "Sozialausschuss", str(jahr)],
        beschreibung=f"Was aus den Handlungsempfehlungen geworden ist, Stand {worte}",
        dachzeile="Für den Sozialausschuss",
        zusatz="Was aus den Handlungsempfehlungen der Strategiepapiere geworden ist"
        + (". Das Jahr läuft noch." if stand == heute and stand < dt.date(jahr, 12, 31) else ""),
        stand_zeile=f"Stand: {worte}",
        hat_beispiele=has_beispiele(bausteine),
        titelbild=draw_lage(None, Sozialraum.objects.all()),
        zeitstempel=zeitstempel(stand),
        bausteine=bausteine,
    )


def read_fassungen(stand):
    return list(
        Fassung.objects.published()
        .holding(stand)
        .with_sachstand(stand)
        .order_by("handlungsempfehlung__slug")
        .select_related(
            "handlungsempfehlung__strategiepapier__sozialraum",
            "handlungsempfehlung__ruecknahme",
        )
    )


def any_beispiel(fassungen):
    return any(one.handlungsempfehlung.ist_beispiel for one in fassungen)


def raum_of(fassung):
    return fassung.handlungsempfehlung.strategiepapier.sozialraum


def badges(fassung, stand):
    late = "überfällig" if is_overdue(fassung, stand) else ""
    return marken_of(fassung, late, with_beispiel=False)


def name_of(fassung):
    he = fassung.handlungsempfehlung
    mark = MARK if he.ist_beispiel else ""
    return {"fett": he.kennung, "text": f" {fassung.titel}{mark}"}


# ---- overview ------------------------------------------------------------------------------------


def overview(fassungen, stand):
    """The numbers: Sozialräume down, states across."""
    yield kapitel("Überblick")
    if not fassungen:
        yield texte(f"Am {tag(stand)} war noch keine Handlungsempfehlung veröffentlicht.")
        return
    late = sum(is_overdue(one, stand) for one in fassungen)
    done = sum(state_of(one) in DONE for one in fassungen)
    number = len(fassungen)
    galten = f"galten {number} Handlungsempfehlungen" if number > 1 else "galt eine Empfehlung"
    yield texte(
        f"Am {tag(stand)} {galten}. Umgesetzt oder dauerhaft etabliert: {done}. "
        f"Prüfung überfällig: {late}."
    )
    counts = Counter((raum_of(one).pk, state_of(one)) for one in fassungen)
    raeume = sorted({raum_of(one) for one in fassungen}, key=lambda raum: raum.position)
    rows = [
        [raum.name, *(str(counts[raum.pk, one]) for one in Umsetzungsstand), str(total)]
        for raum in raeume
        for total in [sum(counts[raum.pk, one] for one in Umsetzungsstand)]
    ]
    sums = Counter(state_of(one) for one in fassungen)
    whole = [{"fett": "zusammen"}, *(str(sums[one]) for one in Umsetzungsstand)]
    yield tabelle(
        f"Handlungsempfehlungen nach Sozialraum und Umsetzungsstand, {tag(stand)}",
        [
            spalte("Sozialraum", breite=1.5),
            *(spalte(one.label, breite=1, rechts=True) for one in Umsetzungsstand),
            spalte("alle", breite=0.6, rechts=True),
        ],
        [*rows, [*whole, str(len(fassungen))]],
        beispiel=any_beispiel(fassungen),
        groesse=8.5,
    )


DONE = {Umsetzungsstand.UMGESETZT, Umsetzungsstand.ETABLIERT}


def by_sozialraum(fassungen, stand):
    """Every recommendation with its state, Sozialraum by Sozialraum."""
    if not fassungen:
        return
    yield kapitel("Alle Handlungsempfehlungen", neue_seite=False)
    offices = {one.pk: str(one) for one in Stelle.objects.all()}
    for raum in Sozialraum.objects.all():
        own = [one for one in fassungen if raum_of(one) == raum]
        if not own:
            continue
        yield abschnitt(raum.name)
        yield tabelle(
            f"Handlungsempfehlungen für {raum}",
            [
                spalte("Empfehlung", breite=1.7),
                spalte("Umsetzungsstand", breite=1.5),
                spalte("Stelle", breite=1),
                spalte("Sachstand"),
            ],
            [
                [
                    name_of(one),
                    {"marken": badges(one, stand)},
                    offices.get(one.stelle_pk, KEINE_ANGABE),
                    tag(one.sachstand_am),
                ]
                for one in own
            ],
            beispiel=any_beispiel(own),
            groesse=9,
        )


# ---- what happened in the year -------------------------------------------------------------------


def changes(fassungen, earlier, before, stand):
    """What is new, was worded anew, withdrawn, or has another state than a year ago."""
    yield kapitel("Was sich geändert hat", neue_seite=False)
    yield texte(f"Verglichen wird der {tag(stand)} mit dem {tag(before)}.")
    rows = []
    for one in fassungen:
        then = earlier.get(one.handlungsempfehlung_id)
        words = describe_change(then, one)
        if words:
            was = state_of(then).label if then else "–"
            rows.append([one, [name_of(one), was, state_of(one).label, words]])
    if rows:
        yield tabelle(
            "Neue und geänderte Handlungsempfehlungen",
            [
                spalte("Empfehlung", breite=1.6),
                spalte("vorher", breite=0.8),
                spalte("jetzt", breite=0.8),
                spalte("Änderung", breite=1),
            ],
            [cells for _, cells in rows],
            beispiel=any_beispiel([one for one, _ in rows]),
            groesse=9,
        )
    else:
        yield texte("Kein Umsetzungsstand und keine Fassung hat sich geändert.")
    yield from reported(before, stand)
    yield from withdrawn(before, stand)


def describe_change(then, now):
    if then is None:
        return "neu"
    words = []
    if then.pk != now.pk:
        words.append(f"Fassung {now.nummer} ab {now.datum}")
    if state_of(then) != state_of(now):
        words.append("anderer Umsetzungsstand")
    return ", ".join(words)


def overdue(fassungen, stand):
    yield kapitel("Überfällige Prüfungen", neue_seite=False)
    late = sorted(
        (one for one in fassungen if is_overdue(one, stand)), key=lambda one: one.pruefung_am
    )
    if not late:
        yield texte(f"Am {tag(stand)} war keine Prüfung überfällig.")
        return
    yield tabelle(
        f"Überfällig am {tag(stand)}",
        [
            spalte("Empfehlung", breite=2),
            spalte("Umsetzungsstand"),
            spalte("fällig war"),
            spalte("Tage", rechts=True),
        ],
        [
            [
                name_of(one),
                {"marken": badges(one, stand)[:1]},
                tag(one.pruefung_am),
                str((stand - one.pruefung_am).days),
            ]
            for one in late
        ],
        beispiel=any_beispiel(late),
    )


def by_stelle(fassungen, stand):
    """How many recommendations each office answers for."""
    if not fassungen:
        return
    yield kapitel("Wer verantwortlich ist", neue_seite=False)
    names = {one.pk: str(one) for one in Stelle.objects.all()}
    alle = Counter(one.stelle_pk for one in fassungen)
    done = Counter(one.stelle_pk for one in fassungen if state_of(one) in DONE)
    late = Counter(one.stelle_pk for one in fassungen if is_overdue(one, stand))
    order = sorted(alle, key=lambda pk: (pk is None, names.get(pk, "")))
    yield tabelle(
        "Handlungsempfehlungen nach Stelle",
        [
            spalte("Stelle", breite=1),
            spalte("alle", rechts=True),
            spalte("umgesetzt oder etabliert", rechts=True),
            spalte("überfällig", rechts=True),
        ],
        [
            [names.get(pk, KEINE_ANGABE), str(alle[pk]), str(done[pk]), str(late[pk])]
            for pk in order
        ],
        beispiel=any_beispiel(fassungen),
        quelle="Es zählt die Stelle des neuesten Sachstands, sonst die Federführung.",
    )


def method(stand):
    yield kapitel("So wird gezählt", nummeriert=False, neue_seite=False)
    yield liste(
        [
            "Gezählt werden die Empfehlungen, die an diesem Tag galten und veröffentlicht sind.",
            "Es zählt der Tag, an dem etwas geschah. Ein Monat oder ein Jahr zählt als sein "
            "letzter Tag. Später Eingetragenes heißt „nachgetragen“.",
            "Ohne Sachstand ist eine Empfehlung „offen“. Überfällig ist sie am Tag nach ihrer "
            "nächsten Prüfung, außer sie ist umgesetzt oder entfallen.",
            "Was nicht bekannt ist, heißt „keine Angabe“.",
        ]
    )
    path = f"{reverse('handlungsempfehlungen:handlungsempfehlung_list')}?stand={stand:%Y-%m-%d}"
    yield kasten("Alle Empfehlungen dieses Tages stehen im Portal:", "", verweis(path))
