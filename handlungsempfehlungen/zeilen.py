"""One line per recommendation: how it stands, what was before, what is late."""

from dataclasses import dataclass

from handlungsempfehlungen.models import ABGESCHLOSSEN, Umsetzungsstand, Zeitplan


@dataclass(frozen=True)
class Zeile:
    fassung: object
    adresse: str
    umsetzungsstand: Umsetzungsstand
    zeitplan: Zeitplan | None
    ist_ueberfaellig: bool
    pruefung_am: object
    satz: str  # what changed, or when it was last said how it stands

    @property
    def empfehlung(self):
        return self.fassung.handlungsempfehlung


def build_zeilen(fassungen, zeitpunkt, seit=None):
    """Return the lines of annotated Fassungen that carry ``geltende_sachstaende``."""
    return [build_zeile(one, zeitpunkt, seit) for one in fassungen]


def build_zeile(fassung, zeitpunkt, seit):
    stand = Umsetzungsstand(fassung.umsetzungsstand)
    due = fassung.pruefung_am
    return Zeile(
        fassung=fassung,
        adresse=fassung.handlungsempfehlung.get_absolute_url() + zeitpunkt.zusatz,
        umsetzungsstand=stand,
        zeitplan=Zeitplan(fassung.zeitplan) if fassung.zeitplan else None,
        ist_ueberfaellig=due is not None and due < zeitpunkt.stand and stand not in ABGESCHLOSSEN,
        pruefung_am=due,
        satz=describe_change(fassung, seit) if seit else describe_state(fassung),
    )


def describe_state(fassung):
    newest = next(iter(fassung.handlungsempfehlung.geltende_sachstaende), None)
    if newest is None:
        return f"Fassung {fassung.nummer} vom {fassung.datum}, noch kein Sachstand"
    if not newest.datum:
        return f"Sachstand, eingetragen am {newest.eingetragen_am:%d.%m.%Y}"
    return f"Sachstand vom {newest.datum}"


def describe_change(fassung, seit):
    """Say what changed since ``seit``: „15.09.2026: vorher in Vorbereitung“."""
    staende = fassung.handlungsempfehlung.geltende_sachstaende
    new = [one for one in staende if one.wirksam_am > seit or one.eingetragen_am > seit]
    if new:
        newest = new[0]
        before = next((one for one in staende if one not in new), None)
        was = before.get_umsetzungsstand_display() if before else Umsetzungsstand.OFFEN.label
        words = f"{newest.wirksam_am:%d.%m.%Y}: vorher {was}"
        if newest.grund:
            words += f". Grund: {newest.grund}"
        if newest.ist_nachgetragen:
            words += f" (nachgetragen am {newest.eingetragen_am:%d.%m.%Y})"
        return words
    if fassung.wirksam_am > seit:
        return f"Neu gefasst zum {fassung.datum}"
    return "In einem Gremium beraten oder verwendet"
