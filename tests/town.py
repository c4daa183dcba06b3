"""A small town in which every type of page has something to show, and their addresses.

Areas, Kategorien and texts are the real ones; the entries are made up, long words included.
"""

import datetime as dt

from django.conf import settings
from django.core.management import call_command

from navigator.imports import IndikatorwertResource, take_over
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import (
    Einzelangabe,
    Exkurs,
    Indexmethode,
    Indikatorwert,
    Kategorie,
    Sozialbericht,
    Sozialquartier,
    Sprache,
)
from sozialplanung.dates import Zeitangabe
from tests.demo import NoOutput
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_suchwort,
    create_zielgruppe,
)

RATHAUS = {"breite": 51.4736, "laenge": 6.8611, "lagequalitaet": "exakt"}
FULL = "/institutionen/beratungsstelle-fuer-schwangerschaftskonfliktberatung/"
BARE = "/institutionen/stille-gruppe/"

PAGES = {
    "Start": "/",
    "Verzeichnis": "/institutionen/",
    "Verzeichnis, Seite 2": "/institutionen/?seite=2",
    "Verzeichnis mit Filtern": "/institutionen/?kategorie=beratung&sozialraum=mitte-styrum",
    "Verzeichnis mit Suche": "/institutionen/?q=Schulden&sortierung=stand",
    "Verzeichnis mit Vorschlag": "/institutionen/?q=Schuldenberatnug",
    "Verzeichnis ohne Treffer": "/institutionen/?q=Xylophonquartett&kategorie=beratung",
    "Verzeichnis mit Fehlern": "/institutionen/?kategorie=falsch&sortierung=falsch",
    "Institution, viel bekannt": FULL,
    "Institution, wenig bekannt": BARE,
    "Sozialräume": "/sozialraeume/",
    "Sozialraum": "/sozialraeume/mitte-styrum/",
    "Sozialquartiere": "/sozialquartiere/",
    "Sozialquartier": "/sozialquartiere/innenstadt/",
    "Sozialquartier ohne Eintrag": "/sozialquartiere/borbeck-neue-mitte-grafenbusch/",
    "Stadtbezirke": "/stadtbezirke/",
    "Stadtbezirk": "/stadtbezirke/alt-oberhausen/",
    "Sozialindex": "/sozialindex/",
    "Sozialindex, Indikator im Vergleich": "/sozialindex/?merkmal=sgb2&vergleich=2020",
    "Sozialindex im Vergleich": "/sozialindex/?vergleich=2020&sortierung=name",
    "Sozialindex mit Fehlern": "/sozialindex/?jahr=1848&sortierung=falsch",
    "Methode des Sozialindex": "/sozialindex/methode/",
    "Einzelangaben": "/sozialindex/einzelangaben/",
    "Sozialberichte": "/sozialberichte/",
    "Sozialbericht": "/sozialberichte/2022/",
    "Impressum": "/impressum/",
    "Datenschutz": "/datenschutz/",
    "Barrierefreiheit": "/barrierefreiheit/",
    "Leichte Sprache": "/leichte-sprache/",
    "Gebärdensprache": "/gebaerdensprache/",
    "Kontakt": "/kontakt/",
}
MAPS = {
    "Karte": "/karte/",
    "Karte mit Filtern": "/karte/?kategorie=beratung&ort=rathaus&umkreis=1000",
}
ERROR_PAGES = {
    "Fehler 404": "/gibt-es-nicht/",
    "Fehler 400": "/institutionen/?" + "x&" * 1001,  # more parameters than Django reads
}


def build_town():
    """Fill an empty database; every address of ``PAGES`` and ``MAPS`` then answers."""
    call_command("grunddaten_laden", verbosity=0, stdout=NoOutput())
    beratung = Kategorie.objects.get(slug="beratung")
    for name, north in [("Rathaus", 0.001), ("Elsa-Brändström-Gymnasium", -0.002)]:
        create_haltestelle(name=name, breite=RATHAUS["breite"] + north, laenge=RATHAUS["laenge"])
    known = create_known(beratung)
    create_institution(name="Stille Gruppe", kategorie=Kategorie.objects.get(slug="sonstige"))
    create_institution(name="Hilfe für alle", kategorie=beratung, stadtweit=True)
    create_institution(name="Hilfe irgendwo", kategorie=beratung)
    for number, kategorie in enumerate(Kategorie.objects.all()):
        north = RATHAUS["breite"] + 0.0005 * number
        for name in ("Treff", "Gruppe"):
            create_institution(
                name=f"{name} {kategorie.name}",
                kategorie=kategorie,
                weitere_kategorien=[beratung],
                traeger_institution=known,
                **RATHAUS | {"breite": north},
            )
    create_suchwort("Schulden", institutionen=[known])
    release_examples()


def release_examples():
    """Two editions of the Sozialindex from the example values that the portal brings along."""
    path = settings.BASE_DIR / "fixtures" / "beispielwerte.csv"
    take_over(
        IndikatorwertResource,
        path.read_bytes(),
        status=Indikatorwert.Status.BEISPIEL,
        quelle="Beispielwerte",
    )
    methode = Indexmethode.objects.get()
    for jahr in (2020, 2022):
        edition = release_berechnung(compute_berechnung(jahr, jahr, methode))
    bericht = Sozialbericht.objects.create(
        jahr=2022, titel="Sozialbericht 2022", berechnung=edition, quelle="Vortrag"
    )
    Exkurs.objects.create(sozialbericht=bericht, titel="Armut und Wohnen")
    Einzelangabe.objects.create(
        raum="Innenstadt",
        sozialquartier=Sozialquartier.objects.get(slug="innenstadt"),
        bezeichnung="Alleinerziehende an allen Haushalten mit Kindern",
        wert="35.1",
        einheit="%",
        quelle="Familienbericht der Stadt Oberhausen",
        quelle_url="https://www.oberhausen.example/" + "familienbericht-" * 9,
    )


def create_known(beratung):
    """An entry of which everything is known, in words that hardly break."""
    known = create_institution(
        name="Beratungsstelle für Schwangerschaftskonfliktberatung",
        kategorie=beratung,
        weitere_kategorien=Kategorie.objects.filter(slug__in=["pflege", "sonstige"]),
        zielgruppen=[create_zielgruppe("Familien"), create_zielgruppe("Alleinerziehende")],
        traeger_name="Sozialdienst katholischer Frauen und Männer Oberhausen e. V.",
        strasse="Schwartzstraße",
        hausnummer="72",
        plz="46045",
        telefon="0208 825-9033",
        email="schwangerschaftskonfliktberatung@beratungsstelle-oberhausen.example",
        website="https://www.schwangerschaftskonfliktberatung-oberhausen.example/beratung/termine",
        oeffnungszeiten="Mo-Th 08:00-12:00,13:00-16:00; Fr 08:00-12:00; PH off",
        oeffnungszeiten_text="Mo–Do 8–12 und 13–16 Uhr, Fr 8–12 Uhr, sonst nach Vereinbarung",
        beschreibung="Schuldenberatung, Schwangerschaftskonfliktberatung und Hilfe bei Anträgen.",
        rollstuhl="teilweise",
        kosten="kostenlos",
        stadtweit=True,
        stand=Zeitangabe.parse("04/2025"),
        geprueft_am=dt.date(2026, 5, 3),
        quelle="Website der Beratungsstelle",
        quelle_url="https://www.beratungsstelle-oberhausen.example/ueber-uns/" + "kontakt-" * 12,
        **RATHAUS,
    )
    known.sprachen.set([Sprache.objects.create(name=name) for name in ("Arabisch", "Türkisch")])
    known.refresh_suchtext()
    return known
