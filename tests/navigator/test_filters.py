"""What each filter of the directory keeps, drops and says."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from navigator.filters import InstitutionFilter
from navigator.models import Institution, Sprache
from navigator.models.institution_query import HIER, OHNE, STADTWEIT
from tests.factories import (
    create_institution,
    create_kategorie,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_zielgruppe,
    square,
)

pytestmark = pytest.mark.django_db


def filtered(query):
    filterset = InstitutionFilter(QueryDict(query), queryset=Institution.objects.published())
    assert filterset.is_valid(), filterset.errors
    return list(filterset.qs)


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


# ---- Kategorie, tags, facts -----------------------------------------------------------------


def test_no_filter_keeps_everything_by_name():
    names = ["Zebra", "Äpfel", "Birne"]
    entries = [create_institution(name=name) for name in names]

    assert filtered("") == [entries[1], entries[2], entries[0]]


def test_drafts_and_archived_are_never_shown():
    create_institution(status="entwurf")
    create_institution(status="archiviert")

    assert filtered("") == []


def test_kategorie_counts_first_and_further_ones():
    kita = create_institution(name="A", kategorie=create_kategorie("kitas"))
    further = create_institution(name="B", weitere_kategorien=[create_kategorie("kitas")])
    create_institution(name="C")

    assert filtered("kategorie=kitas") == [kita, further]


def test_entry_of_two_chosen_kategorien_is_shown_once():
    both = create_institution(
        kategorie=create_kategorie("kitas"), weitere_kategorien=[create_kategorie("sport")]
    )

    assert filtered("kategorie=kitas&kategorie=sport") == [both]


def test_several_values_of_one_filter_mean_or():
    a = create_institution(name="A", zielgruppen=[create_zielgruppe("Familien")])
    b = create_institution(name="B", zielgruppen=[create_zielgruppe("Jugendliche")])
    both = create_institution(name="C", zielgruppen=list(type(create_zielgruppe()).objects.all()))
    create_institution(name="D")

    assert filtered("zielgruppe=familien") == [a, both]
    assert filtered("zielgruppe=familien&zielgruppe=jugendliche") == [a, b, both]


def test_different_filters_mean_and():
    familien = create_zielgruppe("Familien")
    both = create_institution(kategorie=create_kategorie("kitas"), zielgruppen=[familien])
    create_institution(kategorie=create_kategorie("kitas"))
    create_institution(zielgruppen=[familien])

    assert filtered("kategorie=kitas&zielgruppe=familien") == [both]


def test_sprache_is_filtered():
    institution = create_institution()
    institution.sprachen.add(Sprache.objects.create(name="Türkisch"))
    create_institution()

    assert filtered("sprache=tuerkisch") == [institution]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("barrierefrei=ja", ["ja"]),
        ("barrierefrei=ja&barrierefrei=teilweise", ["ja", "teilweise"]),
        ("barrierefrei=nein", ["nein"]),
        ("barrierefrei=keine-angabe", ["unbekannt"]),
    ],
)
def test_access_by_wheelchair_is_filtered(query, names):
    for name, rollstuhl in [("ja", "ja"), ("nein", "nein"), ("teilweise", "teilweise")]:
        create_institution(name=name, rollstuhl=rollstuhl)
    create_institution(name="unbekannt")

    assert [institution.name for institution in filtered(query)] == names


@pytest.mark.parametrize(
    ("alter", "names"),
    [
        ("geprueft", ["a-geprueft"]),
        ("bis-2-jahre", ["b-neu"]),
        ("bis-5-jahre", ["c-aelter"]),
        ("aelter", ["d-alt", "e-alter-check"]),
        ("unbekannt", ["f-unbekannt"]),
    ],
)
def test_age_of_the_facts_is_filtered(alter, names):
    tag = {"stand_genauigkeit": "tag"}
    create_institution(name="a-geprueft", geprueft_am=days_ago(300))
    create_institution(name="b-neu", stand_bis=days_ago(700), **tag)
    create_institution(name="c-aelter", stand_bis=days_ago(1000), **tag)
    create_institution(name="d-alt", stand_bis=days_ago(3000), **tag)
    create_institution(
        name="e-alter-check", stand_bis=days_ago(3000), geprueft_am=days_ago(400), **tag
    )
    create_institution(name="f-unbekannt")

    assert [institution.name for institution in filtered(f"geprueft={alter}")] == names


# ---- areas ---------------------------------------------------------------------------------


@pytest.fixture
def stadt():
    """Two Stadtbezirke; the first has two Sozialräume, one of them two quarters."""
    sued = create_stadtbezirk(name="Süd")
    nord = create_stadtbezirk(name="Nord")
    mitte = create_sozialraum(name="Mitte", stadtbezirk=sued)
    ost = create_sozialraum(name="Ost", stadtbezirk=sued)
    wald = create_sozialraum(name="Wald", stadtbezirk=nord)
    return {
        "sued": sued,
        "nord": nord,
        "mitte": mitte,
        "ost": ost,
        "wald": wald,
        "a": create_sozialquartier(name="A", sozialraum=mitte),
        "b": create_sozialquartier(name="B", sozialraum=mitte),
    }


def place(name, **raum):
    return create_institution(name=name, raumherkunft="hand" if raum else "", **raum)


def groups(query):
    return [(entry.name, entry.lagegruppe) for entry in filtered(query)]


def test_area_shows_what_lies_there_what_serves_all_and_what_may_lie_there(stadt):
    place("Y hier", sozialraum=stadt["mitte"])
    place("Z dort", sozialraum=stadt["ost"])
    place("A irgendwo")
    create_institution(name="M stadtweit", stadtweit=True)

    assert groups("sozialraum=mitte") == [
        ("Y hier", HIER),
        ("M stadtweit", STADTWEIT),
        ("A irgendwo", OHNE),
    ]


def test_entry_that_lies_there_and_serves_all_counts_as_here(stadt):
    create_institution(name="A", sozialraum=stadt["mitte"], raumherkunft="hand", stadtweit=True)

    assert groups("sozialraum=mitte") == [("A", HIER)]


def test_known_coarser_area_rules_an_entry_out(stadt):
    place("im Bezirk", stadtbezirk=stadt["sued"])
    place("im Nachbarbezirk", stadtbezirk=stadt["nord"])

    assert groups("sozialraum=mitte") == [("im Bezirk", OHNE)]
    assert groups("sozialquartier=a") == [("im Bezirk", OHNE)]
    assert groups("stadtbezirk=sued") == [("im Bezirk", HIER)]
    assert groups("stadtbezirk=nord") == [("im Nachbarbezirk", HIER)]


def test_entry_of_the_sozialraum_may_lie_in_each_of_its_quarters(stadt):
    place("im Raum", sozialraum=stadt["mitte"])
    place("im Quartier", sozialquartier=stadt["a"])

    assert groups("sozialquartier=a") == [("im Quartier", HIER), ("im Raum", OHNE)]
    assert groups("sozialquartier=b") == [("im Raum", OHNE)]
    assert groups("sozialraum=mitte") == [("im Quartier", HIER), ("im Raum", HIER)]


@pytest.mark.parametrize(
    ("level", "name", "shown_in"),
    [
        ("stadtbezirke", "sued", ["stadtbezirk=sued", "sozialraum=mitte", "sozialquartier=a"]),
        ("sozialraeume", "mitte", ["sozialraum=mitte", "sozialquartier=a", "sozialquartier=b"]),
        ("sozialquartiere", "a", ["sozialquartier=a"]),
    ],
)
def test_entry_is_shown_where_it_is_responsible(stadt, level, name, shown_in):
    """It lies elsewhere; who is responsible for an area is so for all that it holds."""
    entry = place("Beratung", sozialraum=stadt["wald"])
    getattr(entry, level).add(stadt[name])

    for query in shown_in:
        assert groups(query) == [("Beratung", HIER)], query


def test_responsibility_for_a_part_does_not_reach_the_neighbour(stadt):
    entry = place("Beratung", sozialraum=stadt["wald"])
    entry.sozialquartiere.add(stadt["a"])

    assert groups("sozialquartier=b") == []
    assert groups("sozialraum=ost") == []


def test_several_areas_of_one_level_mean_or(stadt):
    place("A", sozialraum=stadt["mitte"])
    place("B", sozialraum=stadt["ost"])
    place("C", sozialraum=stadt["wald"])

    assert groups("sozialraum=mitte&sozialraum=ost") == [("A", HIER), ("B", HIER)]


def test_areas_of_two_levels_mean_and(stadt):
    place("A", sozialraum=stadt["mitte"])
    place("C", sozialraum=stadt["wald"])

    assert groups("stadtbezirk=sued&sozialraum=wald") == []
    assert groups("stadtbezirk=sued&sozialraum=mitte") == [("A", HIER)]


@pytest.mark.parametrize(
    ("lage", "names"),
    [
        ("lage=hier", ["hier"]),
        ("lage=stadtweit", ["stadtweit"]),
        ("lage=ohne", ["irgendwo"]),
        ("lage=hier&lage=ohne", ["hier", "irgendwo"]),
    ],
)
def test_lage_keeps_one_of_the_groups(stadt, lage, names):
    place("hier", sozialraum=stadt["mitte"])
    place("dort", sozialraum=stadt["ost"])
    place("irgendwo")
    create_institution(name="stadtweit", stadtweit=True)

    assert [name for name, _ in groups(f"sozialraum=mitte&{lage}")] == names


@pytest.mark.parametrize(
    ("lage", "names"),
    [("hier", ["dort"]), ("stadtweit", ["stadtweit"]), ("ohne", ["irgendwo", "stadtweit"])],
)
def test_lage_alone_asks_how_well_the_place_is_known(stadt, lage, names):
    place("dort", sozialraum=stadt["ost"])
    place("irgendwo")
    create_institution(name="stadtweit", stadtweit=True)

    assert [entry.name for entry in filtered(f"lage={lage}")] == names


# ---- places and distances --------------------------------------------------------------------


HERE = {"breite": 51.47, "laenge": 6.85, "lagequalitaet": "exakt"}
NEAR = {"breite": 51.4745, "laenge": 6.85, "lagequalitaet": "strasse"}
FAR = {"breite": 51.50, "laenge": 6.85, "lagequalitaet": "exakt"}


def test_place_orders_by_distance_and_unknown_places_come_last():
    far, here = create_institution(name="A", **FAR), create_institution(name="Z", **HERE)
    nowhere, near = create_institution(name="B"), create_institution(name="C", **NEAR)
    plz = create_institution(name="D", **HERE | {"lagequalitaet": "plz"})

    assert filtered("ort=51.470,6.850") == [here, near, far, nowhere, plz]


def test_radius_keeps_what_is_known_to_be_near():
    here, near = create_institution(name="A", **HERE), create_institution(name="B", **NEAR)
    create_institution(**FAR)
    create_institution()
    create_institution(**HERE | {"lagequalitaet": "plz"})

    assert filtered("ort=51.470,6.850&umkreis=1000") == [here, near]
    assert filtered("ort=51.470,6.850&umkreis=100") == [here]


def test_radius_without_a_place_means_nothing():
    create_institution()

    assert len(filtered("umkreis=1000")) == 1


def test_place_and_area_narrow_together(stadt):
    stadt["a"].geometry = square(6.845, 51.465)
    stadt["a"].save()
    inside = create_institution(name="A", **HERE)
    create_institution(name="B", **FAR)

    assert filtered("ort=51.470,6.850&umkreis=1000&sozialquartier=a") == [inside]


# ---- order -----------------------------------------------------------------------------------


def test_newest_facts_come_first_and_unknown_ones_last():
    tag = {"stand_genauigkeit": "tag"}
    unknown = create_institution(name="A")
    old = create_institution(name="B", stand_bis=dt.date(2015, 1, 1), **tag)
    new = create_institution(name="C", stand_bis=dt.date(2025, 1, 1), **tag)
    checked = create_institution(name="D", geprueft_am=dt.date(2020, 1, 1))

    assert filtered("sortierung=stand") == [checked, new, old, unknown]


def test_search_orders_by_the_best_match_unless_told_otherwise():
    text = create_institution(name="Aller Anfang", beschreibung="Pflege zu Hause.")
    name = create_institution(name="Pflegedienst")

    assert filtered("q=pflege") == [name, text]
    assert filtered("q=pflege&sortierung=name") == [text, name]


@pytest.mark.parametrize("sortierung", ["guete", "entfernung"])
def test_order_that_needs_a_search_or_a_place_falls_back_to_the_name(sortierung):
    b, a = create_institution(name="B"), create_institution(name="A")

    assert filtered(f"sortierung={sortierung}") == [a, b]


def test_namesakes_keep_their_order():
    entries = [create_institution(name="Kita", plz=f"4604{n}") for n in range(3)]

    for query in ("", "sortierung=stand", "q=kita"):
        assert filtered(query) == entries


# ---- wrong values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("kategorie=raumfahrt", "kategorie", "raumfahrt"),
        ("kategorie=kitas&kategorie=9", "kategorie", "9"),
        ("sozialraum=mars", "sozialraum", "mars"),
        ("lage=oben", "lage", "oben"),
        ("barrierefrei=1", "barrierefrei", "1"),
        ("geprueft=bald", "geprueft", "bald"),
        ("sortierung=-name", "sortierung", "-name"),
    ],
)
def test_wrong_value_is_refused_in_words_that_name_it(query, name, value):
    create_kategorie("kitas")

    filterset = InstitutionFilter(QueryDict(query), queryset=Institution.objects.published())

    assert not filterset.is_valid()
    (message,) = filterset.errors[name]
    assert f"„{value}“" in message


@pytest.mark.parametrize("umkreis", ["viel", "-5", "10", "20001", "1e3", "9" * 40])
def test_wrong_radius_is_refused(umkreis):
    filterset = InstitutionFilter(
        QueryDict(f"ort=51.470,6.850&umkreis={umkreis}"), queryset=Institution.objects.all()
    )

    (message,) = filterset.errors["umkreis"]
    assert message.startswith("Der Umkreis ist ")


def test_new_options_are_known_at_once():
    assert InstitutionFilter(QueryDict("kategorie=kitas")).errors

    create_kategorie("kitas")

    assert not InstitutionFilter(QueryDict("kategorie=kitas")).errors
