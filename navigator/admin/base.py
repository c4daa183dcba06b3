"""What all forms of the admin share."""

from django.core.exceptions import ValidationError

from .einlesen import Einlesen
from .export import ListExport
from .felder import OVERRIDES
from .historie import HistorieAdmin
from .konflikt import KonfliktAdmin, KonfliktForm
from .loeschen import LoeschAdmin


class FullForm(KonfliktForm):
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


class FullAdmin(Einlesen, ListExport, HistorieAdmin, KonfliktAdmin, LoeschAdmin):
    """Files in and out, versions of every change, a check for two at once, careful deletion."""

    form = FullForm
    formfield_overrides = OVERRIDES
    empty_value_display = "keine Angabe"

    class Media:
        css = {"all": ["css/verwaltung/historie.css"]}
