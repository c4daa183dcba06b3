"""Rows of a table → Indikatoren and the counts that offices deliver."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from navigator.models import Indikator, Indikatorwert, Sozialquartier
from navigator.models.indikatorwert import PLACE
from navigator.widgets import ChoiceWidget, CountWidget, IntegerWidget, JaWidget, KnownWidget

from .base import AllOrNothing, NavigatorResource, text
from .breit import melt, wide_columns
from .verzeichnis import importable

FACTS = ["status", "zaehler", "nenner", "bereits_gerundet"]  # another of them: another value
KNOWN = ["indikator", "sozialquartier"]
GESCHUETZT = (".", "•")


@importable
class IndikatorResource(NavigatorResource):
    kuerzel = text("kuerzel")
    name = text("name")
    position = Field("position", "position", IntegerWidget())
    art = Field("art", "art", ChoiceWidget(Indikator.Art))
    richtung = Field("richtung", "richtung", IntegerWidget())
    definition = text("definition")
    zaehler_text = text("zaehler_text")
    nenner_text = text("nenner_text")
    quelle = text("quelle")
    interpretation = text("interpretation")
    einschraenkung = text("einschraenkung")

    key = ("kuerzel",)
    required = ("kuerzel", "name", "position", "art", "richtung")

    class Meta(AllOrNothing):
        model = Indikator
        fields = (
            "kuerzel",
            "name",
            "position",
            "art",
            "richtung",
            "definition",
            "zaehler_text",
            "nenner_text",
            "quelle",
            "interpretation",
            "einschraenkung",
        )


@importable
class IndikatorwertResource(NavigatorResource):
    """One count per row, or one row per quarter and year with two columns per Indikator.

    A value that holds already is left alone; a different one is stored as its correction.
    """

    quartier = Field("sozialquartier", "quartier", KnownWidget(Sozialquartier))
    jahr = Field("jahr", "jahr", IntegerWidget())
    indikator = Field(
        "indikator", "indikator", KnownWidget(Indikator, "kuerzel", found_by=("kuerzel", "name"))
    )
    zaehler = Field("zaehler", "zaehler", CountWidget())
    nenner = Field("nenner", "nenner", CountWidget())
    status = Field("status", "status", ChoiceWidget(Indikatorwert.Status))
    bereits_gerundet = Field("bereits_gerundet", "bereits_gerundet", JaWidget())
    lieferung = text("lieferung")
    quelle = text("quelle")

    required = ("quartier", "jahr", "indikator", "zaehler", "nenner")
    synonyms = {
        "quartier": ("gebiet", "sozialquartier"),
        "zaehler": ("zähler",),
        "indikator": ("kuerzel", "kürzel"),
        "bereits_gerundet": ("gerundet", "bereits gerundet"),
    }

    beispiele = (
        {
            "quartier": "Innenstadt",
            "jahr": 2023,
            "indikator": "sgb2",
            "zaehler": 3100,
            "nenner": 10200,
            "lieferung": "Statistikstelle 03/2024",
            "quelle": "Musterdatei",
        },
        {
            "quartier": "Innenstadt",
            "jahr": 2023,
            "indikator": "altersarmut",
            "zaehler": ".",
            "nenner": ".",
            "lieferung": "Statistikstelle 03/2024",
            "quelle": "Musterdatei",
        },
    )
    erklaerungen = {
        "quartier": "Name eines Sozialquartiers, wie er im Portal steht.",
        "jahr": "Das Jahr; Stichtag ist der 31.12.",
        "indikator": "Kürzel oder Name eines Indikators. Statt der Spalten indikator, zaehler und "
        "nenner gehen auch zwei Spalten je Indikator, zum Beispiel sgb2_zaehler und sgb2_nenner.",
        "zaehler": "Ganze Zahl; „.“ oder „•“ heißt: vom Lieferanten geschützt.",
        "nenner": "Ganze Zahl; bei einer bloßen Zahl von Menschen leer.",
        "status": "Leer heißt: vorhanden.",
        "bereits_gerundet": "„ja“, wenn der Lieferant schon gerundet hat; sonst leer.",
        "lieferung": "Von wem und wann die Zahlen kamen, zum Beispiel Statistikstelle 03/2024.",
        "quelle": "Woher die Zahl stammt.",
    }

    class Meta(AllOrNothing):
        model = Indikatorwert
        fields = (
            "quartier",
            "jahr",
            "indikator",
            "zaehler",
            "nenner",
            "status",
            "bereits_gerundet",
            "lieferung",
            "quelle",
        )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.indikatoren = list(Indikator.objects.values_list("kuerzel", "art"))
        pairs = wide_columns(self.indikatoren)
        wide = [name for pair in pairs.values() for name in pair if name]
        self.erklaerungen = type(self).erklaerungen | {
            column: f"{word} von {kuerzel}, statt der Spalten indikator, zaehler, nenner"
            for kuerzel, pair in pairs.items()
            for column, word in zip(pair, ("Zähler", "Nenner"), strict=True)
            if column
        }
        self.inputs = dict.fromkeys(wide, ())
        self.instead = {"indikator": wide, "zaehler": wide, "nenner": wide}

    def prepare(self, tabelle):
        """Turn a wide table into a long one; its rows keep their numbers in the spreadsheet."""
        melt(tabelle, self.indikatoren)

    def before_import(self, dataset, status="", quelle="", **kwargs):
        """Read what holds now, once: a stored row is compared, never changed.

        ``status`` and ``quelle`` hold for rows that say nothing of their own.
        """
        super().before_import(dataset, **kwargs)
        self.defaults = {"status": status or Indikatorwert.Status.VORHANDEN, "quelle": quelle}
        self.current = {place_of(one): one for one in Indikatorwert.objects.current()}
        self.places, self.shapes = set(), set()

    def before_import_row(self, row, **kwargs):
        """Read „.“ and „•“ as what they mean: the supplier keeps this value back."""
        super().before_import_row(row, **kwargs)
        self.is_known = False
        if {row.get("zaehler"), row.get("nenner")} & set(GESCHUETZT):
            row.update(zaehler="", nenner="", status=Indikatorwert.Status.GESCHUETZT)
        for name, value in self.defaults.items():
            row[name] = row.get(name) or value

    def get_instance(self, instance_loader, row):
        """Every row is a new record: what differs from the stored one corrects it."""
        return

    def complete(self, instance, row):
        place = place_of(instance)
        if None in place:
            return  # its own column says so
        if place in self.places:
            raise ValidationError("Dieser Wert steht schon in einer früheren Zeile der Datei.")
        self.places.add(place)
        earlier = self.current.get(place)
        self.is_known = earlier is not None and facts_of(earlier) == facts_of(instance)
        instance.ersetzt = earlier

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Ask the database's rules once per shape of a row: they look at nothing else.

        A list of all years has thousands of rows, and each rule costs a query.
        """
        shape = shape_of(instance)
        if import_validation_errors or shape not in self.shapes:
            super().validate_instance(instance, import_validation_errors, validate_unique)
            self.shapes.add(shape)
        else:
            # Place and predecessor were looked up in this import: no need to ask for them again.
            instance.full_clean(
                exclude=[*KNOWN, "ersetzt"], validate_unique=False, validate_constraints=False
            )

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and self.is_known


def place_of(wert):
    return tuple(getattr(wert, name) for name in PLACE)


def shape_of(wert):
    counts = (wert.zaehler is None, wert.nenner is None)
    too_large = not any(counts) and wert.zaehler > wert.nenner
    blank = (wert.indikator_id is None, wert.sozialquartier_id is None)
    return (wert.status, wert.jahr, wert.ersetzt is None, *blank, *counts, too_large)


def facts_of(wert):
    return [getattr(wert, name) for name in FACTS]
