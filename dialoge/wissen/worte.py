"""The words of a remark that say what it is about, cut to what a search can find."""

import re

from navigator.models import Datenstand, Sozialquartier, Sozialraum, Stadtbezirk
from navigator.models.suchwort import STOPWORDS
from sozialplanung.text import fold

SHORTEST = 4  # letters; shorter ones are articles, or say too little
SHORTEST_STEM = 5
ENDINGS = ("en", "er", "es", "e", "s")
LONGEST = 12  # words of a search
FILLERS = frozenset(
    fold(
        "fehlt fehlen fehlende fehlenden fehlendes mehr viele vielen keine keinen keiner kein "
        "nicht noch auch aber sehr werden wird wurde wurden sollte sollten soll sollen müssen muss "
        "können könnte braucht brauchen gebraucht benötigt benötigen gibt geben haben hatte "
        "diese dieser dieses dort hier ohne durch über unter zwischen nach seit damit dass weil "
        "wenn dann oder eine einen einem einer eines ihre ihren ihrer unser unsere unseren "
        "zu wenig wenige weniger besser bessere besseren gute guten neue neuen angebot angebote "
        "angeboten stadt stadtteil sozialraum quartier menschen leute jeder jede alle allen immer "
        "schon nur offen offene offenen offener warten wartet lange langen woche wochen monat "
        "monate monaten jahr jahre jahren weit viel sind waren sein wäre wären würde würden kaum "
        "gerade etwas macht machen vor ort schön wichtig besonders zwei drei vier"
    ).split()
)


def telling_words(text, places=None):
    """Return the words that mean something as they were written, each once, at most 12.

    ``places``, the words that only say where, may be given by who asks for many texts.
    """
    places = place_words() if places is None else places
    found = {
        fold(word): word
        for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)
        if is_telling(fold(word)) and not set(fold(word).split()) & places
    }
    return list(found.values())[:LONGEST]


def stems(text):
    """Return what to look for: the folded words of ``text`` without their endings, each once."""
    return list(dict.fromkeys(stem(word) for word in fold(text).split()))


def place_words():
    return Datenstand.objects.remember("raumworte", load_places)


def load_places():
    """Return the words in the names of all areas: where, not what; areas are asked for by key."""
    names = [
        name
        for model in (Stadtbezirk, Sozialraum, Sozialquartier)
        for row in model.objects.order_by().values_list("name", "stadtteile")
        for name in row
    ]
    return frozenset(fold(" ".join(names)).split())


def is_telling(word):
    return len(word) >= SHORTEST and word not in STOPWORDS and word not in FILLERS


def stem(word):
    """Cut the ending: „Sprachkurse“ finds „Sprachkurs“, for a search looks inside of words."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
