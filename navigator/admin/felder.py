"""Controls of the office's forms: they work without a script and say what is right."""

from django import forms
from django.db import models

from sozialplanung.dates import Zeitangabe

ONE_TEXT_LINE = {"class": "vTextField"}


class Datumsfeld(forms.DateInput):
    """The browser's own date field: reachable by keyboard, in the reader's notation."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class Uhrzeitfeld(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class Datumsangabe(forms.CharField):
    """A date as precise as it is known, in one text field; blank where it is not known.

    The form gives its instance the :class:`Zeitangabe` (``FullForm``); the model keeps the last
    day and the precision. The value stays text, always in the one spelling that forms show.
    """

    HELP = "10.10.2019, 09/2023 oder 2025; leer, wenn es nicht bekannt ist."

    def __init__(self, *, help_text=HELP, **kwargs):
        super().__init__(required=False, help_text=help_text, **kwargs)

    def clean(self, value):
        return Zeitangabe.parse(super().clean(value)).as_input()


class Kaestchen(forms.CheckboxSelectMultiple):
    """A few things to choose several from, all in view; no key needs to be held down."""


class Farbfeld(forms.TextInput):
    """The browser's own choice of a colour."""

    input_type = "color"


class Absatz(forms.Textarea):
    """A text of some lines."""

    def __init__(self, attrs=None, rows=4):
        super().__init__({"rows": rows, **(attrs or {})})


OVERRIDES = {
    models.DateField: {"widget": Datumsfeld},
    models.TimeField: {"widget": Uhrzeitfeld},
    models.URLField: {"widget": forms.URLInput(attrs=ONE_TEXT_LINE)},
    models.TextField: {"widget": Absatz},
}
