"""Step 8: what each indicator contributes to the index of an area."""

import pandas as pd

from navigator.sozialindex.methode import Methode
from navigator.sozialindex.standardisieren import Standardwerte, per_row
from navigator.sozialindex.zusammenfassen import Zusammenfassung


def explain(
    werte: Standardwerte, zusammenfassung: Zusammenfassung, methode: Methode
) -> pd.DataFrame:
    """Return w·(z − z of the centre) / SD of the sums, in units of burden.

    The contributions of an area add up to its index; an indicator of weight 0 contributes 0.
    """
    index = werte.z.index
    gewichte = pd.Series(methode.gewichte).sort_index()
    counted = (werte.z - per_row(werte.mitte, index))[gewichte.index] * gewichte
    beitraege = counted.div(per_row(zusammenfassung.streuung, index), axis=0)
    beitraege = beitraege.reindex(columns=werte.z.columns, fill_value=0.0)
    return beitraege.where(zusammenfassung.index.notna(), axis=0)
