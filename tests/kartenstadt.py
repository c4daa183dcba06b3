"""A small town for the map: three entries with a place, one without."""

from playwright.sync_api import expect

from tests.factories import create_institution, create_kategorie, create_sozialraum, square

MARKER = ".leaflet-marker-icon.marker"
BUNDLE = ".leaflet-marker-icon.bundle"
LINE = ".entry"
LEAFLET = "/static/leaflet/leaflet.js"


def build_kartenstadt():
    """Two areas; Amselkita, Bergschule and Chorhaus on the map; the Dachverband nowhere."""
    mitte = create_sozialraum(name="Mitte", geometry=square(6.85, 51.47, 0.02))
    ost = create_sozialraum(name="Ost", geometry=square(6.87, 51.47, 0.02))
    for name, slug, raum, breite, laenge in [
        ("Amselkita", "kitas", mitte, 51.475, 6.855),
        ("Bergschule", "schulen", mitte, 51.485, 6.865),
        ("Chorhaus", "religion", ost, 51.474, 6.885),
    ]:
        create_institution(
            name=name,
            kategorie=create_kategorie(slug),
            sozialraum=raum,
            raumherkunft="hand",
            breite=breite,
            laenge=laenge,
            lagequalitaet="exakt",
        )
    create_institution(name="Dachverband")


def create_neighbours(*names):
    """Entries that lie on one point, so the map puts them together."""
    for name in names:
        create_institution(name=name, breite=51.478, laenge=6.88, lagequalitaet="exakt")


def open_map(page, address):
    """Go there and wait until the map can be used."""
    page.goto(address)
    expect(page.locator(".mapview--ready .leaflet-marker-icon").first).to_be_visible()
