"""Text made comparable: one folding for search, order and slugs, equal on every database."""

import re
import unicodedata

from django.utils.text import slugify

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def fold(text):
    """Return ``text`` in lower case, without diacritics and punctuation, words one space apart.

    „ß“ becomes „ss“; „ae“, „oe“ and „ue“ become „a“, „o“ and „u“ like the umlauts do, so
    that „Müller“, „Mueller“ and „Muller“ are one word. Do the same to both sides.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = re.sub(r"([aou])e+", r"\1", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def sort_key(text):
    """Return what lists order by: the folded ``text``, reduced to a–z and 0–9."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def slugify_de(text):
    """Return a slug as a German reader writes it: „Maßnahme“ → ``massnahme``, no „*“."""
    return slugify(text.replace("*", "").replace("/", "-").translate(UMLAUTS))
