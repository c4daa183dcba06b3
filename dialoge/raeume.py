"""The areas of many records at once: one query, however many records and levels."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Value
from django.urls import reverse

from navigator.models.raum import PLURAL

TITLES = {
    "stadtbezirk": "Stadtbezirk",
    "sozialraum": "Sozialraum",
    "sozialquartier": "Sozialquartier",
}


@dataclass(frozen=True)
class Raumname:
    """An area by name; names repeat across levels, so the level belongs to it."""

    ebene: str
    name: str
    slug: str

    def __str__(self):
        return f"{TITLES[self.ebene]} {self.name}"

    @property
    def adresse(self):
        return reverse(f"{self.ebene}_detail", kwargs={"slug": self.slug})


def load_raeume(model, keys):
    """Return ``{key: [Raumname]}`` of the records of a model with Raumbezug, coarsest first."""
    queries = [links_of(model, ebene, place, keys) for place, ebene in enumerate(PLURAL)]
    found = defaultdict(list)
    for key, _, _, ebene, name, slug in sorted(queries[0].union(*queries[1:])):
        found[key].append(Raumname(ebene, name, slug))
    return found


def links_of(model, ebene, place, keys):
    field = model._meta.get_field(PLURAL[ebene])
    record, raum = field.m2m_field_name(), field.m2m_reverse_field_name()
    return (
        field.remote_field.through.objects.filter(**{f"{record}__in": keys})
        .order_by()
        .values_list(
            f"{record}_id",
            Value(place, output_field=models.IntegerField()),
            F(f"{raum}__position"),
            Value(ebene, output_field=models.CharField()),
            F(f"{raum}__name"),
            F(f"{raum}__slug"),
        )
    )
