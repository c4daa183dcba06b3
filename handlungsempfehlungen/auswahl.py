"""What the filters of this app's lists ask beyond those of every list: days."""

from django import forms

from handlungsempfehlungen.zeitreise import read_tag
from navigator import auswahl
from navigator.facetten import Verweis, address


class TagField(forms.CharField):
    """A day in the notation of addresses; blank is none."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        tag = read_tag(text)
        if tag is None:
            raise forms.ValidationError(
                f"{self.label}: „{text[:40]}“ ist kein Tag. Schreiben Sie zum Beispiel 2024-09-30."
            )
        return tag


class Auswahl(auswahl.Auswahl):
    """A list that can be asked for what changed since a day."""

    def text_chips(self, path, parameters):
        chips = super().text_chips(path, parameters)
        if seit := self.form.cleaned_data.get("seit"):
            titel = f"geändert seit {seit:%d.%m.%Y}"
            chips.append(Verweis(titel, address(path, parameters, seit=None)))
        return chips
