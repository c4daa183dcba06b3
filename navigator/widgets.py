"""Cells of a spreadsheet ↔ values of a model; every refusal is a German sentence."""

import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget, Widget
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from sozialplanung.dates import Zeitangabe
from sozialplanung.tables import parse_number
from sozialplanung.text import fold

SEPARATOR = ";"
UHRZEIT = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::00)?)?(?: ?Uhr)?", re.ASCII)
COUNT = re.compile(r"\d+(,0+)?|\d{1,3}(\.\d{3})+(,0+)?", re.ASCII)
LISTED = 12  # names in a refusal; more nobody reads
ALIKE = 0.75  # from here on a name is what somebody may have meant


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return str(value or "").strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class TelefonWidget(TextWidget):
    """A number without „Tel.“ before it, its dashes and spaces as the form takes them."""

    def clean(self, value, row=None, **kwargs):
        text = re.sub(r"^(?:Tel(?:efon)?|Fon)[.:]*\s*", "", super().clean(value), flags=re.I)
        return " ".join(re.sub("[‐‑–—]", "-", text).split())


class EmailWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        return super().clean(value).removeprefix("mailto:")


class WebWidget(TextWidget):
    """An address; „www.…“ means https."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return f"https://{text}" if text.lower().startswith("www.") else text


class LinesWidget(TextWidget):
    """Several words, one per line in the record; in the cell by „;“, sentences by „|“."""

    def __init__(self, separator=SEPARATOR):
        super().__init__()
        self.separator = separator

    def clean(self, value, row=None, **kwargs):
        words = super().clean(value).replace(self.separator, "\n").splitlines()
        return "\n".join(word.strip() for word in words if word.strip())

    def render(self, value, obj=None, **kwargs):
        before = "" if self.separator == SEPARATOR else " "
        return f"{before}{self.separator} ".join((value or "").splitlines())


class Known:
    """The objects of a model, found by the folded text of some of their fields.

    ``synonyms`` maps a slug to other words for the same. Read once: import-export copies
    its widgets for each import.
    """

    def __init__(self, model, fields, synonyms=None):
        self.model, self.fields, self.by_text = model, fields, None
        self.synonyms = synonyms or {}

    def find(self, text):
        """Return the object that ``text`` names, or ``None``."""
        if self.by_text is None:
            self.by_text = {
                fold(str(getattr(known, name))): known
                for name in reversed(self.fields)
                for known in self.model.objects.all()
            }
            for slug, words in self.synonyms.items():
                if known := self.by_text.get(fold(slug)):
                    self.by_text = {fold(word): known for word in words} | self.by_text
        return self.by_text.get(fold(text))

    def name_of(self, known, field):
        """Return what finds exactly this one again: its ``field``, or the slug of a namesake."""
        name = str(getattr(known, field))
        is_clear = SEPARATOR not in name and self.find(name) == known
        return name if is_clear else known.slug

    def get(self, text):
        """Like :meth:`find`, but raise ``ValueError`` with what is known."""
        if found := self.find(text):
            return found
        if meant := self.suggest(text):
            raise ValueError(f"„{text}“ gibt es nicht. Meinten Sie „{meant}“?")
        names = sorted(str(known) for known in set(self.by_text.values()))
        some = ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
        raise ValueError(f"„{text}“ gibt es nicht. Bekannt sind: {some}.")

    def suggest(self, text):
        """Return the object whose name is nearest, or ``None`` where none is near."""
        found = process.extractOne(
            fold(text),
            self.by_text.keys(),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=ALIKE,
        )
        return self.by_text[found[0]] if found else None


class KnownWidget(ForeignKeyWidget):
    """One object, named by its slug or its name (``found_by``); blank is none."""

    def __init__(self, model, field="name", synonyms=None, found_by=("slug", "name")):
        super().__init__(model, field=field)
        self.known = Known(model, found_by, synonyms)

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        return self.known.get(text) if text else None


class KnownManyWidget(ManyToManyWidget):
    """Several objects by slug or name (``found_by``), separated by „;“; blank is none of them."""

    def __init__(self, model, field="name", synonyms=None, found_by=("slug", "name")):
        super().__init__(model, separator=SEPARATOR, field=field)
        self.known = Known(model, found_by, synonyms)

    def clean(self, value, row=None, **kwargs):
        names = [name.strip() for name in str(value or "").split(SEPARATOR)]
        return [self.find(name) for name in names if name]

    def find(self, name):
        return self.known.get(name)

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        return SEPARATOR.join(self.known.name_of(one, self.field) for one in value.all())


class WordsWidget(KnownManyWidget):
    """Like :class:`KnownManyWidget`, but a word that is new is taken into the list.

    ``created`` keeps what was new, so that an import can be taken back.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.created = []

    def find(self, name):
        word = self.known.find(name)
        if word is None:
            word = self.known.by_text[fold(name)] = self.model.objects.create(name=name)
            self.created.append(word)
        return word


class NumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return parse_number(value)

    def render(self, value, obj=None, **kwargs):
        return value


class DecimalWidget(NumberWidget):
    """A number whose digits are kept as they were written, ``places`` of them stored."""

    def __init__(self, places):
        super().__init__()
        self.smallest = Decimal(1).scaleb(-places)

    def clean(self, value, row=None, **kwargs):
        number = parse_number(value)
        return None if number is None else Decimal(str(number)).quantize(self.smallest)


class IntegerWidget(NumberWidget):
    def clean(self, value, row=None, **kwargs):
        text = str("" if value is None else value)
        number = parse_number(re.sub(r"\.(?=\d{3}(?:\D|$))", "", text))
        if number is not None and number != int(number):
            raise ValueError(f"„{value}“ ist keine ganze Zahl.")
        return None if number is None else int(number)


class CountWidget(IntegerWidget):
    """A whole number from 0: „1234“ or „1.234“; „12.5“ is refused, not read as 125."""

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if text and not COUNT.fullmatch(text):
            raise ValueError(f"„{text}“ ist keine ganze Zahl ab 0.")
        return super().clean(text)


YES = {"ja", "j", "x", "wahr", "true", "1"}
NO = {"", "nein", "n", "falsch", "false", "0"}


class JaWidget(Widget):
    """„ja“ is true, blank and „nein“ are not; other programs say „x“, „wahr“, 1."""

    def clean(self, value, row=None, **kwargs):
        text = fold(str(value or ""))
        if text not in YES | NO:
            raise ValueError(f"„{value}“ ist weder „ja“ noch „nein“ noch leer.")
        return text in YES

    def render(self, value, obj=None, **kwargs):
        return "ja" if value else ""


class ChoiceWidget(Widget):
    """One of ``choices`` by its value or its label; blank stays blank."""

    def __init__(self, choices):
        self.choices = choices
        super().__init__()

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        for stored, label in self.choices.choices:
            if fold(text) in {fold(stored), fold(label)}:
                return stored
        if text:
            known = ", ".join(self.choices.values)
            raise ValueError(f"„{text}“ geht hier nicht. Möglich sind: {known} oder leer.")
        return ""


class ZeitangabeWidget(Widget):
    """„10.10.2019“, „09/2023“, „2025“ ↔ a date with its precision."""

    def clean(self, value, row=None, **kwargs):
        try:
            return Zeitangabe.parse(value)
        except ValidationError as error:
            raise ValueError(error.message) from error

    def render(self, value, obj=None, **kwargs):
        return value.as_input() if value else ""


class TagWidget(ZeitangabeWidget):
    """A single day, or none."""

    def clean(self, value, row=None, **kwargs):
        zeitangabe = super().clean(value)
        if zeitangabe and zeitangabe.von != zeitangabe.bis:
            raise ValueError(f"„{value}“ ist kein Tag. Schreiben Sie zum Beispiel 03.05.2026.")
        return zeitangabe.bis

    def render(self, value, obj=None, **kwargs):
        return f"{value:%d.%m.%Y}" if value else ""


class UhrzeitWidget(Widget):
    """„14:30“, „14.30 Uhr“ or „9 Uhr“ ↔ a time of day; blank is none."""

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if not text:
            return None
        match = UHRZEIT.fullmatch(text)
        try:
            return dt.time(int(match["hour"]), int(match["minute"] or 0))
        except (TypeError, ValueError) as error:
            raise ValueError(
                f"„{text}“ ist keine Uhrzeit. Schreiben Sie zum Beispiel 14:30."
            ) from error

    def render(self, value, obj=None, **kwargs):
        return f"{value:%H:%M}" if value else ""
