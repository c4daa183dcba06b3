"""What every import shares: all or nothing, a natural key, German problems per row."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from navigator.models import Aktion, record_changes
from navigator.widgets import TextWidget, WordsWidget

from .protokoll import Protokoll, facts_of
from .regeln import Regeln
from .tabelle import SpaltenError, Tabelle, open_tabelle

NAMED = 5  # synonyms in a sentence; more nobody reads


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file, where, in words for the person who can mend it."""

    zeile: int
    spalte: str
    text: str
    wert: str = ""
    blatt: str = ""

    def __str__(self):
        where = f"Blatt „{self.blatt}“, " if self.blatt else ""
        where += f"Zeile {self.zeile}" + (f", Spalte „{self.spalte}“" if self.spalte else "")
        return f"{where}: {self.text}"


class ImportProblems(ValueError):  # noqa: N818 -- several problems, not one error
    """The file was not taken over; nothing was written."""

    def __init__(self, problems, summary=""):
        self.problems, self.summary = problems, summary
        super().__init__("\n".join(filter(None, [summary, *map(str, problems)])))


@dataclass
class Ergebnis:
    """What reading a file in did, or would do; with problems nothing was written."""

    tabelle: Tabelle
    probleme: list = field(default_factory=list)
    zusammenfassung: str = ""
    aenderungen: list = field(default_factory=list)
    unveraendert: int = 0


def take_over(resource_class, data, *, dry_run=False, **context):
    """Write the rows of the file in ``data``; return the :class:`Ergebnis`.

    All problems of all rows are collected; if there is one, nothing is written and
    :class:`ImportProblems` is raised. An unexpected error is raised as it is.
    """
    tabelle = open_tabelle(resource_class(), data)
    ergebnis = read_in(resource_class, tabelle, dry_run=dry_run, **context)
    if ergebnis.probleme:
        raise ImportProblems(ergebnis.probleme, ergebnis.zusammenfassung)
    return ergebnis


def read_in(resource_class, tabelle, *, dry_run=False, grund="Import", **context):
    """Write the rows of ``tabelle`` unless one has a problem; return the :class:`Ergebnis`.

    The one mechanism behind the command, the demo data and the admin with its preview.
    ``grund`` is what the versions of the records say beside the change.
    """
    resource = resource_class()
    ergebnis = Ergebnis(tabelle)
    ergebnis.zusammenfassung = resource.prepare(tabelle) or ""
    with record_changes(grund, Aktion.IMPORTIERT):  # one version, whatever a row sets in turn
        result = resource.import_data(
            tabelle.as_dataset(),
            dry_run=dry_run,
            rollback_on_validation_errors=True,
            tabelle=tabelle,
            **context,
        )
    for error in result.base_errors + [
        error for _, errors in result.row_errors() for error in errors
    ]:
        raise error.error
    ergebnis.probleme = [
        problem
        for row in result.invalid_rows
        for problem in resource.problems_of(row, tabelle, row.number - 1)
    ]
    ergebnis.aenderungen = resource.aenderungen
    touched = {change.zeile for change in resource.aenderungen if change.zeile}
    if tabelle.blaetter:  # each has a line 2
        own = resource._meta.model._meta.label_lower
        touched = [change for change in resource.aenderungen if change.modell == own]
    ergebnis.unveraendert = len(tabelle.rows) - len(result.invalid_rows) - len(touched)
    return ergebnis


class AllOrNothing:
    """Options of every import here; ``fields`` names the columns in their order."""

    clean_model_instances = True
    skip_diff = True
    use_transactions = True
    import_id_fields = ()


class NavigatorResource(ModelResource):
    """What all imports share: a natural key, full validation, German problems.

    ``key`` lists columns that find an existing record; ``required`` columns must exist;
    ``synonyms`` maps a column to headings that mean the same; ``inputs`` does so for columns
    that are only read, to make others of (an address in one cell); ``instead`` says which of
    them stand for a required one. ``fest`` lists columns that a planner may set for a whole
    file; ``beispiele`` are the rows of the template (else two stored records), ``erklaerungen``
    say what a column means where the form's own help does not. ``alle_blaetter`` reads all
    sheets of a workbook that have the same headings, not only the first.
    """

    key = ()
    required = ()
    synonyms = {}
    inputs = {}
    instead = {}
    fest = ()
    beispiele = ()
    erklaerungen = {}
    alle_blaetter = False

    # ---- columns -----------------------------------------------------------------------------

    def headings(self):
        """Return {our column: headings that mean the same}, also of columns that are only read."""
        own = {
            f.column_name: self.synonyms.get(f.column_name, ()) for f in self.get_import_fields()
        }
        return own | self.inputs

    def check_columns(self, tabelle):
        """Raise ``SpaltenError`` where a column is missing that every row needs."""
        missing = [
            column
            for column in self.required
            if column not in tabelle.columns
            and not set(self.instead.get(column, ())) & set(tabelle.columns)
        ]
        if missing:
            names = []
            for column in sorted(missing):
                others = ", ".join(self.headings()[column][:NAMED])
                names.append(f"{column} (auch: {others})" if others else column)
            raise SpaltenError(f"Diese Spalten fehlen: {'; '.join(names)}.", tabelle)

    def prepare(self, tabelle):
        """Bring the cells into our form; return a sentence about the file as a whole, if any."""

    # ---- one row -----------------------------------------------------------------------------

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.protokoll, self.aenderungen = Protokoll(self._meta.model), []
        self.regeln = Regeln(self._meta.model)

    def before_import_row(self, row, **kwargs):
        """Leave out cells of which the file does not speak."""
        for column in [column for column, cell in row.items() if cell is None]:
            del row[column]

    def get_instance(self, instance_loader, row):
        lookup = {name: self.key_value(name, row) for name in self.key}
        return self._meta.model.objects.filter(**lookup).first()

    def key_value(self, name, row):
        return row[name]

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.loaded = None
        if not new:
            self.protokoll.remember(instance)
            self.loaded = facts_of(instance, {})

    def import_instance(self, instance, row, *, tabelle, row_number, **kwargs):
        """Clean many-to-many columns too, so that their problems show before anything is saved."""
        errors = {}
        for field_ in self.get_import_fields():
            if field_.column_name not in row:
                continue
            try:
                if isinstance(field_.widget, ManyToManyWidget):
                    field_.clean(row)
                else:
                    self.import_field(field_, instance, row, **kwargs)
            except ValueError as error:
                errors[field_.attribute] = ValidationError(str(error))
        attributes = {f.column_name: f.attribute for f in self.get_import_fields()}
        for column, text in tabelle.fehler.get(row_number - 1, {}).items():
            errors[attributes.get(column, column)] = ValidationError(text)
        self.complete(instance, row)
        if errors:
            raise ValidationError(errors)

    def complete(self, instance, row):
        """Set what follows from the row as a whole."""

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Check the record as a form would, and add what its cells were found to lack."""
        errors = dict(import_validation_errors or {})
        try:
            self.regeln.full_clean(instance, errors.keys(), validate_unique)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Leave a record alone to which the row says nothing new: no history, no new version."""
        if import_validation_errors or self.loaded is None:
            return False
        return facts_of(instance, {}) == self.loaded and all(
            {one.pk for one in f.clean(row)} == self.protokoll.links_of(instance)[f.attribute]
            for f in self.m2m_fields(row)
        )

    def m2m_fields(self, row):
        return [
            f
            for f in self.get_import_fields()
            if isinstance(f.widget, ManyToManyWidget) and f.column_name in row
        ]

    def after_save_instance(self, instance, row, *, tabelle, row_number, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        zeile = tabelle.zeilen[row_number - 1]
        if self.loaded is None:
            self.protokoll.remember_new(instance, zeile)
        self.protokoll.zeilen.setdefault((type(instance), instance.pk), zeile)

    def save_m2m(self, instance, row, **kwargs):
        """Store the links of the row; where they are as they were, there is nothing to store."""
        for f in self.m2m_fields(row):
            linked, known = f.clean(row), self.protokoll.links_of(instance)[f.attribute]
            keys = {one.pk for one in linked}
            if known - keys:
                getattr(instance, f.attribute).set(linked)
            elif keys - known:
                getattr(instance, f.attribute).add(*linked)
            self.protokoll.note_links(instance, f.attribute, keys)
        self.settle(instance)

    def settle(self, instance):
        """Bring derived columns up to date once links are stored."""

    def after_import(self, dataset, result, **kwargs):
        """Tell what was changed, as long as it is there: a preview is rolled back after this."""
        super().after_import(dataset, result, **kwargs)
        for f in self.get_import_fields():
            if isinstance(f.widget, WordsWidget):
                for word in f.widget.created:
                    self.protokoll.remember_new(word)
        self.aenderungen = self.protokoll.changes()

    # ---- out again ---------------------------------------------------------------------------

    @classmethod
    def for_export(cls, queryset):
        """Read what the columns need in as few queries as possible."""
        return queryset

    def problems_of(self, invalid_row, tabelle, place):
        """Translate attributes to the file's headings and cells."""
        columns = {f.attribute: f.column_name for f in self.get_import_fields()}
        found = []
        for attribute, texts in invalid_row.error_dict.items():
            column = columns.get(attribute, "" if attribute == "__all__" else attribute)
            heading, cell = tabelle.where(place, column) if column else ("", "")
            found += [
                Problem(tabelle.zeilen[place], heading, text, cell, tabelle.blatt_of(place))
                for text in texts
            ]
        return found


def text(attribute, column=None):
    return Field(attribute, column or attribute, TextWidget())
