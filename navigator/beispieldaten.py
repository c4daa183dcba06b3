"""What is published of the directory and the Sozialindex, and the example values beside it."""

from navigator.imports import (
    EinzelangabeResource,
    ExkursResource,
    HaltestelleResource,
    IndikatorwertResource,
    InstitutionResource,
    SozialberichtResource,
    StrassenpunktResource,
    SuchwortResource,
)
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.laden import load_table
from navigator.models import (
    Indexberechnung,
    Indexmethode,
    Indikatorwert,
    Institution,
    Sozialbericht,
)

PUBLISHED = {
    "haltestellen": (HaltestelleResource, {}),
    "strassenpunkte": (StrassenpunktResource, {}),
    "institutionen": (InstitutionResource, {"status": Institution.Status.VEROEFFENTLICHT}),
    "suchwoerter": (SuchwortResource, {}),
    "einzelangaben": (EinzelangabeResource, {}),
    "sozialberichte": (SozialberichtResource, {}),
    "exkurse": (ExkursResource, {}),
}
BEISPIELE = {"status": Indikatorwert.Status.BEISPIEL, "quelle": "Beispielwerte"}
AUSGABEN = [2017, 2020, 2022]  # the values are those of the report's own year


def load_published():
    """Fill the tables that are empty; yield a line for each."""
    for name, (resource, context) in PUBLISHED.items():
        yield from load_table(resource, name, **context)


def load_beispiele():
    """Load the example values and release the editions made of them; yield a line for each."""
    yield from load_table(IndikatorwertResource, "beispielwerte", **BEISPIELE)
    if Indikatorwert.objects.exists() and not Indexberechnung.objects.exists():
        release_ausgaben()
        yield f"Ausgaben des Sozialindex: {len(AUSGABEN)}"


def release_ausgaben():
    """Compute the editions of the Sozialberichte; examples need no second person."""
    methode = Indexmethode.objects.order_by("pk").first()
    berichte = Sozialbericht.objects.in_bulk(AUSGABEN, field_name="jahr")
    for jahr in AUSGABEN:
        ausgabe = release_berechnung(compute_berechnung(jahr, jahr, methode))
        if jahr in berichte:
            berichte[jahr].berechnung = ausgabe
            berichte[jahr].save()
