"""The filter of the Hinweise: one form, used by list, funnel, CSV and XLSX alike."""

from collections import defaultdict

from navigator.auswahl import Auswahl, Bestand, ListForm
from navigator.filters import choices_of
from navigator.models import Datenstand, Handlungsfeld
from navigator.models.raum import PLURAL
from navigator.raumbaum import Raumbaum
from navigator.treffer import mask_of

from .models import Ausgang, Entscheidung, Hinweis, Kante, Runde, Veranstaltung
from .weg import published_standing

AUSGAENGE = [(one.value, one.label) for one in Ausgang if one != Ausgang.ZUSAMMENGEFASST]


def load_choices():
    """Return what can be chosen of the dialogues' own nouns, per parameter."""
    runden = Runde.objects.order_by("nummer")
    return {
        "runde": [(str(runde.nummer), str(runde)) for runde in runden],
        "veranstaltung": [
            (one.slug, str(one))
            for one in Veranstaltung.objects.published().only(
                "slug", "titel", "datum_bis", "datum_genauigkeit"
            )
        ],
        "handlungsfeld": list(Handlungsfeld.objects.values_list("slug", "name")),
        "antwort": [
            (slug_of(kante), str(kante)) for kante in Kante.objects.select_related("frage")
        ],
    }


def own_choices_of(name):
    """Return a function that tells what can be chosen as ``name``, read once per version."""
    return lambda: Datenstand.objects.remember("dialogauswahl", load_choices)[name]


def slug_of(kante):
    """Return how an answer is called in addresses: „bedarf-ja“."""
    return f"{kante.frage.slug}-{kante.antwort}"


class HinweisForm(ListForm):
    """What an address may say to the list of the published Hinweise."""

    wahl = {
        "veranstaltung": ("Veranstaltung", own_choices_of("veranstaltung")),
        "runde": ("Runde", own_choices_of("runde")),
        "ausgang": ("Was wurde daraus?", lambda: AUSGAENGE),
        "art": ("Art", lambda: Hinweis.Art.choices),
        "handlungsfeld": ("Handlungsfeld", own_choices_of("handlungsfeld")),
        "sozialraum": ("Sozialraum", choices_of("sozialraum")),
        "sozialquartier": ("Sozialquartier", choices_of("sozialquartier")),
        "zielgruppe": ("Für wen?", choices_of("zielgruppe")),
        "stadtbezirk": ("Stadtbezirk", choices_of("stadtbezirk")),
        "antwort": ("Antwort", own_choices_of("antwort")),
    }
    nur_adresse = ("veranstaltung", "stadtbezirk", "antwort")


PARAMETER = ("q", *HinweisForm.wahl)


def choose_hinweise(parameters):
    """Return the :class:`Auswahl` of published Hinweise that ``parameters`` leave."""
    form = HinweisForm(parameters)
    more = {}
    if form.is_valid() and (text := form.cleaned_data["q"]):
        more["q"] = mask_of(find(text))
    return Auswahl(form, Datenstand.objects.remember("hinweise", load_bestand), more)


def find(text):
    """Return the keys of the Hinweise in which ``text`` is found, or in one they stand for."""
    found = Hinweis.objects.published().search(text).order_by()
    return {main or pk for pk, main in found.values_list("pk", "zusammengefasst_in")}


def load_bestand():
    """Return the :class:`Bestand` of all published Hinweise, those of the latest event first."""
    rows = (
        published_standing()
        .newest_first()
        .values_list(
            "pk",
            "veranstaltung",
            "veranstaltung__slug",
            "veranstaltung__runde__nummer",
            "ausgang",
            "art",
            "handlungsfeld__slug",
            "thementisch__handlungsfeld__slug",
            "stadtweit",
        )
    )
    keys = defaultdict(lambda: defaultdict(set))
    reihenfolge, of_event, of_the_city = [], defaultdict(set), set()
    for pk, event, slug, runde, ausgang, art, feld, feld_des_tischs, stadtweit in rows:
        reihenfolge.append(pk)
        of_event[event].add(pk)
        if stadtweit:
            of_the_city.add(pk)
        keys["veranstaltung"][slug].add(pk)
        keys["runde"][str(runde)].add(pk)
        keys["ausgang"][ausgang].add(pk)
        keys["art"][art].add(pk)
        keys["handlungsfeld"][feld or feld_des_tischs].add(pk)
    known = set(reihenfolge)
    keys |= spread_raeume(known, of_event, of_the_city)
    keys["zielgruppe"] = group(
        Hinweis.zielgruppen.through.objects.values_list("zielgruppe__slug", "hinweis"), known
    )
    slugs = {kante.pk: slug_of(kante) for kante in Kante.objects.select_related("frage")}
    given = Entscheidung.objects.current().order_by().values_list("kante", "hinweis")
    keys["antwort"] = group(((slugs[kante], pk) for kante, pk in given), known)
    return Bestand.build(reihenfolge, keys)


def group(pairs, known):
    """Return ``{value: keys}`` of pairs of both; only of ``known`` keys."""
    keys = defaultdict(set)
    for value, pk in pairs:
        if pk in known:
            keys[value].add(pk)
    return keys


def spread_raeume(known, of_event, of_the_city):
    """Return ``{level: {slug: keys of the Hinweise that speak of the area}}``.

    As ``HinweisQuerySet.in_raeume`` has it: one that names no area, nor the whole city, speaks of
    those of its event. ``of_event`` are the keys of the Hinweise by that of their event.
    """
    baum = Raumbaum()
    found, of_events = baum.spread(Hinweis, known), baum.spread(Veranstaltung, set(of_event))
    named = {pk for by_slug in found.values() for keys in by_slug.values() for pk in keys}
    for level in PLURAL:
        for slug, events in of_events[level].items():
            said = set().union(*(of_event[event] for event in events))
            found[level][slug] |= said - named - of_the_city
    return found
