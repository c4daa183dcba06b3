"""The one way in: rows of a table → records, all or nothing, with German problems per row."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from navigator.models import (
    Haltestelle,
    Institution,
    Kategorie,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Suchwort,
    Zielgruppe,
)
from navigator.widgets import (
    ChoiceWidget,
    IntegerWidget,
    JaWidget,
    KnownManyWidget,
    KnownWidget,
    NumberWidget,
    TagWidget,
    TextWidget,
    WordsWidget,
    ZeitangabeWidget,
)
from sozialplanung.tables import TableError, read_csv
from sozialplanung.text import fold, sort_key

RAUM_FIELDS = (
    "name",
    "position",
    "einwohnerzahl",
    "einwohner_stand",
    "einwohner_quelle",
    "stadtteile",
)
FIRST_ROW = 2  # the spreadsheet's row of the first record; the headings are row 1


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file, where, in words for the person who can mend it."""

    zeile: int
    spalte: str
    text: str

    def __str__(self):
        where = f"Zeile {self.zeile}" + (f", Spalte „{self.spalte}“" if self.spalte else "")
        return f"{where}: {self.text}"


class ImportProblems(ValueError):  # noqa: N818 -- several problems, not one error
    """The file was not taken over; nothing was written."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def take_over(resource_class, data, *, dry_run=False, **context):
    """Write the rows of the CSV in ``data``; return import-export's result.

    All problems of all rows are collected; if there is one, nothing is written and
    :class:`ImportProblems` is raised. An unexpected error is raised as it is.
    """
    resource = resource_class()
    dataset = read_csv(data, resource.synonyms)
    unknown = set(dataset.headers) - {f.column_name for f in resource.get_import_fields()} - {""}
    if unknown:
        raise TableError(f"Diese Spalten sind nicht bekannt: {', '.join(sorted(unknown))}.")
    missing = set(resource.required) - set(dataset.headers)
    if missing:
        raise TableError(f"Diese Spalten fehlen: {', '.join(sorted(missing))}.")
    result = resource.import_data(
        dataset, dry_run=dry_run, rollback_on_validation_errors=True, **context
    )
    for error in result.base_errors + [
        error for _, errors in result.row_errors() for error in errors
    ]:
        raise error.error
    if problems := [p for row in result.invalid_rows for p in resource.problems_of(row)]:
        raise ImportProblems(problems)
    return result


class AllOrNothing:
    """Options of every import here; ``fields`` names the columns in their order."""

    clean_model_instances = True
    skip_diff = True
    use_transactions = True
    import_id_fields = ()


class NavigatorResource(ModelResource):
    """What all imports share: a natural key, full validation, German problems.

    ``key`` lists columns that find an existing record; ``required`` columns must exist;
    ``synonyms`` maps a column to headings that mean the same.
    """

    key = ()
    required = ()
    synonyms = {}

    def get_instance(self, instance_loader, row):
        lookup = {name: self.key_value(name, row) for name in self.key}
        return self._meta.model.objects.filter(**lookup).first()

    def key_value(self, name, row):
        return row[name]

    def import_instance(self, instance, row, **kwargs):
        """Clean many-to-many columns too, so that their problems show before anything is saved."""
        errors = {}
        for field in self.get_import_fields():
            if field.column_name not in row:
                continue
            try:
                if isinstance(field.widget, ManyToManyWidget):
                    field.clean(row)
                else:
                    self.import_field(field, instance, row, **kwargs)
            except ValueError as error:
                errors[field.attribute] = ValidationError(str(error))
        self.complete(instance, row)
        if errors:
            raise ValidationError(errors)

    def complete(self, instance, row):
        """Set what follows from the row as a whole."""

    def problems_of(self, invalid_row):
        """Translate attributes to the file's headings."""
        headings = {field.attribute: field.column_name for field in self.get_import_fields()}
        return [
            Problem(invalid_row.number + FIRST_ROW - 1, headings.get(attribute, ""), text)
            for attribute, texts in invalid_row.error_dict.items()
            for text in texts
        ]


def text(attribute, column=None):
    return Field(attribute, column or attribute, TextWidget())


class InstitutionResource(NavigatorResource):
    """Institutionen; an existing one is found by ``kennung``, else by its name."""

    kennung = text("slug", "kennung")
    name = text("name")
    kategorie = Field("kategorie", "kategorie", KnownWidget(Kategorie, "slug"))
    weitere_kategorien = Field(
        "weitere_kategorien", "weitere_kategorien", KnownManyWidget(Kategorie, "slug")
    )
    traeger = text("traeger_text", "traeger")
    strasse = text("strasse")
    hausnummer = text("hausnummer")
    plz = text("plz")
    ort = text("ort")
    stadtteil = text("stadtteil")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    lagequalitaet = Field("lagequalitaet", "lagequalitaet", ChoiceWidget(Institution.Lagequalitaet))
    lage_quelle = text("lage_quelle")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))
    sozialquartier = Field("sozialquartier", "sozialquartier", KnownWidget(Sozialquartier))
    raumherkunft = Field("raumherkunft", "raumherkunft", ChoiceWidget(Institution.Raumherkunft))
    stadtweit = Field("stadtweit", "stadtweit", JaWidget())
    zustaendig_stadtbezirke = Field(
        "stadtbezirke", "zustaendig_stadtbezirke", KnownManyWidget(Stadtbezirk)
    )
    zustaendig_sozialraeume = Field(
        "sozialraeume", "zustaendig_sozialraeume", KnownManyWidget(Sozialraum)
    )
    zustaendig_sozialquartiere = Field(
        "sozialquartiere", "zustaendig_sozialquartiere", KnownManyWidget(Sozialquartier)
    )
    telefon = text("telefon")
    email = text("email")
    website = text("website")
    oeffnungszeiten = text("oeffnungszeiten")
    oeffnungszeiten_text = text("oeffnungszeiten_text")
    beschreibung = text("beschreibung")
    zielgruppen = Field("zielgruppen", "zielgruppen", WordsWidget(Zielgruppe))
    sprachen = Field("sprachen", "sprachen", WordsWidget(Sprache))
    rollstuhl = Field("rollstuhl", "rollstuhl", ChoiceWidget(Institution.Rollstuhl))
    kosten = text("kosten")
    stand = Field("stand", "stand", ZeitangabeWidget())
    geprueft_am = Field("geprueft_am", "geprueft_am", TagWidget())
    quelle = text("quelle")
    quelle_url = text("quelle_url")

    required = ("name", "kategorie")

    class Meta(AllOrNothing):
        model = Institution
        fields = (
            "kennung",
            "name",
            "kategorie",
            "weitere_kategorien",
            "traeger",
            "strasse",
            "hausnummer",
            "plz",
            "ort",
            "stadtteil",
            "breite",
            "laenge",
            "lagequalitaet",
            "lage_quelle",
            "stadtbezirk",
            "sozialraum",
            "sozialquartier",
            "raumherkunft",
            "stadtweit",
            "zustaendig_stadtbezirke",
            "zustaendig_sozialraeume",
            "zustaendig_sozialquartiere",
            "telefon",
            "email",
            "website",
            "oeffnungszeiten",
            "oeffnungszeiten_text",
            "beschreibung",
            "zielgruppen",
            "sprachen",
            "rollstuhl",
            "kosten",
            "stand",
            "geprueft_am",
            "quelle",
            "quelle_url",
        )

    def get_instance(self, instance_loader, row):
        """Return the Institution of this row, or ``None`` for a new one.

        Two of one name are told apart by ``kennung`` or by street and house number.
        """
        if kennung := row.get("kennung", ""):
            return Institution.objects.filter(slug=kennung).first()
        namesakes = list(Institution.objects.filter(sortiername=sort_key(row["name"])))
        if len(namesakes) > 1:
            place = fold(f"{row.get('strasse', '')} {row.get('hausnummer', '')}")
            namesakes = [one for one in namesakes if fold(one.strasse_mit_nummer) == place]
        return namesakes[0] if namesakes else None

    def before_import_row(self, row, **kwargs):
        if row.get("kennung", None) == "":
            del row["kennung"]  # a blank one must not erase the address of an existing entry

    def complete(self, instance, row):
        """Areas named in the file were set by hand, unless the file says where they are from."""
        if "raumherkunft" not in row and any(
            row.get(level) for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        ):
            instance.raumherkunft = Institution.Raumherkunft.HAND

    def before_save_instance(self, instance, row, status=None, **kwargs):
        if instance.pk is None:
            instance.status = status or Institution.Status.ENTWURF

    def save_m2m(self, instance, row, **kwargs):
        """Let the search text hold the names of the tags that are stored now."""
        super().save_m2m(instance, row, **kwargs)
        instance.refresh_suchtext()

    def after_import(self, dataset, result, **kwargs):
        """Link each Träger that has an entry of its own, wherever its row stood in the file."""
        super().after_import(dataset, result, **kwargs)
        entries = {one.name: one for one in Institution.objects.all()}
        for institution in entries.values():
            traeger = entries.get(institution.traeger_name)
            if traeger and traeger != institution and institution.traeger_institution is None:
                institution.traeger_institution = traeger
                institution.save()


class HaltestelleResource(NavigatorResource):
    name = text("name")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    quelle = text("quelle")

    key = ("name", "breite", "laenge")
    required = ("name", "breite", "laenge")

    class Meta(AllOrNothing):
        model = Haltestelle
        fields = ("name", "breite", "laenge", "quelle")

    def key_value(self, name, row):
        return row[name] if name == "name" else float(str(row[name]).replace(",", "."))


class KategorieResource(NavigatorResource):
    slug = text("slug")
    name = text("name")
    farbe = text("farbe")
    zeichenfarbe = text("zeichenfarbe")
    symbol = text("symbol")
    position = Field("position", "position", IntegerWidget())
    beschreibung = text("beschreibung")

    key = ("slug",)
    required = ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position")

    class Meta(AllOrNothing):
        model = Kategorie
        fields = ("slug", "name", "farbe", "zeichenfarbe", "symbol", "position", "beschreibung")


class ZielgruppeResource(NavigatorResource):
    name = text("name")

    key = ("name",)
    required = ("name",)

    class Meta(AllOrNothing):
        model = Zielgruppe
        fields = ("name",)


class SuchwortResource(NavigatorResource):
    wort = text("wort")
    kategorien = Field("kategorien", "kategorien", KnownManyWidget(Kategorie, "slug"))
    zielgruppen = Field("zielgruppen", "zielgruppen", KnownManyWidget(Zielgruppe))
    institutionen = Field("institutionen", "institutionen", KnownManyWidget(Institution))
    herkunft = text("herkunft")

    required = ("wort", "herkunft")

    class Meta(AllOrNothing):
        model = Suchwort
        fields = ("wort", "kategorien", "zielgruppen", "institutionen", "herkunft")

    def get_instance(self, instance_loader, row):
        return Suchwort.objects.filter(gefaltet=fold(row["wort"])).first()


class RaumResource(NavigatorResource):
    """Shared columns of the three levels; outlines come from GeoJSON (``services.py``)."""

    name = text("name")
    position = Field("position", "position", IntegerWidget())
    einwohnerzahl = Field("einwohnerzahl", "einwohnerzahl", IntegerWidget())
    einwohner_stand = text("einwohner_stand")
    einwohner_quelle = text("einwohner_quelle")
    stadtteile = text("stadtteile")

    key = ("name",)
    required = ("name", "position")

    def complete(self, instance, row):
        instance.stadtteile = "\n".join(
            name.strip() for name in instance.stadtteile.split(";") if name.strip()
        )


class StadtbezirkResource(RaumResource):
    class Meta(AllOrNothing):
        model = Stadtbezirk
        fields = RAUM_FIELDS


class SozialraumResource(RaumResource):
    kuerzel = text("kuerzel")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))

    required = ("name", "position", "kuerzel", "stadtbezirk")

    class Meta(AllOrNothing):
        model = Sozialraum
        fields = (*RAUM_FIELDS, "kuerzel", "stadtbezirk")


class SozialquartierResource(RaumResource):
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))

    required = ("name", "position", "sozialraum")

    class Meta(AllOrNothing):
        model = Sozialquartier
        fields = (*RAUM_FIELDS, "sozialraum")
