"""Records for tests: valid, without surprises; give what the test is about."""

import datetime as dt
from itertools import count

from django.utils import timezone

from dialoge.entscheiden import decide
from dialoge.models import (
    Entscheidung,
    Folgegremium,
    Frage,
    Hinweis,
    Hinweisgruppe,
    Kante,
    Runde,
    Teilnahme,
    Themenspeicher,
    Thementisch,
    Veranstaltung,
    Zahlenangabe,
    Ziel,
)
from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Fassung,
    Gremium,
    Handlungsempfehlung,
    Kooperation,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Sitzung,
    Strategiepapier,
    Verwendung,
)
from navigator.models import (
    Haltestelle,
    Handlungsfeld,
    Importlauf,
    Institution,
    Kategorie,
    KeineDublette,
    Meldung,
    Seite,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Stelle,
    Suchwort,
    Zielgruppe,
)
from sozialplanung.dates import Zeitangabe

numbers = count(1001)  # above the positions that records of the city itself have
FASSUNG_FIELDS = {"titel", "federfuehrung", "handlungsfeld", "empfehlung"}


def square(west, south, size=0.01):
    """A closed square outline with its lower left corner at the given degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def create_stadtbezirk(**fields):
    n = next(numbers)
    return Stadtbezirk.objects.create(**{"name": f"Bezirk {n}", "position": n} | fields)


def create_sozialraum(**fields):
    n = next(numbers)
    if "stadtbezirk" not in fields:
        fields["stadtbezirk"] = create_stadtbezirk()
    taken = set(Sozialraum.objects.values_list("kuerzel", flat=True))
    kuerzel = next(one for one in map(letters_of, count(n)) if one not in taken)
    return Sozialraum.objects.create(
        **{"name": f"Raum {n}", "position": n, "kuerzel": kuerzel} | fields
    )


def letters_of(number):
    return f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"


def create_sozialquartier(**fields):
    n = next(numbers)
    if "sozialraum" not in fields:
        fields["sozialraum"] = create_sozialraum()
    return Sozialquartier.objects.create(**{"name": f"Quartier {n}", "position": n} | fields)


def create_kategorie(slug="beratung", **fields):
    known = {
        "name": slug.capitalize(),
        "farbe": "#A8350C",
        "zeichenfarbe": "#FFFFFF",
        "symbol": slug.removesuffix("n").removesuffix("s")
        if slug not in {"beratung", "religion"}
        else slug,
        "position": next(numbers),
    }
    return Kategorie.objects.get_or_create(slug=slug, defaults=known | fields)[0]


def create_zielgruppe(name="Familien"):
    return Zielgruppe.objects.get_or_create(name=name)[0]


def create_institution(zielgruppen=(), weitere_kategorien=(), **fields):
    """A published Institution; tags are set like a form does, and the search text follows."""
    fields.setdefault("name", f"Institution {next(numbers)}")
    fields.setdefault("status", Institution.Status.VEROEFFENTLICHT)
    if "kategorie" not in fields:
        fields["kategorie"] = create_kategorie()
    institution = Institution.objects.create(**fields)
    institution.zielgruppen.set(zielgruppen)
    institution.weitere_kategorien.set(weitere_kategorien)
    institution.refresh_suchtext()
    return institution


def create_haltestelle(**fields):
    return Haltestelle.objects.create(
        **{"name": f"Haltestelle {next(numbers)}", "breite": 51.47, "laenge": 6.85} | fields
    )


def create_suchwort(wort, institutionen=(), kategorien=(), zielgruppen=()):
    suchwort = Suchwort.objects.create(wort=wort, herkunft="Test")
    suchwort.institutionen.set(institutionen)
    suchwort.kategorien.set(kategorien)
    suchwort.zielgruppen.set(zielgruppen)
    return suchwort


def create_seite(slug="kontakt", **fields):
    return Seite.objects.create(
        **{"slug": slug, "titel": slug.capitalize(), "text": "Text."} | fields
    )


def create_meldung(**fields):
    return Meldung.objects.create(**{"art": "kontakt", "text": f"Text {next(numbers)}"} | fields)


def create_keine_dublette():
    """Two look-alikes of which somebody said that they are two."""
    eine, andere = create_institution(), create_institution()
    return KeineDublette.objects.create(eine=eine, andere=andere, grund="Zwei Häuser.")


def create_importlauf(**fields):
    """An import that was read in and changed nothing."""
    return Importlauf.objects.create(
        **{
            "modell": "navigator.suchwort",
            "datei": "suchwoerter.csv",
            "sha256": "0" * 64,
            "zustand": Importlauf.Zustand.EINGELESEN,
            "eingelesen_am": timezone.now(),
        }
        | fields
    )


def create_handlungsfeld(**fields):
    n = next(numbers)
    return Handlungsfeld.objects.create(**{"name": f"Feld {n}", "position": n} | fields)


def create_stelle(**fields):
    n = next(numbers)
    return Stelle.objects.create(**{"name": f"Stelle {n}", "art": "bereich"} | fields)


def create_runde(**fields):
    n = next(numbers)
    known = {"nummer": n, "zeitraum": "2025", "quelle": "Vortrag"}
    return Runde.objects.create(**known | fields)


def create_veranstaltung(**fields):
    """A published dialogue of a round; ``sozialraeume`` are the areas it is about."""
    n = next(numbers)
    raeume = fields.pop("sozialraeume", [])
    known = {"titel": f"Dialog {n}", "status": "durchgefuehrt", "is_published": True}
    if fields.get("art", "dialog") == "dialog" and "runde" not in fields:
        fields["runde"] = create_runde()
    veranstaltung = Veranstaltung.objects.create(**known | fields)
    veranstaltung.sozialraeume.set(raeume)
    return veranstaltung


def create_thementisch(**fields):
    n = next(numbers)
    if "veranstaltung" not in fields:
        fields["veranstaltung"] = create_veranstaltung()
    return Thementisch.objects.create(**{"nummer": n, "titel": f"Tisch {n}"} | fields)


def create_hinweis(**fields):
    """An internal Hinweis of the kind „fehlt“; ``is_published=True`` releases it today."""
    n = next(numbers)
    raeume = fields.pop("sozialraeume", [])
    if "veranstaltung" not in fields:
        fields["veranstaltung"] = create_veranstaltung()
    if fields.get("is_published"):
        fields.setdefault("veroeffentlicht_am", timezone.localdate())
    hinweis = Hinweis.objects.create(**{"text": f"Es fehlt Ding {n}."} | fields)
    hinweis.sozialraeume.set(raeume)
    return hinweis


def create_strategiepapier(**fields):
    """A published paper; ``datum`` as text."""
    if "sozialraum" not in fields:
        fields["sozialraum"] = create_sozialraum()
    datum = Zeitangabe.parse(fields.pop("datum", "12/2021"))
    known = {"titel": f"Strategiepapier {fields['sozialraum']}", "quelle": "Vortrag"}
    papier = Strategiepapier(**known | {"is_published": True} | fields)
    papier.datum = datum
    papier.save()
    return papier


def create_fassung(handlungsempfehlung, *, datum="12/2021", **fields):
    raeume = fields.pop("sozialraeume", [])
    tag = Zeitangabe.parse(datum)
    known = {"titel": "Beratung öffnen", "empfehlung": "Die Stadt richtet eine Beratung ein."}
    known["eingetragen_am"] = tag.bis
    fassung = Fassung(handlungsempfehlung=handlungsempfehlung, **known | fields)
    fassung.datum = tag
    fassung.save()
    fassung.sozialraeume.set(raeume)
    return fassung


def create_handlungsempfehlung(*, fassungen=("12/2021",), datum=None, **fields):
    """A published recommendation with a Fassung of each date in ``fassungen``."""
    fassung_fields = {key: fields.pop(key) for key in FASSUNG_FIELDS & fields.keys()}
    if "strategiepapier" not in fields:
        fields["strategiepapier"] = create_strategiepapier()
    fields.setdefault("nummer", next(numbers))
    he = Handlungsempfehlung.objects.create(**{"is_published": True} | fields)
    raum = he.strategiepapier.sozialraum
    for one in [datum] if datum else fassungen:
        create_fassung(he, datum=one, **{"sozialraeume": [raum]} | fassung_fields)
    return he


def create_sachstand(he, umsetzungsstand="in-umsetzung", *, datum="01.02.2024", **fields):
    tag = Zeitangabe.parse(datum)
    if "stelle" not in fields:
        fields["stelle"] = create_stelle()
    if tag.bis:
        fields.setdefault("eingetragen_am", tag.bis)
    known = {"umsetzungsstand": umsetzungsstand, "text": "Es ging weiter."}
    if umsetzungsstand in ("zurueckgestellt", "entfallen"):
        known["grund"] = "Darum."
    sachstand = Sachstand(handlungsempfehlung=he, **known | fields)
    sachstand.datum = tag
    sachstand.save()
    return sachstand


def create_gremium(**fields):
    n = next(numbers)
    return Gremium.objects.create(**{"name": f"Ausschuss {n}", "art": "ausschuss"} | fields)


def create_sitzung(**fields):
    if "gremium" not in fields:
        fields["gremium"] = create_gremium()
    return Sitzung.objects.create(**{"datum": dt.date(2024, 5, 16)} | fields)


def create_befassung(*empfehlungen, datum=None, **fields):
    if "sitzung" not in fields:
        fields["sitzung"] = create_sitzung(**({"datum": datum} if datum else {}))
    befassung = Befassung.objects.create(**{"ergebnis": "kenntnis"} | fields)
    befassung.handlungsempfehlungen.set(empfehlungen)
    return befassung


def create_massnahme(**fields):
    n = next(numbers)
    raeume = fields.pop("sozialraeume", [])
    zeiten = {key: fields.pop(key) for key in ("beginn", "ende") if key in fields}
    massnahme = Massnahmensteckbrief(**{"titel": f"Maßnahme {n}", "is_published": True} | fields)
    for key, text in zeiten.items():
        setattr(massnahme, key, Zeitangabe.parse(text))
    massnahme.save()
    massnahme.sozialraeume.set(raeume)
    return massnahme


def create_entwicklung(**fields):
    n = next(numbers)
    raeume = fields.pop("sozialraeume", [])
    known = {"titel": f"Entwicklung {n}", "quelle": "Vortrag", "is_published": True}
    entwicklung = Entwicklung.objects.create(**known | fields)
    entwicklung.sozialraeume.set(raeume)
    return entwicklung


def create_kooperation(**fields):
    n = next(numbers)
    known = {"titel": f"Kooperation {n}", "plan": "hap", "quelle": "Vortrag"}
    return Kooperation.objects.create(**known | {"is_published": True} | fields)


def create_verwendung(he, **fields):
    known = {"art": "antrag", "text": "Antrag auf Mittel für Sprachkurse."}
    return Verwendung.objects.create(handlungsempfehlung=he, **known | fields)


def create_ruecknahme(record, **fields):
    known = {"grund": "Doppelt eingetragen.", "rolle": "Sozialplanung"}
    return Ruecknahme.objects.create(**{record._meta.model_name: record} | known | fields)


def create_hinweisgruppe(**fields):
    if "veranstaltung" not in fields:
        fields["veranstaltung"] = create_veranstaltung()
    return Hinweisgruppe.objects.create(**{"titel": f"Gruppe {next(numbers)}"} | fields)


def create_sozialkonferenz(**fields):
    n = next(numbers)
    return create_veranstaltung(
        **{"art": "sozialkonferenz", "titel": f"Konferenz {n}", "stadtweit": True} | fields
    )


def create_frage(**fields):
    n = next(numbers)
    known = {"text": f"Frage {n}?", "slug": f"frage-{n}", "position": n}
    return Frage.objects.create(**known | fields)


def create_entscheidung(**fields):
    """An answer „nein“ that leads into the Themenspeicher, to a question of its own."""
    kante = create_frage().kanten.create(antwort="nein", ergebnis="themenspeicher")
    known = {"grund": "Zu wenig belegt.", "rolle": "Sozialplanung", "datum": timezone.localdate()}
    if "hinweis" not in fields:
        fields["hinweis"] = create_hinweis()
    return Entscheidung.objects.create(frage=kante.frage, kante=kante, **known | fields)


def create_themenspeicher(**fields):
    entscheidung = create_entscheidung()
    return Themenspeicher.objects.create(
        **{"hinweis": entscheidung.hinweis, "entscheidung": entscheidung} | fields
    )


def create_ziel(**fields):
    if "veranstaltung" not in fields:
        fields["veranstaltung"] = create_sozialkonferenz()
    return Ziel.objects.create(**{"ebene": "strategisch", "text": "Kinder stärken."} | fields)


def create_folgegremium(**fields):
    n = next(numbers)
    return Folgegremium.objects.create(**{"name": f"Runder Tisch {n}", "quelle": "Test"} | fields)


def create_teilnahme(**fields):
    """Somebody at an event, in the words of the source."""
    n = next(numbers)
    if "veranstaltung" not in fields:
        fields["veranstaltung"] = create_veranstaltung()
    if not {"institution", "stelle", "bezeichnung"} & fields.keys():
        fields["bezeichnung"] = f"Verband {n}"
    return Teilnahme.objects.create(**fields)


def create_zahlenangabe(**fields):
    """„rund 100 Fachleute“ at an event."""
    if not {"runde", "veranstaltung"} & fields.keys():
        fields["veranstaltung"] = create_veranstaltung()
    known = {"art": "teilnehmende", "wortlaut": "rund 100", "von": 100, "bis": 100}
    return Zahlenangabe.objects.create(**known | {"quelle": "Presse"} | fields)


def answer_hinweis(hinweis, *names, evidenz=()):
    """Answer questions of the path by names like „bedarf-ja“; return the Hinweis as it then is."""
    for name in names:
        frage, _, antwort = name.rpartition("-")
        kante = Kante.objects.get(frage__slug=frage, antwort=antwort)
        decide(hinweis, kante, grund="Es liegt weit.", rolle="Sozialplanung", evidenz=evidenz)
    hinweis.refresh_from_db()
    return hinweis
