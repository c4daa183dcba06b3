"""What all forms of the admin share."""

from django import forms
from django.core.exceptions import ValidationError

from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from sozialplanung.dates import Zeitangabe

from .einlesen import Einlesen
from .export import ListExport
from .felder import OVERRIDES, Datumsangabe
from .historie import HistorieAdmin
from .konflikt import KonfliktAdmin, KonfliktForm
from .loeschen import LoeschAdmin

RAEUME = frozenset({Stadtbezirk, Sozialraum, Sozialquartier})


class CheckedForm(forms.ModelForm):
    """Checks every rule of the database, also those over columns that the form does not show.

    A field of the kind ``Datumsangabe`` stands for the property of that name, which the model
    keeps in two columns.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.datumsangaben():
            self.fields[name].initial = getattr(self.instance, name).as_input()

    def datumsangaben(self):
        return [name for name, field in self.fields.items() if isinstance(field, Datumsangabe)]

    def _post_clean(self):
        """Look again with the derived columns, which Django leaves out with their rules."""
        for name in self.datumsangaben():
            if name in self.cleaned_data:
                setattr(self.instance, name, Zeitangabe.parse(self.cleaned_data[name]))
        super()._post_clean()
        if self.errors:
            return
        model = self._meta.model._meta
        derived = {field.name for field in model.fields if not field.editable} | {model.pk.name}
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() - derived)
        except ValidationError as error:
            self._update_errors(error)


class FullForm(CheckedForm, KonfliktForm):
    """The form of a record: all rules, and a check for two who change it at once."""


class FullAdmin(Einlesen, ListExport, HistorieAdmin, KonfliktAdmin, LoeschAdmin):
    """Files in and out, versions of every change, a check for two at once, careful deletion."""

    form = FullForm
    formfield_overrides = OVERRIDES
    empty_value_display = "keine Angabe"
    given = frozenset()  # models of which nobody makes a new one while filling in this form

    class Media:
        css = {"all": ["css/verwaltung/historie.css"]}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.related_model in self.given:
            field.widget.can_add_related = field.widget.can_change_related = False
        return field
