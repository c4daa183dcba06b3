"""What every template may show: the portal's name, its navigation, the way to this page."""

from django.conf import settings
from django.urls import reverse

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
    """Only parts that are built are listed: no link leads nowhere."""
    return {
        "navigation": [
            {
                "titel": titel,
                "url": reverse(name),
                "aktiv": request.path.startswith(
                    tuple(map(reverse, [name, *FURTHER.get(name, [])]))
                ),
                "hier": request.path == reverse(name),
            }
            for titel, name in NAVIGATION
        ],
        "kacheln": settings.KACHELN,
    }
