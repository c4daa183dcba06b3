"""What every template may show: the portal's name, its navigation, the way to this page."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from .caching import installed_build

NAVIGATION = [
    ("Hilfe finden", "navigator:institution_list"),
    ("Karte", "navigator:karte"),
    ("Sozialräume", "sozialraum_list"),
    ("Sozialindex", "navigator:sozialindex"),
    ("Dialoge", "dialoge:veranstaltung_list"),
    ("Handlungsempfehlungen", "handlungsempfehlungen:handlungsempfehlung_list"),
    ("Was erreicht wurde", "handlungsempfehlungen:entwicklung_list"),
]
# Addresses that belong to an entry of another name.
FURTHER = {
    "sozialraum_list": ["stadtbezirk_list", "sozialquartier_list"],
    "navigator:sozialindex": ["navigator:sozialbericht_list"],
    "dialoge:veranstaltung_list": ["dialoge:sozialkonferenz_list"],
    "handlungsempfehlungen:handlungsempfehlung_list": [
        "handlungsempfehlungen:massnahme_list",
        "handlungsempfehlungen:strategiepapier_list",
        "handlungsempfehlungen:stadtentwicklung",
        "handlungsempfehlungen:kooperation_list",
    ],
}


def portal(request):
    """Only parts that are built are listed: no link leads nowhere.

    ``programm`` and ``bereich`` are what the frame of a page depends on: the installed program,
    and which entries of the navigation are marked.
    """
    navigation = [
        {
            "titel": titel,
            "url": addresses[0],
            "aktiv": request.path.startswith(addresses),
            "hier": request.path == addresses[0],
        }
        for titel, addresses in find_navigation()
    ]
    return {
        "navigation": navigation,
        "bereich": "".join(f"{one['aktiv']:d}{one['hier']:d}" for one in navigation),
        "programm": installed_build(),
        "kacheln": settings.KACHELN,
    }


@lru_cache
def find_navigation():
    """Return ``(title, addresses)`` of each entry, its own address first."""
    return [
        (titel, tuple(map(reverse, [name, *FURTHER.get(name, [])]))) for titel, name in NAVIGATION
    ]
