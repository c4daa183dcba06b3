"""Which areas a record concerns that names some: those, what they hold, and what holds them."""

from collections import defaultdict

from navigator.models import Sozialquartier
from navigator.models.raum import PLURAL


class Raumbaum:
    """The 27 quarters with the areas above them, read once."""

    def __init__(self):
        self.rows = list(
            Sozialquartier.objects.order_by().values_list(
                "sozialraum__stadtbezirk",
                "sozialraum__stadtbezirk__slug",
                "sozialraum",
                "sozialraum__slug",
                "pk",
                "slug",
            )
        )

    def spread(self, model, keys):
        """Return ``{level: {slug: keys of the records that concern the area}}``.

        ``model`` has the fields of ``Raumbezug``; a record that names a quarter concerns its
        Sozialraum, too, and one that names a Stadtbezirk all its quarters. One query per level.
        """
        found = {level: defaultdict(set) for level in PLURAL}
        for place, (level, plural) in enumerate(PLURAL.items()):
            through = getattr(model, plural).through.objects
            source = f"{model._meta.model_name}_id"
            concerned = self._concerned(place)
            for record, raum in through.values_list(source, f"{level}_id"):
                if record in keys:
                    for other, slug in concerned.get(raum, ()):
                        found[other][slug].add(record)
        return found

    def _concerned(self, place):
        """Return ``{key of an area of this level: {(level, slug) that go with it}}``."""
        concerned = defaultdict(set)
        for row in self.rows:
            slugs = zip(PLURAL, row[1::2], strict=True)
            concerned[row[2 * place]].update(slugs)
        return concerned
