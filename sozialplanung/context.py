"""What every template may show: the portal's name, its navigation, the way to this page."""

from django.conf import settings
from django.urls import reverse

NAVIGATION = [
    ("Hilfe finden", "navigator:institution_list"),
    ("Karte", "navigator:karte"),
    ("Sozialräume", "sozialraum_list"),
    ("Sozialquartiere", "sozialquartier_list"),
    ("Stadtbezirke", "stadtbezirk_list"),
    ("Sozialindex", "navigator:sozialindex"),
]


def portal(request):
    """Only parts that are built are listed: no link leads nowhere."""
    entries = [(titel, reverse(name)) for titel, name in NAVIGATION]
    return {
        "navigation": [
            {
                "titel": titel,
                "url": url,
                "aktiv": request.path.startswith(url),
                "hier": request.path == url,
            }
            for titel, url in entries
        ],
        "kacheln": settings.KACHELN,
    }
