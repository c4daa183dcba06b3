"""Does a text look as if it named a person? A guess to warn by, never a proof.

Participants and residents stay unnamed (DSGVO, Art. 5): whoever enters a Hinweis is asked to look
again. The guess may be wrong in both directions; a person confirms or rewords.
"""

import re

from .vornamen import VORNAMEN

MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.,])(?:\+49|0)[\d \-/()]{5,}\d")
TITLE = re.compile(
    r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.|Hr\.|Fr\.)\s+(?:Dr\. |Prof\. )*[A-ZÄÖÜ]\w+"
)
WORD = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
PAIR = re.compile(rf"\b({WORD})\s+({WORD})\b")


def say_personenbezug(text):
    """Return the sentence for whoever entered ``text``; empty where nothing looks like a person."""
    found = find_personenbezug(text)
    if not found:
        return ""
    return (
        f"Der Text sieht nach einer Person aus ({'; '.join(found)}). Bitte umformulieren oder "
        "bestätigen, dass er keine Person nennt."
    )


def find_personenbezug(text):
    """Return what looks like a person, each as „Mailadresse: …“; empty where nothing does."""
    found = [f"Mailadresse: {match.group()}" for match in MAIL.finditer(text)]
    found += [f"Telefonnummer: {match.group().strip()}" for match in PHONE.finditer(text)]
    names = [match.group() for match in TITLE.finditer(text)]
    names += [match.group() for match in PAIR.finditer(text) if match.group(1) in VORNAMEN]
    found += [f"Name: {name}" for name in dict.fromkeys(names)]
    return found
