"""What comes with the dialogues: the questions of the Ergebnisverarbeitung."""

from dialoge.entscheiden import create_entscheidungsweg
from dialoge.models import Frage


def load_grunddaten():
    """Make the decision path where there is none; yield a line for it."""
    if not Frage.objects.exists():
        create_entscheidungsweg()
        yield f"Fragen: {Frage.objects.count()}"
