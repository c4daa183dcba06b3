"""Forms of an import: the file, and which of its columns is what."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError

from navigator.imports.vorlage import label_column
from navigator.widgets import ChoiceWidget, KnownWidget
from sozialplanung.tables import LARGEST_FILE

NOT_TAKEN = "wird nicht übernommen"


class HochladenForm(forms.Form):
    datei = forms.FileField(
        label="Datei",
        help_text="Excel-Arbeitsmappe (.xlsx) oder CSV, höchstens 10 Megabyte.",
        error_messages={
            "required": "Bitte wählen Sie eine Datei.",
            "empty": "Die Datei ist leer. Gebraucht wird eine Zeile mit Überschriften.",
        },
        max_length=300,
    )

    def clean_datei(self):
        datei = self.cleaned_data["datei"]
        if datei.size > LARGEST_FILE:
            raise ValidationError("Die Datei ist größer als 10 Megabyte.")
        return datei


class SpaltenForm(forms.Form):
    """One select per heading of the file, and values for every row of it."""

    def __init__(self, *args, resource, lauf, **kwargs):
        super().__init__(*args, **kwargs)
        self.resource, befund = resource, lauf.befund
        self.headings = befund["ueberschriften"]
        if len(befund.get("blaetter", [])) > 1:
            self.fields["blatt"] = forms.ChoiceField(
                label="Blatt der Arbeitsmappe",
                choices=[(name, name) for name in befund["blaetter"]],
                initial=befund["blatt"],
            )
        self.add_columns(befund)
        self.add_fixed(lauf.zuordnung.get("fest", {}))

    def add_columns(self, befund):
        choices = [
            ("", NOT_TAKEN),
            *sorted(
                (
                    (column, label_column(self.resource, column))
                    for column in self.resource.headings()
                ),
                key=lambda choice: choice[1].casefold(),
            ),
        ]
        for place, heading in enumerate(self.headings):
            example = befund["beispiele"].get(heading)
            self.fields[f"spalte_{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=befund["spalten"].get(heading, ""),
                help_text=f"Zum Beispiel: {example}" if example else "Diese Spalte ist leer.",
            )

    def add_fixed(self, chosen):
        fields = {f.column_name: f for f in self.resource.get_import_fields()}
        for column in self.resource.fest:
            options = {
                "label": label_column(self.resource, column),
                "required": False,
                "initial": chosen.get(column, ""),
            }
            choices = choices_of(fields[column].widget)
            self.fields[f"fest_{column}"] = (
                forms.ChoiceField(choices=[("", "– keine Angabe –"), *choices], **options)
                if choices
                else forms.CharField(max_length=300, **options)
            )

    @property
    def column_fields(self):
        return [self[name] for name in self.fields if name.startswith("spalte_")]

    @property
    def fixed_fields(self):
        return [self[name] for name in self.fields if name.startswith("fest_")]

    def clean(self):
        cleaned = super().clean()
        chosen = Counter(filter(None, self.spalten.values()))
        for column, count in chosen.items():
            if count > 1:
                name = label_column(self.resource, column)
                raise ValidationError(
                    f"„{name}“ ist {count} Spalten zugeordnet. Bitte nur einer zuordnen."
                )
        return cleaned

    @property
    def spalten(self):
        return {
            heading: self.cleaned_data.get(f"spalte_{place}", "")
            for place, heading in enumerate(self.headings)
        }

    @property
    def fest(self):
        return {
            column: self.cleaned_data[f"fest_{column}"]
            for column in self.resource.fest
            if self.cleaned_data.get(f"fest_{column}")
        }


def choices_of(widget):
    """Return the values that a cell of this kind takes, where they are a list."""
    if isinstance(widget, ChoiceWidget):
        return list(widget.choices.choices)
    if isinstance(widget, KnownWidget):
        return [(getattr(one, widget.field), str(one)) for one in widget.known.model.objects.all()]
    return []
