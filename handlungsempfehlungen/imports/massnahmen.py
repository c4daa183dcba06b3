"""Rows of a table → Maßnahmensteckbriefe with who carries them and who works with them."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from handlungsempfehlungen.models import (
    Handlungsempfehlung,
    Massnahmenpartner,
    Massnahmensteckbrief,
    Strategiepapier,
)
from navigator.imports import importable
from navigator.imports.base import AllOrNothing, text
from navigator.models import Handlungsfeld, Institution, Stelle, Zielgruppe
from navigator.widgets import (
    SEPARATOR,
    ChoiceWidget,
    JaWidget,
    Known,
    KnownManyWidget,
    KnownWidget,
    WebWidget,
    WordsWidget,
    ZeitangabeWidget,
)

from .ereignis import (
    KENNUNG,
    QUELLE,
    QUELLE_SYNONYMS,
    RAUM_ERKLAERUNGEN,
    RAUM_FIELDS,
    RAUM_SYNONYMS,
    STELLE,
    VEROEFFENTLICHT,
    KennungResource,
    RaumbezugResource,
    stelle_field,
)

ROLLEN = {
    "traeger": Massnahmenpartner.Rolle.TRAEGER,
    "partner": Massnahmenpartner.Rolle.PARTNER,
}
LONGEST_NAME = 200
NAMED = (
    "Mehrere mit Semikolon trennen. Was im Verzeichnis oder unter „Stellen“ steht, wird verlinkt."
)


@importable
class MassnahmensteckbriefResource(KennungResource, RaumbezugResource):
    """Fact sheets; who carries them and who works with them stands in two cells."""

    titel = text("titel")
    problemlage = text("problemlage")
    ziele = text("ziele")
    inhalte = text("inhalte")
    zielgruppe_text = text("zielgruppe_text")
    zielgruppen = Field("zielgruppen", "zielgruppen", WordsWidget(Zielgruppe))
    handlungsfeld = Field("handlungsfeld", "handlungsfeld", KnownWidget(Handlungsfeld))
    traeger = Field(None, "traeger")
    partner = Field(None, "partner")
    ort = text("ort")
    beginn = Field("beginn", "beginn", ZeitangabeWidget())
    ende = Field("ende", "ende", ZeitangabeWidget())
    befristung = Field("befristung", "befristung", ChoiceWidget(Massnahmensteckbrief.Befristung))
    laufzeit_text = text("laufzeit_text")
    finanzierung = text("finanzierung")
    kontakt = stelle_field("kontakt")
    institutionen = Field("institutionen", "institutionen", KnownManyWidget(Institution))
    handlungsempfehlungen = Field(
        "handlungsempfehlungen",
        "handlungsempfehlungen",
        KnownManyWidget(Handlungsempfehlung, "slug", found_by=("slug",)),
    )
    strategiepapiere = Field(
        "strategiepapiere",
        "strategiepapiere",
        KnownManyWidget(Strategiepapier, "slug", found_by=("slug",)),
    )
    herkunft = Field("herkunft", "herkunft", ChoiceWidget(Massnahmensteckbrief.Herkunft))
    quelle = text("quelle")
    quelle_url = Field("quelle_url", "quelle_url", WebWidget())
    veroeffentlicht = Field("is_published", "veroeffentlicht", JaWidget())

    required = ("titel",)
    synonyms = (
        RAUM_SYNONYMS
        | QUELLE_SYNONYMS
        | {
            "titel": ("Maßnahme", "Name der Maßnahme", "Bezeichnung"),
            "problemlage": ("Ausgangslage",),
            "ziele": ("Ziel",),
            "inhalte": ("Inhalt", "Beschreibung"),
            "zielgruppe_text": ("Zielgruppe", "Für wen"),
            "traeger": ("Träger",),
            "partner": ("Kooperationspartner", "Kooperation"),
            "beginn": ("Laufzeit von", "von", "Start"),
            "ende": ("Laufzeit bis", "bis"),
            "befristung": ("Befristet?", "befristet"),
            "laufzeit_text": ("Laufzeit",),
            "finanzierung": ("Förderung",),
            "sozialraeume": ("Sozialräume", "Sozialraum"),
            "veroeffentlicht": ("veröffentlicht",),
        }
    )
    fest = ("herkunft", "quelle", "veroeffentlicht")
    beispiele = (
        {
            "titel": "Sprachtreff Muster (Beispiel)",
            "problemlage": "Viele Eltern im Quartier sprechen noch wenig Deutsch.",
            "ziele": "Eltern können mit Kita und Schule sprechen.",
            "inhalte": "Zwei Treffen je Woche, mit Kinderbetreuung.",
            "zielgruppe_text": "Eltern mit kleinen Kindern",
            "traeger": "Musterverein e. V.",
            "partner": "Kita Muster; Musterschule",
            "beginn": "09/2025",
            "ende": "31.08.2027",
            "befristung": "befristet",
            "finanzierung": "Förderprogramm Muster",
            "stadtweit": "ja",
            "quelle": "Steckbrief des Trägers",
        },
        {
            "titel": "Hausaufgabenhilfe Muster (Beispiel)",
            "traeger": "Musterverein e. V.",
            "beginn": "2019",
            "befristung": "unbefristet",
            "quelle": "Steckbrief des Trägers",
        },
    )
    erklaerungen = (
        RAUM_ERKLAERUNGEN
        | QUELLE
        | {
            "kennung": KENNUNG,
            "titel": "Wie die Maßnahme heißt.",
            "problemlage": "Warum es die Maßnahme gibt.",
            "ziele": "Was sie erreichen soll.",
            "inhalte": "Was dort geschieht.",
            "zielgruppen": "Mehrere mit Semikolon trennen. Neue werden angelegt.",
            "traeger": NAMED,
            "partner": NAMED,
            "beginn": "So genau, wie bekannt: 01.09.2025, 09/2025 oder 2025.",
            "ende": "So genau, wie bekannt. Leer, wenn unbekannt oder unbefristet.",
            "institutionen": "Wo man die Maßnahme findet: Namen aus dem Verzeichnis.",
            "handlungsempfehlungen": "Adressen im Portal, zum Beispiel os-2023-03; mehrere mit "
            "Semikolon trennen.",
            "strategiepapiere": "Im Anhang welcher Papiere, zum Beispiel osterfeld-2023.",
            "veroeffentlicht": VEROEFFENTLICHT,
        }
    )

    class Meta(AllOrNothing):
        model = Massnahmensteckbrief
        fields = (
            "kennung",
            "titel",
            "problemlage",
            "ziele",
            "inhalte",
            "zielgruppe_text",
            "zielgruppen",
            "handlungsfeld",
            "traeger",
            "partner",
            "ort",
            *RAUM_FIELDS,
            "beginn",
            "ende",
            "befristung",
            "laufzeit_text",
            "finanzierung",
            "kontakt",
            "institutionen",
            "handlungsempfehlungen",
            "strategiepapiere",
            "herkunft",
            "quelle",
            "quelle_url",
            "veroeffentlicht",
        )

    @classmethod
    def for_export(cls, queryset):
        many = ("zielgruppen", "institutionen", "handlungsempfehlungen", "strategiepapiere")
        return queryset.select_related("handlungsfeld", "kontakt").prefetch_related(
            "partner__institution", "partner__stelle", *many, *RAUM_FIELDS[1:]
        )

    # ---- who carries it ----------------------------------------------------------------------

    def dehydrate_traeger(self, massnahme):
        return name_partner(massnahme, "traeger")

    def dehydrate_partner(self, massnahme):
        return name_partner(massnahme, "partner")

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.institutionen = Known(Institution, ("slug", "name"))
        self.stellen = Known(Stelle, STELLE)

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row.get("herkunft") == "":
            del row["herkunft"]

    def complete(self, instance, row):
        super().complete(instance, row)
        for column in ROLLEN:
            if column not in row:
                continue
            names = split_names(row[column])
            if any(len(name) > LONGEST_NAME for name in names):
                raise ValidationError({column: f"Ein Name hat mehr als {LONGEST_NAME} Zeichen."})
            here = [str(one.wer) for one in partner_of(instance, column)] if instance.pk else []
            if lost := [name for name in here if name not in self.as_known(names)]:
                raise ValidationError(
                    {
                        column: f"Im Portal steht hier auch „{lost[0]}“. Nehmen Sie Träger und "
                        "Partner im Formular der Maßnahme heraus, nicht mit einer Liste."
                    }
                )

    def as_known(self, names):
        return [str(self.institutionen.find(n) or self.stellen.find(n) or n) for n in names]

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return super().skip_row(
            instance, original, row, import_validation_errors
        ) and not self.missing_partner(instance, row)

    def missing_partner(self, instance, row):
        """Return (role, name) of those in the row that the record does not have yet."""
        return [
            (column, name)
            for column in ROLLEN
            for name, known in zip(
                split_names(row.get(column)),
                self.as_known(split_names(row.get(column))),
                strict=True,
            )
            if known not in {str(one.wer) for one in partner_of(instance, column)}
        ]

    def save_m2m(self, instance, row, **kwargs):
        super().save_m2m(instance, row, **kwargs)
        for column, name in self.missing_partner(instance, row):
            institution = self.institutionen.find(name)
            stelle = None if institution else self.stellen.find(name)
            partner = Massnahmenpartner(
                massnahme=instance,
                rolle=ROLLEN[column],
                institution=institution,
                stelle=stelle,
                bezeichnung="" if institution or stelle else name,
                position=len(partner_of(instance, column)) + 1,
            )
            partner.full_clean()
            partner.save()
            self.protokoll.remember_new(
                partner, self.protokoll.zeilen.get((type(instance), instance.pk))
            )


def partner_of(massnahme, column):
    return [one for one in massnahme.partner.all() if one.rolle == ROLLEN[column]]


def name_partner(massnahme, column):
    return f"{SEPARATOR} ".join(str(one.wer) for one in partner_of(massnahme, column))


def split_names(cell):
    return [name.strip() for name in str(cell or "").split(SEPARATOR) if name.strip()]
