"""Which areas a record concerns that names some: those, what they hold, and what holds them."""

from collections import defaultdict

from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk
from navigator.models.raum import PLURAL


class Raumbaum:
    """The areas of all levels, each with those that hold it and those it holds; read once."""

    def __init__(self):
        self.names, holder = {}, {}  # (level, key) → slug; (level, key) → what holds it
        for pk, slug in Stadtbezirk.objects.order_by().values_list("pk", "slug"):
            self.names["stadtbezirk", pk] = slug
        for level, model, above in (
            ("sozialraum", Sozialraum, "stadtbezirk"),
            ("sozialquartier", Sozialquartier, "sozialraum"),
        ):
            for pk, slug, held_by in model.objects.order_by().values_list("pk", "slug", above):
                self.names[level, pk] = slug
                holder[level, pk] = (above, held_by)
        self.concerned = {place: {place} for place in self.names}
        for place in self.names:
            above = holder.get(place)
            while above:
                self.concerned[place].add(above)
                self.concerned[above].add(place)
                above = holder.get(above)

    def spread(self, model, keys):
        """Return ``{level: {slug: keys of the records that concern the area}}``.

        ``model`` has the fields of ``Raumbezug``; a record that names a quarter concerns its
        Sozialraum, too, and one that names a Stadtbezirk all its quarters. One query per level.
        """
        found = {level: defaultdict(set) for level in PLURAL}
        for level, plural in PLURAL.items():
            through = getattr(model, plural).through.objects
            source = f"{model._meta.model_name}_id"
            for record, raum in through.values_list(source, f"{level}_id"):
                if record in keys:
                    for place in self.concerned[level, raum]:
                        found[place[0]][self.names[place]].add(record)
        return found
