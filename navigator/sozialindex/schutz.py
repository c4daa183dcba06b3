"""Protection of small numbers: counts are rounded before anything is computed from them."""

import numpy as np
import pandas as pd

from navigator.sozialindex.einstellungen import Schutz
from navigator.sozialindex.fehler import MethodeError, ZaehlungError
from navigator.sozialindex.pruefen import GESCHUETZT

SCHLUESSEL = ["gebiet", "jahr", "indikator"]
ZAHLEN = ["zaehler", "nenner"]
OEFFENTLICH = Schutz()  # of everything that leaves the administration, whatever a method says


def check_oeffentlich(schutz: Schutz) -> None:
    """Raise ``MethodeError`` where a public edition by this setting would tell too much.

    Other multiples than those of the time series are no better, coarser ones neither: the two
    roundings of one count together narrow it down further than each alone.
    """
    least = OEFFENTLICH.mindestnenner
    if not schutz.aktiv or schutz.rundung != OEFFENTLICH.rundung or schutz.mindestnenner < least:
        raise MethodeError(
            "Der Schutz kleiner Zahlen gilt für jede Ausgabe, die veröffentlicht werden kann: "
            f"„schutz“ braucht „aktiv“: true, „rundung“: {OEFFENTLICH.rundung} und einen "
            f"„mindestnenner“ ab {least}. Lassen Sie „schutz“ weg, dann gilt genau das."
        )


def protect_zaehlungen(zaehlungen: pd.DataFrame, schutz: Schutz) -> pd.DataFrame:
    """Return the counts as the public edition may use them.

    ``zaehlungen`` has the columns gebiet, jahr, indikator, zaehler, nenner and may have
    ``geschuetzt``: True where the supplier has protected the row already; such rows are
    not rounded again. Every other count is rounded by itself, and all are marked
    afterwards, so that a second call changes nothing. Raises ``ZaehlungError``.
    """
    checked = check_zaehlungen(zaehlungen)
    if not schutz.aktiv:
        return checked
    rounded = round_counts(checked[ZAHLEN], schutz.rundung)
    keep = checked["geschuetzt"]
    return checked.assign(
        **{name: checked[name].where(keep, rounded[name]) for name in ZAHLEN}, geschuetzt=True
    )


def round_counts(zahlen: pd.DataFrame | pd.Series, rundung: int = 5) -> pd.DataFrame | pd.Series:
    """Round each count by itself to the nearest multiple; halves go up, missing stays."""
    return np.floor((zahlen + rundung / 2) / rundung) * rundung


def check_zaehlungen(zaehlungen: pd.DataFrame) -> pd.DataFrame:
    """Return the counts as floats with ``geschuetzt`` and the supplier's marks in ``grund``.

    Raises ``ZaehlungError`` naming area, year and indicator.
    """
    missing = [name for name in (*SCHLUESSEL, *ZAHLEN) if name not in zaehlungen.columns]
    if missing:
        raise ZaehlungError(f"Den Zählungen fehlt die Spalte {', '.join(missing)}.")
    twice = zaehlungen[SCHLUESSEL].duplicated()
    if twice.any():
        raise ZaehlungError(f"{name_row(zaehlungen[twice].iloc[0])}: Die Zählung steht zweimal da.")
    checked = zaehlungen.sort_values(SCHLUESSEL, ignore_index=True)
    protected = checked[ZAHLEN].isin(GESCHUETZT)
    for name in ZAHLEN:
        checked[name] = to_counts(checked, name, checked[name].mask(protected[name]))
    too_large = checked["zaehler"] > checked["nenner"]
    if too_large.any():
        row = checked[too_large].iloc[0]
        raise ZaehlungError(
            f"{name_row(row)}: Der Zähler {row['zaehler']:.0f} ist größer "
            f"als der Nenner {row['nenner']:.0f}."
        )
    if "geschuetzt" not in checked:
        checked["geschuetzt"] = False
    if "grund" not in checked:
        checked["grund"] = ""
    checked["geschuetzt"] = checked["geschuetzt"].astype(bool)
    checked["grund"] = checked["grund"].mask(protected.any(axis=1), "geschützter Wert")
    return checked[[*SCHLUESSEL, *ZAHLEN, "geschuetzt", "grund"]]


def to_counts(zaehlungen: pd.DataFrame, name: str, spalte: pd.Series) -> pd.Series:
    zahlen = pd.to_numeric(spalte, errors="coerce").astype(float)
    wrong = (spalte.notna() & zahlen.isna()) | (zahlen < 0) | (zahlen % 1 > 0) | np.isinf(zahlen)
    if wrong.any():
        raise ZaehlungError(
            f"{name_row(zaehlungen[wrong].iloc[0])}: „{spalte[wrong].iloc[0]}“ ist als "
            f"{'Zähler' if name == 'zaehler' else 'Nenner'} keine ganze Zahl ab 0."
        )
    return zahlen


def name_row(row: pd.Series) -> str:
    return f"Gebiet „{row['gebiet']}“, Jahr {row['jahr']}, {row['indikator']}"
