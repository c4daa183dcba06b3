"""What the page, the table and the files of the Sozialindex show of an edition: one choice."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from navigator.ausgaben import NICHT_BERECHNET
from navigator.indexbild import spread_values, tone_of
from navigator.kartenbild import Farbe
from navigator.zahlen import dezimal, prozent

INDEX = "sozialindex"
HARDLY = {"index": 0.1, "anteil": 0.5}  # smaller differences count as hardly any


@dataclass
class Zeile:
    """One quarter of the table, of the map and of the files; ``None`` where nothing is known."""

    quartier: object
    ergebnis: object
    ton: int = 0
    klasse: str = NICHT_BERECHNET
    wert: float | None = None
    wert_text: str = ""
    dynamik: str = ""
    dynamik_wert: float | None = None
    dynamik_text: str = ""
    zeichen: str = ""
    hinweis: str = ""
    stufe: int = 0  # the class as a number, to order by
    frueher: "Zeile | None" = None
    text: str = ""  # what the colour on the map says

    @property
    def farbe(self):
        return Farbe(self.ton, self.text, self.zeichen)


@dataclass
class Legende:
    """An entry of the legend: a class, its tone, how many quarters are in it."""

    name: str
    ton: int
    anzahl: int


class Ansicht:
    """An edition, what is shown of it, and the edition that it is compared with."""

    def __init__(self, ausgabe, indikator=None, vergleich=None):
        self.ausgabe = ausgabe
        self.indikator = indikator
        self.vergleich = vergleich

    @property
    def art(self):
        """Which of the four kinds of view this is; each has rows of its own."""
        if self.indikator:
            return "anteilwandel" if self.vergleich else "anteil"
        return "wandel" if self.vergleich else "index"

    @property
    def titel(self):
        """What the picture shows, for captions and text alternatives."""
        what = self.indikator.name if self.indikator else "Status"
        if self.vergleich:
            return f"{what}: Veränderung von {self.vergleich.jahr} bis {self.ausgabe.jahr}"
        return f"{what} {self.ausgabe.jahr}"

    @property
    def ist_beispiel(self):
        return any(one.ist_beispiel for one in (self.ausgabe, self.vergleich) if one)

    @property
    def andere_methode(self):
        """Whether the two editions were computed by different methods."""
        return bool(self.vergleich) and (
            self.ausgabe.berechnung.hash_methode != self.vergleich.berechnung.hash_methode
        )

    @cached_property
    def zeilen(self):
        """The rows, the highest risk or share first."""
        rows = self._anteile(self.ausgabe) if self.indikator else self._status(self.ausgabe)
        if not self.vergleich:
            return rows
        before = self._anteile(self.vergleich) if self.indikator else self._status(self.vergleich)
        earlier = {row.quartier.pk: row for row in before}
        return [self._compare(row, earlier.get(row.quartier.pk)) for row in rows]

    def _status(self, ausgabe):
        rows = []
        for ergebnis in ausgabe.ergebnisse:
            row = Zeile(ergebnis.sozialquartier, ergebnis, hinweis=ausgabe.hinweis(ergebnis))
            if ergebnis.is_berechnet:
                row.ton = row.stufe = ausgabe.ton(ergebnis)
                row.klasse = ergebnis.status_klasse
                row.wert = ergebnis.status_index
                row.wert_text = dezimal(row.wert, plus=True)
                row.dynamik = ergebnis.dynamik_klasse or NICHT_BERECHNET
                row.dynamik_wert = ergebnis.dynamik_index
                row.dynamik_text = dezimal(row.dynamik_wert, plus=True)
                row.zeichen = ausgabe.zeichen(ergebnis)
                row.text = f"Status {row.klasse}, Dynamik {row.dynamik}"
            else:
                row.text = NICHT_BERECHNET
            rows.append(row)
        return rows

    def _anteile(self, ausgabe):
        shares = ausgabe.beitraege(indikator=self.indikator)
        rows = []
        for ergebnis in ausgabe.ergebnisse:
            row = Zeile(ergebnis.sozialquartier, ergebnis, hinweis=ausgabe.hinweis(ergebnis))
            beitrag = shares.get((ergebnis.sozialquartier_id, self.indikator.kuerzel))
            row.wert = beitrag.anteil if beitrag else None
            row.klasse = "" if row.wert is not None else "kein Wert"
            row.wert_text = prozent(row.wert)
            row.dynamik_wert = beitrag.veraenderung if beitrag else None
            row.dynamik_text = dezimal(row.dynamik_wert, 1, plus=True)
            row.text = f"{self.indikator.name} {row.wert_text or 'kein Wert'}"
            rows.append(row)
        known = [row.wert for row in rows if row.wert is not None]
        edges, tone = spread_values(known, burdens=self.indikator.richtung > 0)
        for row in rows:
            if row.wert is not None:
                row.ton = tone(row.wert)
                row.klasse = range_of(round(row.wert, 1), edges)
        city = shares.get((None, self.indikator.kuerzel))
        if ausgabe == self.ausgabe:
            self.stadtwert = prozent(city.anteil) if city else ""
        return sorted(rows, key=lambda row: (row.wert is None, -(row.wert or 0)))

    def _compare(self, now, then):
        """Return the row of the change: its tone and sign say which way it went."""
        row = replace(now, frueher=then, zeichen="", ton=0, dynamik_wert=None, dynamik_text="")
        if then is None or now.wert is None or then.wert is None:
            row.klasse = row.text = "nicht vergleichbar"
            return row
        row.dynamik_wert = now.wert - then.wert
        kind = "anteil" if self.indikator else "index"
        digits = 1 if self.indikator else 2
        row.dynamik_text = dezimal(row.dynamik_wert, digits, plus=True)
        hardly = abs(round(row.dynamik_wert, digits)) < HARDLY[kind]
        rises = row.dynamik_wert > 0
        row.klasse = "kaum verändert" if hardly else "gestiegen" if rises else "gesunken"
        if self.indikator:
            burdened = rises == (self.indikator.richtung > 0)
        else:
            burdened = (row.dynamik_wert * self.ausgabe.methode.vorzeichen) > 0
        row.ton = 2 if hardly else 3 if burdened else 1
        row.dynamik = row.klasse
        if not self.indikator and now.stufe != then.stufe:
            row.zeichen = "ab" if now.stufe > then.stufe else "auf"
        row.text = describe_change(now, then, row, self)
        return row

    @property
    def legende(self):
        """The classes that the picture uses, the darkest first, each with its number."""
        numbers = Counter(row.klasse for row in self.zeilen)
        if self.art == "index":
            klassen = self.ausgabe.methode.status.klassen
            tones = {name: tone_of(place, len(klassen)) for place, name in enumerate(klassen)}
        else:
            tones = {row.klasse: row.ton for row in self.zeilen if row.ton}
        darkest_first = sorted(tones.items(), key=lambda pair: -pair[1])
        return [Legende(name, tone, numbers[name]) for name, tone in darkest_first]

    @property
    def ohne(self):
        """How many quarters have no colour."""
        return sum(row.ton == 0 for row in self.zeilen)


def range_of(value, edges):
    """Return the class of a share in words: „unter 10,0 %“, „10,0 bis unter 15,0 %“."""
    if not edges:
        return "alle Werte"
    above = [edge for edge in edges if edge > value]
    below = [edge for edge in edges if edge <= value]
    if not below:
        return f"unter {prozent(edges[0])}"
    if not above:
        return f"ab {prozent(edges[-1])}"
    return f"{dezimal(below[-1], 1)} bis unter {prozent(above[0])}"


def describe_change(now, then, row, ansicht):
    years = ansicht.vergleich.jahr, ansicht.ausgabe.jahr
    if ansicht.indikator:
        return f"{years[0]} {then.wert_text}, {years[1]} {now.wert_text}, {row.klasse}"
    return (
        f"{years[0]} {then.klasse}, {years[1]} {now.klasse}, "
        f"Index um {row.dynamik_text} {row.klasse}"
    )


# ---- order -----------------------------------------------------------------------------------

KEYS = {
    "nummer": lambda row: row.quartier.position,
    "name": lambda row: row.quartier.sortiername,
    "status": lambda row: row.ergebnis.rang,
    "wert": lambda row: row.wert,
    "dynamik": lambda row: row.dynamik_wert,
    "veraenderung": lambda row: row.dynamik_wert,
    "unterschied": lambda row: row.dynamik_wert,
    "frueher": lambda row: row.frueher.wert if row.frueher else None,
}


def sort_zeilen(zeilen, sortierung):
    """Order the rows by „name“ or, from the other end, „-name“; rows without a value are last."""
    key = KEYS[sortierung.removeprefix("-")]
    known = [row for row in zeilen if key(row) is not None]
    rest = [row for row in zeilen if key(row) is None]
    return sorted(known, key=key, reverse=sortierung.startswith("-")) + rest


# ---- files -----------------------------------------------------------------------------------


def list_spalten(ansicht):
    """Return (heading, key, row → value) of the files, one list for all formats."""
    ausgabe = ansicht.ausgabe
    columns = [
        ("Nummer", "nummer", lambda row: row.quartier.position),
        ("Sozialquartier", "name", lambda row: row.quartier.name),
        ("Ausgabe", "ausgabe", lambda row: ausgabe.jahr),
    ]
    columns += _value_columns(ansicht)
    if ansicht.vergleich:
        columns += _change_columns(ansicht)
    return [
        *columns,
        ("Hinweis", "hinweis", lambda row: row.hinweis),
        ("ist_beispiel", "ist_beispiel", lambda row: ansicht.ist_beispiel),
        ("Quelle", "quelle", lambda row: ausgabe.quelle),
        ("Stand", "stand", lambda row: ausgabe.stand),
    ]


def _value_columns(ansicht):
    if ansicht.indikator:
        name = ansicht.indikator.name
        return [
            (f"{name} in Prozent", "anteil", lambda row: row.wert),
            *(
                []
                if ansicht.vergleich
                else [
                    (
                        f"Veränderung {ansicht.ausgabe.zeitraum} in Prozentpunkten",
                        "veraenderung",
                        lambda row: row.dynamik_wert,
                    )
                ]
            ),
        ]
    return [
        ("Status", "status", lambda row: row.ergebnis.status_klasse or NICHT_BERECHNET),
        ("Statusindex", "statusindex", lambda row: row.ergebnis.status_index),
        ("Rang", "rang", lambda row: row.ergebnis.rang),
        ("Dynamik", "dynamik", lambda row: row.ergebnis.dynamik_klasse or NICHT_BERECHNET),
        ("Dynamikindex", "dynamikindex", lambda row: row.ergebnis.dynamik_index),
        ("Gruppe", "gruppe", lambda row: row.ergebnis.gruppe),
        ("Fokusquartier", "fokusquartier", lambda row: row.ergebnis.ist_fokusquartier),
    ]


def _change_columns(ansicht):
    year = ansicht.vergleich.jahr

    def earlier(row, name):
        return getattr(row.frueher, name) if row.frueher else None

    columns = [(f"Wert {year}", "wert_frueher", lambda row: earlier(row, "wert"))]
    if not ansicht.indikator:
        columns.insert(0, (f"Status {year}", "status_frueher", lambda row: earlier(row, "klasse")))
    return [
        *columns,
        ("Unterschied", "unterschied", lambda row: row.dynamik_wert),
        ("Richtung", "richtung", lambda row: row.klasse),
    ]
