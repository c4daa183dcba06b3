"""An evening's list: lines of a table → Hinweise, with what is doubled or looks like a person."""

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from rapidfuzz import fuzz

from navigator.models import record_changes
from navigator.models.raum import PLURAL
from sozialplanung.text import fold

from .models import Hinweis, Veranstaltung
from .personenbezug import say_personenbezug

ALIKE = 90  # of 100: from here on two texts are pointed out as similar
LONGEST = Hinweis._meta.get_field("text").max_length
# What pasted lists put before a line: „-“, „•“, „1.“, „a)“. „24 Plätze“ keeps its number.
BULLET = re.compile(r"^\s*(?:[-–—*•·‣▪◦○●]\s+|[•·‣▪◦○●]|\(?(?:\d{1,2}|[a-z])[.)]\s+)")


@dataclass
class Zeile:
    """A line on its way to become a Hinweis, and what speaks against taking it as it is."""

    text: str
    mal: int = 1  # the how-manieth line of exactly this text it is
    warnung: str = ""
    fehler: str = ""
    doppelt: list = field(default_factory=list)  # sentences

    @property
    def kennung(self):
        """What a tick box sends: it holds for this text only, wherever the line moves."""
        return sha256(f"{self.mal} {self.text}".encode()).hexdigest()[:16]


def split_lines(text):
    """Return the lines without bullets and numbers before them; blank ones are left out."""
    lines = (" ".join(BULLET.sub("", line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def look_at_lines(veranstaltung, lines):
    """Return a :class:`Zeile` each, with what is doubled within the event or the list itself."""
    held = list(veranstaltung.hinweise.values_list("nummer", "suchtext"))
    known = [(f"Hinweis {nummer}", folded) for nummer, folded in held]
    found, times = [], Counter()
    for number, text in enumerate(lines, start=1):
        times[text] += 1
        zeile = Zeile(text, times[text], say_personenbezug(text))
        if len(text) > LONGEST:
            zeile.fehler = f"Länger als {LONGEST} Zeichen. Bitte kürzen oder auf Zeilen verteilen."
        folded = fold(text)
        zeile.doppelt = find_alike(folded, known)
        known.append((f"Zeile {number} dieser Liste", folded))
        found.append(zeile)
    return found


def find_alike(folded, known):
    """Return a sentence for each of ``known`` (name, folded text) that says the same or nearly."""
    return [
        f"{'Wortgleich mit' if other == folded else 'Ähnlich wie'} {name}"
        for name, other in known
        if fuzz.ratio(folded, other, score_cutoff=ALIKE)
    ]


@transaction.atomic
@record_changes("Schnelleingabe")
def enter_hinweise(veranstaltung, zeilen, *, confirmed=(), zielgruppen=(), raeume=None, **fields):
    """Store each of ``zeilen`` as an internal Hinweis of the event, all or none; return them.

    ``confirmed`` holds the ``kennung`` of lines of which somebody said that they name nobody,
    ``raeume`` areas per many-to-many field. Raises ``ValidationError`` for a line that cannot be.
    """
    Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)  # numbers run on
    hinweise = []
    for zeile in zeilen:
        hinweis = Hinweis(
            veranstaltung=veranstaltung,
            text=zeile.text,
            personenbezug_geprueft=zeile.kennung in confirmed,
            **fields,
        )
        hinweis.derive()
        hinweis.full_clean()
        hinweis.save()
        hinweis.zielgruppen.set(zielgruppen)
        for name in PLURAL.values():
            getattr(hinweis, name).set((raeume or {}).get(name, ()))
        hinweise.append(hinweis)
    return hinweise
