"""What can be asked of the lists of recommendations, measures and developments."""

from collections import defaultdict

from django.utils import timezone

from handlungsempfehlungen.auswahl import Auswahl, TagField
from handlungsempfehlungen.models import (
    ABGESCHLOSSEN,
    Entwicklung,
    Fassung,
    Laufzeit,
    Massnahmensteckbrief,
    Strategiepapier,
    Umsetzungsstand,
)
from navigator.auswahl import Bestand, ListForm
from navigator.models import (
    Datenstand,
    Handlungsfeld,
    IstekFeld,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Stelle,
    Zielgruppe,
)
from navigator.raumbaum import Raumbaum
from navigator.treffer import mask_of
from sozialplanung.text import slugify_de

JA, NEIN = "ja", "nein"
JA_NEIN = [(JA, "ja"), (NEIN, "nein")]
BEGRIFFE = {
    "stadtbezirk": Stadtbezirk,
    "sozialraum": Sozialraum,
    "sozialquartier": Sozialquartier,
    "handlungsfeld": Handlungsfeld,
    "zielgruppe": Zielgruppe,
    "istek": IstekFeld,
}


def load_choices():
    """Return what can be chosen, per filter, as pairs of value and words."""
    choices = {
        name: list(model.objects.values_list("slug", "name")) for name, model in BEGRIFFE.items()
    }
    choices["stelle"] = [(stelle_slug(one), str(one)) for one in Stelle.objects.all()]
    choices["papier"] = [(one.slug, str(one)) for one in Strategiepapier.objects.published()]
    choices["jahr"] = [
        (str(jahr), str(jahr))
        for jahr in sorted(
            {
                tag.year
                for tag in Entwicklung.objects.published()
                .exclude(datum_bis=None)
                .values_list("datum_bis", flat=True)
            },
            reverse=True,
        )
    ]
    return choices


def stelle_slug(stelle):
    """The value of a Stelle in addresses: „3-2-soziales“."""
    return slugify_de(str(stelle))


def known(name):
    return lambda: Datenstand.objects.remember("auswahl-empfehlungen", load_choices)[name]


RAUMWAHL = {
    "stadtbezirk": ("Stadtbezirk", known("stadtbezirk")),
    "sozialraum": ("Sozialraum", known("sozialraum")),
    "sozialquartier": ("Sozialquartier", known("sozialquartier")),
}


class EmpfehlungForm(ListForm):
    seit = TagField(label="Geändert seit", required=False, max_length=40)

    wahl = {
        "umsetzungsstand": ("Umsetzungsstand", lambda: Umsetzungsstand.choices),
        **RAUMWAHL,
        "handlungsfeld": ("Handlungsfeld", known("handlungsfeld")),
        "zielgruppe": ("Für wen?", known("zielgruppe")),
        "stelle": ("Zuständige Stelle", known("stelle")),
        "istek": ("iSTEK-Feld", known("istek")),
        "papier": ("Strategiepapier", known("papier")),
        "ueberfaellig": ("Prüfung überfällig", lambda: JA_NEIN),
        "beispiel": ("Beispiel", lambda: JA_NEIN),
    }


class MassnahmeForm(ListForm):
    wahl = {
        "laufzeit": ("Laufzeit", lambda: Laufzeit.choices),
        **RAUMWAHL,
        "handlungsfeld": ("Handlungsfeld", known("handlungsfeld")),
        "zielgruppe": ("Für wen?", known("zielgruppe")),
    }


class EntwicklungForm(ListForm):
    wahl = {
        **RAUMWAHL,
        "handlungsfeld": ("Handlungsfeld", known("handlungsfeld")),
        "jahr": ("Jahr", known("jahr")),
    }


def choose_empfehlungen(parameters, zeitpunkt):
    """Return the :class:`Auswahl` of Fassungen that ``parameters`` leave on that day."""
    form = EmpfehlungForm(parameters)
    stand = zeitpunkt.stand
    more = {}
    if form.is_valid():
        if text := form.cleaned_data["q"]:
            more["q"] = keys_of(Fassung.objects.as_of(stand).search(text))
        if tag := form.cleaned_data["seit"]:
            more["seit"] = keys_of(Fassung.objects.holding(stand).changed_since(tag, stand))
    return Auswahl(form, remember_bestand("empfehlungen", load_empfehlungen, zeitpunkt), more)


def choose_massnahmen(parameters, zeitpunkt):
    form = MassnahmeForm(parameters)
    more = {}
    if form.is_valid() and (text := form.cleaned_data["q"]):
        more["q"] = keys_of(Massnahmensteckbrief.objects.search(text))
    return Auswahl(form, remember_bestand("massnahmen", load_massnahmen, zeitpunkt), more)


def choose_entwicklungen(parameters, zeitpunkt):
    form = EntwicklungForm(parameters)
    more = {}
    if form.is_valid() and (text := form.cleaned_data["q"]):
        more["q"] = keys_of(Entwicklung.objects.search(text))
    return Auswahl(form, remember_bestand("entwicklungen", load_entwicklungen, zeitpunkt), more)


def remember_bestand(name, load, zeitpunkt):
    """Keep what today's list is made of; the past is asked for anew, or anybody could fill us."""
    if not zeitpunkt.ist_heute:
        return load(zeitpunkt.stand)
    tag = timezone.localdate().isoformat()
    return Datenstand.objects.remember(f"{name}-{tag}", lambda: load(zeitpunkt.stand))


def keys_of(queryset):
    return mask_of(queryset.order_by().values_list("pk", flat=True))


def load_empfehlungen(stand):
    """Return the :class:`Bestand` of all Fassungen that held on the day ``stand``."""
    rows = (
        Fassung.objects.published()
        .holding(stand)
        .with_sachstand(stand)
        .order_by("handlungsempfehlung__slug")
        .values_list(
            "pk",
            "umsetzungsstand",
            "pruefung_am",
            "stelle_pk",
            "handlungsfeld__slug",
            "handlungsempfehlung__strategiepapier__slug",
            "handlungsempfehlung__ist_beispiel",
        )
    )
    stellen = {one.pk: stelle_slug(one) for one in Stelle.objects.all()}
    keys = defaultdict(lambda: defaultdict(set))
    reihenfolge = []
    for pk, umsetzung, pruefung, stelle, feld, papier, beispiel in rows:
        reihenfolge.append(pk)
        late = pruefung is not None and pruefung < stand and umsetzung not in ABGESCHLOSSEN
        keys["umsetzungsstand"][umsetzung].add(pk)
        keys["stelle"][stellen.get(stelle)].add(pk)
        keys["handlungsfeld"][feld].add(pk)
        keys["papier"][papier].add(pk)
        keys["ueberfaellig"][JA if late else NEIN].add(pk)
        keys["beispiel"][JA if beispiel else NEIN].add(pk)
    known_keys = set(reihenfolge)
    baum = Raumbaum()
    tags = {"zielgruppe": "zielgruppen", "istek": "istek_felder"}
    keys |= spread_tags(Fassung, known_keys, baum, **tags)
    spread_rest(keys, known_keys, baum)
    return Bestand.build(reihenfolge, keys)


def spread_rest(keys, known_keys, baum):
    """What is for the whole city concerns every area; without areas that of the paper counts."""
    rows = (
        Fassung.objects.filter(stadtbezirke=None, sozialraeume=None, sozialquartiere=None)
        .order_by()
        .values_list("pk", "stadtweit", "handlungsempfehlung__strategiepapier__sozialraum")
    )
    for pk, stadtweit, raum in rows:
        if pk not in known_keys:
            continue
        places = baum.names if stadtweit else baum.concerned["sozialraum", raum]
        for level, place in places:
            keys[level][baum.names[level, place]].add(pk)


def load_massnahmen(stand):
    rows = (
        Massnahmensteckbrief.objects.published()
        .standing(stand)
        .with_laufzeit(stand)
        .values_list("pk", "laufzeit", "handlungsfeld__slug")
    )
    keys = defaultdict(lambda: defaultdict(set))
    reihenfolge = []
    for pk, laufzeit, feld in rows:
        reihenfolge.append(pk)
        keys["laufzeit"][laufzeit].add(pk)
        keys["handlungsfeld"][feld].add(pk)
    keys |= spread_tags(
        Massnahmensteckbrief, set(reihenfolge), Raumbaum(), zielgruppe="zielgruppen"
    )
    return Bestand.build(reihenfolge, keys)


def load_entwicklungen(stand):
    rows = (
        Entwicklung.objects.published()
        .standing(stand)
        .values_list("pk", "datum_bis", "handlungsfeld__slug")
    )
    keys = defaultdict(lambda: defaultdict(set))
    reihenfolge = []
    for pk, datum, feld in rows:
        reihenfolge.append(pk)
        if datum:
            keys["jahr"][str(datum.year)].add(pk)
        keys["handlungsfeld"][feld].add(pk)
    keys |= spread_tags(Entwicklung, set(reihenfolge), Raumbaum())
    return Bestand.build(reihenfolge, keys)


def spread_tags(model, known_keys, baum, **tags):
    """Return the keys per area and per tag: filter → {slug: keys}."""
    keys = baum.spread(model, known_keys)
    for name, plural in tags.items():
        through = getattr(model, plural).through
        target = getattr(model, plural).field.m2m_reverse_field_name()
        by_slug = keys[name] = defaultdict(set)
        for pk, slug in through.objects.values_list(
            f"{model._meta.model_name}_id", f"{target}__slug"
        ):
            if pk in known_keys:
                by_slug[slug].add(pk)
    return keys
