"""Controls of the office's forms: they work without a script and say what is right."""

from django import forms
from django.db import models

ONE_TEXT_LINE = {"class": "vTextField"}


class Datumsfeld(forms.DateInput):
    """The browser's own date field: reachable by keyboard, in the reader's notation."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


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
    models.URLField: {"widget": forms.URLInput(attrs=ONE_TEXT_LINE)},
    models.TextField: {"widget": Absatz},
}
