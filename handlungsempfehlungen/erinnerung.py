"""The reminder to an office, as plain text to be sent by hand: the portal sends no mail."""

import textwrap
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.text import Truncator

from handlungsempfehlungen.controlling import UEBERFAELLIG

LONGEST_QUOTE = 160  # letters of what was said last
WIDTH = 72  # of a line, as mail programs show it
LONGEST_LINK = 1800  # letters; longer ones some mail programs cut off


@dataclass(frozen=True)
class Erinnerung:
    """Subject and text; ``empfaenger`` is the address of the office, where one is known."""

    betreff: str
    text: str
    empfaenger: str = ""

    @property
    def mailto(self):
        """A link that opens the mail program with everything in it."""
        return f"mailto:{quote(self.empfaenger)}?subject={quote(self.betreff)}&body={self.body}"

    @property
    def body(self):
        return quote(self.text.replace("\n", "\r\n"))

    @property
    def is_too_long(self):
        return len(self.mailto) > LONGEST_LINK


def write_erinnerung(stelle, positionen, adresse):
    """Return the :class:`Erinnerung` about the due ``positionen`` of an office.

    ``adresse`` is the whole address of the screen on which it can enter them.
    """
    n = len(positionen)
    what = "einer Handlungsempfehlung" if n == 1 else f"{n} Handlungsempfehlungen"
    ask = "dieser Handlungsempfehlung" if n == 1 else "diesen Handlungsempfehlungen"
    lines = [
        f"Guten Tag an das Team „{stelle.name}“,",
        "",
        f"zu {ask} fehlt uns Ihr Sachstand:",
        "",
    ]
    for number, one in enumerate(positionen, start=1):
        lines += [*describe(number, one), ""]
    lines += [
        "So geht es:",
        "- Tragen Sie den Sachstand selbst ein (mit Ihrem Konto):",
        f"  {adresse}",
        "- Oder füllen Sie die Excel-Datei aus, die wir Ihnen mitschicken,",
        "  und schicken Sie sie uns zurück.",
        "",
        "Zwei, drei Sätze je Empfehlung genügen. Hat sich nichts geändert, ist",
        "auch das eine Antwort.",
        "",
        "Vielen Dank",
        "Sozialplanung der Stadt Oberhausen",
    ]
    institution = stelle.institution
    return Erinnerung(
        f"Sachstand zu {what}", "\n".join(lines), institution.email if institution else ""
    )


def describe(number, position):
    """The lines about one recommendation: number, title, last state, and the day it is due."""
    sachstand = position.sachstand
    am = f" ({sachstand.datum})" if sachstand and sachstand.datum else ""
    late = position.faelligkeit == UEBERFAELLIG
    tag = f", vorgesehen war der {position.pruefung_am:%d.%m.%Y}" if late else ""
    facts = [f"Stand bisher: {position.umsetzungsstand.label}{am}"]
    if sachstand:
        said = " ".join(Truncator(sachstand.text).chars(LONGEST_QUOTE).split())
        facts.append(f"Zuletzt gemeldet: {said}")
    facts.append(f"Prüfung: {position.frist_in_worten}{tag}")
    head = f"{number}. {position.kennung} {position.fassung.titel}"
    return wrap(head, "", "   ") + [line for fact in facts for line in wrap(fact, "   ", "   ")]


def wrap(text, first, later):
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=later)
