"""Step 5: how the shares changed over k years."""

import pandas as pd

from navigator.sozialindex.methode import Methode
from navigator.sozialindex.pruefen import Eingabe


def compute_veraenderungen(eingabe: Eingabe, methode: Methode) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the changes (percentage points for shares), and why one is missing.

    Given changes win over computed ones, a year and an indicator at a time: where the
    supplier gives changes, a blank among them is missing and not computed, because
    areas and deliveries may have been revised since.
    """
    werte = eingabe.werte
    before = [(gebiet, jahr - methode.dynamik_jahre) for gebiet, jahr in werte.index]
    earlier = werte.reindex(pd.MultiIndex.from_tuples(before, names=werte.index.names))
    earlier = earlier.set_axis(werte.index)
    computed = werte - earlier
    reasons = pd.DataFrame("", werte.index, werte.columns).mask(werte.isna(), eingabe.gruende)
    jahre = werte.index.get_level_values("jahr") - methode.dynamik_jahre
    texts = pd.Series([f"kein Wert von {jahr}" for jahr in jahre], werte.index)
    reasons = reasons.mask(earlier.isna() & (reasons == ""), texts, axis=0)

    given, marks = eingabe.veraenderungen, eingabe.gruende_veraenderung
    is_given = (given.notna() | (marks != "")).groupby(level="jahr").transform("any")
    marks = marks.mask((marks == "") & given.isna(), "keine mitgelieferte Veränderung")
    changes = computed.mask(is_given, given)
    return changes, reasons.mask(is_given, marks).where(changes.isna(), "")
