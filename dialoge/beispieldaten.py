"""What is published of the dialogues and conferences, and example Hinweise that walk the path.

What was said at the tables is not published: every Hinweis and every answer that comes along is
marked as an example. They stand at the real events, so that the pages can be seen as they will be.
"""

import datetime as dt

from dialoge.entscheiden import decide, merge_hinweise
from dialoge.imports import (
    FolgegremiumResource,
    RundeResource,
    TeilnahmeResource,
    ThementischResource,
    VeranstaltungResource,
    ZahlenangabeResource,
)
from dialoge.models import (
    Entscheidung,
    Hinweis,
    Hinweisgruppe,
    Kante,
    Themenspeicher,
    Thementisch,
    Veranstaltung,
)
from navigator.laden import fixture, load_table
from navigator.models import (
    Beitrag,
    Handlungsfeld,
    Indexberechnung,
    Institution,
    Sozialquartier,
    Sozialraum,
    Zielgruppe,
)
from navigator.zahlen import prozent
from sozialplanung.tables import read_table

PUBLISHED = {
    "folgegremien": FolgegremiumResource,
    "runden": RundeResource,
    "veranstaltungen": VeranstaltungResource,
    "thementische": ThementischResource,
    "zahlenangaben": ZahlenangabeResource,
    "teilnahmen": TeilnahmeResource,
}
RELEASED_ON = dt.date(2026, 11, 22)  # the day on which the examples were written


def load_published():
    """Fill the tables that are empty; yield a line for each."""
    for name, resource in PUBLISHED.items():
        yield from load_table(resource, f"dialoge/{name}")


def load_beispiele():
    """Make the example Hinweise with their answers, where there is no Hinweis yet."""
    if Hinweis.objects.exists():
        return
    rows = read_rows("hinweise_beispiele")
    events = {row["veranstaltung"] for row in rows}
    if Veranstaltung.objects.filter(slug__in=events).count() < len(events):
        return  # the office keeps events of its own
    load_hinweise(rows)
    yield f"Hinweise: {Hinweis.objects.count()} (Beispiele)"
    yield f"Entscheidungen: {Entscheidung.objects.count()} (Beispiele)"


def read_rows(name):
    return list(read_table(fixture(f"dialoge/{name}.csv").read_bytes()).dict)


def load_hinweise(rows):
    hinweise = {row["nummer"]: create_hinweis(row) for row in rows}
    for row in rows:
        if main := hinweise.get(row["zusammengefasst_in"]):
            merge_hinweise(main, [hinweise[row["nummer"]]])
    for row in read_rows("entscheidungen_beispiele"):
        answer(hinweise[row["hinweis"]], row)
    for row in rows:
        if row["wiedervorlage"]:
            bring_back(hinweise[row["nummer"]], row["wiedervorlage"])


def create_hinweis(row):
    veranstaltung = Veranstaltung.objects.get(slug=row["veranstaltung"])
    is_published = row["intern"] != "ja"
    hinweis = Hinweis(
        veranstaltung=veranstaltung,
        thementisch=known(Thementisch, row["thementisch"], "nummer", veranstaltung=veranstaltung),
        art=row["art"],
        text=row["text"],
        handlungsfeld=known(Handlungsfeld, row["handlungsfeld"], "name"),
        is_published=is_published,
        veroeffentlicht_am=RELEASED_ON if is_published else None,
        ist_beispiel=True,
    )
    if row["gruppe"]:
        hinweis.gruppe, _ = Hinweisgruppe.objects.get_or_create(
            veranstaltung=veranstaltung, titel=row["gruppe"], defaults={"ist_beispiel": True}
        )
    hinweis.derive()
    hinweis.full_clean()
    hinweis.save()
    for model, column in [
        (Zielgruppe, "zielgruppen"),
        (Sozialraum, "sozialraeume"),
        (Sozialquartier, "sozialquartiere"),
    ]:
        getattr(hinweis, column).set(known_many(model, row[column]))
    return hinweis


def answer(hinweis, row):
    """Let the Hinweis go one step of the path, on the day that the file says."""
    datum = dt.date.fromisoformat(row["datum"])
    waiting = list(hinweis.themenspeicher.waiting())
    decide(
        hinweis,
        Kante.objects.get(frage__slug=row["frage"], antwort=row["antwort"]),
        grund=row["grund"],
        rolle=row["rolle"],
        datum=datum,
        evidenz=list(filter(None, (build_beleg(text, datum) for text in row["belege"].split("|")))),
    )
    for thema in Themenspeicher.objects.filter(pk__in=[one.pk for one in waiting]):
        if thema.erledigt_am:
            thema.erledigt_am = datum
            thema.save()


def bring_back(hinweis, veranstaltung):
    thema = hinweis.themenspeicher.waiting().get()
    thema.wiedervorlage = Veranstaltung.objects.get(slug=veranstaltung)
    thema.save()


def known(model, text, name, **fields):
    return model.objects.get(**{name: text}, **fields) if text else None


def known_many(model, text):
    return [model.objects.get(name=name) for name in text.split(";") if name]


# ---- evidence: what the portal itself says, frozen as plain data ---------------------------------


def build_beleg(text, datum):
    """Return the evidence that „institution:kennung“ or „indikator:kuerzel@Quartier“ names.

    Nothing where the text is blank, or where the portal has no such entry or no edition yet.
    """
    art, _, name = text.partition(":")
    if art == "institution":
        return build_institution(name)
    kuerzel, _, quartier = name.partition("@")
    return build_anteil(kuerzel, quartier, datum)


def build_institution(kennung):
    institution = Institution.objects.filter(slug=kennung).first()
    return institution and {
        "art": "Institution",
        "titel": institution.name,
        "adresse": institution.get_absolute_url(),
        "stand": str(institution.stand),
    }


def build_anteil(kuerzel, quartier, datum):
    """Return a share of the latest edition of an earlier year, beside that of the city."""
    editions = Indexberechnung.objects.published().filter(berichtsjahr__lt=datum.year)
    ausgabe = editions.order_by("-berichtsjahr").first()
    shares = Beitrag.objects.filter(ergebnis__berechnung=ausgabe, indikator__kuerzel=kuerzel)
    own = shares.filter(ergebnis__sozialquartier__name=quartier).first()
    stadt = shares.filter(ergebnis__sozialquartier=None).first()
    if not (own and stadt):
        return None
    return {
        "art": "Indikator",
        "titel": f"{own.indikator.name}, {quartier}",
        "adresse": own.ergebnis.sozialquartier.get_absolute_url(),
        "stand": f"31.12.{ausgabe.datenstand}",
        "wert": prozent(own.anteil),
        "vergleich": f"Stadt {prozent(stadt.anteil)}",
        **({"beispiel": True} if ausgabe.ist_beispiel else {}),
    }
