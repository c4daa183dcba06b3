"""What the addresses of the dialogues answer."""

from .veranstaltung import (
    SozialkonferenzDetail,
    SozialkonferenzList,
    VeranstaltungDetail,
    VeranstaltungList,
)

__all__ = [
    "SozialkonferenzDetail",
    "SozialkonferenzList",
    "VeranstaltungDetail",
    "VeranstaltungList",
]
