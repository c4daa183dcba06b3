"""Cells that name an event or one of its tables."""

from collections import defaultdict

from import_export.widgets import Widget

from dialoge.models import Thementisch, Veranstaltung
from navigator.widgets import KnownWidget
from sozialplanung.text import fold


class VeranstaltungWidget(KnownWidget):
    """An event by its address in the portal (slug) or its title, where only one is called so."""

    def __init__(self):
        super().__init__(Veranstaltung, "slug", found_by=("slug", "titel"))
        self.by_title = None

    def clean(self, value, row=None, **kwargs):
        """Refuse a title that several share; the slug of one may read just like it."""
        found = super().clean(value, row, **kwargs)
        if found is None or str(value).strip() == found.slug:
            return found
        if self.by_title is None:
            self.by_title = defaultdict(list)
            for one in Veranstaltung.objects.all():
                self.by_title[fold(one.titel)].append(one.slug)
        slugs = self.by_title[fold(str(value))]
        if len(slugs) > 1:
            raise ValueError(
                f"„{value}“ heißen mehrere Veranstaltungen. Bitte stattdessen die Adresse im "
                f"Portal schreiben, eine von: {', '.join(slugs)}."
            )
        return found


class ThementischWidget(Widget):
    """A table of the event in the same row, by its number or its title; blank is none."""

    def __init__(self, veranstaltung):
        super().__init__()
        self.veranstaltung, self.tables = veranstaltung, {}

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if not text:
            return None
        event = self.event_of(row)
        if event is None:
            return None  # its own column says so
        if event.pk not in self.tables:
            self.tables[event.pk] = list(Thementisch.objects.filter(veranstaltung=event))
        for table in self.tables[event.pk]:
            names = (str(table.nummer), fold(table.titel), fold(str(table)))
            if fold(text.removesuffix(",0")) in names:
                return table
        known = "; ".join(map(str, self.tables[event.pk])) or "keine"
        raise ValueError(f"„{text}“ ist kein Thementisch von „{event}“. Bekannt sind: {known}.")

    def event_of(self, row):
        try:
            return self.veranstaltung.clean((row or {}).get("veranstaltung"))
        except ValueError:
            return None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value.nummer)
