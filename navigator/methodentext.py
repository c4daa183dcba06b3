"""The method of an edition in words and formulas, read from the snapshot that it was computed by.

Everything a reader needs to compute one quarter again stands here: the edition's own means,
spreads and sums. Nothing is said that the snapshot does not say.
"""

from dataclasses import dataclass, field
from statistics import fmean, pstdev, stdev

from navigator.sozialindex import BESCHREIBUNGEN
from navigator.zahlen import MINUS, dezimal, ganz, kurz, prozent

DIGITS = 4  # enough to come to the same index with a pocket calculator


@dataclass
class Schritt:
    """A step of the method: what is done, as sentences, and the formula where there is one."""

    titel: str
    saetze: list[str]
    formel: str = ""


@dataclass
class Zutat:
    """One indicator with the edition's own numbers."""

    indikator: object
    gewicht: str
    richtung: str
    stadt: str
    mittel: str
    streuung: str


@dataclass
class Rechenzeile:
    """One line of the worked example."""

    name: str
    anteil: str
    zentrum: str
    streuung: str
    z: str
    gewicht: str
    produkt: str


@dataclass
class Beispiel:
    """One quarter computed in full; ``rechnung`` is its last line in figures."""

    ergebnis: object
    zeilen: list[Rechenzeile] = field(default_factory=list)
    summe: str = ""
    rechnung: str = ""


@dataclass
class Gruppe:
    """A cell of the table of groups: its name, its class of Dynamik, whether it is in focus."""

    name: str
    dynamik: str
    fokus: bool


class Methodentext:
    """What the page of the method shows of one edition."""

    def __init__(self, ausgabe):
        self.ausgabe = ausgabe
        self.methode = ausgabe.methode
        self.vorbild = BESCHREIBUNGEN.get(self.methode.vorlage, "")
        self.beitraege = ausgabe.beitraege()
        self.gerechnete = [row for row in ausgabe.ergebnisse if row.is_berechnet]
        self.summen = [row.status_summe for row in self.gerechnete]
        self.blaetter = ausgabe.indikatoren

    # ---- the edition's numbers ----------------------------------------------------------------

    def shares(self, indikator):
        """Return the shares of the quarters that count, without those left out."""
        found = (
            self.beitraege.get((row.sozialquartier_id, indikator.kuerzel))
            for row in self.gerechnete
        )
        return [one.anteil for one in found if one is not None and one.anteil is not None]

    def spread(self, values):
        if len(values) <= self.methode.ddof:
            return None
        return stdev(values) if self.methode.ddof else pstdev(values)

    def city(self, indikator):
        row = self.beitraege.get((None, indikator.kuerzel))
        return row.anteil if row else None

    def centre(self, indikator):
        """Return where z is 0, or ``None`` where this edition alone does not say it."""
        if self.methode.zentrum == "stadt":
            return self.city(indikator)
        shares = self.shares(indikator)
        return fmean(shares) if self.methode.zentrum == "gebiete" and shares else None

    @property
    def zutaten(self):
        weights = {one.name: one for one in self.methode.indikatoren}
        rows = []
        for indikator in self.blaetter:
            shares = self.shares(indikator)
            setting = weights[indikator.kuerzel]
            rows.append(
                Zutat(
                    indikator,
                    kurz(setting.gewicht),
                    "belastet" if setting.richtung > 0 else "entlastet",
                    genau(self.city(indikator)),
                    genau(fmean(shares) if shares else None),
                    dezimal(self.spread(shares), DIGITS),
                )
            )
        return rows

    @property
    def beispiel(self):
        """The quarter with the highest risk, computed; only where z is a plain z."""
        methode = self.methode
        usable = methode.standardisierung == "z" and methode.zentrum != "bezugsjahr"
        streuung = self.spread(self.summen)
        if not (usable and self.gerechnete and streuung):
            return None
        row = self.gerechnete[0]
        weights = {one.name: one.gewicht for one in methode.indikatoren}
        example = Beispiel(row)
        for indikator in self.blaetter:
            beitrag = self.beitraege.get((row.sozialquartier_id, indikator.kuerzel))
            if beitrag is None or beitrag.z is None:
                continue
            weight = weights[indikator.kuerzel]
            example.zeilen.append(
                Rechenzeile(
                    indikator.name,
                    genau(beitrag.anteil),
                    genau(self.centre(indikator)),
                    dezimal(self.spread(self.shares(indikator)), DIGITS),
                    dezimal(beitrag.z, DIGITS),
                    kurz(weight),
                    dezimal(weight * beitrag.z, DIGITS),
                )
            )
        example.summe = dezimal(row.status_summe, DIGITS)
        sign = MINUS if methode.gedreht else ""
        example.rechnung = (
            f"Index = {sign}({example.summe} {MINUS} {in_brackets(self.summe_am_zentrum)}) ÷ "
            f"{dezimal(streuung, DIGITS)} = {dezimal(row.status_index, DIGITS)}, gerundet "
            f"{dezimal(row.status_index)}"
        )
        return example

    @property
    def summe_am_zentrum(self):
        if self.methode.zentrum == "gebiete":
            return fmean(self.summen)
        stadt = self.ausgabe.stadt
        return stadt.status_summe if stadt and stadt.status_summe is not None else 0.0

    # ---- words --------------------------------------------------------------------------------

    @property
    def schritte(self):
        return [
            self.step_schutz(),
            self.step_universe(),
            Schritt(
                "Anteile",
                ["Für jeden Indikator wird der Anteil gebildet. Gerundet wird dabei nicht."],
                "Anteil = 100 × Zähler ÷ Nenner",
            ),
            self.step_standard(),
            self.step_index(),
            self.step_dynamik(),
            self.step_classes(),
            self.step_groups(),
            Schritt(
                "Beiträge",
                [
                    "Der Beitrag sagt, wie viel ein Indikator zum Index eines Quartiers beiträgt. "
                    "Alle Beiträge zusammen ergeben den Index."
                ],
                f"Beitrag = {self.sign}Gewicht × (z {MINUS} z am Nullpunkt) ÷ Streuung der Summen",
            ),
            self.step_robust(),
        ]

    @property
    def sign(self):
        return MINUS if self.methode.gedreht else ""

    def step_schutz(self):
        schutz = self.methode.schutz
        if not schutz.aktiv:
            return Schritt("Schutz kleiner Zahlen", ["Diese Ausgabe rechnet mit genauen Zahlen."])
        return Schritt(
            "Schutz kleiner Zahlen",
            [
                f"Jeder Zähler, jeder Nenner und jede Einwohnerzahl wird einzeln auf ein "
                f"Vielfaches von {schutz.rundung} gerundet, bevor gerechnet wird. Alles, was das "
                "Portal zeigt, ist nur aus diesen gerundeten Zahlen gerechnet.",
                f"Unter einem Nenner von {schutz.mindestnenner} gibt es keinen Anteil.",
            ],
        )

    def step_universe(self):
        floor = self.methode.mindesteinwohner
        sentences = [f"Gerechnet wird für {len(self.gerechnete)} Sozialquartiere."]
        if floor:
            sentences.append(
                f"Ein Quartier zählt mit, wenn dort mindestens {ganz(floor)} Menschen wohnen."
            )
        sentences += [
            f"Ausgeschlossen ist {gebiet}: {grund}"
            for gebiet, grund in self.methode.ausschluesse.items()
        ]
        if not self.methode.ausschluesse:
            sentences.append("Kein Quartier ist ausgeschlossen.")
        return Schritt("Welche Quartiere zählen", sentences)

    def step_standard(self):
        centre = {
            "gebiete": "das Mittel der Quartiere",
            "stadt": "der Wert der ganzen Stadt",
            "bezugsjahr": f"das Mittel des Jahres {self.methode.bezugsjahr}",
        }[self.methode.zentrum]
        other = {
            "min-max": (
                "Damit sich Anteile vergleichen lassen, wird jeder auf 0 (kleinster Wert) bis 1 "
                "(größter Wert) gebracht.",
                f"z = (Anteil {MINUS} kleinster) ÷ (größter {MINUS} kleinster)",
            ),
            "prozentrang": (
                "Damit sich Anteile vergleichen lassen, zählt der Platz: wie viele Quartiere "
                "weniger belastet sind; gleiche zählen halb.",
                "z = Quartiere mit weniger Belastung ÷ alle Quartiere",
            ),
        }
        if self.methode.standardisierung in other:
            sentence, formula = other[self.methode.standardisierung]
            return Schritt("Vergleichbar machen", [sentence], formula)
        divisor = "N" if self.methode.ddof == 0 else f"N {MINUS} 1"
        sentences = [
            f"Damit sich Anteile vergleichen lassen, wird jeder zu einem z-Wert. 0 ist {centre}; "
            "1 heißt: um eine Streuung mehr Belastung.",
            "Die Streuung ist die Standardabweichung der Quartiere um ihr ungewichtetes Mittel, "
            f"geteilt durch {divisor}.",
        ]
        if any(one.richtung < 0 for one in self.methode.indikatoren):
            sentences.append("Bei Indikatoren, die entlasten, wird das Vorzeichen umgedreht.")
        return Schritt(
            "Vergleichbar machen", sentences, f"z = (Anteil {MINUS} Nullpunkt) ÷ Streuung"
        )

    def step_index(self):
        sentences = [
            "Die z-Werte werden mit ihren Gewichten zusammengezählt. Die Summe wird noch einmal "
            "durch die Streuung aller Summen geteilt."
        ]
        streuung = self.spread(self.summen) if self.summen else None
        if streuung:
            sentences.append(
                f"In dieser Ausgabe ist die Summe am Nullpunkt "
                f"{dezimal(self.summe_am_zentrum, DIGITS)} und die Streuung der Summen "
                f"{dezimal(streuung, DIGITS)}."
            )
        sentences.append(
            "Das Vorzeichen ist gedreht: Ein niedriger Index heißt hohes Armutsrisiko."
            if self.methode.gedreht
            else "Ein hoher Index heißt hohes Armutsrisiko."
        )
        return Schritt(
            "Statusindex",
            sentences,
            f"Index = {self.sign}(Summe {MINUS} Summe am Nullpunkt) ÷ Streuung der Summen",
        )

    def step_dynamik(self):
        return Schritt(
            "Dynamikindex",
            [
                f"Verglichen werden die Anteile der Jahre {self.ausgabe.zeitraum}, in "
                "Prozentpunkten. Danach wird gerechnet wie beim Statusindex.",
                "Fehlt ein Wert im früheren Jahr, bleibt die Dynamik leer.",
            ],
            f"Veränderung = Anteil im Jahr {MINUS} Anteil {self.methode.dynamik_jahre} Jahre davor",
        )

    def step_classes(self):
        return Schritt(
            "Klassen",
            [
                f"Status: {self.describe_cuts(self.methode.status)}.",
                f"Dynamik: {self.describe_cuts(self.methode.dynamik)}.",
                "Die Klassen entstehen aus ungerundeten Werten. Wer genau auf einer Grenze liegt, "
                "gehört zur Klasse näher an der Mitte.",
            ],
        )

    def describe_cuts(self, klassierung):
        """„hoch über 1; mittel von −1 bis 1; …“, in the units of the printed index."""
        sign = self.methode.vorzeichen
        if klassierung.art == "quantile":
            shares = ", ".join(prozent(100 * cut) for cut in klassierung.schnitte)
            return f"{', '.join(klassierung.klassen)}, nach Quantilen (Typ 9) bei {shares}"
        pairs = list(zip(klassierung.klassen, (*klassierung.schnitte, None), strict=True))
        parts, before = [], None
        for name, cut in pairs:
            if cut is None:
                parts.append(f"{name} {self.side(sign)} {kurz(sign * before)}")
            elif before is None:
                parts.append(f"{name} {self.side(-sign)} {kurz(sign * cut)}")
            else:
                low, high = sorted((sign * before, sign * cut))
                parts.append(f"{name} von {kurz(low)} bis {kurz(high)}")
            before = cut
        return "; ".join(parts)

    def side(self, sign):
        return "über" if sign > 0 else "unter"

    def step_groups(self):
        fokus = self.methode.fokus
        names = [
            *(f"Status {name}" for name in fokus.status),
            *(f"Gruppe {n}" for n in fokus.gruppen),
        ]
        return Schritt(
            "Gruppen und Fokusquartiere",
            [
                "Status und Dynamik zusammen ergeben eine Gruppe, siehe Tabelle unten.",
                f"Fokusquartier ist ein Quartier mit {' oder '.join(names)}."
                if names
                else "Fokusquartiere sind nicht bestimmt.",
            ],
        )

    def step_robust(self):
        setting = self.methode.robustheit
        return Schritt(
            "Wie sicher ist die Klasse?",
            [
                "Zur Probe wird jeder Indikator einmal weggelassen. Dazu werden alle Gewichte "
                f"{ganz(setting.laeufe)}-mal zufällig um bis zu {kurz(100 * setting.spanne)} % "
                "verändert.",
                "Angegeben ist, in wie vielen Proberechnungen ein Quartier in seiner Klasse "
                f"bleibt. Die Zufallszahlen beginnen immer gleich (Startwert {setting.startwert}).",
            ],
        )

    @property
    def gruppen(self):
        """Rows of the table of groups: the class of Status, and the group per class of Dynamik."""
        fokus, dynamik = self.methode.fokus, self.methode.dynamik.klassen
        return [
            (
                klasse,
                [
                    Gruppe(group, name, klasse in fokus.status or group in fokus.gruppen)
                    for name, group in zip(dynamik, row, strict=True)
                ],
            )
            for klasse, row in zip(self.methode.status.klassen, self.methode.gruppen, strict=True)
        ]


def genau(value):
    return dezimal(value, DIGITS)


def in_brackets(value):
    text = dezimal(value, DIGITS)
    return f"({text})" if text.startswith(MINUS) else text
