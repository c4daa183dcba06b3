"""The office's forms for dialogues and conferences; one file per noun."""

from dialoge import imports  # registers the lists that can be read in

from . import (
    entscheidung,
    entscheidungsweg,
    folgegremium,
    hinweis,
    hinweisgruppe,
    runde,
    themenspeicher,
    veranstaltung,
    vorrat,
    ziel,
)

__all__ = [
    "entscheidung",
    "entscheidungsweg",
    "folgegremium",
    "hinweis",
    "hinweisgruppe",
    "imports",
    "runde",
    "themenspeicher",
    "veranstaltung",
    "vorrat",
    "ziel",
]
