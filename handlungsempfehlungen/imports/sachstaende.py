"""Rows of a table → Sachstände: added one after the other, none ever changed."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from dialoge.models import Veranstaltung
from handlungsempfehlungen.models import Handlungsempfehlung, Sachstand, Umsetzungsstand, Zeitplan
from handlungsempfehlungen.zustaendigkeit import may_enter
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.widgets import (
    ChoiceWidget,
    Known,
    KnownWidget,
    TagWidget,
    WebWidget,
    ZeitangabeWidget,
)

from .ereignis import EreignisResource, stelle_field
from .verwendungen import EMPFEHLUNG, EMPFEHLUNG_SYNONYMS, empfehlung_field, sample_slugs

# A row in which none of these says anything was not filled in.
FILLED = ("datum", "umsetzungsstand", "zeitplan", "text", "grund", "beleg_url", "naechste_pruefung")
FACTS = (
    "handlungsempfehlung_id",
    "datum_bis",
    "datum_genauigkeit",
    "umsetzungsstand",
    "zeitplan",
    "text",
    "grund",
    "ersatz_id",
    "stelle_id",
    "beleg",
    "beleg_url",
    "naechste_pruefung",
)
READ_ONLY = "Nur zur Orientierung; wird nicht eingelesen."


@importable
class SachstandResource(EreignisResource):
    """New entries of the Controlling; the same row again adds nothing.

    Reads plain lists and the sheets that offices get (``rueckmeldung.py``). ``konto`` is who
    reads the file in: a Fachbereich enters only what it answers for.
    """

    empfehlung = empfehlung_field()
    datum = Field("datum", "datum", ZeitangabeWidget())
    umsetzungsstand = Field("umsetzungsstand", "umsetzungsstand", ChoiceWidget(Umsetzungsstand))
    zeitplan = Field("zeitplan", "zeitplan", ChoiceWidget(Zeitplan))
    grund = text("grund")
    ersatz = Field("ersatz", "ersatz", KnownWidget(Handlungsempfehlung, "slug", found_by=("slug",)))
    stelle = stelle_field("stelle")
    beleg = text("beleg")
    beleg_url = Field("beleg_url", "beleg_url", WebWidget())
    naechste_pruefung = Field("naechste_pruefung", "naechste_pruefung", TagWidget())
    text = text("text")

    alle_blaetter = True
    required = ("empfehlung", "umsetzungsstand", "text", "stelle")
    synonyms = {
        "empfehlung": EMPFEHLUNG_SYNONYMS,
        "datum": ("Stand vom", "Wann"),
        "umsetzungsstand": ("Stand", "Neuer Stand"),
        "zeitplan": ("Ampel", "Im Zeitplan?"),
        "text": ("Was ist geschehen?", "Was geschehen ist"),
        "grund": ("Grund (bei zurückgestellt und entfallen)",),
        "stelle": ("Zuständig", "Federführung"),
        "beleg_url": ("Adresse des Belegs",),
        "naechste_pruefung": ("Nächste Prüfung am", "nächste Prüfung"),
    }
    inputs = {
        "titel": ("Titel der Empfehlung",),
        "stand_bisher": ("Stand bisher",),
        "text_bisher": ("Zuletzt gemeldet",),
        "pruefung_bisher": ("Prüfung war vorgesehen am",),
        "dialog": ("Besprochen in",),
    }
    fest = ("stelle", "datum")
    erklaerungen = {
        "empfehlung": EMPFEHLUNG,
        "datum": "Von wann der Stand ist: 16.05.2024, 05/2024 oder 2024. Nie in der Zukunft.",
        "umsetzungsstand": "Wie weit die Umsetzung ist.",
        "zeitplan": "Ob sie im Zeitplan ist; leer heißt: keine Angabe.",
        "text": "Was seit der letzten Meldung geschehen ist.",
        "ersatz": "Nur bei „entfallen“: Adresse der Empfehlung, die an ihre Stelle tritt.",
        "stelle": "Name der Stelle, wie sie unter „Stellen“ steht.",
        "naechste_pruefung": "Wann wieder nachgesehen wird, ein Tag nach dem Datum.",
        "titel": READ_ONLY,
        "stand_bisher": READ_ONLY,
        "text_bisher": READ_ONLY,
        "pruefung_bisher": READ_ONLY,
        "dialog": "Kennung der Veranstaltung, bei der die Empfehlung besprochen wurde. Sie wird "
        "zum Beleg; ohne Datum gilt ihr Tag.",
    }

    class Meta(AllOrNothing):
        model = Sachstand
        fields = (
            "empfehlung",
            "datum",
            "umsetzungsstand",
            "zeitplan",
            "text",
            "grund",
            "ersatz",
            "stelle",
            "beleg",
            "beleg_url",
            "naechste_pruefung",
        )

    @property
    def beispiele(self):
        first, second = sample_slugs()
        he = Handlungsempfehlung.objects.first()
        fassung = he.fassungen.exclude(federfuehrung=None).last() if he else None
        stelle = fassung.federfuehrung.name if fassung else "Bereich 3-2 Soziales"
        return (
            {
                "empfehlung": first,
                "datum": "03/2026",
                "umsetzungsstand": "in-umsetzung",
                "zeitplan": "im-plan",
                "text": "Muster: Der Träger ist gefunden, der Raum ist gemietet.",
                "stelle": stelle,
                "beleg": "Vermerk vom 12.03.2026",
                "naechste_pruefung": "01.03.2027",
            },
            {
                "empfehlung": second,
                "datum": "2025",
                "umsetzungsstand": "zurueckgestellt",
                "text": "Muster: Der Antrag wurde nicht bewilligt.",
                "grund": "Es fehlt die Förderung.",
                "stelle": stelle,
            },
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("handlungsempfehlung", "ersatz", "stelle")

    # ---- the file as a whole -----------------------------------------------------------------

    def prepare(self, tabelle):
        """Leave out rows that nobody filled in; a dialogue becomes date and Beleg."""
        filled = [
            place
            for place, row in enumerate(tabelle.rows)
            if any(row.get(column) for column in FILLED)
        ]
        blank = len(tabelle.rows) - len(filled)
        if blank:
            tabelle.hinweise.append(f"{blank} Zeilen ohne Eintrag sind übergangen.")
        tabelle.keep(filled)
        if "dialog" in tabelle.columns:
            self.take_dialoge(tabelle)
        if not filled:
            return "In der Datei ist keine Zeile ausgefüllt. Es gibt nichts einzulesen."
        return ""

    def take_dialoge(self, tabelle):
        known = Known(Veranstaltung, ("slug",))
        for place, cell in enumerate(tabelle.take_out("dialog")):
            if not cell:
                continue
            try:
                veranstaltung = known.get(cell)
            except ValueError as error:
                tabelle.fehler[place]["dialog"] = str(error)
                continue
            tabelle.put(place, "beleg", str(veranstaltung), "dialog")
            tabelle.put(place, "datum", veranstaltung.datum.as_input(), "dialog")

    # ---- one row -----------------------------------------------------------------------------

    def before_import(self, dataset, *, konto=None, **kwargs):
        super().before_import(dataset, **kwargs)
        self.konto = konto
        self.stored = set(Sachstand.objects.values_list(*FACTS))

    def get_instance(self, instance_loader, row):
        """Every row is a new entry, unless it says what was said already."""
        return

    def complete(self, instance, row):
        super().complete(instance, row)
        if instance.handlungsempfehlung_id and self.konto is not None:
            self.check_konto(instance)

    def check_konto(self, instance):
        if not may_enter(self.konto, instance.handlungsempfehlung, instance.stelle):
            raise ValidationError(
                {
                    "handlungsempfehlung": "Für diese Empfehlung dürfen Sie keinen Sachstand "
                    "eintragen: Ihr Konto gehört zu keiner Stelle, die dafür zuständig ist."
                }
            )

    def skip_row(self, instance, original, row, import_validation_errors=None):
        facts = tuple(getattr(instance, name) for name in FACTS)
        return not import_validation_errors and facts in self.stored

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        self.stored.add(tuple(getattr(instance, name) for name in FACTS))
