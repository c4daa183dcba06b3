"""The filter of the lists of this app: one form, its counts, its chips, as of a day.

What each option leaves is a mask (``navigator/treffer.py``): counting is one „and“ of integers.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django import forms
from django.utils.functional import cached_property

from handlungsempfehlungen.zeitreise import read_tag
from navigator.facetten import Facette, Option, Verweis, address
from navigator.treffer import mask_of

RAEUME = ("stadtbezirk", "sozialraum", "sozialquartier")


@dataclass
class Bestand:
    """All records of a list as of a day: keys in order, and those of each option."""

    reihenfolge: list
    optionen: dict = field(default_factory=dict)  # filter → {value: mask}

    @classmethod
    def build(cls, reihenfolge, keys):
        """``keys``: filter → {value: keys of the records that it leaves}."""
        masks = {
            name: {wert: mask_of(pks) for wert, pks in by_wert.items()}
            for name, by_wert in keys.items()
        }
        return cls(list(reihenfolge), masks)

    @cached_property
    def alle(self):
        return mask_of(self.reihenfolge)


class WahlField(forms.MultipleChoiceField):
    """Several slugs, „oder“; a wrong one is refused in words that name it."""

    def __init__(self, titel, choices):
        super().__init__(
            label=titel,
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": f"{titel}: „%(value)s“ gibt es nicht. "
                "Nehmen Sie diesen Filter weg und wählen Sie neu."
            },
        )


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


class ListForm(forms.Form):
    """What an address may say to a list; subclasses name their choices in ``wahl``.

    ``wahl``: filter → (title, function that returns pairs of value and words).
    """

    q = forms.CharField(
        label="Suche",
        required=False,
        max_length=200,
        error_messages={"max_length": "Bitte suchen Sie mit höchstens 200 Zeichen."},
    )

    wahl = {}

    def __init__(self, data):
        super().__init__(data)
        for name, (titel, choices) in self.wahl.items():
            self.fields[name] = WahlField(titel, choices())

    @property
    def saetze(self):
        """What is wrong, as sentences."""
        return [text for texts in self.errors.values() for text in texts]


class Auswahl:
    """What a form leaves of a :class:`Bestand`, alone and together.

    ``more`` are masks of filters that are asked of the database: search, „geändert seit“.
    """

    def __init__(self, form, bestand, more=None):
        self.form, self.bestand, self.more = form, bestand, more or {}

    def mask(self, name):
        """The mask of what the filter ``name`` leaves by itself."""
        if name in self.more:
            return self.more[name]
        chosen = self.form.cleaned_data.get(name) if name in self.form.wahl else None
        if not chosen:
            return self.bestand.alle
        optionen = self.bestand.optionen.get(name, {})
        return reduce(or_, (optionen.get(wert, 0) for wert in chosen), 0)

    def left(self, leave_out=None):
        mask = self.bestand.alle
        for name in {*self.form.wahl, *self.more} - {leave_out}:
            mask &= self.mask(name)
        return mask

    @cached_property
    def keys(self):
        """The keys of the records that are left, in the order of the list."""
        if not self.form.is_valid():
            return []
        mask = self.left()
        return [pk for pk in self.bestand.reihenfolge if mask >> pk & 1]

    @property
    def facetten(self):
        """Each filter with those of its options that lead somewhere, and how many they leave."""
        if not self.form.is_valid():
            return []
        facetten = []
        for name in self.form.wahl:
            others = self.left(leave_out=name)
            chosen = self.form.cleaned_data.get(name) or []
            masks = self.bestand.optionen.get(name, {})
            optionen = [
                Option(wert, titel, (masks.get(wert, 0) & others).bit_count(), wert in chosen)
                for wert, titel in self.form.fields[name].choices
                if masks.get(wert, 0) & others or wert in chosen
            ]
            if optionen and (name != "sozialquartier" or self.names_raum):
                facetten.append(Facette(name, self.form.fields[name].label, optionen))
        return facetten

    @property
    def names_raum(self):
        return any(self.form.cleaned_data.get(level) for level in RAEUME)

    def chips(self, path, parameters):
        """One :class:`Verweis` per active filter value: the address without it."""
        if not self.form.is_valid():
            return []
        cleaned, chips = self.form.cleaned_data, []
        if cleaned.get("q"):
            chips.append(Verweis(f"Suche: {cleaned['q']}", address(path, parameters, q=None)))
        if cleaned.get("seit"):
            titel = f"geändert seit {cleaned['seit']:%d.%m.%Y}"
            chips.append(Verweis(titel, address(path, parameters, seit=None)))
        for name in self.form.wahl:
            values = list(dict.fromkeys(cleaned.get(name) or []))
            titles = dict(self.form.fields[name].choices)
            for value in values:
                others = [other for other in values if other != value]
                titel = f"{self.form.fields[name].label}: {titles[value]}"
                chips.append(Verweis(titel, address(path, parameters, **{name: others})))
        return chips
