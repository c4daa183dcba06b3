"""All steps of the method in their order: values in, an edition out."""

from dataclasses import dataclass, replace

import pandas as pd

from navigator.sozialindex.anteile import add_stadtzeile, compute_anteile
from navigator.sozialindex.dynamik import compute_veraenderungen
from navigator.sozialindex.einstellungen import Klassierung
from navigator.sozialindex.erklaeren import explain
from navigator.sozialindex.fingerabdruck import hash_tabelle, list_rows
from navigator.sozialindex.grundgesamtheit import select_grundgesamtheit
from navigator.sozialindex.gruppen import combine
from navigator.sozialindex.hinweise import explain_gap, write_hinweise
from navigator.sozialindex.klassen import classify
from navigator.sozialindex.methode import Methode
from navigator.sozialindex.pruefen import Eingabe, check_eingabe, name_missing
from navigator.sozialindex.robustheit import shake
from navigator.sozialindex.schutz import protect_zaehlungen, round_counts
from navigator.sozialindex.standardisieren import standardise
from navigator.sozialindex.zusammenfassen import aggregate


@dataclass(frozen=True)
class Teilindex:
    """Status or Dynamik: every number of every row, signs as the method prints them.

    ``tabelle`` has summe, index, klasse, abstand_besser, abstand_schlechter, abstand, robust;
    ``gruende`` says why the index is missing. ``z`` and ``summe`` stay in units of burden.
    """

    werte: pd.DataFrame
    z: pd.DataFrame
    beitraege: pd.DataFrame
    tabelle: pd.DataFrame
    gruende: pd.Series
    konstant: pd.DataFrame


@dataclass(frozen=True)
class Ergebnis:
    """An edition, or several: one row per area and year, nothing rounded.

    ``tabelle`` joins Status and Dynamik: status_summe … status_robust, dynamik_summe …,
    rang (1 has most burden), gruppe, fokus, hinweis.
    """

    methode: Methode
    eingabe: Eingabe
    status: Teilindex
    dynamik: Teilindex
    tabelle: pd.DataFrame

    def to_records(self) -> list[dict]:
        """Return the rows as plain data with z and contributions; missing is ``None``."""
        namen = self.methode.namen
        return list_rows(
            pd.concat(
                [
                    self.status.z[namen].add_prefix("z_"),
                    self.tabelle,
                    self.status.beitraege[namen].add_prefix("beitrag_"),
                    self.dynamik.werte[namen].add_prefix("veraenderung_"),
                    self.dynamik.z[namen].add_prefix("dynamik_z_"),
                    self.dynamik.beitraege[namen].add_prefix("dynamik_beitrag_"),
                ],
                axis=1,
            )
        )

    def hash_werte(self) -> str:
        """Return the hash of everything that went in."""
        eingabe = self.eingabe
        return hash_tabelle(
            eingabe.werte,
            eingabe.gruende,
            eingabe.einwohner,
            eingabe.veraenderungen,
            eingabe.gruende_veraenderung,
        )

    def hash_ergebnisse(self) -> str:
        """Return the hash of everything that came out."""
        dynamik, status = self.dynamik, self.status
        return hash_tabelle(
            self.tabelle, status.z, status.beitraege, dynamik.werte, dynamik.z, dynamik.beitraege
        )


def compute_sozialindex(
    werte: pd.DataFrame,
    methode: Methode,
    einwohner: pd.Series | None = None,
    veraenderungen: pd.DataFrame | None = None,
    gruende: pd.DataFrame | None = None,
) -> Ergebnis:
    """Compute every year of ``werte``: index (gebiet, jahr), one column per indicator.

    ``einwohner`` and given ``veraenderungen`` have the same index; ``gruende`` says why a
    value is missing. A value may be „.“ or „•“: protected by its supplier.
    Raises ``SozialindexError``.
    """
    eingabe = check_eingabe(werte, methode, einwohner, veraenderungen, gruende)
    namen = list(methode.gewichte)
    ausschluss = select_grundgesamtheit(eingabe, methode)
    gaps = ausschluss.mask(ausschluss == "", name_missing(eingabe.gruende, namen))
    status = compute_teilindex(eingabe.werte, gaps, methode.status, methode)
    changes, reasons = compute_veraenderungen(eingabe, methode)
    gaps = status.gruende.mask(status.gruende == "", name_missing(reasons, namen))
    dynamik = compute_teilindex(changes, gaps, methode.dynamik, methode)
    return Ergebnis(methode, eingabe, status, dynamik, join(status, dynamik, methode))


def compute_from_zaehlungen(
    zaehlungen: pd.DataFrame,
    methode: Methode,
    einwohner: pd.Series | None = None,
    veraenderungen: pd.DataFrame | None = None,
    *,
    einwohner_geschuetzt: bool = False,
) -> Ergebnis:
    """Compute an edition from counts; with protection on, from the rounded counts alone.

    ``einwohner_geschuetzt``: the inhabitants are rounded already, each once. The city's row,
    where the method names one and the counts have none, is their sum.
    """
    schutz = methode.schutz
    counts = protect_zaehlungen(zaehlungen, schutz)
    if methode.stadtzeile is not None:
        counts = add_stadtzeile(counts, methode.stadtzeile)
    if schutz.aktiv and einwohner is not None and not einwohner_geschuetzt:
        einwohner = round_counts(einwohner, schutz.rundung)
    werte, gruende = compute_anteile(counts, schutz.mindestnenner if schutz.aktiv else 0)
    return compute_sozialindex(werte, methode, einwohner, veraenderungen, gruende)


def compute_interne_fassung(zaehlungen: pd.DataFrame, methode: Methode, **angaben) -> Ergebnis:
    """Compute the edition that stays in the administration: from exact counts."""
    exact = replace(methode, schutz=replace(methode.schutz, aktiv=False))
    return compute_from_zaehlungen(zaehlungen, exact, **angaben)


def compute_teilindex(
    werte: pd.DataFrame, gaps: pd.Series, klassierung: Klassierung, methode: Methode
) -> Teilindex:
    """Steps 3, 4, 6, 8, 9, for the shares or for their changes.

    ``gaps`` says per row why it cannot be computed; the others but the city are measured.
    """
    is_city = werte.index.get_level_values("gebiet") == methode.stadtzeile
    sample = (gaps == "") & ~is_city
    standard = standardise(werte, sample, methode)
    summary = aggregate(standard, sample, methode)
    usable = gaps == ""
    index, summe = summary.index.where(usable), summary.summe.where(usable)
    classes = classify(index, sample, klassierung)
    beitraege = explain(standard, summary, methode).where(usable, axis=0)
    return Teilindex(
        werte=werte,
        z=standard.z.where(usable, axis=0) + 0.0,
        beitraege=beitraege * methode.vorzeichen + 0.0,
        tabelle=pd.DataFrame({"summe": summe + 0.0, "index": index * methode.vorzeichen + 0.0})
        .join(classes)
        .assign(robust=shake(standard, classes["klasse"], klassierung, methode)),
        gruende=explain_gap(index, gaps, standard.mitte, methode),
        konstant=standard.konstant,
    )


def join(status: Teilindex, dynamik: Teilindex, methode: Methode) -> pd.DataFrame:
    """Put Status and Dynamik side by side, with rank, group and Hinweis."""
    table = status.tabelle.add_prefix("status_").join(dynamik.tabelle.add_prefix("dynamik_"))
    burden = (table["status_index"] * methode.vorzeichen).where(table["status_klasse"].notna())
    places = burden.round(9)  # equal areas share a place, whatever the noise of floats
    return table.assign(
        rang=places.groupby(level="jahr").rank(ascending=False, method="min"),
        **combine(table["status_klasse"], table["dynamik_klasse"], methode),
        hinweis=write_hinweise(status.gruende, dynamik.gruende, status.konstant, methode),
    )
