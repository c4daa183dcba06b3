"""What came of Hinweise: the recommendations and measures that name them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.urls import reverse

from handlungsempfehlungen.models import Fassung, Massnahmensteckbrief

EMPFEHLUNG, MASSNAHME = "handlungsempfehlung", "massnahme"


@dataclass(frozen=True)
class Folge:
    """A record that came of a Hinweis, as a link."""

    art: str
    slug: str
    titel: str
    ist_beispiel: bool

    @property
    def adresse(self):
        return reverse(f"handlungsempfehlungen:{self.art}_detail", args=[self.slug])

    @property
    def name(self):
        if self.art == MASSNAHME:
            return f"Steckbrief {self.titel}"
        kuerzel, _, nummer = self.slug.split("-")
        return f"{kuerzel.upper()}-{nummer} {self.titel}"


def find_folgen(keys, zeitpunkt):
    """Return ``{key of a Hinweis: [Folge, …]}`` as of that day, in one query."""
    folgen = defaultdict(list)
    if not keys:
        return folgen
    fassungen = (
        Fassung.objects.published()
        .holding(zeitpunkt.stand)
        .filter(handlungsempfehlung__hinweise__in=keys)
        .order_by()
        .values_list(
            F("handlungsempfehlung__hinweise"),
            Value(EMPFEHLUNG, output_field=CharField()),
            "handlungsempfehlung__slug",
            "titel",
            "handlungsempfehlung__ist_beispiel",
        )
    )
    massnahmen = (
        Massnahmensteckbrief.objects.published()
        .standing(zeitpunkt.stand)
        .filter(hinweise__in=keys)
        .order_by()
        .values_list(
            F("hinweise"),
            Value(MASSNAHME, output_field=CharField()),
            "slug",
            "titel",
            "ist_beispiel",
        )
    )
    for key, *rest in sorted(fassungen.union(massnahmen, all=True)):
        folgen[key].append(Folge(*rest))
    return folgen
