"""What states of a record say, in words, and in what two of them differ; no HTML, no request.

A state is what ``models/historie.py`` makes of a version: field → value, keys for links.
"""

import datetime as dt
import difflib
import re
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst

from navigator.models.historie import has_history, newest_versions, tracked_fields, version_key
from sozialplanung.dates import Zeitangabe

LEER = "leer"
ALIKE = 0.5  # share of common words from which on the others are marked
LONG = 60  # letters; in longer texts the changed words are marked
PRECISION = "_genauigkeit"  # a day with this beside it is one date: „stand_bis“ → „stand“
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Unterschied:
    """One field of two states; ``vorher`` and ``nachher`` are lists of (text, is changed)."""

    name: str
    label: str
    vorher: list
    nachher: list
    hinweis: str = ""


class Wortlaut:
    """Says the values of one model's states; the names of linked records are asked for once."""

    def __init__(self, model, states, order=()):
        self.model = model
        self.fields = {one.name: one for one in tracked_fields(model)} if has_history(model) else {}
        self.order = {name: place for place, name in enumerate(order)}
        self.names = {}
        for state in states:
            self.learn(state)

    # ---- names of linked records -------------------------------------------------------------

    def learn(self, state):
        """Ask for the names of what ``state`` links to, as far as they are not known yet."""
        for name, value in state.items():
            target = getattr(self.find_field(name), "related_model", None)
            if target is None or value in (None, ""):
                continue
            known = self.names.setdefault(target, {})
            keys = value if isinstance(value, (list, tuple)) else [value]
            if unknown := {key for key in keys if key not in known}:
                known.update(find_names(target, unknown))

    def find_field(self, name):
        try:
            return self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None

    # ---- values ------------------------------------------------------------------------------

    def shown(self):
        """Return the names of what a state says, in the order of the form."""
        names = [self.whole(name) for name in self.fields]
        last = len(self.order)
        return sorted(dict.fromkeys(names), key=lambda name: self.order.get(name, last))

    def whole(self, name):
        """Return „stand“ for „stand_bis“ and „stand_genauigkeit“, else the name itself."""
        for part in ("_bis", PRECISION):
            stem = name.removesuffix(part)
            if stem != name and {f"{stem}_bis", f"{stem}{PRECISION}"} <= self.fields.keys():
                return stem
        return name

    def value(self, state, name):
        if name in state:
            return state[name]
        if f"{name}{PRECISION}" in state:
            return Zeitangabe.from_last_day(state[f"{name}_bis"], state[f"{name}{PRECISION}"])
        return None

    def label(self, name):
        field = self.find_field(name) or self.find_field(f"{name}_bis")
        return capfirst(field.verbose_name) if field else capfirst(name)

    def say(self, name, value):
        """Say one value; a form's own field, or what somebody typed wrongly, is said as it is."""
        field = self.find_field(name)
        if value is None or value in ("", (), []):
            return LEER
        if isinstance(value, Zeitangabe):
            return value.as_input() or LEER
        if getattr(field, "related_model", None):
            return self.say_links(field.related_model, value)
        if choices := dict(getattr(field, "flatchoices", None) or ()):
            return str(choices.get(value, value))
        if isinstance(field, models.JSONField):
            return say_outline(value)
        return say_plain(value)

    def say_links(self, target, value):
        keys = value if isinstance(value, (list, tuple)) else [value]
        known = self.names.get(target, {})
        names = (known.get(key, f"gelöschter Eintrag Nr. {key}") for key in keys)
        return ", ".join(sorted(names, key=str.casefold))

    def describe(self, state):
        """Return (label, value in words) of everything that a state says."""
        return [
            (self.label(name), self.say(name, self.value(state, name))) for name in self.shown()
        ]

    # ---- differences -------------------------------------------------------------------------

    def compare(self, before, after):
        """Return an :class:`Unterschied` for each field in which the two states differ."""
        return [
            self.contrast(name, self.value(before, name), self.value(after, name))
            for name in self.shown()
            if self.value(before, name) != self.value(after, name)
        ]

    def contrast(self, name, before, after):
        old, new = self.say(name, before), self.say(name, after)
        label, field = self.label(name), self.find_field(name)
        if isinstance(field, models.JSONField):
            return Unterschied(name, label, [(old, False)], [(new, False)], "Umriss geändert")
        if LEER in (old, new) or max(len(old), len(new)) <= LONG:
            return Unterschied(name, label, [(old, False)], [(new, False)])
        vorher, nachher = mark_words(old, new)
        unseen = old.split() == new.split()
        return Unterschied(name, label, vorher, nachher, "nur Abstände geändert" if unseen else "")


def find_names(model, keys):
    """Return key → name; of those deleted since, the name they had last, and that they are gone."""
    found = {one.pk: str(one) for one in model._base_manager.filter(pk__in=keys)}
    gone = set(keys) - found.keys()
    if gone and has_history(model):
        for version in newest_versions(model, gone):
            found[version_key(version)] = f"{version.history_object} (inzwischen gelöscht)"
    return found


def say_outline(value):
    """Say how many points an outline has; nobody reads its numbers."""
    if not isinstance(value, dict):
        return str(value)
    return f"Umriss mit {count_points(value.get('coordinates', []))} Punkten"


def count_points(coordinates):
    if coordinates and isinstance(coordinates[0], (int, float)):
        return 1
    return sum(count_points(part) for part in coordinates)


def say_plain(value):
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%d.%m.%Y, %H:%M} Uhr"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return formats.localize_input(value)
    return str(value)


def mark_words(old, new):
    """Return both texts as lists of (part, is changed): what one has and the other has not.

    Texts that share hardly a word are not marked at all: the marks would only be in the way.
    """
    old_words, new_words = WORDS.findall(old), WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(old, False)], [(new, False)]
    before, after = [], []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        before.append(("".join(old_words[i1:i2]), kind != "equal"))
        after.append(("".join(new_words[j1:j2]), kind != "equal"))
    return join_marks(before), join_marks(after)


WEG, NEU, GLEICH = "weg", "neu", ""


def weave_words(old, new):
    """Return both texts as one list of (part, mark): what went, what came, what stayed."""
    old_words, new_words = WORDS.findall(old), WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(text, mark) for text, mark in ((old, WEG), (new, NEU)) if text]
    parts = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            parts.append(("".join(old_words[i1:i2]), GLEICH))
            continue
        parts.append(("".join(old_words[i1:i2]), WEG))
        parts.append(("".join(new_words[j1:j2]), NEU))
    return [(text, mark) for text, mark in parts if text]


def join_marks(parts):
    """Join marked words that only a space keeps apart."""
    joined = []
    for place, (text, changed) in enumerate(parts):
        inside = text.isspace() and 0 < place < len(parts) - 1
        mark = changed or inside
        if not text:
            continue
        if joined and joined[-1][1] == mark:
            joined[-1] = (joined[-1][0] + text, mark)
        else:
            joined.append((text, mark))
    return joined
