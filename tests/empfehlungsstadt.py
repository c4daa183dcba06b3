"""What the small town recommends: every type of page of recommendations has something to show."""

import datetime as dt

from dialoge.models import Hinweis
from handlungsempfehlungen.models import (
    Entwicklung,
    Entwicklungsschritt,
    Evidenz,
    Kooperation,
    Massnahmenpartner,
    Ruecknahme,
    Verwendung,
)
from navigator.models import (
    Indexberechnung,
    Indikator,
    IstekFeld,
    Sozialquartier,
    Sozialraum,
)
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_befassung,
    create_fassung,
    create_gremium,
    create_handlungsempfehlung,
    create_massnahme,
    create_sachstand,
    create_sitzung,
    create_stelle,
    create_strategiepapier,
)

EMPFEHLUNGSSEITEN = {
    "Handlungsempfehlungen": "/handlungsempfehlungen/",
    "Handlungsempfehlungen seit einer Sitzung": "/handlungsempfehlungen/"
    "?sozialraum=mitte-styrum&seit=2024-05-16",
    "Handlungsempfehlungen mit Fehlern": "/handlungsempfehlungen/?umsetzungsstand=nix&stand=quark",
    "Handlungsempfehlungen ohne Treffer": "/handlungsempfehlungen/?q=Xylophonquartett",
    "Handlungsempfehlung": "/handlungsempfehlungen/ms-2023-01/",
    "Handlungsempfehlung früher": "/handlungsempfehlungen/ms-2023-01/?stand=2024-01-01",
    "Handlungsempfehlung vor ihrer Zeit": "/handlungsempfehlungen/ms-2023-01/?stand=2020-01-01",
    "Handlungsempfehlung zurückgenommen": "/handlungsempfehlungen/ms-2023-08/",
    "Maßnahmen": "/massnahmen/",
    "Maßnahme": "/massnahmen/gemeinsam-gesund/",
    "Maßnahme, wenig bekannt": "/massnahmen/sprachcafe/",
    "Strategiepapiere": "/strategiepapiere/",
    "Strategiepapier": "/strategiepapiere/mitte-styrum-2023/",
    "Was erreicht wurde": "/entwicklungen/",
    "Stadtentwicklung": "/stadtentwicklung/",
    "Feld der Stadtentwicklung": "/stadtentwicklung/die-chancenstadt/",
    "Kooperationen": "/kooperationen/",
    "Stadtbezirk seit einem Tag": "/stadtbezirke/alt-oberhausen/?seit=2023-03-01&stand=2026-01-01",
}
STAENDE = [
    "in-umsetzung",
    "umgesetzt",
    "dauerhaft-etabliert",
    "in-vorbereitung",
    "offen",
    "zurueckgestellt",
    "entfallen",
]


def recommend(known):
    """Fill the town with recommendations in every state, and all that hangs on them."""
    mitte = Sozialraum.objects.get(slug="mitte-styrum")
    stelle = create_stelle(name="Soziales", kuerzel="3-2")
    edition = Indexberechnung.objects.published().first()
    papier = create_strategiepapier(
        sozialraum=mitte, titel="Strategiepapier Mitte/Styrum", datum="02/2023", berechnung=edition
    )
    empfehlungen = [
        create_handlungsempfehlung(
            strategiepapier=papier,
            nummer=nummer,
            ist_beispiel=True,
            titel=f"Schwangerschaftskonfliktberatung im Stadtteil anbieten {nummer}",
            federfuehrung=stelle,
            datum="02/2023",
        )
        for nummer in range(1, 9)
    ]
    first, *others, withdrawn = empfehlungen
    fassung = create_fassung(
        first,
        datum="06/2025",
        titel="Beratung öffnen",
        kurz="Alle finden hin.",
        ziel="Weniger Not.",
        empfehlung="Die Stadt richtet eine feste Beratung ein.",
        sozialraeume=[mitte],
        federfuehrung=stelle,
        prioritaet="hoch",
        aenderungsgrund="Nach dem Dialog angepasst.",
    )
    fassung.istek_felder.add(IstekFeld.objects.get(slug="die-chancenstadt"))
    for he, stand in zip([first, *others], STAENDE, strict=True):
        create_sachstand(
            he,
            stand,
            datum="17.05.2024",
            stelle=stelle,
            zeitplan="verzoegert",
            naechste_pruefung=dt.date(2026, 6, 30),
        )
    late = create_sachstand(first, datum="01.02.2024", eingetragen_am=dt.date(2024, 9, 1))
    for target in ({"handlungsempfehlung": withdrawn}, {"sachstand": late}):
        gone = Ruecknahme(grund="Doppelt gezählt.", rolle="Sozialplanung", **target)
        gone.datum = Zeitangabe.parse("01.03.2025")
        gone.save()
    bezirksvertretung = create_gremium(
        name="Bezirksvertretung Alt-Oberhausen",
        art="bezirksvertretung",
        stadtbezirk=mitte.stadtbezirk,
    )
    for day in (dt.date(2023, 3, 14), dt.date(2024, 5, 16)):
        sitzung = create_sitzung(gremium=bezirksvertretung, datum=day, ist_beispiel=True)
        create_befassung(first, sitzung=sitzung, drucksache=f"B/17/{day:%d%m}", text="Bericht.")
    Verwendung.objects.create(handlungsempfehlung=first, art="antrag", text="Für einen Antrag.")
    for kuerzel in Indikator.objects.values_list("kuerzel", flat=True)[:2]:
        Evidenz.objects.create(
            fassung=fassung,
            indikator=Indikator.objects.get(kuerzel=kuerzel),
            sozialquartier=Sozialquartier.objects.get(slug="innenstadt"),
            berechnung=edition,
            wert="24,6 %",
            stadt="17,1 %",
            ist_beispiel=True,
        )
    massnahme = create_massnahme(
        titel="Gemeinsam Gesund",
        beginn="03/2022",
        ende="31.12.2026",
        befristung="befristet",
        zielgruppe_text="Alleinerziehende und ihre Kinder",
        inhalte="Kurse.",
        ziele="Gesund leben.",
        problemlage="Wenig Zeit.",
        kontakt=stelle,
        sozialraeume=[mitte],
        quelle="Projektblatt",
        quelle_url="https://www.oberhausen.example/" + "gesund-" * 12,
    )
    create_massnahme(titel="Sprachcafé")
    Massnahmenpartner.objects.create(massnahme=massnahme, rolle="traeger", institution=known)
    Massnahmenpartner.objects.create(massnahme=massnahme, rolle="partner", bezeichnung="Schulen")
    massnahme.handlungsempfehlungen.add(first)
    massnahme.strategiepapiere.add(papier)
    massnahme.institutionen.add(known)
    first.institutionen.add(known)
    first.verwandte.add(others[0])
    hinweise = Hinweis.objects.published()[:3]
    first.hinweise.set(hinweise)
    massnahme.hinweise.set(hinweise[:1])
    achieve(first, massnahme, mitte)


def achieve(empfehlung, massnahme, raum):
    """A development with dated steps, one of which nothing is known, and a cooperation."""
    erreicht = Entwicklung(
        titel="Park ist wieder offen", text="Umgebaut.", quelle="Vortrag", is_published=True
    )
    erreicht.datum = Zeitangabe.parse("2023")
    erreicht.save()
    erreicht.sozialraeume.add(raum)
    erreicht.handlungsempfehlungen.add(empfehlung)
    erreicht.massnahmen.add(massnahme)
    for datum in ("2023", ""):
        schritt = Entwicklungsschritt(entwicklung=erreicht, text="Eröffnet.", quelle="Presse")
        schritt.datum = Zeitangabe.parse(datum)
        schritt.save()
    Entwicklung.objects.create(titel="App der Stadt", quelle="Vortrag", is_published=True)
    plan = Kooperation(
        titel="Verankerung im iSTEK",
        plan="istek",
        text="Die Ziele stehen darin.",
        quelle="Stadt",
        quelle_url="https://www.oberhausen.example/" + "istek-" * 12,
        is_published=True,
    )
    plan.datum = Zeitangabe.parse("19.06.2023")
    plan.save()
    plan.istek_felder.add(IstekFeld.objects.get(slug="die-chancenstadt"))
