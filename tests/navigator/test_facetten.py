"""Counts beside the filters, compared with a count by hand over one small city."""

import datetime as dt
from itertools import cycle
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from navigator.facetten import (
    FACETTEN,
    build_chips,
    build_facetten,
    build_lagegruppen,
)
from navigator.filters import PLACE, InstitutionFilter
from navigator.models import Institution, Sprache
from navigator.treffer import Trefferliste, Treffermengen, lookup_of, mask_of
from tests.demo import shared_records
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def filterset(query):
    found = InstitutionFilter(QueryDict(query), queryset=Institution.objects.published())
    assert found.is_valid(), found.errors
    return found


def facetten(query):
    return build_facetten(Treffermengen(filterset(query), Institution.objects.published()))


def counts(query):
    """The options that are shown: filter → value → number."""
    return {
        facette.name: {option.wert: option.anzahl for option in facette.optionen}
        for facette in facetten(query)
    }


@pytest.fixture(scope="module", autouse=True)
def _stadt(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        create_stadt()
        yield


def create_stadt():
    """Forty entries whose facts follow cycles of different lengths."""
    bezirke = [create_stadtbezirk(name=name) for name in ("Süd", "Nord")]
    raeume = [
        create_sozialraum(name=name, stadtbezirk=bezirk)
        for name, bezirk in zip(("Mitte", "Ost", "Wald"), cycle(bezirke), strict=False)
    ]
    quartiere = [
        create_sozialquartier(name=name, sozialraum=raum)
        for name, raum in zip(("A", "B", "C", "D", "E"), cycle(raeume), strict=False)
    ]
    kategorien = [create_kategorie(slug) for slug in ("kitas", "sport", "pflege", "religion")]
    zielgruppen = [create_zielgruppe(name) for name in ("Familien", "Ältere", "Kinder")]
    places = cycle(
        [
            *({"sozialquartier": quartier} for quartier in quartiere),
            {"sozialraum": raeume[0]},
            {"stadtbezirk": bezirke[1]},
            {},
            {"stadtweit": True},
        ]
    )
    for n in range(40):
        raum = next(places)
        known = n % 3 == 0
        institution = create_institution(
            name=f"Treff {n}" if n % 2 else f"Haus {n}",
            kategorie=kategorien[n % 4],
            weitere_kategorien=[kategorien[(n + 1) % 4]] if n % 5 == 0 else [],
            zielgruppen=zielgruppen[: n % 4],
            rollstuhl=["", "ja", "nein"][n % 3],
            stand_bis=dt.date(2010, 1, 1) if known else None,
            stand_genauigkeit="jahr" if known else "unbekannt",
            raumherkunft="hand" if raum and "stadtweit" not in raum else "",
            status="entwurf" if n % 13 == 12 else "veroeffentlicht",
            **raum,
        )
        if n % 6 == 0:
            institution.sprachen.add(Sprache.objects.get_or_create(name="Türkisch")[0])
        if n % 7 == 0:
            institution.sozialraeume.add(raeume[2])


QUERIES = [
    "",
    "kategorie=kitas",
    "kategorie=kitas&kategorie=sport",
    "zielgruppe=familien&barrierefrei=ja",
    "barrierefrei=keine-angabe&geprueft=unbekannt",
    "q=treff",
    "q=treff&kategorie=pflege&sprache=tuerkisch",
    "sozialraum=mitte",
    "sozialraum=mitte&sozialraum=ost&kategorie=kitas",
    "sozialraum=mitte&sozialquartier=a",
    "sozialraum=mitte&lage=hier",
    "sozialquartier=a",
    "lage=ohne",
    "ort=51.470,6.850",
]


def brute_force(query, name, value):
    """Count one option by hand: a list without this filter, of which each entry is looked at."""
    parameters = QueryDict(query, mutable=True)
    for own in PLACE if name in PLACE else (name,):
        parameters.pop(own, None)
    if name in PLACE:
        slugs = filterset(parameters.urlencode()).qs.values_list(f"{name}__slug", flat=True)
        return list(slugs).count(value)
    parameters[name] = value
    return filterset(parameters.urlencode()).qs.count()


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_those_of_a_count_by_hand(query):
    shown = counts(query)
    choices = {
        name: [wert for wert, _ in filterset("").form.fields[name].choices] for name in shown
    }

    for name, options in shown.items():
        expected = {value: brute_force(query, name, value) for value in choices[name]}
        chosen = set(QueryDict(query).getlist(name))
        assert options == {value: n for value, n in expected.items() if n or value in chosen}, name


def test_counts_leave_out_what_is_not_published():
    total = Institution.objects.published().count()

    assert sum(counts("")["geprueft"].values()) == total < Institution.objects.count()


def test_filters_stand_in_their_order():
    assert tuple(counts("")) == tuple(name for name in FACETTEN if name != "sozialquartier")
    assert tuple(counts("sozialraum=mitte")) == FACETTEN


# ---- the list itself -------------------------------------------------------------------------


LISTS = [
    "",
    "q=treff",
    "q=treff&kategorie=kitas&sozialraum=mitte",
    "q=treff&sortierung=name",
    "sozialraum=mitte&sozialraum=ost&lage=ohne&lage=hier",
    "stadtbezirk=sued&sozialquartier=a",
    "lage=stadtweit&barrierefrei=ja&geprueft=unbekannt",
    "sortierung=stand&zielgruppe=familien",
    "ort=51.47,6.85",
    "ort=51.47,6.85&umkreis=2000&sprache=tuerkisch",
    "q=gibtesnicht",
]


@pytest.mark.parametrize("query", LISTS)
def test_page_lists_what_files_hold_in_the_same_order(query):
    mengen = Treffermengen(filterset(query), Institution.objects.published())

    shown = Trefferliste(mengen, mengen.sort_keys())

    wanted = list(filterset(query).qs)
    assert list(shown[:50]) == wanted
    assert len(shown) == mengen.anzahl == len(wanted)
    assert mengen.ohne_punkt == sum(not one.is_on_map for one in wanted)
    for zeile, other in zip(shown[:50].zeilen, wanted, strict=True):
        quadrat = getattr(other, "abstand_quadrat", None)
        assert zeile.institution == other
        assert zeile.meter == (None if quadrat is None else round(quadrat**0.5))
        if mengen.filterset.auswahl:
            assert zeile.lagegruppe == other.lagegruppe


def test_mask_holds_the_keys_it_was_made_of():
    keys = [1, 7, 8, 64, 20_000]

    is_in = lookup_of(mask_of(keys))

    assert [key for key in range(20_100) if is_in(key)] == keys
    assert mask_of([]) == 0
    assert not lookup_of(0)(5)


# ---- Lagegruppen -----------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["sozialraum=mitte", "sozialquartier=b&kategorie=kitas"])
@pytest.mark.parametrize("chosen", ["", "&lage=hier"])
def test_lagegruppen_count_what_choosing_them_shows(query, chosen):
    gruppen = build_lagegruppen(
        Treffermengen(filterset(query + chosen), Institution.objects.published()),
        "hier",
        lambda **parameters: parameters,
    )

    for gruppe in gruppen:
        assert gruppe.anzahl == len(filterset(f"{query}&lage={gruppe.schluessel}").qs)
        assert gruppe.adresse == {"lage": gruppe.schluessel}
    assert [gruppe.aktiv for gruppe in gruppen] == [bool(chosen), False, False]
    assert sum(gruppe.anzahl for gruppe in gruppen) == len(filterset(query).qs)


# ---- chips -----------------------------------------------------------------------------------


ALL_KINDS = (
    "q=treff&kategorie=kitas&kategorie=sport&stadtbezirk=sued&sozialraum=mitte&sozialquartier=a"
    "&lage=hier&lage=ohne&zielgruppe=familien&sprache=tuerkisch&barrierefrei=ja"
    "&geprueft=unbekannt&sortierung=name&seite=2"
)


def test_each_chip_takes_exactly_one_value_away():
    wanted = [pair for pair in parse_qsl(ALL_KINDS) if pair[0] not in {"seite"}]

    chips = build_chips(filterset(ALL_KINDS), "/institutionen/", QueryDict(ALL_KINDS))

    gone = []
    for chip in chips:
        path, _, query = chip.adresse.partition("?")
        left = parse_qsl(query)
        (taken,) = [pair for pair in wanted if pair not in left]
        assert sorted([*left, taken]) == sorted(wanted)
        assert path == "/institutionen/"
        gone.append(taken)
    assert sorted(gone) == sorted(pair for pair in wanted if pair[0] != "sortierung")
