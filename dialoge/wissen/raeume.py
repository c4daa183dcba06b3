"""Which areas a Hinweis speaks of; where it names none, those of its event count."""

from functools import cached_property

from navigator.models import Raumauswahl, Sozialquartier
from navigator.models.raum import PLURAL


class Bezug:
    """The areas of one Hinweis, read once, in the forms that the blocks need."""

    def __init__(self, hinweis):
        self.ist_stadtweit = hinweis.stadtweit
        self.raeume = named_by(hinweis)
        if not self.raeume and not hinweis.stadtweit:
            self.ist_stadtweit = hinweis.veranstaltung.stadtweit
            self.raeume = named_by(hinweis.veranstaltung)

    @property
    def in_worten(self):
        """„Osterfeld“, „Osterfeld und Lirich“, „ganz Oberhausen“."""
        names = [raum.name for raum in self.raeume]
        if not names:
            return "ganz Oberhausen"
        return " und ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def keys(self, level):
        return [raum.pk for raum in self.raeume if raum._meta.model_name == level]

    @cached_property
    def quartiere(self):
        """The Sozialquartiere that the areas consist of."""
        if not self.raeume:
            return []
        found = Sozialquartier.objects.select_related("sozialraum").order_by("position")
        return [
            one
            for one in found
            if one.pk in self.keys("sozialquartier")
            or one.sozialraum_id in self.keys("sozialraum")
            or one.sozialraum.stadtbezirk_id in self.keys("stadtbezirk")
        ]

    @cached_property
    def parameter(self):
        """The areas as parameters of the directory: several levels there mean „und“, so one."""
        levels = {raum._meta.model_name for raum in self.raeume}
        if len(levels) > 1:
            return {"sozialquartier": [one.slug for one in self.quartiere]}
        return {level: [raum.slug for raum in self.raeume] for level in levels}

    @cached_property
    def auswahl(self):
        return Raumauswahl(**self.parameter) if self.raeume else None


def named_by(record):
    return [raum for plural in PLURAL.values() for raum in getattr(record, plural).all()]
