"""Rows of a table → Hinweise of an event."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from dialoge.models import Hinweis, Veranstaltung
from navigator.imports import AllOrNothing, NavigatorResource, importable
from navigator.imports.base import text
from navigator.models import Handlungsfeld, Sozialquartier, Sozialraum, Stadtbezirk, Zielgruppe
from navigator.models.raum import PLURAL
from navigator.widgets import (
    ChoiceWidget,
    IntegerWidget,
    JaWidget,
    KnownManyWidget,
    KnownWidget,
)
from sozialplanung.text import fold

from .bezuege import ThementischWidget, VeranstaltungWidget


@importable
class HinweisResource(NavigatorResource):
    """One Hinweis per row. It comes in internal; releasing it is a decision of its own.

    An existing one is found by its number within the event, else by event, table and words.
    """

    veranstaltung = Field("veranstaltung", "veranstaltung", VeranstaltungWidget())
    nummer = Field("nummer", "nummer", IntegerWidget())
    thementisch = Field("thementisch", "thementisch", ThementischWidget(VeranstaltungWidget()))
    art = Field("art", "art", ChoiceWidget(Hinweis.Art))
    text = text("text")
    personenbezug_geprueft = Field("personenbezug_geprueft", "geprueft", JaWidget())
    stadtweit = Field("stadtweit", "stadtweit", JaWidget())
    stadtbezirk = Field("stadtbezirke", "stadtbezirk", KnownManyWidget(Stadtbezirk))
    sozialraum = Field("sozialraeume", "sozialraum", KnownManyWidget(Sozialraum))
    sozialquartier = Field("sozialquartiere", "sozialquartier", KnownManyWidget(Sozialquartier))
    zielgruppen = Field("zielgruppen", "zielgruppen", KnownManyWidget(Zielgruppe))
    handlungsfeld = Field("handlungsfeld", "handlungsfeld", KnownWidget(Handlungsfeld))

    required = ("veranstaltung", "text")
    synonyms = {
        "veranstaltung": ("Dialog", "Termin", "Sozialkonferenz"),
        "nummer": ("Nr", "Nr."),
        "thementisch": ("Tisch", "Arbeitsgruppe", "AG", "Thema"),
        "text": ("Hinweis", "Hinweise", "Wortlaut", "Anregung"),
        "geprueft": ("geprüft", "personenbezug_geprueft", "nennt keine Person"),
        "stadtbezirk": ("stadtbezirke",),
        "sozialraum": ("sozialräume", "sozialraeume"),
        "sozialquartier": ("sozialquartiere", "quartier"),
        "zielgruppen": ("Zielgruppe",),
    }
    fest = ("veranstaltung", "thementisch", "art", "handlungsfeld")
    erklaerungen = {
        "veranstaltung": "Adresse im Portal (steht im Formular der Veranstaltung) oder Titel, "
        "wenn nur eine so heißt.",
        "nummer": "Nur um einen vorhandenen Hinweis wiederzufinden; sonst leer.",
        "thementisch": "Nummer oder Titel eines Tisches der Veranstaltung; leer, wenn keiner.",
        "art": "Leer heißt: Was fehlt?",
        "text": "In den Worten des Tisches. Keine Namen, Telefonnummern oder Adressen.",
        "geprueft": "„ja“, wenn der Text nach einer Person aussieht und trotzdem keine nennt.",
        "stadtbezirk": "Ohne jeden Raum gelten die Räume der Veranstaltung.",
        "sozialraum": "Ohne jeden Raum gelten die Räume der Veranstaltung.",
        "sozialquartier": "Ohne jeden Raum gelten die Räume der Veranstaltung.",
        "handlungsfeld": "Leer heißt: das Handlungsfeld des Thementischs.",
    }

    class Meta(AllOrNothing):
        model = Hinweis
        fields = (
            "veranstaltung",
            "nummer",
            "thementisch",
            "art",
            "text",
            "personenbezug_geprueft",
            "stadtweit",
            "stadtbezirk",
            "sozialraum",
            "sozialquartier",
            "zielgruppen",
            "handlungsfeld",
        )

    def __init__(self, **kwargs):
        """Fill the sample with an event that there is: a made-up one could not be read in."""
        super().__init__(**kwargs)
        event = Veranstaltung.objects.chronological().first()
        table = event and event.thementische.first()
        sample = {
            "veranstaltung": event.slug if event else "expertinnendialog-osterfeld-2025",
            "thementisch": table.nummer if table else "",
        }
        self.beispiele = (
            sample | {"art": Hinweis.Art.FEHLT.value, "text": "Am Nachmittag fehlt Betreuung."},
            sample | {"art": Hinweis.Art.LAEUFT_GUT.value, "text": "Das Elterncafé läuft gut."},
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related(
            "veranstaltung", "thementisch", "handlungsfeld"
        ).prefetch_related("zielgruppen", *PLURAL.values())

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.seen = set()

    def before_import_row(self, row, **kwargs):
        """Leave what the model fills in itself to the model."""
        super().before_import_row(row, **kwargs)
        for column in ("nummer", "art"):
            if column in row and not str(row[column]).strip():
                del row[column]

    def get_instance(self, instance_loader, row):
        """Return the stored one; a cell that cannot be read finds none, its column says why."""
        try:
            event = self.cell("veranstaltung", row)
            number = self.cell("nummer", row)
            table = self.cell("thementisch", row)
        except ValueError:
            return None
        held = Hinweis.objects.filter(veranstaltung=event)
        if number is not None:
            return held.filter(nummer=number).first()
        words = fold(str(row.get("text") or ""))
        return held.filter(thementisch=table, suchtext=words).order_by("nummer").first()

    def cell(self, column, row):
        field = next(f for f in self.get_import_fields() if f.column_name == column)
        return field.widget.clean(row.get(column), row)

    def complete(self, instance, row):
        if not instance.veranstaltung_id:
            return  # its own column says so
        instance.derive()
        place = (instance.veranstaltung_id, instance.thementisch_id, instance.suchtext)
        if place in self.seen and not row.get("nummer"):
            raise ValidationError(
                "Dieser Hinweis steht schon in einer früheren Zeile der Datei, am selben Tisch."
            )
        self.seen.add(place)

    def settle(self, instance):
        """Give a new one the areas of its event, where the row names none."""
        if self.loaded is not None or instance.stadtweit:
            return
        if any(getattr(instance, name).exists() for name in PLURAL.values()):
            return
        if instance.veranstaltung.stadtweit:
            instance.stadtweit = True
            instance.save()
        for name in PLURAL.values():
            areas = getattr(instance.veranstaltung, name).all()
            getattr(instance, name).set(areas)
            self.protokoll.note_links(instance, name, [one.pk for one in areas])
