"""„Das wurde schon gesagt“: like Hinweise of other events, and what became of them."""

from django.db.models import Q
from rapidfuzz import fuzz, process

from dialoge.models import Hinweis

from .belege import Beleg, Gruppe, Wissensblock
from .raeume import Bezug
from .sammlung import JEDE, register
from .worte import place_words, stems, telling_words

ALIKE = 55  # of 100: half of the words in common, or long words that differ in a few letters
MOST = 5


@register(JEDE)
def fruehere_hinweise(hinweis, worte):
    """What other events said alike about the same areas; always about this Hinweis' own words."""
    found = find_alike(hinweis)
    return Wissensblock(
        titel="Das wurde schon gesagt",
        erklaerung="Ähnliche Hinweise anderer Veranstaltungen in denselben Räumen, und was daraus "
        "wurde.",
        gruppen=(Gruppe("", tuple(map(build_beleg, found))),) if found else (),
        leer="Keine andere Veranstaltung hat etwas Ähnliches gesagt.",
    )


def find_alike(hinweis):
    """Return the most alike, with the standing of each in the Themenspeicher."""
    bezug, places = Bezug(hinweis), place_words()
    others = Hinweis.objects.standing().exclude(veranstaltung=hinweis.veranstaltung_id)
    texts = {pk: words_of(text, places) for pk, text in in_same_raeume(others, bezug)}
    matches = process.extract(
        words_of(hinweis.text, places),
        {pk: text for pk, text in texts.items() if text},
        scorer=fuzz.token_set_ratio,
        score_cutoff=ALIKE,
        limit=MOST,
    )
    known = (
        Hinweis.objects.select_related("veranstaltung")
        .prefetch_related("themenspeicher__wiedervorlage")
        .in_bulk([pk for _, _, pk in matches])
    )
    return [known[pk] for _, _, pk in matches]


def in_same_raeume(hinweise, bezug):
    """Return key and text of those about one of the areas, or about the whole city."""
    if bezug.raeume:
        quartiere = [one.pk for one in bezug.quartiere]
        sozialraeume = {one.sozialraum_id for one in bezug.quartiere}
        bezirke = {one.sozialraum.stadtbezirk_id for one in bezug.quartiere}
        about = Q()
        for prefix in ("", "veranstaltung__"):
            about |= Q(**{f"{prefix}sozialquartiere__in": quartiere})
            about |= Q(
                **{f"{prefix}sozialraeume__in": sozialraeume | set(bezug.keys("sozialraum"))}
            )
            about |= Q(**{f"{prefix}stadtbezirke__in": bezirke | set(bezug.keys("stadtbezirk"))})
            about |= Q(**{f"{prefix}stadtweit": True})
        hinweise = hinweise.filter(about).distinct()
    return hinweise.order_by("pk").values_list("pk", "text")


def words_of(text, places):
    return " ".join(stems(" ".join(telling_words(text, places))))


def build_beleg(hinweis):
    """Only what everybody may read can become evidence: an answer may be published one day."""
    is_public = hinweis.is_published and hinweis.veranstaltung.is_published
    return Beleg(
        schluessel=f"hinweis-{hinweis.pk}" if is_public else "",
        art="Hinweis",
        titel=f"„{hinweis.text}“",
        adresse=hinweis.get_absolute_url() if is_public else "",
        stand=str(hinweis.veranstaltung.datum),
        zusatz=f"{hinweis.veranstaltung.titel}: {outcome_in_words(hinweis)}",
        marke="Beispiel" if hinweis.ist_beispiel else "",
    )


def outcome_in_words(hinweis):
    """„Themenspeicher, kommt wieder bei …“, „Handlungsempfehlung“."""
    words = hinweis.get_ausgang_display()
    for thema in hinweis.themenspeicher.all():
        if thema.erledigt_am is None and thema.wiedervorlage:
            return f"{words}, kommt wieder bei „{thema.wiedervorlage.titel}“"
    return words
