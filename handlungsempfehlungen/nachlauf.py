"""Papers are made when something in them is released, so that no reader has to wait."""

import logging
import time
from dataclasses import dataclass, field

from django.contrib import messages
from django.utils.formats import number_format
from django.utils.translation import ngettext

from handlungsempfehlungen.pdf.engine import PapierError
from handlungsempfehlungen.pdf.papiere import list_papiere
from navigator.nachlauf import Nachlauf, register_nachlauf

logger = logging.getLogger(__name__)

# Gathering what 15 papers say takes 2 seconds, setting one 0.3 to 1.2. After so many seconds no
# further one is begun: whoever opens it first, or the night (papiere_erzeugen), gets it made.
BUDGET = 5
MODELLE = frozenset(
    f"{app}.{name}"
    for app, names in {
        "handlungsempfehlungen": (
            "handlungsempfehlung",
            "fassung",
            "massnahmensteckbrief",
            "strategiepapier",
            "entwicklung",
        ),
        "navigator": ("indexberechnung",),
    }.items()
    for name in names
)


@dataclass
class Erneuerung:
    """How making the papers went."""

    dauer: float = 0
    neu: int = 0
    offen: int = 0
    misslungen: list = field(default_factory=list)  # titles


def renew_papiere(budget=BUDGET):
    """Make the papers whose contents have changed; one that fails leaves the others alone."""
    erneuerung = Erneuerung()
    begin = time.monotonic()
    for titel, fetch in list_papiere():
        if time.monotonic() - begin > budget:
            erneuerung.offen += 1
            continue
        try:
            erneuerung.neu += fetch().neu
        except (PapierError, OSError):
            logger.exception("PDF nicht gesetzt: %s", titel)
            erneuerung.misslungen.append(titel)
    erneuerung.dauer = time.monotonic() - begin
    return erneuerung


def renew_and_tell():
    """Make the papers; return (level, sentence) for the office, nothing where all were right."""
    done = renew_papiere()
    if done.misslungen:
        return messages.WARNING, (
            f"Das PDF „{'“, „'.join(done.misslungen)}“ ließ sich nicht setzen: Rufen Sie es im "
            "Portal auf, und sagen Sie der Administration Bescheid, wenn es auch dann nicht kommt."
        )
    sentences = []
    if done.neu:
        made = ngettext("%d PDF ist neu gesetzt", "%d PDFs sind neu gesetzt", done.neu) % done.neu
        sentences.append(f"{made} ({number_format(done.dauer, 1)} Sekunden).")
    if done.offen:
        sentences.append(
            ngettext(
                "%d weiteres wird gesetzt, sobald es jemand aufruft.",
                "%d weitere werden gesetzt, sobald sie jemand aufruft.",
                done.offen,
            )
            % done.offen
        )
    return (messages.INFO, " ".join(sentences)) if sentences else None


register_nachlauf(
    Nachlauf(
        MODELLE,
        renew_and_tell,
        "Gespeichert ist alles, aber die PDFs ließen sich nicht neu setzen: Bitte sagen Sie der "
        "Administration Bescheid, im Protokoll steht der Grund.",
    )
)
