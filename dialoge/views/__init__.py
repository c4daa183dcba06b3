"""What the addresses of the dialogues answer; one file each."""

from .dateien import (
    dialog_ics,
    dialog_pdf,
    hinweise_csv,
    hinweise_xlsx,
    konferenz_ics,
    konferenz_pdf,
)
from .dialoge import dialoge
from .konferenz import SozialkonferenzDetail, SozialkonferenzList
from .netzwerk import netzwerk
from .veranstaltung import VeranstaltungDetail

__all__ = [
    "SozialkonferenzDetail",
    "SozialkonferenzList",
    "VeranstaltungDetail",
    "dialog_ics",
    "dialog_pdf",
    "dialoge",
    "hinweise_csv",
    "hinweise_xlsx",
    "konferenz_ics",
    "konferenz_pdf",
    "netzwerk",
]
