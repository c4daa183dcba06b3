"""Which entries of the directory may be one and the same. Pure: no database, no HTML.

Sharing a house, a telephone or a Träger makes nobody a duplicate: several services often live
under one roof. So the name decides, and what else is shared only says how alike it must be.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from sozialplanung.text import fold

# How alike two names must be (0 to 100), by what else the entries share.
SAME_PHONE_AND_ADDRESS, SAME_ONE, NOTHING_SHARED, ELSEWHERE = 82, 86, 93, 97
OTHER_KATEGORIE = 6  # so much more where the Kategorien differ: a church and its Kita
ENOUGH_SHARED = 2  # of telephone, address and e-mail, where one name stands within the other

LARGE_BLOCK = 40  # entries; beyond it only neighbours in the order of names are compared
NEIGHBOURS = 5
RARE = 40  # entries that may share a word of the name for it to say something
SHORTEST_WORD = 4
SHORTEST_PHONE = 6  # digits
FILLERS = frozenset(
    fold("e v ggmbh gmbh eg der die das des den und im in am an zu zum zur für von").split()
    + fold("Oberhausen Stadt städtische städtischer städtisches").split()
)
SHORT_FORMS = {"evangelisch": "ev", "katholisch": "kath"}  # whatever the ending
NUMERALS = re.compile(r"\d+|[ivx]+")
SEPARATORS = re.compile(r"\D")


@dataclass(frozen=True)
class Eintrag:
    """What is compared of an entry."""

    pk: int
    name: str
    kategorie: int | None = None
    telefon: str = ""
    email: str = ""
    strasse: str = ""
    hausnummer: str = ""
    plz: str = ""


@dataclass(frozen=True)
class Paar:
    """Two entries that may be one, the smaller key first, with the reasons in words."""

    eine: int
    andere: int
    punkte: float
    gruende: tuple

    @property
    def schluessel(self):
        return (self.eine, self.andere)


class Merkmale:
    """The comparable forms of an entry, made once."""

    def __init__(self, eintrag):
        self.pk, self.kategorie = eintrag.pk, eintrag.kategorie
        words = comparable_words(eintrag.name)
        self.words = frozenset(words)
        self.name = " ".join(words)
        self.sorted_name = " ".join(sorted(words))
        self.numerals = sorted(word for word in words if NUMERALS.fullmatch(word))
        self.telefon = plain_phone(eintrag.telefon)
        self.email = eintrag.email.strip().casefold()
        self.anschrift = plain_address(eintrag)


def comparable_words(name):
    """Return the words of ``name`` that tell it from others; all where there are no such."""
    words = [
        next((short for long, short in SHORT_FORMS.items() if word.startswith(long)), word)
        for word in fold(name).split()
    ]
    return [word for word in words if word not in FILLERS] or words


def plain_phone(telefon):
    """Return the digits as dialled within Germany, or nothing where they are too few."""
    digits = SEPARATORS.sub("", telefon.replace("(0)", ""))
    if telefon.strip().startswith("+"):
        digits = f"00{digits}"
    if digits.startswith("0049"):
        digits = f"0{digits[4:]}"
    return digits if len(digits) >= SHORTEST_PHONE else ""


def plain_address(eintrag):
    """Return street and number, comparable; nothing where one of them is not known."""
    strasse = re.sub(r"str(asse)?$", "", fold(eintrag.strasse).replace(" ", ""))
    hausnummer = fold(eintrag.hausnummer).replace(" ", "")
    return f"{strasse} {hausnummer}" if strasse and hausnummer else ""


def find_dubletten(eintraege):
    """Return the probable duplicates among ``eintraege``, the most probable first."""
    known = [Merkmale(eintrag) for eintrag in eintraege]
    found = {}
    for one, other in candidates(known):
        key = (min(one.pk, other.pk), max(one.pk, other.pk))
        if key not in found:
            found[key] = compare(one, other)
    paare = [paar for paar in found.values() if paar is not None]
    return sorted(paare, key=lambda paar: (-paar.punkte, paar.schluessel))


# ---- which are compared at all ---------------------------------------------------------------


def candidates(known):
    """Pairs worth a look: same telephone, address or rare word, or next to each other by name."""
    for block in blocks(known):
        if len(block) <= LARGE_BLOCK:
            yield from combinations(block, 2)
        else:
            yield from neighbours(sorted(block, key=lambda one: one.name))
    yield from neighbours(sorted(known, key=lambda one: one.name))
    yield from neighbours(sorted(known, key=lambda one: one.sorted_name))
    yield from neighbours(sorted(known, key=lambda one: one.name[::-1]))


def blocks(known):
    shared, words = defaultdict(list), defaultdict(list)
    for one in known:
        for kind in ("telefon", "anschrift"):
            if value := getattr(one, kind):
                shared[kind, value].append(one)
        for word in one.words:
            if len(word) >= SHORTEST_WORD:
                words[word].append(one)
    yield from shared.values()
    yield from (block for block in words.values() if len(block) <= RARE)


def neighbours(ordered):
    for step in range(1, NEIGHBOURS + 1):
        yield from zip(ordered, ordered[step:], strict=False)


# ---- how alike two are -----------------------------------------------------------------------


def compare(one, other):
    """Return a :class:`Paar` where both may be the same, else ``None``."""
    if one.numerals != other.numerals or not (one.name and other.name):
        return None  # „Kita I“ and „Kita II“
    wanted = needed_likeness(one, other)
    likeness = max(
        fuzz.ratio(one.name, other.name, score_cutoff=wanted),
        fuzz.ratio(one.sorted_name, other.sorted_name, score_cutoff=wanted),
    )
    if not likeness and not is_contained(one, other):
        return None  # nearly all pairs end here
    shared = [
        words
        for name, words in SHARED.items()
        if getattr(one, name) and getattr(one, name) == getattr(other, name)
    ]
    if not likeness and len(shared) < ENOUGH_SHARED:
        return None
    eine, andere = sorted((one.pk, other.pk))
    punkte = round((likeness or SAME_ONE) + 10 * len(shared), 1)
    return Paar(eine, andere, punkte, (name_in_words(one, other, likeness), *shared))


def is_contained(one, other):
    """Tell whether all words of one name stand in the other, more than one of them."""
    if one.kategorie != other.kategorie or min(len(one.words), len(other.words)) == 1:
        return False
    return one.words <= other.words or other.words <= one.words


def name_in_words(one, other, likeness):
    if one.name == other.name:
        return "gleicher Name"
    if one.sorted_name == other.sorted_name:
        return "gleiche Wörter im Namen"
    return f"Name zu {int(likeness)} % gleich" if likeness else "ein Name steckt im anderen"


SHARED = {
    "telefon": "gleiche Telefonnummer",
    "anschrift": "gleiche Anschrift",
    "email": "gleiche E-Mail-Adresse",
}


def needed_likeness(one, other):
    """Return how alike the names must be, by what is shared and what speaks against it."""
    same_phone = bool(one.telefon) and one.telefon == other.telefon
    same_address = bool(one.anschrift) and one.anschrift == other.anschrift
    elsewhere = bool(one.anschrift and other.anschrift) and not same_address
    extra = OTHER_KATEGORIE if one.kategorie != other.kategorie else 0
    if same_phone and same_address:
        wanted = SAME_PHONE_AND_ADDRESS
    elif same_phone or same_address:
        wanted = SAME_ONE
    else:
        wanted = ELSEWHERE if elsewhere else NOTHING_SHARED
    return min(wanted + extra, 100)
