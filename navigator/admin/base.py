"""What all forms of the admin share."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from .einlesen import Einlesen
from .export import ListExport


class FullForm(forms.ModelForm):
    """Checks every rule of the database, also those over columns that the form does not show."""

    def _post_clean(self):
        """Look again with the derived columns, which Django leaves out with their rules."""
        super()._post_clean()
        if self.errors:
            return
        model = self._meta.model._meta
        derived = {field.name for field in model.fields if not field.editable} | {model.pk.name}
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() - derived)
        except ValidationError as error:
            self._update_errors(error)


class FullAdmin(Einlesen, ListExport, admin.ModelAdmin):
    form = FullForm
