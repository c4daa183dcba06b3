"""A released edition of the Sozialindex as pages read it: its method, its results, its words."""

import json
import re
from functools import cached_property

from navigator.indexbild import tone_of
from navigator.models import Beitrag, Indexberechnung, Indikator
from navigator.sozialindex import Methode

ZEICHEN = ("auf", "", "ab")  # Dynamik from good to bad: a sign, none, a sign
NICHT_BERECHNET = "nicht berechnet"
BEISPIEL = "Beispielwerte, keine amtliche Statistik"


def published_ausgaben():
    """Return the editions that hold, the newest first; without their results."""
    return [Ausgabe(one) for one in Indexberechnung.objects.published()]


def newest_ausgabe():
    """Return the edition that the pages of the areas show, or ``None``."""
    newest = Indexberechnung.objects.published().first()
    return Ausgabe(newest) if newest else None


class Ausgabe:
    """One edition; results and indicators are read when they are first asked for."""

    def __init__(self, berechnung):
        self.berechnung = berechnung

    def __eq__(self, other):
        return isinstance(other, Ausgabe) and self.berechnung == other.berechnung

    def __hash__(self):
        return hash(self.berechnung)

    @property
    def jahr(self):
        return self.berechnung.berichtsjahr

    @property
    def datenstand(self):
        return self.berechnung.datenstand

    @property
    def ist_beispiel(self):
        return self.berechnung.ist_beispiel

    @property
    def stand(self):
        return f"31.12.{self.datenstand}"

    @property
    def quelle(self):
        """Who computed it from what, in one line for files."""
        what = f"Sozialplanung der Stadt Oberhausen, Sozialindex {self.jahr}"
        return f"{what} ({BEISPIEL})" if self.ist_beispiel else what

    @property
    def zeitraum(self):
        """„2018 bis 2022“: the years that the Dynamik compares."""
        return f"{self.datenstand - self.methode.dynamik_jahre} bis {self.datenstand}"

    @cached_property
    def methode(self):
        """The method as it was frozen with the edition."""
        return Methode.from_dict(json.loads(self.berechnung.einstellungen))

    @cached_property
    def indikatoren(self):
        """The indicators of the method whose Indikatorenblatt is published."""
        return list(Indikator.objects.published().filter(kuerzel__in=self.methode.namen))

    @cached_property
    def _rows(self):
        return list(self.berechnung.ergebnisse.select_related("sozialquartier"))

    @property
    def stadt(self):
        """The result of the whole city, or ``None``."""
        return next((row for row in self._rows if row.sozialquartier is None), None)

    @property
    def ergebnisse(self):
        """The results of the quarters, the highest risk first, those without a result last."""
        rows = [row for row in self._rows if row.sozialquartier is not None]
        return sorted(
            rows, key=lambda row: (row.rang or len(rows) + 1, row.sozialquartier.position)
        )

    def ergebnis_of(self, quartier):
        """Return the result of one quarter, or ``None`` where the edition has none."""
        return next((row for row in self._rows if row.sozialquartier_id == quartier.pk), None)

    @property
    def anzahl(self):
        """How many quarters were computed; ranks count up to it."""
        return sum(row.is_berechnet for row in self.ergebnisse)

    def beitraege(self, **which):
        """Return (quarter's key or ``None`` for the city, Kürzel) → contribution."""
        rows = Beitrag.objects.filter(
            ergebnis__berechnung=self.berechnung, indikator__in=self.indikatoren, **which
        ).select_related("ergebnis", "indikator")
        return {(row.ergebnis.sozialquartier_id, row.indikator.kuerzel): row for row in rows}

    # ---- words --------------------------------------------------------------------------------

    def ton(self, ergebnis):
        """Return the tone of the class of Status; 0 where it was not computed."""
        klassen = self.methode.status.klassen
        if ergebnis is None or ergebnis.status_klasse not in klassen:
            return 0
        return tone_of(klassen.index(ergebnis.status_klasse), len(klassen))

    def zeichen(self, ergebnis):
        """Return „auf“ for the best class of Dynamik, „ab“ for the worst, else nothing."""
        klassen = self.methode.dynamik.klassen
        if ergebnis is None or ergebnis.dynamik_klasse not in klassen:
            return ""
        return {klassen[0]: "auf", klassen[-1]: "ab"}.get(ergebnis.dynamik_klasse, "")

    def hinweis(self, ergebnis):
        """Return the remark of a result with the names of indicators instead of their Kürzel."""
        text = ergebnis.hinweis
        for indikator in self.indikatoren:
            text = re.sub(rf"\b{re.escape(indikator.kuerzel)}\b", indikator.name, text)
        return text

    def cuts(self):
        """Return the cuts of the Status in units of burden; quantiles as they came out."""
        status = self.methode.status
        if status.art == "werte":
            return list(status.schnitte)
        sign = self.methode.vorzeichen
        found = {}
        for row in self.ergebnisse:
            if row.is_berechnet and row.status_abstand_schlechter is not None:
                place = status.klassen.index(row.status_klasse)
                found[place] = row.status_index * sign + row.status_abstand_schlechter
        return [found[place] for place in sorted(found)]
