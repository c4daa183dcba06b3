"""Rows of a table → the figures that recommendations rest on."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from handlungsempfehlungen.models import Evidenz, Fassung
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Beitrag, Indikator, Sozialquartier, Sozialraum
from navigator.widgets import IntegerWidget, KnownWidget
from navigator.zahlen import prozent

from .ereignis import EreignisResource
from .strategiepapiere import AusgabeWidget
from .verwendungen import EMPFEHLUNG, EMPFEHLUNG_SYNONYMS, empfehlung_field


@importable
class EvidenzResource(EreignisResource):
    """Figures of a Fassung; of a quarter they are taken from the edition."""

    empfehlung = empfehlung_field()
    fassung = Field("fassung__nummer", "fassung", IntegerWidget(), readonly=True)
    indikator = Field(
        "indikator", "indikator", KnownWidget(Indikator, "kuerzel", found_by=("kuerzel", "name"))
    )
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))
    sozialquartier = Field("sozialquartier", "sozialquartier", KnownWidget(Sozialquartier))
    ausgabe = Field("berechnung", "ausgabe", AusgabeWidget())
    wert = text("wert")
    stadt = text("stadt")

    required = ("empfehlung", "indikator", "ausgabe")
    synonyms = {
        "empfehlung": EMPFEHLUNG_SYNONYMS,
        "indikator": ("Kürzel",),
        "ausgabe": ("Ausgabe des Sozialindex", "Sozialindex"),
        "wert": ("Wert bei der Entscheidung",),
        "stadt": ("Stadt damals",),
    }
    fest = ("ausgabe",)
    erklaerungen = {
        "empfehlung": EMPFEHLUNG,
        "fassung": "Nummer der Fassung; leer heißt: die neueste.",
        "sozialraum": "Sozialraum oder Sozialquartier, nicht beides.",
        "sozialquartier": "Sozialraum oder Sozialquartier, nicht beides.",
        "ausgabe": "Jahr des Sozialberichts, zum Beispiel 2022.",
        "wert": "Zum Beispiel 24,6 %. Leer: Das Portal nimmt ihn aus der Ausgabe (nur bei "
        "Sozialquartieren).",
        "stadt": "Der Wert der ganzen Stadt. Leer: Das Portal nimmt ihn aus der Ausgabe.",
    }

    class Meta(AllOrNothing):
        model = Evidenz
        fields = (
            "empfehlung",
            "fassung",
            "indikator",
            "sozialraum",
            "sozialquartier",
            "ausgabe",
            "wert",
            "stadt",
        )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields["empfehlung"].attribute = "fassung__handlungsempfehlung"
        self.fields["empfehlung"].readonly = True

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related(
            "fassung__handlungsempfehlung",
            "indikator",
            "sozialraum",
            "sozialquartier",
            "berechnung",
        )

    def find_fassung(self, row):
        try:
            he = self.fields["empfehlung"].clean(row)
            nummer = self.fields["fassung"].clean(row) if row.get("fassung") else None
        except ValueError as error:
            raise ValidationError({"fassung__handlungsempfehlung": str(error)}) from error
        fassungen = Fassung.objects.filter(handlungsempfehlung=he)
        if nummer:
            fassungen = fassungen.filter(nummer=nummer)
        if fassung := fassungen.order_by("nummer").last():
            return fassung
        raise ValidationError({"fassung__nummer": "Diese Fassung gibt es nicht."})

    def get_instance(self, instance_loader, row):
        try:
            wanted = {
                self.fields[column].attribute: self.fields[column].clean(row)
                for column in ("indikator", "sozialraum", "sozialquartier", "ausgabe")
                if column in row
            }
            return Evidenz.objects.filter(fassung=self.find_fassung(row), **wanted).first()
        except (ValueError, ValidationError):
            return None  # the columns say so when the row is checked

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        row.setdefault("sozialraum", "")
        row.setdefault("sozialquartier", "")
        for column in ("wert", "stadt"):
            if row.get(column) == "":
                del row[column]  # what is stored was true on that day

    def complete(self, instance, row):
        super().complete(instance, row)
        instance.fassung = self.find_fassung(row)
        if instance.berechnung_id and instance.indikator_id:
            instance.stadt = instance.stadt or read_anteil(instance, None)
            if instance.sozialquartier_id:
                instance.wert = instance.wert or read_anteil(instance, instance.sozialquartier)
        if not instance.wert:
            raise ValidationError({"wert": "Bitte den Wert nennen; die Ausgabe hat hier keinen."})

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if errors and instance.fassung_id is None:
            errors["fassung"] = []
        super().validate_instance(instance, errors, validate_unique)


def read_anteil(evidenz, sozialquartier):
    """Return the share of the quarter, or without one of the city, in words; or nothing."""
    beitrag = Beitrag.objects.filter(
        ergebnis__berechnung=evidenz.berechnung_id,
        ergebnis__sozialquartier=sozialquartier,
        indikator=evidenz.indikator_id,
    ).first()
    return prozent(beitrag.anteil) if beitrag else ""
