"""Rows of a table → Runden, events and their Thementische."""

from import_export.fields import Field

from dialoge.models import Folgegremium, Runde, Thementisch, Veranstaltung
from navigator.imports import NavigatorResource, importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Handlungsfeld, Sozialquartier, Sozialraum, Stadtbezirk
from navigator.widgets import (
    ChoiceWidget,
    IntegerWidget,
    JaWidget,
    KnownManyWidget,
    KnownWidget,
    LinesWidget,
    UhrzeitWidget,
    WebWidget,
    ZeitangabeWidget,
)

LINE = "|"  # between the points of a programme: a point may hold a semicolon
KENNUNG = (
    "Die Kennung der Veranstaltung, wie sie in ihrer Adresse im Portal steht, oder ihr Titel mit "
    "Datum."
)


def veranstaltung_field():
    """A column that names an event: by its address, or by its title with the date."""
    widget = KnownWidget(Veranstaltung, "slug", found_by=("slug", "titel_mit_datum"))
    return Field("veranstaltung", "veranstaltung", widget)


def runde_field():
    return Field("runde", "runde", KnownWidget(Runde, "nummer", found_by=("nummer",)))


@importable
class RundeResource(NavigatorResource):
    nummer = Field("nummer", "nummer", IntegerWidget())
    zeitraum = text("zeitraum")
    schwerpunkte = Field("schwerpunkte", "schwerpunkte", LinesWidget(LINE))
    beschreibung = text("beschreibung")
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())

    key = ("nummer",)
    required = ("nummer", "zeitraum", "quelle")
    synonyms = {"nummer": ("Runde", "Nr."), "quelle_url": ("Adresse der Quelle",)}
    erklaerungen = {
        "nummer": "Die wievielte Runde es ist.",
        "beschreibung": "Ein bis drei Sätze.",
        "schwerpunkte": "Mehrere mit | trennen.",
        "quelle": "Wo es steht.",
    }

    class Meta(AllOrNothing):
        model = Runde
        fields = ("nummer", "zeitraum", "schwerpunkte", "beschreibung", "quelle", "quelle_url")


@importable
class VeranstaltungResource(NavigatorResource):
    """Events; an existing one is found by ``kennung``, else by title, round and date."""

    kennung = text("slug", "kennung")
    art = Field("art", "art", ChoiceWidget(Veranstaltung.Art))
    runde = runde_field()
    titel = text("titel")
    thema = text("thema")
    datum = Field("datum", "datum", ZeitangabeWidget())
    status = Field("status", "status", ChoiceWidget(Veranstaltung.Status))
    beginn = Field("beginn", "beginn", UhrzeitWidget())
    ende = Field("ende", "ende", UhrzeitWidget())
    ort = text("ort")
    stadtweit = Field("stadtweit", "stadtweit", JaWidget())
    stadtbezirke = Field("stadtbezirke", "stadtbezirke", KnownManyWidget(Stadtbezirk))
    sozialraeume = Field("sozialraeume", "sozialraeume", KnownManyWidget(Sozialraum))
    sozialquartiere = Field("sozialquartiere", "sozialquartiere", KnownManyWidget(Sozialquartier))
    programm = Field("programm", "programm", LinesWidget(LINE))
    ergebnis = text("ergebnis")
    folgegremium = Field(
        "folgegremium", "folgegremium", KnownWidget(Folgegremium, found_by=("name",))
    )
    dokumentation = text("dokumentation")
    dokumentation_url = Field("dokumentation_url", "dokumentation_url", WebWidget())
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    anmerkung = text("anmerkung")
    veroeffentlicht = Field("is_published", "veroeffentlicht", JaWidget())

    required = ("art", "titel", "datum")
    synonyms = {
        "art": ("Format",),
        "titel": ("Veranstaltung", "Bezeichnung"),
        "datum": ("Tag", "Termin", "Wann"),
        "ort": ("Veranstaltungsort", "Wo"),
        "sozialraeume": ("Sozialraum", "Sozialräume"),
        "stadtbezirke": ("Stadtbezirk",),
        "sozialquartiere": ("Sozialquartier", "Quartier", "Quartiere"),
        "programm": ("Ablauf",),
        "quelle_url": ("Adresse der Quelle",),
        "veroeffentlicht": ("veröffentlicht",),
    }
    fest = ("art", "runde", "status", "quelle", "quelle_url")
    erklaerungen = {
        "kennung": "Nur in Dateien aus dem Portal: woran es die Veranstaltung wiedererkennt. Sonst "
        "leer lassen.",
        "datum": "So genau, wie bekannt: 10.10.2019, 09/2023 oder 2025. Leer, wenn unbekannt.",
        "runde": "Nummer der Runde, nur bei Expert*innendialogen.",
        "programm": "Die Punkte in ihrer Reihenfolge, mit | getrennt.",
        "beginn": "Uhrzeit, zum Beispiel 14:30.",
        "ende": "Uhrzeit, zum Beispiel 17:00.",
        "stadtweit": "ja, wenn es um die ganze Stadt geht; sonst leer.",
        "sozialraeume": "Um welche Sozialräume es geht; mehrere mit Semikolon trennen.",
        "veroeffentlicht": "ja, wenn die Veranstaltung im Portal stehen soll; sonst leer.",
        "quelle": "Wo es steht.",
    }

    class Meta(AllOrNothing):
        model = Veranstaltung
        fields = (
            "kennung",
            "art",
            "runde",
            "titel",
            "thema",
            "datum",
            "status",
            "beginn",
            "ende",
            "ort",
            "stadtweit",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
            "programm",
            "ergebnis",
            "folgegremium",
            "dokumentation",
            "dokumentation_url",
            "quelle",
            "quelle_url",
            "anmerkung",
            "veroeffentlicht",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("runde", "folgegremium").prefetch_related(
            "stadtbezirke", "sozialraeume", "sozialquartiere"
        )

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        for column in ("kennung", "status"):
            if row.get(column) == "":
                del row[column]  # a blank one must not erase what is known

    def get_instance(self, instance_loader, row):
        if kennung := row.get("kennung"):
            return Veranstaltung.objects.filter(slug=kennung).first()
        try:
            datum = self.fields["datum"].clean(row)
        except ValueError:
            return None  # its column says so
        same = Veranstaltung.objects.filter(titel=row["titel"], datum_bis=datum.bis)
        if runde := row.get("runde"):
            same = same.filter(runde__nummer=runde) if str(runde).isdecimal() else same.none()
        return same.first()


@importable
class ThementischResource(NavigatorResource):
    veranstaltung = veranstaltung_field()
    nummer = Field("nummer", "nummer", IntegerWidget())
    titel = text("titel")
    titel_unvollstaendig = Field("titel_unvollstaendig", "titel_unvollstaendig", JaWidget())
    handlungsfeld = Field("handlungsfeld", "handlungsfeld", KnownWidget(Handlungsfeld))
    teiltische = Field("teiltische", "teiltische", IntegerWidget())
    seite = Field("seite", "seite", IntegerWidget())
    anmerkung = text("anmerkung")

    required = ("veranstaltung", "nummer", "titel")
    synonyms = {"nummer": ("Nr.", "Tisch"), "titel": ("Thementisch", "Thema", "Arbeitsgruppe")}
    fest = ("veranstaltung",)
    erklaerungen = {
        "veranstaltung": KENNUNG,
        "nummer": "Nummer des Tisches bei der Veranstaltung.",
        "titel": "Worüber der Tisch sprach.",
    }

    class Meta(AllOrNothing):
        model = Thementisch
        fields = (
            "veranstaltung",
            "nummer",
            "titel",
            "titel_unvollstaendig",
            "handlungsfeld",
            "teiltische",
            "seite",
            "anmerkung",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("veranstaltung", "handlungsfeld")

    def get_instance(self, instance_loader, row):
        return find_same(self, row, "veranstaltung", "nummer")


def find_same(resource, row, *columns):
    """Return the record that has what the row says in ``columns``; none where a cell is wrong."""
    try:
        wanted = {
            resource.fields[column].attribute: resource.fields[column].clean(row)
            for column in columns
        }
    except ValueError:
        return None  # the column says so when the row is checked
    return resource._meta.model.objects.filter(**wanted).first()
