"""What every import shares: all or nothing, a natural key, German problems per row."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from navigator.widgets import TextWidget
from sozialplanung.tables import TableError, read_csv


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
    if problems := [
        problem
        for row in result.invalid_rows
        for problem in resource.problems_of(row, dataset.zeilen[row.number - 1])
    ]:
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

    def problems_of(self, invalid_row, zeile):
        """Translate attributes to the file's headings; ``zeile`` is the spreadsheet's row."""
        headings = {field.attribute: field.column_name for field in self.get_import_fields()}
        return [
            Problem(zeile, headings.get(attribute, ""), text)
            for attribute, texts in invalid_row.error_dict.items()
            for text in texts
        ]


def text(attribute, column=None):
    return Field(attribute, column or attribute, TextWidget())
