"""The blocks that papers consist of, as plain data for ``typst/stil.typ``. Knows no model.

A cell is a text, or a dict: ``text`` with ``adresse``, ``klein`` (a second, smaller line),
``fett``, ``nummer``, ``marken`` (badges), ``ton`` and ``zeichen`` of the Sozialindex.
"""

import datetime as dt
import re

from django.conf import settings
from django.utils.formats import date_format

HERAUSGEBER = "Stadt Oberhausen · Bereich 3-2 Soziales · Sozialplanung"
BEISPIELSATZ = "Zahlen und Empfehlungen auf dieser Seite sind Muster, keine amtliche Statistik."
BEISPIELSATZ_TITEL = (
    "Dieses Papier enthält Beispiele. Wo sie stehen, steht oben auf der Seite „Beispiel“."
)
KEINE_ANGABE = "keine Angabe"
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


# ---- words -------------------------------------------------------------------------------------


def absaetze(text):
    """Return the paragraphs of a text; a blank line parts them."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [part.strip() for part in parts if part.strip()]


def tag(date):
    """„15.09.2026“; „keine Angabe“ where there is none."""
    return date_format(date, "d.m.Y") if date else KEINE_ANGABE


def zeitstempel(date):
    """Return the second that a PDF says it was made at: noon of the day it is of."""
    return int(dt.datetime.combine(date, dt.time(12), dt.UTC).timestamp())


def anzahl_wort(number):
    return f"{number}\N{NO-BREAK SPACE}×"


def kurzen(text, laenge):
    """Return the first words of a text, with „…“ where there was more."""
    text = " ".join(text.split())
    if len(text) <= laenge:
        return text
    return text[:laenge].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def portal_adresse(path):
    """Return the full address of a page, where the portal knows its own name, else its path.

    The papers are made without a request; a name that is only valid on one machine helps nobody.
    """
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL and host[:1] not in "*."]
    if not hosts:
        return path
    return f"{'https' if settings.HTTPS else 'http'}://{hosts[0]}{path}"


def verweis(path):
    """Return a link to a page of the portal, as a cell or below a list."""
    adresse = portal_adresse(path)
    shown = adresse.split("://")[-1] if "://" in adresse else f"im Sozialnavigator unter {path}"
    return {"adresse": adresse, "text": shown}


# ---- blocks ------------------------------------------------------------------------------------


def kapitel(text, *, nummeriert=True, neue_seite=True):
    return {
        "art": "kapitel",
        "text": text,
        "nummeriert": nummeriert,
        "neue_seite": neue_seite,
    }


def abschnitt(text, *, nummeriert=True):
    return {"art": "abschnitt", "text": text, "nummeriert": nummeriert}


def unterabschnitt(text):
    return {"art": "unterabschnitt", "text": text}


def texte(*paragraphs):
    return {"art": "absaetze", "texte": list(paragraphs)}


def liste(punkte):
    return {"art": "liste", "punkte": list(punkte)}


def kasten(beginn, text, verweis=None):
    return {"art": "kasten", "beginn": beginn, "text": text, "verweis": verweis}


def spalte(titel, *, breite="auto", rechts=False):
    """Describe a column; ``breite`` is „auto“ or its share of the free width."""
    return {"titel": titel, "breite": str(breite), "rechts": rechts}


def tabelle(titel, spalten, zeilen, *, beispiel=False, quelle="", groesse=9.5):
    return {
        "art": "tabelle",
        "titel": titel,
        "spalten": list(spalten),
        "zeilen": [list(zeile) for zeile in zeilen],
        "beispiel": bool(beispiel),
        "quelle": quelle,
        "groesse": groesse,
    }


def bild(titel, svg, alt, *, legende=(), daneben=(), breite=100, beispiel=False):
    return {
        "art": "bild",
        "titel": titel,
        "svg": svg,
        "alt": alt,
        "legende": list(legende),
        "daneben": list(daneben),
        "breite": breite,
        "beispiel": bool(beispiel),
    }


def bilderreihe(titel, bilder, *, beispiel=False):
    return {
        "art": "bilderreihe",
        "titel": titel,
        "bilder": list(bilder),
        "beispiel": bool(beispiel),
    }


def marke(art, wort):
    return {"art": art, "wort": wort}


BEISPIEL = marke("beispiel", "Beispiel")


def has_beispiele(bausteine):
    return any(eins.get("beispiel") for eins in bausteine)


# ---- the whole paper ---------------------------------------------------------------------------


def build_rahmen(titel, *, kurztitel, stand, zeichen, stichworte, beschreibung, **more):
    """Return what every template needs beside its own contents."""
    return {
        "titel": titel,
        "kurztitel": kurztitel,
        "kopf_rechts": f"Stand {stand}",
        "zeichen": zeichen,
        "herausgeber": HERAUSGEBER,
        "stichworte": ["Oberhausen", "Sozialplanung", *stichworte],
        "beschreibung": beschreibung,
        "beispielsatz": BEISPIELSATZ,
        "beispielsatz_titel": BEISPIELSATZ_TITEL,
        **more,
    }
