"""axe finds nothing on any type of page, light and dark, wide and narrow.

The page of the map in its states is tried in test_karte.py.
"""

import pytest

from navigator.models import Institution, Suchwort
from tests.axe import find_barriers
from tests.office import hand_over, url
from tests.town import ERROR_PAGES, PAGES

pytestmark = pytest.mark.browser
WIDTHS = [1280, 360]
COLOUR_RULES = {"runOnly": ["color-contrast", "link-in-text-block"]}
SETTLE = "Promise.all(document.getAnimations().map((animation) => animation.finished))"
# What Django's own admin gets wrong; issue 3 mends it and empties this list.
KNOWN_IN_ADMIN = {
    "Anmeldung": set(),
    "Übersicht": set(),
    "Liste": {"target-size"},
    "Formular": {"aria-input-field-name", "label"},
    "Formular mit Auswahl": {"aria-prohibited-attr", "label", "list"},
    "Passwort": {"link-in-text-block"},
}


def look_at(page, addresses):
    """Visit named addresses and return what axe finds: (name, theme, width) → barriers.

    The dark theme changes nothing but colours, so the rules on colours run again there.
    """
    barriers = {}
    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        for theme, rules in [("light", {}), ("dark", COLOUR_RULES)]:
            page.emulate_media(color_scheme=theme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate(SETTLE)
                barriers[name, theme, width] = find_barriers(page, **rules)
    return barriers


@pytest.mark.parametrize("part", [0, 1])
def test_public_pages_are_accessible(page, town, part):
    """In two parts, one for each processor of a small machine."""
    names = list(PAGES | ERROR_PAGES)[part::2]

    barriers = look_at(page, {name: town + (PAGES | ERROR_PAGES)[name] for name in names})

    assert {where: found for where, found in barriers.items() if found} == {}


def test_admin_fails_in_what_is_known_only(page, town, admin_client):
    paths = {
        "Übersicht": "/verwaltung/",
        "Liste": url(Institution, "changelist"),
        "Formular": url(Institution, "change", Institution.objects.get(slug="stille-gruppe").pk),
        "Formular mit Auswahl": url(Suchwort, "change", Suchwort.objects.get().pk),
        "Passwort": "/verwaltung/password_change/",
    }
    barriers = look_at(page, {"Anmeldung": f"{town}/verwaltung/login/"})
    hand_over(admin_client, page, town)
    barriers |= look_at(page, {name: town + path for name, path in paths.items()})

    broken_rules = {name: set() for name in ("Anmeldung", *paths)}
    for (name, _, _), found in barriers.items():
        broken_rules[name] |= {rule for rule, _, _ in found}
    assert broken_rules == KNOWN_IN_ADMIN
