"""The method of an edition: every option with its default, checked, and as plain data."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from navigator.sozialindex.einstellungen import (
    Fokusregel,
    Indikator,
    Klassierung,
    Robustheit,
    Schutz,
    is_texts,
    is_whole,
    require,
)
from navigator.sozialindex.vorlagen import VORLAGEN

ZENTREN = ("gebiete", "stadt", "bezugsjahr")
STANDARDISIERUNGEN = ("z", "min-max", "prozentrang")
STATUS = Klassierung(("hoch", "mittel", "niedrig", "sehr niedrig"), (-1, 1, 1.5))
DYNAMIK = Klassierung(("positiv", "stabil", "negativ"), (-1, 1))
PARTS = {
    "status": STATUS,
    "dynamik": DYNAMIK,
    "fokus": Fokusregel(),
    "schutz": Schutz(),
    "robustheit": Robustheit(),
}
GRUPPEN = (("1+", "1+/-", "1-"), ("2+", "2+/-", "2-"), ("3+", "3+/-", "3-"), ("4+", "4+/-", "4-"))


@dataclass(frozen=True)
class Methode:
    """How an edition is computed. What may be set and what it means: docs/sozialindex.md."""

    indikatoren: tuple[Indikator, ...]
    vorlage: str = "oberhausen"
    stadtzeile: str | None = None
    zentrum: str = "gebiete"
    bezugsjahr: int | None = None
    ddof: int = 0
    standardisierung: str = "z"
    gedreht: bool = False
    dynamik_jahre: int = 2
    status: Klassierung = STATUS
    dynamik: Klassierung = DYNAMIK
    gruppen: tuple[tuple[str, ...], ...] = GRUPPEN
    fokus: Fokusregel = PARTS["fokus"]
    mindesteinwohner: int = 300
    ausschluesse: Mapping[str, str] = field(default_factory=dict)
    schutz: Schutz = PARTS["schutz"]
    robustheit: Robustheit = PARTS["robustheit"]

    def __post_init__(self):
        check_indikatoren(self.indikatoren)
        check_zentrum(self)
        check_gruppen(self)
        require(
            self.standardisierung in STANDARDISIERUNGEN,
            f"Standardisiert wird mit {', '.join(STANDARDISIERUNGEN)}, "
            f"nicht mit „{self.standardisierung}“.",
        )
        require(self.ddof in {0, 1} and is_whole(self.ddof, 0), "„ddof“ ist 0 oder 1.")
        require(isinstance(self.gedreht, bool), "„gedreht“ ist true oder false.")
        require(is_whole(self.dynamik_jahre, 1), "„dynamik_jahre“ ist eine ganze Zahl ab 1.")
        require(is_whole(self.mindesteinwohner, 0), "„mindesteinwohner“ ist eine Zahl ab 0.")
        reasons = self.ausschluesse
        require(
            isinstance(reasons, Mapping)
            and all(isinstance(text, str) and text.strip() for text in reasons.values()),
            "Jeder Ausschluss braucht einen Grund: „ausschluesse“: {„Gebiet“: „Grund“}.",
        )
        object.__setattr__(self, "ausschluesse", dict(reasons))
        object.__setattr__(self, "gruppen", tuple(map(tuple, self.gruppen)))

    @property
    def namen(self) -> list[str]:
        """The indicators in the order of the method."""
        return [indikator.name for indikator in self.indikatoren]

    @property
    def gewichte(self) -> dict[str, float]:
        """The weights that count; indicators of weight 0 are only shown."""
        return {i.name: float(i.gewicht) for i in self.indikatoren if i.gewicht}

    @property
    def vorzeichen(self) -> int:
        """−1 where a low index means burdened, as Oberhausen prints it."""
        return -1 if self.gedreht else 1

    @classmethod
    def from_dict(cls, angaben: Mapping) -> "Methode":
        """Return the method that a Vorlage and deviations from it describe.

        Raises ``MethodeError`` for an unknown Vorlage, setting or value.
        """
        require(isinstance(angaben, Mapping), "Die Methode ist kein JSON-Objekt {…}.")
        vorlage = angaben.get("vorlage")
        require(
            isinstance(vorlage, str) and vorlage in VORLAGEN,
            f"„vorlage“ ist {' oder '.join(VORLAGEN)}, nicht „{vorlage}“.",
        )
        settings = {"zentrum": "gebiete"} | VORLAGEN[vorlage] | dict(angaben)
        if "zentrum" not in angaben and settings.get("stadtzeile") is None:
            # A Vorlage cannot know whether the file has a row of the city to stand around.
            settings["zentrum"] = "gebiete"
        settings["indikatoren"] = read_indikatoren(settings)
        settings.pop("gewichte", None)
        known = {entry.name for entry in fields(cls)}
        unknown = sorted(map(str, settings.keys() - known))
        require(not unknown, f"Diese Angabe kennt die Methode nicht: {', '.join(unknown)}.")
        for name in PARTS.keys() & settings.keys():
            settings[name] = read_part(name, settings[name])
        if isinstance(settings["zentrum"], str):
            settings["zentrum"] = settings["zentrum"].lower()
        return cls(**settings)

    def to_dict(self) -> dict:
        """Return the whole method as plain data; ``from_dict`` reads it again."""
        data = {name: value for name, value in asdict(self).items() if name != "indikatoren"}
        data["indikatoren"] = {i.name: i.richtung for i in self.indikatoren}
        data["gewichte"] = {i.name: i.gewicht for i in self.indikatoren}
        return json.loads(json.dumps(data))  # tuples become lists, as in the stored snapshot

    def to_json(self) -> str:
        """Return the method in the one spelling that its hash is taken from."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def hash_methode(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def check_indikatoren(indikatoren: tuple[Indikator, ...]) -> None:
    names = {indikator.name for indikator in indikatoren}
    require(bool(names), "Die Methode nennt keinen Indikator.")
    require(len(names) == len(indikatoren), "Ein Indikator steht zweimal in der Methode.")
    require(any(i.gewicht for i in indikatoren), "Kein Indikator hat ein Gewicht.")
    doubtful = sorted(name for name in names if f"d_{name}" in names)
    require(
        not doubtful,
        f"„d_{''.join(doubtful[:1])}“ ist eine Veränderung und kann kein Indikator sein.",
    )


def check_zentrum(methode: Methode) -> None:
    require(
        methode.zentrum in ZENTREN,
        f"Das Zentrum ist {', '.join(ZENTREN)}, nicht „{methode.zentrum}“.",
    )
    stadtzeile = methode.stadtzeile
    require(
        stadtzeile is None or (isinstance(stadtzeile, str) and stadtzeile != ""),
        "„stadtzeile“ ist der Name der Zeile mit den Werten der Stadt oder null.",
    )
    require(
        methode.zentrum != "stadt" or stadtzeile is not None,
        "Das Zentrum ist die Stadt, aber „stadtzeile“ nennt keine Zeile mit ihren Werten.",
    )
    require(
        (methode.zentrum == "bezugsjahr") == is_whole(methode.bezugsjahr, 1),
        "„zentrum“: „bezugsjahr“ und „bezugsjahr“ (ein Jahr) gehören zusammen.",
    )


def check_gruppen(methode: Methode) -> None:
    rows, columns = len(methode.status.klassen), len(methode.dynamik.klassen)
    table = methode.gruppen
    require(
        isinstance(table, list | tuple)
        and len(table) == rows
        and all(is_texts(row) and len(row) == columns for row in table),
        f"„gruppen“ braucht {rows} Zeilen (Status) mit je {columns} Namen (Dynamik).",
    )
    unknown = [name for name in methode.fokus.status if name not in methode.status.klassen]
    unknown += [name for name in methode.fokus.gruppen if not any(name in row for row in table)]
    require(not unknown, f"Die Fokusregel nennt Unbekanntes: {', '.join(unknown)}.")


def read_indikatoren(angaben: Mapping) -> tuple[Indikator, ...]:
    richtungen, gewichte = angaben.get("indikatoren"), angaben.get("gewichte", {})
    require(
        isinstance(richtungen, Mapping) and len(richtungen) > 0,
        "„indikatoren“ nennt jeden Indikator mit seiner Richtung, zum Beispiel {„s1“: 1}.",
    )
    gewichte = {} if gewichte is None else gewichte
    require(isinstance(gewichte, Mapping), "„gewichte“ ist ein Objekt wie {„s1“: 2}.")
    unknown = sorted(gewichte.keys() - richtungen.keys())
    require(not unknown, f"„gewichte“ nennt einen unbekannten Indikator: {', '.join(unknown)}.")
    return tuple(
        Indikator(name, richtung, gewichte.get(name, 1)) for name, richtung in richtungen.items()
    )


def read_part(name: str, angaben: Mapping) -> object:
    """Return the part of that name; what ``angaben`` leaves out is as in the default."""
    require(isinstance(angaben, Mapping), f"„{name}“ ist ein Objekt {{…}}.")
    default = PARTS[name]
    unknown = sorted(map(str, angaben.keys() - asdict(default).keys()))
    require(not unknown, f"„{name}“ kennt diese Angabe nicht: {', '.join(unknown)}.")
    return replace(default, **angaben)
