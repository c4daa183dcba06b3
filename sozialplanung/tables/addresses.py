"""Addresses that stand in one cell: street with number, Postleitzahl, city."""

import re
from dataclasses import dataclass

NUMBER = r"\d{1,4}\s?[a-zA-Z]?(?:\s?[-–+/]\s?(?:\d{1,4}\s?[a-zA-Z]?|[a-zA-Z]))*"
STREET = re.compile(rf"(?P<strasse>.*?\D)[\s,]+(?:Nr\.?\s*)?(?P<hausnummer>{NUMBER})")
GLUED = re.compile(rf"(?P<strasse>.*(?:[Ss]tr\.|[Ss]traße|[Ss]trasse))(?P<hausnummer>{NUMBER})")
CITY = re.compile(r"(?:D[- ])?(?P<plz>\d{5})\b[\s,]*(?P<ort>.*)")
PLZ = re.compile(r"(?:D[- ]?)?(\d{2}) ?(\d{3})(?:[.,]0+)?")


@dataclass(frozen=True)
class Anschrift:
    strasse: str = ""
    hausnummer: str = ""
    plz: str = ""
    ort: str = ""


def split_street(text: str) -> tuple[str, str]:
    """Return street and number of „Essener Straße 57 a“; a street without one stays whole."""
    text = " ".join(text.split())
    match = STREET.fullmatch(text) or GLUED.fullmatch(text)
    if match is None or re.search(r"\bStraße des$|\bPlatz des$", match["strasse"]):
        return text, ""
    return match["strasse"].strip(" ,"), re.sub(r"\s*([-–+/])\s*", r"\1", match["hausnummer"])


def split_anschrift(text: str) -> Anschrift:
    """Return the parts of „Essener Str. 57, 46047 Oberhausen“, as far as they are there."""
    text = " ".join(text.replace("\n", ", ").split())
    plz = ort = ""
    if match := CITY.search(text):
        plz, ort = match["plz"], match["ort"].strip(" ,")
        text = text[: match.start()].strip(" ,")
    else:
        text, comma, rest = text.rpartition(",") if "," in text else (text, "", "")
        if comma and not re.search(r"\d", rest):
            ort = rest.strip()
        else:
            text += comma + rest
    street, number = split_street(text)
    return Anschrift(street, number, plz, ort)


def repair_plz(text: str) -> str:
    """Return „46045“ for „46045.0“, „46 045“ or „D-46045“; anything else as it is."""
    match = PLZ.fullmatch(text.strip())
    return match[1] + match[2] if match else text.strip()
