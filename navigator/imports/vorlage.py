"""An empty file to fill in: our headings, two example rows, and what each column means."""

import tablib

from navigator.models import Institution
from navigator.widgets import ChoiceWidget, JaWidget, KnownManyWidget, KnownWidget, WordsWidget
from sozialplanung.tables import write_xlsx

LISTED = 12  # allowed values of a column; a list of all institutions helps nobody
SHEET = "Erklärung"
EXAMPLES = 2


def build_template(resource_class):
    """Return the template of a list as XLSX."""
    resource = resource_class()
    columns = [f.column_name for f in resource.get_import_fields()]
    rows = tablib.Dataset(headers=columns)
    for example in resource.beispiele or existing(resource):
        rows.append([example.get(column, "") for column in columns])
    title = resource._meta.model._meta.verbose_name_plural
    return write_xlsx((title, rows), (SHEET, explain(resource)))


def existing(resource):
    """Return two stored records, where an invented one would not fit to what is there."""
    records = resource.for_export(resource._meta.model.objects.all())[:EXAMPLES]
    return resource.export(list(records)).dict


def explain(resource):
    """Return the sheet that says what belongs into each column."""
    sheet = tablib.Dataset(
        headers=["Spalte", "Bedeutung", "Pflicht", "Erlaubte Werte", "Wird auch erkannt als"]
    )
    synonyms = resource.headings()
    for field in resource.get_import_fields():
        column = field.column_name
        sheet.append(
            [
                column,
                meaning(resource, field),
                "ja" if column in resource.required else "",
                allowed(field.widget),
                ", ".join(synonyms[column]),
            ]
        )
    for column, others in resource.inputs.items():
        text = INPUTS.get(column) or resource.erklaerungen.get(column, "")
        sheet.append([column, text, "", "", ", ".join(others)])
    return sheet


def label_column(resource, column):
    """Return what people call a column: „Straße“ for ``strasse``."""
    field = next((f for f in resource.get_import_fields() if f.column_name == column), None)
    if field is None:
        return LABELS.get(column) or resource.erklaerungen[column]
    known = {f.name: f for f in resource._meta.model._meta.get_fields() if hasattr(f, "help_text")}
    name = {"traeger_text": "traeger_name"}.get(field.attribute, field.attribute)
    if column in LABELS:
        return LABELS[column]
    return str(known[name].verbose_name) if name in known else column


LABELS = {
    "anschrift": "Anschrift in einem Feld",
    "hausnummerzusatz": "Zusatz zur Hausnummer",
    "koordinaten": "Koordinaten in einem Feld",
    "kennung": "Kennung (Adresse im Portal)",
    "breite": "Breitengrad oder Nordwert (Y)",
    "laenge": "Längengrad oder Ostwert (X)",
    "stand": "Stand der Angaben",
    "zustaendig_stadtbezirke": "zuständig für Stadtbezirke",
    "zustaendig_sozialraeume": "zuständig für Sozialräume",
    "zustaendig_sozialquartiere": "zuständig für Sozialquartiere",
}
INPUTS = {
    "anschrift": "Statt der einzelnen Spalten: „Essener Straße 57, 46047 Oberhausen“.",
    "hausnummerzusatz": "Buchstabe zur Hausnummer, wenn er eine eigene Spalte hat.",
    "koordinaten": "Statt breite und laenge: „51,4717; 6,8512“ oder „POINT (6.8512 51.4717)“.",
}


def meaning(resource, field):
    """Return what a column means: our explanation, else the name and help of the form."""
    if field.column_name in resource.erklaerungen:
        return resource.erklaerungen[field.column_name]
    known = {f.name: f for f in resource._meta.model._meta.get_fields() if hasattr(f, "help_text")}
    name = {"traeger_text": "traeger_name"}.get(field.attribute, field.attribute)
    if name not in known:
        return ""
    return " – ".join(filter(None, [str(known[name].verbose_name), str(known[name].help_text)]))


def allowed(widget):
    """Return the values that a column takes, where they are few."""
    if isinstance(widget, ChoiceWidget):
        return "; ".join(f"{value} ({label})" for value, label in widget.choices.choices)
    if isinstance(widget, JaWidget):
        return "ja; nein"
    if isinstance(widget, WordsWidget):
        return "mehrere mit Semikolon getrennt; neue werden angelegt"
    if isinstance(widget, (KnownWidget, KnownManyWidget)):
        return known_values(widget)
    return ""


def known_values(widget):
    model = widget.known.model
    several = "mehrere mit Semikolon getrennt: " if isinstance(widget, KnownManyWidget) else ""
    if model is Institution or model.objects.count() > LISTED:
        return f"{several}Name aus der Liste „{model._meta.verbose_name_plural}“"
    if widget.field == "slug":
        return several + "; ".join(f"{one.slug} ({one})" for one in model.objects.all())
    return several + "; ".join(str(one) for one in model.objects.all())
