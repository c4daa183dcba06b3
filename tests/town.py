"""A small town in which every type of page has something to show, and their addresses.

Areas, Kategorien and texts are the real ones; the entries are made up, long words included.
"""

import datetime as dt

from django.conf import settings
from django.core.management import call_command

from dialoge.entscheiden import (
    create_entscheidungsweg,
    merge_hinweise,
    publish_hinweise,
)
from dialoge.models import Folgegremium, Teilnahme, Zahlenangabe, Ziel
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
    Sozialraum,
    Sprache,
)
from sozialplanung.dates import Zeitangabe
from tests.demo import NoOutput, have_rows
from tests.empfehlungsstadt import EMPFEHLUNGSSEITEN, recommend
from tests.factories import (
    answer_hinweis,
    create_haltestelle,
    create_handlungsfeld,
    create_hinweis,
    create_institution,
    create_runde,
    create_stelle,
    create_suchwort,
    create_thementisch,
    create_veranstaltung,
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
    "Dialoge": "/dialoge/",
    "Hinweise": "/dialoge/?seite=1",
    "Hinweise eines Raums": "/dialoge/?sozialraum=mitte-styrum&art=fehlt",
    "Hinweise mit Fehlern": "/dialoge/?ausgang=falsch",
    "Hinweise ohne Treffer": "/dialoge/?q=Xylophonquartett",
    "Dialog": "/dialoge/expertinnendialog-mitte-styrum-2019/",
    "Dialog, wenig bekannt": "/dialoge/expertinnendialog-alstaden-lirich-2025/",
    "Netzwerk": "/dialoge/netzwerk/",
    "Sozialkonferenzen": "/sozialkonferenzen/",
    "Sozialkonferenz": "/sozialkonferenzen/sozialkonferenz-2023/",
    **EMPFEHLUNGSSEITEN,
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
    have_rows("stadt", fill_town)


def fill_town():
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
    hold_dialoge(known)
    recommend(known)


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


def hold_dialoge(known):
    """Two dialogues and a conference, with Hinweise that went every way of the path."""
    create_entscheidungsweg()
    mitte = Sozialraum.objects.get(slug="mitte-styrum")
    runde = create_runde(nummer=1, zeitraum="10/2019 bis 02/2023", schwerpunkte="Armut\nTeilhabe")
    for wortlaut, von, bis in [("60–95", 60, 95), ("rund 120 Fachleute", 110, 130)]:
        Zahlenangabe.objects.create(
            runde=runde,
            art="teilnehmende",
            wortlaut=wortlaut,
            von=von,
            bis=bis,
            quelle="Vortrag",
            quelle_url="https://www.oberhausen.example/" + "vortrag-" * 9,
        )
    dialog = create_veranstaltung(
        runde=runde,
        titel="Expert*innendialog Mitte/Styrum",
        sozialraeume=[mitte],
        datum=Zeitangabe.parse("10.10.2019"),
        beginn=dt.time(9),
        ort="Bürgerhaus",
        programm="Begrüßung\nThementische",
        ergebnis="Es fehlt an Wegen.",
        dokumentation="Kurzdokumentation",
        quelle="Kurzdokumentation",
        ist_beispiel=True,
    )
    tische = [
        create_thementisch(veranstaltung=dialog, nummer=n, titel=titel, **more)
        for n, titel, more in [
            (1, "Familie im Stadtteil", {"handlungsfeld": create_handlungsfeld()}),
            (2, "Lebensraum und …", {"titel_unvollstaendig": True, "teiltische": 2}),
        ]
    ]
    for wer in (known, create_institution(name="Nachbarschaftshilfe")):
        Teilnahme.objects.create(veranstaltung=dialog, institution=wer)
    Teilnahme.objects.create(veranstaltung=dialog, stelle=create_stelle(), rolle="gastgeber")
    create_veranstaltung(
        runde=create_runde(nummer=3),
        titel="Expert*innendialog Alstaden/Lirich",
        status="geplant",
        datum=Zeitangabe.parse("2025"),
    )
    say_hinweise(dialog, tische, mitte)
    hold_konferenz()


def say_hinweise(dialog, tische, mitte):
    fields = {"veranstaltung": dialog, "sozialraeume": [mitte], "ist_beispiel": True}
    evidenz = [
        {
            "art": "indikator",
            "titel": "SGB II in der Innenstadt",
            "adresse": "/sozialindex/",
            "stand": "31.12.2022",
            "wert": "24,6 %",
            "vergleich": "Stadt 17,1 %",
        }
    ]
    ways = [
        ["gibt-es-das-schon-nein", "bedarf-ja"],
        ["gibt-es-das-schon-nein", "bedarf-nein"],
        ["gibt-es-das-schon-ja", "befristet-ja"],
        ["gibt-es-das-schon-ja", "befristet-nein"],
        ["gibt-es-das-schon-nein"],
        [],
    ]
    said = [
        answer_hinweis(
            create_hinweis(thementisch=tische[number % 2], **fields), *way, evidenz=evidenz
        )
        for number, way in enumerate(ways)
    ]
    said.append(create_hinweis(art="laeuft-gut", **fields))
    said.append(create_hinweis(**fields))
    merge_hinweise(said[0], said[-1:])
    publish_hinweise(said)


def hold_konferenz():
    runder_tisch = Folgegremium.objects.create(name="Runder Tisch", quelle="Vortrag")
    konferenz = create_veranstaltung(
        art="sozialkonferenz",
        titel="Sozialkonferenz",
        thema="Alleinerziehende stärken",
        stadtweit=True,
        folgegremium=runder_tisch,
        datum=Zeitangabe.parse("2023"),
    )
    strategisch = Ziel.objects.create(
        veranstaltung=konferenz, ebene="strategisch", text="Teilhabe.", stand="in-arbeit"
    )
    Ziel.objects.create(
        veranstaltung=konferenz,
        ebene="operativ",
        text="Eine Randzeitenbetreuung je Sozialraum.",
        dient=strategisch,
        ist_beispiel=True,
    )
