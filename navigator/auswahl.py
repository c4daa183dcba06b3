"""A filter of a list: one form, its counts, its chips.

What each option leaves is a mask (``navigator/treffer.py``): counting is one „and“ of integers.
A list brings a form and its :class:`Bestand`; only what cannot be known before, such as a search,
asks the database.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django import forms
from django.utils.functional import cached_property

from navigator.facetten import Verweis, address, count_options
from navigator.filters import refuse_unknown
from navigator.treffer import lookup_of, mask_of

RAEUME = ("stadtbezirk", "sozialraum", "sozialquartier")


@dataclass
class Bestand:
    """All records of a list: keys in order, and those of each option."""

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
            error_messages=refuse_unknown(titel),
        )


class ListForm(forms.Form):
    """What an address may say to a list; subclasses name their choices in ``wahl``.

    ``wahl``: filter → (title, function that returns pairs of value and words).
    ``nur_adresse``: those of them that links set; the page offers no options of them.
    """

    q = forms.CharField(
        label="Suche",
        required=False,
        max_length=200,
        error_messages={"max_length": "Bitte suchen Sie mit höchstens 200 Zeichen."},
    )

    wahl = {}
    nur_adresse = ()

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

    def left(self, leave_out=()):
        """The mask of what all filters but those in ``leave_out`` leave together."""
        mask = self.bestand.alle
        for name in {*self.form.wahl, *self.more} - set(leave_out):
            mask &= self.mask(name)
        return mask

    def keys_in(self, mask):
        """The keys of the records in ``mask``, in the order of the list."""
        is_in = lookup_of(mask)
        return [pk for pk in self.bestand.reihenfolge if is_in(pk)]

    @cached_property
    def keys(self):
        """The keys of the records that are left, in the order of the list."""
        return self.keys_in(self.left()) if self.form.is_valid() else []

    @property
    def facetten(self):
        """Each filter with those of its options that lead somewhere, and how many they leave."""
        if not self.form.is_valid():
            return []
        facetten = []
        for name in self.form.wahl:
            if name in self.form.nur_adresse or (name == "sozialquartier" and not self.names_raum):
                continue  # 27 quarters are of use only to those who chose a part of the city
            masks = self.bestand.optionen.get(name, {})
            facette = count_options(self.form, name, masks, self.left(leave_out=[name]))
            if facette.optionen:
                facetten.append(facette)
        return facetten

    @property
    def names_raum(self):
        return any(self.form.cleaned_data.get(level) for level in RAEUME)

    def chips(self, path, parameters):
        """One :class:`Verweis` per active filter value: the address without it."""
        if not self.form.is_valid():
            return []
        chips = self.text_chips(path, parameters)
        for name in self.form.wahl:
            values = list(dict.fromkeys(self.form.cleaned_data.get(name) or []))
            titles = dict(self.form.fields[name].choices)
            for value in values:
                others = [other for other in values if other != value]
                titel = f"{heading(self.form.fields[name].label)} {titles[value]}"
                chips.append(Verweis(titel, address(path, parameters, **{name: others})))
        return chips

    def text_chips(self, path, parameters):
        """The chips of what was typed."""
        if text := self.form.cleaned_data.get("q"):
            return [Verweis(f"Suche: {text}", address(path, parameters, q=None))]
        return []


def heading(label):
    """Return the title of a filter before one of its values: a question needs no colon."""
    return label if label.endswith("?") else f"{label}:"
