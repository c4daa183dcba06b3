"""Two pages for a sitting of a Bezirksvertretung: what changed, what is overdue, what was achieved.

Lists are cut by the template where the page ends; the number of the others and the address of all
stand below.
"""

import datetime as dt
from collections import Counter
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from handlungsempfehlungen.filters import choose_empfehlungen, choose_entwicklungen
from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Fassung,
    Sachstand,
    Sitzung,
    Verwendung,
)
from handlungsempfehlungen.zeitreise import Zeitpunkt
from navigator.indexprofil import Raumprofil
from navigator.models import Sozialquartier

from .bausteine import build_rahmen, kurzen, spalte, tag, verweis, zeitstempel
from .bilder import draw_balken, draw_indexkarte, list_staende, read_zeichen
from .empfehlungen import is_overdue, marken_of, read_sachstaende, state_of
from .sozialraumanalyse import index_row

VORLAGE = "bezirksblatt"
MOST = 30  # rows: more never fit on a page
QUARTERS = 14  # rows of the index beside its map
YEAR = dt.timedelta(days=365)
LONG = 140  # letters of a text in a table


def build_bezirksblatt(bezirk, stand=None, seit=None):
    """Return the sheet as of the end of the day ``stand``, with what happened after ``seit``.

    Without ``seit`` that is the last sitting of the Bezirksvertretung, or a year ago.
    """
    heute = timezone.localdate()
    zeitpunkt = Zeitpunkt(stand or heute, heute)
    stand = zeitpunkt.stand
    sitzung = last_sitzung(bezirk, stand) if seit is None else None
    seit = seit or (sitzung.datum if sitzung else stand - YEAR)
    # The same choice as the lists that the sheet leads to.
    own = choose_empfehlungen({"stadtbezirk": [bezirk.slug]}, zeitpunkt).keys
    fassungen = list(
        Fassung.objects.filter(pk__in=own)
        .with_sachstand(stand)
        .order_by("handlungsempfehlung__slug")
        .select_related("handlungsempfehlung__ruecknahme")
    )
    zahlen = Counter(state_of(one) for one in fassungen)
    due = [one for one in fassungen if is_overdue(one, stand)]
    examples = any(one.handlungsempfehlung.ist_beispiel for one in fassungen)
    lists = {
        "geaendert": changed(bezirk, fassungen, seit, zeitpunkt),
        "ueberfaellig": overdue(bezirk, due, zeitpunkt),
        "erreicht": achieved(bezirk, zeitpunkt),
    }
    index = index_part(bezirk)
    return build_rahmen(
        f"Bezirksblatt {bezirk}",
        kurztitel=f"Bezirksblatt {bezirk}",
        stand=tag(stand),
        zeichen=read_zeichen(),
        stichworte=["Bezirksblatt", "Bezirksvertretung", bezirk.name],
        beschreibung=f"Handlungsempfehlungen im Stadtbezirk {bezirk}, Stand {tag(stand)}",
        zeile=headline(bezirk, len(fassungen), seit, sitzung),
        stand_titel=f"Wo die {len(fassungen)} Handlungsempfehlungen stehen"
        if len(fassungen) != 1
        else "Wo die Handlungsempfehlung steht",
        balken=draw_balken(zahlen),
        staende=list_staende(zahlen),
        hat_beispiele=examples,
        index=index,
        zeitstempel=zeitstempel(stand),
        **lists,
    )


def headline(bezirk, number, seit, sitzung):
    since = f"der letzten Sitzung am {tag(seit)}" if sitzung else f"dem {tag(seit)}"
    if not number:
        return f"Für {bezirk} ist noch keine Handlungsempfehlung veröffentlicht."
    return f"Für die Bezirksvertretung {bezirk}. Gezeigt wird, was sich seit {since} geändert hat."


def last_sitzung(bezirk, stand):
    """Return the last sitting of the Bezirksvertretung before that day, or ``None``."""
    return (
        Sitzung.objects.held(stand - dt.timedelta(days=1))
        .filter(gremium__stadtbezirk=bezirk)
        .first()
    )


def rows_of(titel, spalten, zeilen, *, leer, mehr, beispiel, gesamt):
    return {
        "titel": titel,
        "spalten": spalten,
        "zeilen": zeilen,
        "gesamt": gesamt,
        "leer": leer,
        "mehr": verweis(mehr),
        "beispiel": beispiel,
        "groesse": 9,
    }


def page_of(name, zeitpunkt, **parameters):
    """Return the list with exactly these records, as of the day of the sheet."""
    if zeitpunkt.parameter:
        parameters["stand"] = zeitpunkt.parameter
    return f"{reverse(f'handlungsempfehlungen:{name}')}?{urlencode(parameters)}"


def name_of(fassung):
    he = fassung.handlungsempfehlung
    cell = {"fett": he.kennung, "text": f" {kurzen(fassung.titel, LONG)}"}
    if he.ist_beispiel:
        cell["klein"] = "Beispiel"
    return cell


# ---- what changed ------------------------------------------------------------------------------


def changed(bezirk, fassungen, seit, zeitpunkt):
    """Return the recommendations of which something happened, each with its former state."""
    stand = zeitpunkt.stand
    keys = set(
        Fassung.objects.filter(pk__in=[one.pk for one in fassungen])
        .changed_since(seit, stand)
        .values_list("pk", flat=True)
    )
    moved = [one for one in fassungen if one.pk in keys]
    shown = moved[:MOST]
    before = {
        one.handlungsempfehlung_id: state_of(one)
        for one in Fassung.objects.filter(
            handlungsempfehlung__in=[one.handlungsempfehlung_id for one in shown]
        )
        .holding(seit)
        .with_sachstand(seit)
    }
    events = read_events(shown, seit, stand)
    sachstaende = read_sachstaende(shown)
    zeilen = [
        [
            name_of(one),
            {"marken": marken_of(one, "", with_beispiel=False)[:1]}
            | former(before.get(one.handlungsempfehlung_id), one),
            what_happened(one, events, sachstaende, seit),
        ]
        for one in shown
    ]
    return rows_of(
        f"Geändert seit {tag(seit)}",
        [
            spalte("Empfehlung", breite=1.2),
            spalte("Stand"),
            spalte("Was geschah", breite=1.4),
        ],
        zeilen,
        leer="Seitdem ist nichts eingetragen worden.",
        mehr=page_of(
            "handlungsempfehlung_list",
            zeitpunkt,
            stadtbezirk=bezirk.slug,
            seit=seit.isoformat(),
        ),
        beispiel=any(one.handlungsempfehlung.ist_beispiel for one in shown),
        gesamt=len(moved),
    )


def former(before, fassung):
    """Say what the state was before, in words."""
    if before is None:
        return {"klein": "neu seit damals"}
    if before == state_of(fassung):
        return {"klein": "unverändert"}
    return {"klein": f"vorher: {before.label}"}


def read_events(fassungen, seit, stand):
    """Return per recommendation the words of what else happened."""
    keys = [one.handlungsempfehlung_id for one in fassungen]
    events = {key: [] for key in keys}
    for one in Verwendung.objects.as_of(stand).since(seit).filter(handlungsempfehlung__in=keys):
        events[one.handlungsempfehlung_id].append(f"{one.get_art_display()}: {one.text}")
    befassungen = (
        Befassung.objects.as_of(stand)
        .since(seit)
        .filter(handlungsempfehlungen__in=keys)
        .distinct()
        .select_related("sitzung__gremium")
        .prefetch_related(Prefetch("handlungsempfehlungen"))
    )
    for one in befassungen:
        words = f"{one.sitzung}: {one.get_ergebnis_display()}"
        for he in one.handlungsempfehlungen.all():
            if he.pk in events:
                events[he.pk].append(words)
    return events


def what_happened(fassung, events, sachstaende, seit):
    words = list(events[fassung.handlungsempfehlung_id])
    sachstand = sachstaende.get(fassung.sachstand_pk)
    if sachstand and is_after(sachstand, seit):
        words.insert(0, f"{sachstand.datum or tag(sachstand.wirksam_am)}: {sachstand.text}")
    if is_after(fassung, seit):
        words.insert(0, f"Fassung {fassung.nummer} gilt ab {fassung.datum}.")
    return {"text": kurzen(" – ".join(words), LONG)}


def is_after(event, seit):
    return event.wirksam_am > seit or event.eingetragen_am > seit


# ---- what is overdue, what was achieved ----------------------------------------------------------


def overdue(bezirk, due, zeitpunkt):
    due = sorted(due, key=lambda one: (one.pruefung_am, one.handlungsempfehlung.slug))
    shown = due[:MOST]
    sachstaende = Sachstand.objects.select_related("stelle").in_bulk(
        [one.sachstand_pk for one in shown]
    )
    zeilen = [
        [
            name_of(one),
            {"marken": marken_of(one, "", with_beispiel=False)[:1]},
            tag(one.pruefung_am),
            str(sachstaende[one.sachstand_pk].stelle),
        ]
        for one in shown
    ]
    return rows_of(
        "Prüfung überfällig",
        [
            spalte("Empfehlung", breite=1.5),
            spalte("Stand"),
            spalte("fällig war"),
            spalte("Stelle", breite=0.9),
        ],
        zeilen,
        leer=f"Am {tag(zeitpunkt.stand)} war keine Prüfung überfällig.",
        mehr=page_of(
            "handlungsempfehlung_list", zeitpunkt, stadtbezirk=bezirk.slug, ueberfaellig="ja"
        ),
        beispiel=any(one.handlungsempfehlung.ist_beispiel for one in shown),
        gesamt=len(due),
    )


def achieved(bezirk, zeitpunkt):
    keys = choose_entwicklungen({"stadtbezirk": [bezirk.slug]}, zeitpunkt).keys
    entwicklungen = list(Entwicklung.objects.filter(pk__in=keys))
    zeilen = [
        [
            str(one.datum) or "ohne Datum",
            {
                "fett": kurzen(one.titel, LONG),
                "text": " (Beispiel)" if one.ist_beispiel else "",
                "klein": kurzen(one.text, LONG),
            },
        ]
        for one in entwicklungen[:MOST]
    ]
    return rows_of(
        "Was erreicht wurde",
        [spalte("Wann", breite=0.25), spalte("Was", breite=1)],
        zeilen,
        leer="Für diesen Stadtbezirk ist noch keine Entwicklung eingetragen.",
        mehr=page_of("entwicklung_list", zeitpunkt, stadtbezirk=bezirk.slug),
        beispiel=any(one.ist_beispiel for one in entwicklungen[:MOST]),
        gesamt=len(entwicklungen),
    )


# ---- the index -----------------------------------------------------------------------------------


def index_part(bezirk):
    """Return map and table of the newest edition for the quarters of a Stadtbezirk."""
    raeume = bezirk.teilraeume()
    quartiere = list(
        Sozialquartier.objects.filter(sozialraum__stadtbezirk=bezirk).order_by("position")
    )
    profil = Raumprofil(quartiere)
    karte = None
    if profil.zeilen:
        karte = draw_indexkarte(
            quartiere,
            profil,
            f"Sozialindex {profil.ausgabe.jahr} im Stadtbezirk {bezirk}",
            grenzen=raeume,
        )
    titel = f"Sozialindex {profil.ausgabe.jahr}" if profil.zeilen else "Sozialindex"
    return {
        "titel": titel,
        "leer": "Für diesen Stadtbezirk gibt es noch keine Ausgabe des Sozialindex.",
        "karte": karte,
        "beispiel": profil.ist_beispiel,
        "spalten": [
            spalte("Sozialquartier", breite=1),
            spalte("Status"),
            spalte("Wert", rechts=True),
            spalte("Dynamik"),
        ],
        "zeilen": [index_row(one) for one in profil.tabelle[:QUARTERS]],
        "groesse": 8.5,
    }
