"""What the newest edition says of one area: class, distance, contributions, series, rank."""

from functools import cached_property

from navigator.ausgaben import NICHT_BERECHNET, newest_ausgabe
from navigator.indexbild import draw_balken, draw_kurve, draw_lineal
from navigator.kartenbild import Farbe
from navigator.models import Ergebnis, Indikator
from navigator.zahlen import dezimal, prozent
from navigator.zeitreihen import public_zeitreihen

RISIKO = {
    1: "geringes Armutsrisiko",
    2: "mittleres Armutsrisiko",
    3: "hohes Armutsrisiko",
    4: "sehr hohes Armutsrisiko",
}
RICHTUNG = {
    "auf": "Anteile entwickeln sich günstiger als in der Stadt",
    "": "Anteile entwickeln sich wie in der Stadt",
    "ab": "Anteile entwickeln sich ungünstiger als in der Stadt",
}
NEAR = 0.1  # units of the index: as good as the city
NARROW = 340  # units: the ruler on a phone


class Quartierprofil:
    """One Sozialquartier in the newest edition; nothing of it is known where there is none."""

    def __init__(self, quartier):
        self.quartier = quartier
        self.ausgabe = newest_ausgabe()
        self.ergebnis = self.ausgabe.ergebnis_of(quartier) if self.ausgabe else None

    @property
    def is_berechnet(self):
        return self.ergebnis is not None and self.ergebnis.is_berechnet

    @property
    def ist_beispiel(self):
        reihen = any(reihe.ist_beispiel for reihe in self.reihen)
        return reihen or bool(self.ergebnis and self.ausgabe.ist_beispiel)

    @property
    def ton(self):
        return self.ausgabe.ton(self.ergebnis)

    @property
    def zeichen(self):
        return self.ausgabe.zeichen(self.ergebnis)

    @property
    def farben(self):
        """The colour of this quarter on the map of its Sozialraum; the others have none."""
        if not self.is_berechnet:
            return {}
        return {self.quartier.pk: Farbe(self.ton, f"Status {self.ergebnis.status_klasse}")}

    @property
    def risiko(self):
        return RISIKO[self.ton]

    @property
    def richtung(self):
        return RICHTUNG[self.zeichen]

    @property
    def hinweis(self):
        return self.ausgabe.hinweis(self.ergebnis)

    @property
    def index(self):
        return dezimal(self.ergebnis.status_index)

    @property
    def dynamik_index(self):
        return dezimal(self.ergebnis.dynamik_index)

    @property
    def sicherheit(self):
        """How often the class held, in words: „93 %“, or nothing."""
        robust = self.ergebnis.status_robust
        return f"{dezimal(100 * robust, 0)}\N{NO-BREAK SPACE}%" if robust is not None else ""

    @property
    def satz(self):
        """One sentence for the head of the page."""
        if not self.is_berechnet:
            return ""
        burden = self.ergebnis.status_index * self.ausgabe.methode.vorzeichen
        stadt = self.ausgabe.methode.zentrum == "stadt"
        with_what = "in der Stadt" if stadt else "im Mittel der Quartiere"
        if abs(burden) < NEAR:
            return f"Das Armutsrisiko ist etwa so hoch wie {with_what}."
        level = "höher" if burden > 0 else "niedriger"
        return f"Das Armutsrisiko ist {level} als {with_what}."

    @property
    def abstaende(self):
        """Return (distance, class) to the next cuts, first towards more burden."""
        klassen = self.ausgabe.methode.status.klassen
        place = klassen.index(self.ergebnis.status_klasse)
        pairs = [
            (self.ergebnis.status_abstand_schlechter, place + 1),
            (self.ergebnis.status_abstand_besser, place - 1),
        ]
        return [(dezimal(gap), klassen[to]) for gap, to in pairs if gap is not None]

    @property
    def grenzen(self):
        """Return (class, from, to) in the units of the printed index, the lowest first."""
        methode = self.ausgabe.methode
        sign = methode.vorzeichen
        cuts = sorted(sign * cut for cut in self.ausgabe.cuts())
        names = methode.status.klassen[::sign]
        bounds = ["", *(dezimal(cut) for cut in cuts), ""]
        return list(zip(names, bounds, bounds[1:], strict=False))

    @property
    def lineale(self):
        """The same ruler twice, for wide and for narrow screens."""
        methode = self.ausgabe.methode
        cuts = self.ausgabe.cuts()
        if len(cuts) != len(methode.status.klassen) - 1:
            return []  # an empty class between quantiles: its cut cannot be told
        return [
            draw_lineal(
                self.ergebnis.status_index,
                cuts,
                methode.status.klassen,
                gedreht=methode.gedreht,
                stadt=0.0 if methode.zentrum == "stadt" else None,
                breite=breite,
            )
            for breite in (680, NARROW)
        ]

    @cached_property
    def _beitraege(self):
        return self.ausgabe.beitraege() if self.ergebnis else {}

    @property
    def anteile(self):
        """Return Kürzel → name, share here, share of the city; for the need beside the supply."""
        found = {}
        for indikator in self.ausgabe.indikatoren if self.ergebnis else ():
            own = self._beitraege.get((self.quartier.pk, indikator.kuerzel))
            city = self._beitraege.get((None, indikator.kuerzel))
            found[indikator.kuerzel] = (
                indikator.name,
                own.anteil if own else None,
                city.anteil if city else None,
            )
        return found

    @cached_property
    def balken(self):
        """The contributions to the index, each with its share and that of the city."""
        own = {
            name: beitrag
            for (pk, _), beitrag in self._beitraege.items()
            if pk == self.quartier.pk and beitrag.beitrag is not None
            for name in [beitrag.indikator.name]
        }
        bars = draw_balken((name, one.beitrag) for name, one in own.items())
        for bar in bars:
            bar.weiteres = {"anteil": prozent(own[bar.name].anteil)}
        return bars

    @cached_property
    def reihen(self):
        return list_reihen(self.quartier.pk)

    @property
    def jahre(self):
        """Every year that a series has, for the table of all values."""
        return sorted({jahr for reihe in self.reihen for jahr in reihe.jahre})

    @cached_property
    def frueher(self):
        """What the earlier editions said of this quarter, the newest first; each with its index."""
        rows = Ergebnis.objects.filter(
            berechnung__status="freigegeben", sozialquartier=self.quartier
        ).select_related("berechnung")
        others = [row for row in rows if row.berechnung != self.ausgabe.berechnung]
        others.sort(key=lambda row: -row.berechnung.berichtsjahr)
        return [(row, dezimal(row.status_index)) for row in others]


class Reihe:
    """One indicator of one quarter over the years, beside the city."""

    def __init__(self, indikator, own, city):
        self.indikator = indikator
        self.own = {punkt.jahr: punkt for punkt in own}
        self.city = {punkt.jahr: punkt for punkt in city}
        self.jahre = list(range(min(self.own), max(self.own) + 1))

    @property
    def ist_beispiel(self):
        return any(punkt.ist_beispiel for punkt in self.own.values())

    def value(self, points, jahr):
        return points[jahr].wert if jahr in points else None

    @property
    def bild(self):
        return draw_kurve(
            self.jahre,
            [self.value(self.own, jahr) for jahr in self.jahre],
            [self.value(self.city, jahr) for jahr in self.jahre],
        )

    @property
    def letztes(self):
        return self.jahre[-1]

    @property
    def wert(self):
        return prozent(self.value(self.own, self.letztes)) or "kein Wert"

    @property
    def stadt(self):
        return prozent(self.value(self.city, self.letztes))

    @property
    def erster(self):
        return prozent(self.value(self.own, self.jahre[0])) or "kein Wert"

    @property
    def beschreibung(self):
        """What the curve shows, in one sentence."""
        return (
            f"{self.indikator.name}: {self.erster} im Jahr {self.jahre[0]}, {self.wert} im Jahr "
            f"{self.letztes}; Stadt {self.letztes}: {self.stadt or 'kein Wert'}."
        )

    @property
    def zellen(self):
        """Return (year, value here or the reason, value of the city) for the table."""
        return [
            (
                jahr,
                prozent(self.value(self.own, jahr)) or self.reason(jahr),
                prozent(self.value(self.city, jahr)) or "kein Wert",
            )
            for jahr in self.jahre
        ]

    def reason(self, jahr):
        return (self.own[jahr].grund if jahr in self.own else "") or "kein Wert"


def list_reihen(pk, bis=None):
    """Return the series of one quarter, in the order of the indicators; up to the year ``bis``."""

    def until(punkte):
        return [punkt for punkt in punkte if bis is None or punkt.jahr <= bis]

    series = public_zeitreihen()
    found = [
        (indikator, until(series[indikator.kuerzel][pk]), series[indikator.kuerzel].get(None, ()))
        for indikator in Indikator.objects.published().shares()
        if pk in series.get(indikator.kuerzel, {})
    ]
    return [Reihe(indikator, own, until(city)) for indikator, own, city in found if own]


class Raumprofil:
    """The quarters of one Sozialraum in an edition; in the newest where none is given."""

    def __init__(self, quartiere, ausgabe=None):
        self.quartiere = quartiere
        self.ausgabe = ausgabe or newest_ausgabe()

    @cached_property
    def zeilen(self):
        """Each quarter with its result, the highest risk first."""
        if not self.ausgabe:
            return []
        mine = {quartier.pk for quartier in self.quartiere}
        return [row for row in self.ausgabe.ergebnisse if row.sozialquartier_id in mine]

    @property
    def ist_beispiel(self):
        return bool(self.zeilen) and self.ausgabe.ist_beispiel

    @property
    def tabelle(self):
        """Return the rows with what the template needs beside the result."""
        return [
            {
                "ergebnis": row,
                "ton": self.ausgabe.ton(row),
                "zeichen": self.ausgabe.zeichen(row),
                "index": dezimal(row.status_index, plus=True),
                "hinweis": self.ausgabe.hinweis(row),
            }
            for row in self.zeilen
        ]

    @property
    def verteilung(self):
        """Return (class, tone, number of quarters), the highest risk first."""
        klassen = self.ausgabe.methode.status.klassen
        tones = {row.status_klasse: self.ausgabe.ton(row) for row in self.zeilen}
        names = [row.status_klasse for row in self.zeilen]
        return [
            (name, tones[name], names.count(name)) for name in reversed(klassen) if name in names
        ]

    @property
    def farben(self):
        return {
            row.sozialquartier_id: Farbe(
                self.ausgabe.ton(row),
                f"Status {row.status_klasse}, Dynamik {row.dynamik_klasse or NICHT_BERECHNET}"
                if row.is_berechnet
                else NICHT_BERECHNET,
                self.ausgabe.zeichen(row),
            )
            for row in self.zeilen
        }

    @cached_property
    def _beitraege(self):
        return self.ausgabe.beitraege() if self.zeilen else {}

    @cached_property
    def indikatoren(self):
        """Return per indicator the share of the whole area beside the city's.

        The share is the mean of the quarters' public shares, weighted by their rounded
        inhabitants; ``None`` where one of the quarters has no share or no inhabitants.
        """
        rows = []
        for indikator in self.ausgabe.indikatoren if self.zeilen else ():
            city = self._beitraege.get((None, indikator.kuerzel))
            own = [
                self._beitraege.get((row.sozialquartier_id, indikator.kuerzel))
                for row in self.zeilen
            ]
            shares = [one.anteil if one else None for one in own]
            rows.append(
                {
                    "indikator": indikator,
                    "wert": self.weigh(shares),
                    "stadt": city.anteil if city else None,
                    "quartiere": [
                        (row.sozialquartier, prozent(share) or "kein Wert")
                        for row, share in zip(self.zeilen, shares, strict=True)
                    ],
                }
            )
        for row in rows:
            row["wert_text"], row["stadt_text"] = prozent(row["wert"]), prozent(row["stadt"])
        return rows

    def weigh(self, shares):
        people = [row.einwohner for row in self.zeilen]
        if not all(people) or None in shares:
            return None
        total = sum(people)
        return sum(share * n for share, n in zip(shares, people, strict=True)) / total

    @property
    def anteile(self):
        """Return Kürzel → name, share here, share of the city; for the need beside the supply."""
        return {
            row["indikator"].kuerzel: (row["indikator"].name, row["wert"], row["stadt"])
            for row in self.indikatoren
        }
