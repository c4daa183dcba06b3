"""The registry: which functions answer which kind of question."""

from dialoge.models import Frage

from .belege import Wissensblock
from .worte import telling_words

JEDE = "jede"  # registered under this, a function is asked with every question
LEER = {
    Frage.Wissen.BESTAND: Wissensblock(
        "Was es gibt", leer="Das Portal kennt dazu keine Angebote und keine Maßnahmen."
    ),
    Frage.Wissen.STATISTIK: Wissensblock(
        "Was die Zahlen sagen", leer="Das Portal hat dazu noch keine Zahlen."
    ),
    Frage.Wissen.LAUFZEIT: Wissensblock(
        "Maßnahmen und ihre Laufzeit",
        leer="Das Portal kennt dazu noch keine Maßnahme mit einer Laufzeit. Fragen Sie den Träger, "
        "und nennen Sie seine Auskunft unten als eigenen Beleg.",
    ),
}

providers = {}


def register(kind):
    """Add a function of a Hinweis and words to look for; it returns a block or ``None``.

    The words are those of the Hinweis that mean something, or others that the office looks for
    instead, as written; ``stems`` makes of them what a search finds. Usable as a decorator;
    ``kind`` is a ``Frage.Wissen`` or ``JEDE``.
    """

    def add(provider):
        known = providers.setdefault(kind, [])
        if provider not in known:
            known.append(provider)
        return provider

    return add


def collect(kind, hinweis, suche=""):
    """Return the blocks for a question of this kind: before it what belongs to every question.

    A kind that nobody has anything to say about gets a block that says so; what has nothing to
    say about every question stands last.
    """
    worte = suche or " ".join(telling_words(hinweis.text))
    blocks = ask(kind, hinweis, worte)
    if not blocks and kind in LEER:
        blocks = [LEER[kind]]
    beside = ask(JEDE, hinweis, worte)
    said = [block for block in beside if block.gruppen]
    return said + blocks + [block for block in beside if not block.gruppen]


def ask(kind, hinweis, worte):
    answers = [provider(hinweis, worte) for provider in providers.get(kind, ())]
    return [block for block in answers if block is not None]
