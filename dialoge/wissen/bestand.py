"""„Gibt es das schon?“: what the directory has for the areas, target groups and words."""

from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from dialoge.models import Frage
from navigator.models import Institution, Suchwort
from navigator.models.institution_query import (
    HIER,
    IN_TEXT,
    INSIDE_TEXT,
    OHNE,
    STADTWEIT,
    query_words,
)

from .belege import Beleg, Gruppe, Wissensblock
from .raeume import Bezug
from .sammlung import register
from .worte import stems

ART = "Institution"
MOST = 20
AREAS = ("stadtbezirke", "sozialraeume", "sozialquartiere")


@register(Frage.Wissen.BESTAND)
def institutionen(hinweis, worte):
    """What fits by words or target group, near before city-wide; then what else lies there."""
    bezug = Bezug(hinweis)
    zielgruppen = {one.pk: one.name for one in hinweis.zielgruppen.all()}
    known = Institution.objects.published()
    known = known.for_raeume(bezug.auswahl) if bezug.auswahl else known
    rows = list(rank(known, bezug, worte, zielgruppen)[:MOST])
    return Wissensblock(
        titel="Was es schon gibt",
        erklaerung=f"Institutionen für {bezug.in_worten}{basis_in_words(worte, zielgruppen)}",
        gruppen=tuple(group(rows, bezug, zielgruppen)),
        leer=f"Im Verzeichnis passt dazu nichts, was es für {bezug.in_worten} gibt.",
        weitere_text=further_in_words(known.count(), len(rows), bezug),
        weitere_url=directory_address(bezug),
        ist_suchbar=True,
    )


def rank(institutionen, bezug, worte, zielgruppen):
    """What fits first; of it the near before the city-wide, then by words and target group.

    A target group counts like a word that is found in the text of the entry. What serves the
    whole city is left out unless it fits, what lies nobody knows where unless a word finds it.
    """
    words = look_for(worte, zielgruppen)
    tags = Institution.zielgruppen.through.objects.filter(
        institution=OuterRef("pk"), zielgruppe__in=zielgruppen
    )
    wegweiser = Suchwort.objects.matching(query_words(words))
    ranked = (
        institutionen.with_lagegruppe(bezug.auswahl)
        if bezug.auswahl
        else institutionen.annotate(lagegruppe=Value(STADTWEIT, output_field=IntegerField()))
    )
    ranked = (
        ranked.annotate(fuer_gruppe=Exists(tags))
        .with_treffer(words, wegweiser)
        .with_guete(words, wegweiser)
        .annotate(
            passt=Case(
                When(Q(fuer_gruppe=True) | Q(treffer__gt=0), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            rang=F("guete")
            - Case(
                When(fuer_gruppe=True, then=Value(INSIDE_TEXT - IN_TEXT)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
    )
    return (
        ranked.filter(Q(lagegruppe=HIER) | Q(lagegruppe=STADTWEIT, passt=True) | Q(treffer__gt=0))
        .order_by("-passt", "lagegruppe", "rang", "sortiername", "slug")
        .select_related("kategorie", "sozialquartier", "sozialraum", "stadtbezirk")
        .prefetch_related("zielgruppen", *AREAS)
    )


def look_for(worte, zielgruppen):
    """Return what to search by; words that name one of the target groups count only once."""
    named = set(stems(" ".join(zielgruppen.values())))
    return " ".join(word for word in stems(worte) if word not in named)


def group(rows, bezug, zielgruppen):
    """Yield the rows under headings; what only lies there comes last and folded."""
    headings = {
        HIER: f"Passt und ist für {bezug.in_worten} da",
        STADTWEIT: "Passt und ist für ganz Oberhausen da",
        OHNE: "Passt, Lage nicht genau bekannt",
    }
    for lage, titel in headings.items():
        fitting = [one for one in rows if one.passt and one.lagegruppe == lage]
        if fitting:
            yield Gruppe(titel, tuple(build_beleg(one, zielgruppen) for one in fitting))
    others = [build_beleg(one, zielgruppen) for one in rows if not one.passt]
    if others:
        titel = f"Was es sonst für {bezug.in_worten} gibt ({len(others)})"
        yield Gruppe(titel, tuple(others), ist_offen=False)


def build_beleg(institution, zielgruppen):
    shared = [one.name for one in institution.zielgruppen.all() if one.pk in zielgruppen]
    parts = [
        institution.kategorie.name,
        place_in_words(institution),
        f"für {', '.join(shared)}" if shared else "",
    ]
    return Beleg(
        schluessel=f"institution-{institution.pk}",
        art=ART,
        titel=institution.name,
        adresse=institution.get_absolute_url(),
        stand=age_in_words(institution),
        zusatz=", ".join(filter(None, parts)),
    )


def place_in_words(institution):
    if institution.lagegruppe == STADTWEIT and institution.stadtweit:
        return "für ganz Oberhausen"
    place = institution.sozialquartier or institution.sozialraum or institution.stadtbezirk
    if place:
        return place.name
    if responsible := institution.zustaendigkeit_in_worten:
        return f"zuständig für {responsible}"
    return "Lage nicht genau bekannt"


def age_in_words(institution):
    if institution.geprueft_am:
        return f"geprüft am {institution.geprueft_am:%d.%m.%Y}"
    if institution.stand:
        return f"Angabe von {institution.stand}, ungeprüft"
    return "ungeprüft, Alter unbekannt"


def basis_in_words(worte, zielgruppen):
    """Say what was looked for, so that nobody takes silence for „es gibt nichts“."""
    parts = []
    if zielgruppen:
        parts.append(f"der Zielgruppe {', '.join(zielgruppen.values())}")
    if worte:
        parts.append("den Worten " + ", ".join(f"„{word}“" for word in worte.split()))
    return f", geordnet nach {' und '.join(parts)}." if parts else "."


def further_in_words(total, shown, bezug):
    if total <= shown:
        return "Im Verzeichnis ansehen"
    return f"Alle {total} Einträge für {bezug.in_worten} im Verzeichnis ansehen"


def directory_address(bezug):
    address = reverse("navigator:institution_list")
    return f"{address}?{urlencode(bezug.parameter, doseq=True)}" if bezug.raeume else address
