"""Cells of a spreadsheet ↔ values of a model; every refusal is a German sentence."""

from django.core.exceptions import ValidationError
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget, Widget

from sozialplanung.dates import Zeitangabe
from sozialplanung.tables import parse_number
from sozialplanung.text import fold

SEPARATOR = ";"
LISTED = 12  # names in a refusal; more nobody reads


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return str(value or "").strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class Known:
    """The objects of a model, found by the folded text of some of their fields.

    Read once: import-export copies its widgets for each import.
    """

    def __init__(self, model, fields):
        self.model, self.fields, self.by_text = model, fields, None

    def find(self, text):
        """Return the object that ``text`` names, or ``None``."""
        if self.by_text is None:
            self.by_text = {
                fold(getattr(known, name)): known
                for name in reversed(self.fields)
                for known in self.model.objects.all()
            }
        return self.by_text.get(fold(text))

    def get(self, text):
        """Like :meth:`find`, but raise ``ValueError`` with what is known."""
        if found := self.find(text):
            return found
        names = sorted(str(known) for known in set(self.by_text.values()))
        some = ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
        raise ValueError(f"„{text}“ gibt es nicht. Bekannt sind: {some}.")


class KnownWidget(ForeignKeyWidget):
    """One object, named by its slug or its name; blank is none."""

    def __init__(self, model, field="name"):
        super().__init__(model, field=field)
        self.known = Known(model, ("slug", "name"))

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        return self.known.get(text) if text else None


class KnownManyWidget(ManyToManyWidget):
    """Several objects by slug or name, separated by „;“; blank is none of them."""

    def __init__(self, model, field="name"):
        super().__init__(model, separator=SEPARATOR, field=field)
        self.known = Known(model, ("slug", "name"))

    def clean(self, value, row=None, **kwargs):
        names = [name.strip() for name in str(value or "").split(SEPARATOR)]
        return [self.find(name) for name in names if name]

    def find(self, name):
        return self.known.get(name)

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        return SEPARATOR.join(str(getattr(one, self.field)) for one in value.all())


class WordsWidget(KnownManyWidget):
    """Like :class:`KnownManyWidget`, but a word that is new is taken into the list."""

    def find(self, name):
        word = self.known.find(name)
        if word is None:
            word = self.known.by_text[fold(name)] = self.model.objects.create(name=name)
        return word


class NumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return parse_number(value)

    def render(self, value, obj=None, **kwargs):
        return value


class IntegerWidget(NumberWidget):
    def clean(self, value, row=None, **kwargs):
        number = parse_number(str(value or "").replace(".", ""))
        if number is not None and number != int(number):
            raise ValueError(f"„{value}“ ist keine ganze Zahl.")
        return None if number is None else int(number)


class JaWidget(Widget):
    """„ja“ is true, blank and „nein“ are not."""

    def clean(self, value, row=None, **kwargs):
        text = fold(str(value or ""))
        if text not in {"", "ja", "nein"}:
            raise ValueError(f"„{value}“ ist weder „ja“ noch „nein“ noch leer.")
        return text == "ja"

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
