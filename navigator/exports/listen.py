"""Any list as a table: through the import's Resource where there is one, so that it goes round."""

from functools import partial

from django.db import models
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from navigator.imports import InstitutionResource, resource_for
from sozialplanung.tables import write_csv, write_xlsx

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def institutionen_csv(queryset):
    """Return the entries as CSV for Excel, with the headings that the import reads."""
    return write_csv(export_dataset(queryset, InstitutionResource))


def institutionen_xlsx(queryset):
    return write_xlsx(("Institutionen", export_dataset(queryset, InstitutionResource)))


def write_list(queryset, ending):
    """Return the records as „csv“ or „xlsx“: with the import's columns, or with all of the form."""
    model = queryset.model
    dataset = export_dataset(queryset, resource_for(model) or build_resource(model))
    if ending == "csv":
        return write_csv(dataset).encode()
    return write_xlsx((model._meta.verbose_name_plural, dataset))


def export_dataset(queryset, resource_class):
    return resource_class().export(resource_class.for_export(queryset))


# ---- lists that are only read -------------------------------------------------------------------


class ReadOnlyResource(ModelResource):
    """A list that no import reads: the model's own names as headings, values in words."""

    @classmethod
    def for_export(cls, queryset):
        links = [f.name for f in queryset.model._meta.fields if f.is_relation]
        many = [f.name for f in queryset.model._meta.many_to_many]
        return queryset.select_related(*links).prefetch_related(*many)


def build_resource(model):
    """Return a Resource with a column for each field of ``model`` that people read."""
    fields = [
        f
        for f in [*model._meta.fields, *model._meta.many_to_many]
        if not isinstance(f, (models.BinaryField, models.JSONField)) and is_read(f)
    ]
    columns = {f.name: Field(f.name, str(f.verbose_name), WordsInCell(f)) for f in fields}
    options = type("Meta", (), {"model": model, "fields": tuple(columns)})
    return type(f"{model.__name__}Liste", (ReadOnlyResource,), columns | {"Meta": options})


def is_read(field):
    """Tell whether a column says something to a person: given a name of its own, not derived."""
    derived = not field.editable and field.verbose_name == field.name.replace("_", " ")
    return not field.primary_key and not derived


class WordsInCell(Widget):
    """What a cell of such a list shows; numbers stay numbers."""

    def __init__(self, field):
        super().__init__()
        self.as_cell = find_rendering(field)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else self.as_cell(value)


def find_rendering(field):
    if field.many_to_many:
        return lambda value: "; ".join(str(one) for one in value.all())
    if field.choices:
        return partial(name_choice, dict(field.flatchoices))
    for kind, rendering in RENDERINGS.items():
        if isinstance(field, kind):
            return rendering
    return str


def name_choice(names, value):
    return str(names.get(value, value))


RENDERINGS = {
    models.BooleanField: lambda value: "ja" if value else "nein",
    models.DateTimeField: lambda value: f"{timezone.localtime(value):%d.%m.%Y %H:%M}",
    models.DateField: lambda value: f"{value:%d.%m.%Y}",
    models.DecimalField: float,
    models.IntegerField: int,
    models.FloatField: float,
}
