"""What is published of papers, measures and developments, and example recommendations.

The wording of the 42 recommendations stands in the city's papers and does not come along: every
recommendation here, with all that happened to it, is marked as an example.
"""

import datetime as dt

from dialoge.models import Hinweis
from handlungsempfehlungen.imports import (
    BefassungResource,
    EntwicklungResource,
    EntwicklungsschrittResource,
    EvidenzResource,
    FassungResource,
    GremiumResource,
    KooperationResource,
    MassnahmensteckbriefResource,
    SachstandResource,
    SitzungResource,
    StrategiepapierResource,
    VerwendungResource,
)
from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Fassung,
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Sitzung,
    Strategiepapier,
)
from navigator.imports import StelleResource, take_over
from navigator.laden import fixture, load_table
from navigator.models import Indexberechnung, Institution
from sozialplanung.dates import Zeitangabe
from sozialplanung.tables import read_table

COLLECTED_ON = dt.date(2026, 11, 22)  # the day on which undated facts were written down
FOLDER = "handlungsempfehlungen"


def on_its_day(record):
    """History that comes along counts as written down when it happened."""
    return record.datum_bis or COLLECTED_ON


def on_its_begin(massnahme):
    return massnahme.beginn_bis or COLLECTED_ON


PUBLISHED = {
    "stellen": (StelleResource, {}),
    "gremien": (GremiumResource, {}),
    "strategiepapiere": (StrategiepapierResource, {"eingetragen": on_its_day}),
    "massnahmen": (MassnahmensteckbriefResource, {"eingetragen": on_its_begin}),
    "entwicklungen": (EntwicklungResource, {"eingetragen": on_its_day}),
    "entwicklungsschritte": (EntwicklungsschrittResource, {"eingetragen": on_its_day}),
    "kooperationen": (KooperationResource, {"eingetragen": on_its_day}),
}
AUSGABEN = {2021: 2020, 2023: 2022}  # the year of a paper: the edition that it rests on
COUNTED = [Handlungsempfehlung, Fassung, Sachstand, Sitzung, Befassung]


def load_published():
    """Fill the tables that are empty; yield a line for each."""
    for name, (resource, context) in PUBLISHED.items():
        yield from load_table(resource, f"{FOLDER}/{name}", **context)


def load_beispiele():
    """Make the example recommendations where there are none yet; yield a line for each model."""
    if Handlungsempfehlung.objects.exists() or not fits():
        return
    name_ausgaben()
    for name, resource, eingetragen in [
        ("empfehlungen", FassungResource, on_its_day),
        ("sachstaende", SachstandResource, read_nachtraege()),
        ("sitzungen", SitzungResource, None),
        ("befassungen", BefassungResource, on_the_day_of_the_sitting),
        ("verwendungen", VerwendungResource, on_its_day),
    ]:
        load(name, resource, eingetragen=eingetragen)
    if Indexberechnung.objects.published().exists():
        load("evidenz", EvidenzResource)
    for row in read_rows("ruecknahmen"):
        withdraw(row)
    for row in read_rows("verknuepfungen"):
        link(row)
    for row in read_rows("hinweise"):
        link_hinweis(row)
    for model in COUNTED:
        yield f"{model._meta.verbose_name_plural}: {model.objects.count()} (Beispiele)"


def fits():
    """Tell whether the papers are there that the examples belong to."""
    wanted = {row["strategiepapier"] for row in read_rows("empfehlungen")}
    return Strategiepapier.objects.filter(slug__in=wanted).count() == len(wanted)


def load(name, resource, **context):
    data = fixture(f"{FOLDER}/{name}_beispiele.csv").read_bytes()
    take_over(resource, data, beispiel=True, **context)


def read_rows(name):
    return list(read_table(fixture(f"{FOLDER}/{name}_beispiele.csv").read_bytes()).dict)


def name_ausgaben():
    """Let the papers rest on the editions made of example values."""
    by_jahr = {one.berichtsjahr: one for one in Indexberechnung.objects.published()}
    for papier in Strategiepapier.objects.filter(berechnung=None):
        if ausgabe := by_jahr.get(AUSGABEN.get(papier.jahr)):
            papier.berechnung = ausgabe
            papier.save()


# ---- days on which something was written down ----------------------------------------------------


def read_nachtraege():
    """Return what tells when a Sachstand was written down: a few are late on purpose."""
    late = {
        (row["empfehlung"], row["datum"]): dt.date.fromisoformat(row["eingetragen_am"])
        for row in read_rows("nachtraege")
    }

    def written_down(sachstand):
        place = (sachstand.handlungsempfehlung.slug, f"{sachstand.datum_bis}")
        return late.get(place) or on_its_day(sachstand)

    return written_down


def on_the_day_of_the_sitting(befassung):
    return befassung.sitzung.datum


# ---- what no list brings -------------------------------------------------------------------------


def withdraw(row):
    """Withdraw a recommendation, or its Sachstand of a day."""
    he = Handlungsempfehlung.objects.get(slug=row["handlungsempfehlung"])
    what = {"handlungsempfehlung": he}
    if row["sachstand"]:
        tag = Zeitangabe.parse(row["sachstand"])
        what = {"sachstand": he.sachstaende.get(datum_bis=tag.bis)}
    ruecknahme = Ruecknahme(**what, grund=row["grund"], rolle=row["rolle"], ist_beispiel=True)
    ruecknahme.datum = Zeitangabe.parse(row["datum"])
    ruecknahme.eingetragen_am = ruecknahme.wirksam_am = ruecknahme.datum_bis
    ruecknahme.full_clean()
    ruecknahme.save()


def link(row):
    """Link an example with what is real; what the office has renamed is left out."""
    he = Handlungsempfehlung.objects.get(slug=row["empfehlung"])
    he.institutionen.set(Institution.objects.filter(name__in=row["institutionen"].split(";")))
    he.verwandte.set(Handlungsempfehlung.objects.filter(slug__in=row["verwandte"].split(";")))
    he.massnahmen.set(Massnahmensteckbrief.objects.filter(titel__in=row["massnahmen"].split(";")))
    he.entwicklungen.set(Entwicklung.objects.filter(titel__in=row["entwicklungen"].split(";")))


def link_hinweis(row):
    """Link an example with the Hinweis it came from, where that came along."""
    hinweise = Hinweis.objects.standing().filter(
        veranstaltung__slug=row["veranstaltung"], text__startswith=row["text"]
    )
    if hinweis := hinweise.first():
        he = Handlungsempfehlung.objects.get(slug=row["empfehlung"])
        he.hinweise.add(hinweis)
