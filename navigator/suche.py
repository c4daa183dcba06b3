"""„Meinten Sie …“: words of the directory that are nearly what was typed."""

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from navigator.models import Datenstand, Institution, Kategorie, Suchwort
from navigator.models.institution_query import query_words
from navigator.models.suchwort import STOPWORDS
from sozialplanung.text import fold

NEAR_ENOUGH = 0.75  # normalised Damerau-Levenshtein similarity
SHORTEST_WORD = 4
FURTHER = 3


@dataclass(frozen=True)
class Vorschlag:
    """What the search shows instead of ``eingabe``, and what else may have been meant."""

    eingabe: str
    gezeigt: str
    weitere: tuple[str, ...]


def load_vocabulary():
    """Return the directory's words: folded → as written, the more frequent spelling wins."""
    published = Institution.objects.published()
    texts = [
        *published.values_list("name", flat=True),
        *published.values_list("beschreibung", flat=True),
        *Kategorie.objects.values_list("name", flat=True),
        *Suchwort.objects.values_list("wort", flat=True),
    ]
    words = Counter(
        word
        for text in texts
        for word in re.findall(r"[^\W\d_]{4,}", text)
        if word.islower() or word[0].isupper()
    )
    vocabulary = {}
    for word, _ in words.most_common():
        folded = fold(word)
        if len(folded) >= SHORTEST_WORD and folded not in STOPWORDS:
            vocabulary.setdefault(folded, word)
    return vocabulary


def suggest(text):
    """Return a :class:`Vorschlag` for a ``text`` without hits, or ``None`` if nothing is near.

    Words that the directory knows stay; each other word is replaced by its nearest.
    """
    vocabulary = Datenstand.objects.remember("vokabular", load_vocabulary)
    corrected, further, changed = [], [], False
    for word in query_words(text):
        if any(word in known for known in vocabulary):
            corrected.append(vocabulary.get(word, word))
            continue
        near = _nearest(word, vocabulary)
        if not near:
            return None
        corrected.append(near[0])
        further = further or near[1:]
        changed = True
    if not changed:
        return None
    return Vorschlag(text, " ".join(corrected), tuple(further))


def _nearest(word, vocabulary):
    matches = process.extract(
        word,
        vocabulary.keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=NEAR_ENOUGH,
        limit=FURTHER + 1,
    )
    return [vocabulary[folded] for folded, _, _ in matches]
