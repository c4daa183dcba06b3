"""Pieces of evidence, and the blocks they are shown in. Knows no model and no page."""

from dataclasses import dataclass
from urllib.parse import urlsplit

EIGENE = "eigene Angabe"


@dataclass(frozen=True)
class Beleg:
    """One row: what can be chosen as evidence; without a key it can only be read.

    The key stays the same as long as the fact does: a form posts keys, never contents. ``zeile``
    is how the row begins on the screen, where its heading says the rest of ``titel``. ``marke``
    are the words of an example; a heading may say them on the screen, the frozen row says them
    itself.
    """

    schluessel: str
    art: str
    titel: str
    adresse: str = ""
    stand: str = ""
    wert: str = ""
    vergleich: str = ""
    zusatz: str = ""
    marke: str = ""
    zeile: str = ""

    def as_data(self):
        """Return plain data to be frozen with an answer; the mark of an example goes with it."""
        data = {"art": self.art, "titel": self.titel, "adresse": self.adresse, "stand": self.stand}
        zusatz = ", ".join(filter(None, [self.zusatz, self.marke]))
        more = {"wert": self.wert, "vergleich": self.vergleich, "zusatz": zusatz}
        data |= {name: value for name, value in more.items() if value}
        return data | ({"beispiel": True} if self.marke else {})

    @property
    def is_waehlbar(self):
        return self.schluessel != ""

    @property
    def kopf(self):
        return self.zeile or self.titel


@dataclass(frozen=True)
class Gruppe:
    """Rows under a heading of their own; folded where they are only there to be complete."""

    titel: str
    belege: tuple
    ist_offen: bool = True
    marken: tuple = ()
    ist_beispiel: bool = False


@dataclass(frozen=True)
class Wissensblock:
    """What one part of the portal says: heading, explanation, rows, and where there is more.

    ``leer`` is the sentence that stands in place of the rows where there are none.
    """

    titel: str
    erklaerung: str = ""
    gruppen: tuple = ()
    leer: str = ""
    weitere_text: str = ""
    weitere_url: str = ""
    ist_suchbar: bool = False  # other words than those of the Hinweis make a difference

    @property
    def belege(self):
        return [beleg for gruppe in self.gruppen for beleg in gruppe.belege]


def freeze_own(titel, adresse, datum):
    """Return the plain data of evidence that the office names itself."""
    return Beleg("", EIGENE, titel, adresse, f"{datum:%d.%m.%Y}").as_data()


def is_safe_address(adresse):
    """Tell whether an address of frozen evidence may become a link: the portal's own, or a page."""
    parts = urlsplit(adresse)
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)
    return not parts.scheme and not parts.netloc and adresse.startswith("/")
