"""Need beside supply: what an area has of each Kategorie, and what its indicators say of it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from navigator.models import Institution, Kategorie
from navigator.zahlen import dezimal, prozent

LOCATED = 0.9  # least share of a Kategorie with a known place, for a rate to mean anything
PER = 1000  # inhabitants
# Which indicators speak of the need for which Kategorie: set by the portal, and the page says so.
BEDARF = {
    "beratung": ["sgb2", "junge_arbeitslose"],
    "quartiersbueros": ["migrationshintergrund", "kinderreiche_familien"],
    "kitas": ["kinderarmut", "alleinerziehende"],
    "schulen": ["kinderarmut"],
    "pflege": ["altersarmut"],
}
STEPS = [
    (1.25, "deutlich über der Stadt"),
    (1.05, "über der Stadt"),
    (0.95, "wie in der Stadt"),
    (0.75, "unter der Stadt"),
    (0, "deutlich unter der Stadt"),
]


@dataclass
class Angebot:
    """One Kategorie in one area, beside the next wider one."""

    kategorie: Kategorie
    hier: int
    weiter: int
    bedarf: list[str]
    rate: str = ""
    grund: str = ""


def compare(anteil, stadt):
    """Return „deutlich über der Stadt“ and so on, or nothing where one of the two is missing."""
    if anteil is None or not stadt:
        return ""
    return next(words for least, words in STEPS if anteil / stadt >= least)


def list_angebote(raum, weiter, anteile):
    """Return the :class:`Angebot` of each Kategorie in ``raum``.

    ``weiter`` is the area around it, or ``None`` for the whole city. ``anteile`` holds, per
    Kürzel, the indicator's name, the share here and that of the city.
    """
    counts = count_kategorien(raum, weiter)
    return [
        build_angebot(kategorie, counts.get(kategorie.pk, (0, 0, 0, 0)), raum, anteile)
        for kategorie in Kategorie.objects.all()
    ]


def build_angebot(kategorie, counts, raum, anteile):
    hier, weiter, located, total = counts
    angebot = Angebot(kategorie, hier, weiter, bedarf=[])
    for kuerzel in BEDARF.get(kategorie.slug, ()):
        name, own, city = anteile.get(kuerzel, ("", None, None))
        if words := compare(own, city):
            angebot.bedarf.append(f"{name} {words}")
    if not total:
        angebot.grund = "kein Eintrag"
    elif located < LOCATED * total:
        angebot.grund = f"nur {prozent(100 * located / total)} verortet"
    elif not raum.einwohnerzahl:
        angebot.grund = "Einwohnerzahl unbekannt"
    else:
        angebot.rate = dezimal(PER * hier / raum.einwohnerzahl)
    return angebot


def count_kategorien(raum, weiter):
    """Return per Kategorie: entries here, in the wider area, with a known place, and all."""
    level = raum._meta.model_name
    around = Q(**{weiter._meta.model_name: weiter}) if weiter else Q()
    institutionen = Institution.objects.published().order_by()
    further = Institution.weitere_kategorien.through.objects.filter(
        institution__in=institutionen.values("pk")
    ).order_by()
    found = {}
    for rows, prefix in ((institutionen, ""), (further, "institution__")):
        around_here = Q(**{f"{prefix}{key}": value for key, value in around.children})
        here = Q(**{f"{prefix}{level}": raum})
        placed = Q(**{f"{prefix}{level}__isnull": False})
        for pk, *numbers in rows.values_list("kategorie").annotate(
            hier=Count("pk", filter=here),
            weiter=Count("pk", filter=around_here),
            verortet=Count("pk", filter=placed),
            alle=Count("pk"),
        ):
            found[pk] = tuple(map(sum, zip(found.get(pk, (0, 0, 0, 0)), numbers, strict=True)))
    return found
