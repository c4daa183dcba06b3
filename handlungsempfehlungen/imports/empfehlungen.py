"""Rows of a table → recommendations: one row is one Fassung."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from handlungsempfehlungen.models import Fassung, Handlungsempfehlung, Strategiepapier
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import (
    Handlungsfeld,
    IstekFeld,
    IstekThemenfeld,
    Sozialraum,
    Stelle,
    Zielgruppe,
)
from navigator.widgets import (
    ChoiceWidget,
    IntegerWidget,
    JaWidget,
    Known,
    KnownManyWidget,
    KnownWidget,
    WordsWidget,
    ZeitangabeWidget,
)
from sozialplanung.dates import Zeitangabe

from .ereignis import (
    RAUM_ERKLAERUNGEN,
    RAUM_FIELDS,
    RAUM_SYNONYMS,
    STELLE,
    VEROEFFENTLICHT,
    EreignisResource,
    RaumbezugResource,
    refuse_hiding,
    stelle_field,
)

PARENT = "handlungsempfehlung"
DERIVED = (PARENT, "nummer", "wirksam_am", "suchtext")
MISSING = {
    "strategiepapier": "Bitte das Strategiepapier nennen.",
    "nummer": "Bitte die Nummer nennen, gezählt ab 1.",
}


@importable
class FassungResource(EreignisResource, RaumbezugResource):
    """Recommendations with their wordings; found by paper, number and the day they hold from."""

    strategiepapier = Field(
        f"{PARENT}__strategiepapier",
        "strategiepapier",
        KnownWidget(Strategiepapier, "slug", found_by=("slug",)),
        readonly=True,
    )
    nummer = Field(f"{PARENT}__nummer", "nummer", IntegerWidget(), readonly=True)
    gilt_ab = Field("datum", "gilt_ab", ZeitangabeWidget())
    titel = text("titel")
    kurz = text("kurz")
    ausgangslage = text("ausgangslage")
    ziel = text("ziel")
    empfehlung = text("empfehlung")
    handlungsfeld = Field("handlungsfeld", "handlungsfeld", KnownWidget(Handlungsfeld))
    zielgruppen = Field("zielgruppen", "zielgruppen", WordsWidget(Zielgruppe))
    federfuehrung = stelle_field("federfuehrung")
    beteiligte = Field("beteiligte", "beteiligte", KnownManyWidget(Stelle, found_by=STELLE))
    ressourcen = text("ressourcen")
    finanzierung = text("finanzierung")
    prioritaet = Field("prioritaet", "prioritaet", ChoiceWidget(Fassung.Prioritaet))
    istek_felder = Field("istek_felder", "istek_felder", KnownManyWidget(IstekFeld))
    istek_themenfelder = Field(
        "istek_themenfelder", "istek_themenfelder", KnownManyWidget(IstekThemenfeld)
    )
    aenderungsgrund = text("aenderungsgrund")
    veroeffentlicht = Field(f"{PARENT}__is_published", "veroeffentlicht", JaWidget(), readonly=True)
    beispiel = Field(f"{PARENT}__ist_beispiel", "beispiel", JaWidget(), readonly=True)

    required = ("strategiepapier", "nummer", "titel", "empfehlung")
    synonyms = RAUM_SYNONYMS | {
        "strategiepapier": ("Papier",),
        "nummer": ("Nr.", "Nummer der Handlungsempfehlung"),
        "gilt_ab": ("gilt ab", "Stand", "Datum", "Fassung vom"),
        "titel": ("Handlungsempfehlung", "Überschrift"),
        "kurz": ("In einem Satz", "Kurzfassung"),
        "ausgangslage": ("Problemlage", "Bedarf"),
        "ziel": ("Ziele",),
        "empfehlung": ("Text", "Wortlaut"),
        "zielgruppen": ("Zielgruppe",),
        "federfuehrung": ("Federführung", "zuständig", "verantwortlich"),
        "beteiligte": ("Beteiligte Stellen",),
        "prioritaet": ("Priorität",),
        "istek_felder": ("iSTEK-Felder", "iSTEK-Feld"),
        "istek_themenfelder": ("iSTEK-Themenfelder", "iSTEK-Themenfeld"),
        "aenderungsgrund": ("Warum neu gefasst", "Änderungsgrund"),
        "veroeffentlicht": ("veröffentlicht",),
    }
    inputs = {"sozialraum": ("Raum",)}
    instead = {"strategiepapier": ("sozialraum",)}
    fest = ("strategiepapier", "gilt_ab", "veroeffentlicht")
    erklaerungen = RAUM_ERKLAERUNGEN | {
        "strategiepapier": "Kennung des Papiers: Sozialraum und Jahr, zum Beispiel osterfeld-2023.",
        "sozialraum": "Statt strategiepapier, wenn es zu diesem Sozialraum nur ein Papier gibt.",
        "nummer": "Nummer in diesem Strategiepapier. Sie bleibt, auch in späteren Fassungen.",
        "gilt_ab": "Ab wann der Wortlaut gilt: 12/2021 oder 16.05.2024. Leer: Stand des Papiers. "
        "Eine neue Fassung ist eine neue Zeile mit derselben Nummer und späterem Datum.",
        "titel": "Kurze Überschrift.",
        "zielgruppen": "Mehrere mit Semikolon trennen. Neue werden angelegt.",
        "federfuehrung": "Name der Stelle, wie sie unter „Stellen“ steht.",
        "beteiligte": "Namen von Stellen, mit Semikolon getrennt.",
        "sozialraeume": "Mehrere mit Semikolon trennen. Sagt die Zeile zu keinem Raum etwas, gilt "
        "der Sozialraum des Strategiepapiers.",
        "veroeffentlicht": VEROEFFENTLICHT,
        "beispiel": "Nur in Dateien aus dem Portal: „ja“ heißt, die Empfehlung ist erfunden. Neue "
        "Zeilen damit bleiben Beispiele. Sonst leer lassen.",
    }

    class Meta(AllOrNothing):
        model = Fassung
        fields = (
            "strategiepapier",
            "nummer",
            "gilt_ab",
            "titel",
            "kurz",
            "ausgangslage",
            "ziel",
            "empfehlung",
            "handlungsfeld",
            "zielgruppen",
            "federfuehrung",
            "beteiligte",
            "ressourcen",
            "finanzierung",
            "prioritaet",
            "istek_felder",
            "istek_themenfelder",
            *RAUM_FIELDS,
            "aenderungsgrund",
            "veroeffentlicht",
            "beispiel",
        )

    @property
    def beispiele(self):
        """Two rows that fit to the papers and offices that are there."""
        papier = Strategiepapier.objects.order_by("slug").first()
        stelle = Stelle.objects.first()
        known = {
            "strategiepapier": papier.slug if papier else "osterfeld-2023",
            "gilt_ab": papier.datum.as_input() if papier else "02/2023",
            "federfuehrung": stelle.name if stelle else "",
        }
        return (
            known
            | {
                "nummer": 98,
                "titel": "Beratung im Stadtteil (Muster)",
                "kurz": "Wer Rat braucht, bekommt ihn ohne weiten Weg.",
                "ausgangslage": "Beratung gibt es nur in der Stadtmitte.",
                "ziel": "Alle erreichen eine Beratung in 20 Minuten.",
                "empfehlung": "Die Stadt richtet mit den Trägern eine Sprechstunde ein.",
                "ressourcen": "Räume des Quartiersbüros.",
                "prioritaet": "hoch",
            },
            known
            | {
                "nummer": 99,
                "titel": "Ferienangebote bekannt machen (Muster)",
                "empfehlung": "Alle Ferienangebote stehen an einer Stelle.",
            },
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related(
            f"{PARENT}__strategiepapier", "handlungsfeld", "federfuehrung"
        ).prefetch_related(
            "zielgruppen", "beteiligte", "istek_felder", "istek_themenfelder", *RAUM_FIELDS[1:]
        )

    # ---- the file as a whole -----------------------------------------------------------------

    def prepare(self, tabelle):
        """Name the paper and the day in every row; earlier wordings come first."""
        if "sozialraum" in tabelle.columns:
            self.name_papiere(tabelle)
        days = []
        for place, row in enumerate(tabelle.rows):
            papier = self.find_papier(row)
            if papier and not row.get("gilt_ab"):
                tabelle.put(place, "gilt_ab", papier.datum.as_input(), "gilt_ab")
            days.append(self.find_tag(row))
        latest = Zeitangabe.parse("2100").bis
        tabelle.keep(sorted(range(len(days)), key=lambda n: days[n] or latest))
        for place, row in enumerate(tabelle.rows):
            self.check_key(tabelle, place, row)

    def name_papiere(self, tabelle):
        raeume = Known(Sozialraum, ("slug", "name"))
        for place, cell in enumerate(tabelle.take_out("sozialraum")):
            tabelle.put(place, "strategiepapier", "", "sozialraum")
            if tabelle.rows[place]["strategiepapier"] or not cell:
                continue
            try:
                papier = find_only_papier(raeume.get(cell))
            except ValueError as error:
                tabelle.fehler[place]["strategiepapier"] = str(error)
            else:
                tabelle.put(place, "strategiepapier", papier.slug, "sozialraum")

    def check_key(self, tabelle, place, row):
        """Note what is wrong with paper or number: they make no column of the record."""
        found = tabelle.fehler[place]
        for column in ("strategiepapier", "nummer"):
            try:
                value = self.fields[column].clean(row)
            except ValueError as error:
                found.setdefault(column, str(error))
            else:
                if not value or (column == "nummer" and value < 1):
                    found.setdefault(column, MISSING[column])

    # ---- one row -----------------------------------------------------------------------------

    def find_papier(self, row):
        return self.fields["strategiepapier"].widget.known.find(row.get("strategiepapier") or "")

    def find_tag(self, row):
        try:
            return Zeitangabe.parse(row.get("gilt_ab")).bis
        except ValidationError:
            return None  # its own column says so

    def find_nummer(self, row):
        try:
            nummer = self.fields["nummer"].clean(row)
        except ValueError:
            return None  # noted already
        return nummer if nummer and nummer > 0 else None

    def get_instance(self, instance_loader, row):
        return Fassung.objects.filter(
            handlungsempfehlung__strategiepapier=self.find_papier(row),
            handlungsempfehlung__nummer=self.find_nummer(row),
            datum_bis=self.find_tag(row),
        ).first()

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        papier = self.find_papier(row)
        # The template has these columns: left blank, they must not make a recommendation vanish
        # from the area its paper is about.
        asked = new or set(RAUM_FIELDS) & set(row)
        if papier and asked and not names_area(row):
            row["sozialraeume"] = papier.sozialraum.name

    def import_instance(self, instance, row, *, tabelle, row_number, **kwargs):
        self.zeile = tabelle.zeilen[row_number - 1]
        super().import_instance(instance, row, tabelle=tabelle, row_number=row_number, **kwargs)

    def complete(self, instance, row):
        papier, nummer = self.find_papier(row), self.find_nummer(row)
        if papier is None or nummer is None:
            return
        he = Handlungsempfehlung.objects.filter(strategiepapier=papier, nummer=nummer).first()
        if he is None:
            he = self.create(papier, nummer, row)
        elif he.ist_beispiel and not (self.beispiel or self.says_ja(row, "beispiel")):
            raise ValidationError(
                f"Unter dieser Nummer steht noch ein Beispiel ({he.kennung}). Bitte entfernen Sie "
                "zuerst die Beispiele; wie, steht im Handbuch unter „Der erste echte Tag“."
            )
        instance.handlungsempfehlung = he
        if self.loaded is None and self.eingetragen:
            instance.eingetragen_am = self.eingetragen(instance)
        if self.loaded is None and instance.datum:
            check_order(he, instance.datum)
        if row.get("veroeffentlicht"):  # blank says nothing: other wordings have rows of their own
            self.publish(he, self.says_ja(row, "veroeffentlicht"))

    def create(self, papier, nummer, row):
        ist_beispiel = self.beispiel or self.says_ja(row, "beispiel")
        he = Handlungsempfehlung(strategiepapier=papier, nummer=nummer, ist_beispiel=ist_beispiel)
        he.slug = he.make_slug()
        he.full_clean()
        he.save()
        self.protokoll.remember_new(he, self.zeile)
        return he

    def says_ja(self, row, column):
        field = self.fields[column]
        try:
            return field.widget.clean(row.get(column))
        except ValueError as error:
            raise ValidationError({field.attribute: str(error)}) from error

    def publish(self, he, wanted):
        if he.is_published and not wanted:
            refuse_hiding(he, f"{PARENT}__is_published")
        if he.is_published != wanted:
            self.protokoll.remember(he)
            self.protokoll.zeilen.setdefault((type(he), he.pk), self.zeile)
            he.is_published = wanted
            he.save()

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Where paper or number are wrong, say that, not that a recommendation is missing."""
        errors = dict(import_validation_errors or {})
        if not errors or instance.handlungsempfehlung_id is not None:
            super().validate_instance(instance, errors, validate_unique)
            return
        try:
            instance.clean_fields(exclude={*errors, *DERIVED})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        raise ValidationError(errors)


def names_area(row):
    """Tell whether one of the columns for areas says something; „stadtweit: nein“ says nothing."""
    cells = {column: str(row.get(column) or "").strip().casefold() for column in RAUM_FIELDS}
    return any(cell and (column, cell) != ("stadtweit", "nein") for column, cell in cells.items())


def find_only_papier(raum):
    """Return the paper of a Sozialraum that has one; raise ``ValueError`` in German."""
    papiere = list(Strategiepapier.objects.filter(sozialraum=raum).order_by("slug"))
    if len(papiere) == 1:
        return papiere[0]
    if not papiere:
        raise ValueError(f"Zu „{raum}“ gibt es kein Strategiepapier.")
    slugs = ", ".join(one.slug for one in papiere)
    raise ValueError(
        f"Zu „{raum}“ gibt es mehrere Strategiepapiere: {slugs}. Bitte nennen Sie eines davon in "
        "der Spalte „strategiepapier“."
    )


def check_order(he, datum):
    """Wordings are numbered in the order of their days; none comes in between later."""
    later = he.fassungen.filter(wirksam_am__gt=datum.bis).first()
    if later:
        raise ValidationError(
            {
                "datum": f"Von {he.kennung} gibt es schon eine Fassung vom {later.datum}. Eine "
                "frühere lässt sich danach nicht mehr einlesen."
            }
        )
