"""What a search finds, in which order, and what it proposes instead."""

import pytest

from navigator.models import Institution, Suchwort
from navigator.models.institution_query import LONGEST_QUERY, query_words
from navigator.models.suchwort import is_alike
from navigator.suche import suggest
from navigator.templatetags.navigator import hervorheben
from tests.factories import (
    create_institution,
    create_kategorie,
    create_suchwort,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


def found(text):
    return set(Institution.objects.search(text))


def ranked(text):
    matches = Institution.objects.search(text).with_guete(text)
    return list(matches.order_by("guete", "sortiername"))


# ---- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ich suche Hilfe gegen Schulden", ["schulden"]),
        ("Müller & Söhne", ["muller", "sohne"]),
        ("Kita Kita KITA", ["kita"]),
        ("ich brauche Hilfe", ["ich", "brauche", "hilfe"]),
        ("wo?", ["wo"]),
        ("–", []),
        ("", []),
    ],
)
def test_query_is_cut_into_the_words_that_count(text, words):
    assert query_words(text) == words


def test_overlong_query_is_cut():
    words = query_words(" ".join(f"wort{n}" for n in range(50)))

    assert len(words) == LONGEST_QUERY


# ---- what is found ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Müllerstraße",
        "MUELLERSTRASSE",
        "mullerstrasse",
        "müller",
        "straße",
        "strasse treff",
        "treff müller",
        "  Treff,  Müllerstraße! ",
    ],
)
def test_search_ignores_case_umlauts_and_order(words):
    treffpunkt = create_institution(name="Treff Müllerstraße")
    create_institution(name="Haus am Markt")

    assert found(words) == {treffpunkt}


@pytest.mark.parametrize("words", ["Schuldner", "beratung", "Schuldnerberatung", "nerber"])
def test_search_finds_heads_and_tails_of_compounds(words):
    kategorie = create_kategorie("sonstige")
    beratung = create_institution(name="Schuldnerberatungsstelle", kategorie=kategorie)
    create_institution(name="Kita", kategorie=kategorie)

    assert found(words) == {beratung}


def test_every_word_must_match():
    both = create_institution(name="Kita Sonne", strasse="Marktstraße", plz="46045")
    create_institution(name="Kita Mond")
    create_institution(name="Haus Sonne")

    assert found("kita sonne") == {both}
    assert found("kita marktstraße") == {both}
    assert found("kita venus") == set()


@pytest.mark.parametrize(
    "words",
    [
        "Sonnenhaus",
        "Caritas",
        "Kindertageseinrichtungen",
        "Sport",
        "Spielgruppe",
        "Essener",
        "46047",
        "Oberhausen",
        "Lirich",
        "Alleinerziehende",
    ],
)
def test_search_reads_all_texts_of_an_entry(words):
    entry = create_institution(
        name="Sonnenhaus",
        kategorie=create_kategorie("kitas", name="Kindertageseinrichtungen"),
        weitere_kategorien=[create_kategorie("sport", name="Sportvereine")],
        zielgruppen=[create_zielgruppe("Alleinerziehende")],
        traeger_name="Caritasverband",
        beschreibung="Mit Spielgruppe am Mittwoch.",
        strasse="Essener Straße",
        plz="46047",
        stadtteil="Lirich",
    )
    create_institution(name="Anderes")

    assert found(words) == {entry}


def test_internal_remark_is_not_searched():
    create_institution(name="Treff", interne_bemerkung="Geheimnis")

    assert found("Geheimnis") == set()


@pytest.mark.parametrize("text", ["%", "_", "a%b", "\\", "' OR 1=1", "*", "(", "\x00", "💡"])
def test_signs_have_no_meaning_of_their_own(text):
    create_institution(name="Treff am Markt", beschreibung="ab")

    assert found(text) <= set(Institution.objects.all())
    assert found(f"Venus {text}") == set()


def test_search_without_words_keeps_all():
    entries = {create_institution() for _ in range(2)}

    assert found("") == found("–") == entries


# ---- order -----------------------------------------------------------------------------------


def test_results_are_ordered_by_the_place_of_the_match():
    beginning = create_institution(name="Zentrum für Pflege")
    inside = create_institution(name="Altenpflege")
    by_suchwort = create_institution(name="Haus Abend")
    in_text = create_institution(name="Aller Anfang", beschreibung="Rat zur Pflege zu Hause.")
    by_kategorie = create_institution(name="Ahorn", kategorie=create_kategorie("sonstige"))
    inside_text = create_institution(name="Aachen", beschreibung="Hauspflege.")
    create_suchwort("pflege", institutionen=[by_suchwort], kategorien=[by_kategorie.kategorie])

    assert ranked("pflege") == [
        beginning,
        inside,
        by_suchwort,
        in_text,
        by_kategorie,
        inside_text,
    ]


def test_rank_sums_over_the_words():
    one = create_institution(name="Pflege Sterkrade")
    other = create_institution(name="Abc Pflege", beschreibung="In Sterkrade.")

    assert ranked("pflege sterkrade") == [one, other]


# ---- Suchwörter ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "part", "alike"),
    [
        ("schulden", "schulden", True),
        ("schuld", "schulden", True),
        ("schuldenberatung", "schulden", True),
        ("sch", "schulden", False),
        ("amt", "amt", True),
        ("amtlich", "amt", False),
        ("kind", "kindergarten", True),
        ("schulen", "schulden", False),
    ],
)
def test_a_word_means_a_suchwort_when_one_begins_with_the_other(word, part, alike):
    assert is_alike(word, part) is alike


@pytest.mark.parametrize("words", ["Schulden", "schuld", "SCHULDENBERG", "ich habe Schulden"])
def test_suchwort_leads_to_an_institution(words):
    rat = create_institution(name="Diakoniewerk")
    create_institution(name="Anderes")
    create_suchwort("Schulden", institutionen=[rat])

    assert found(words) == {rat}


def test_suchwort_leads_to_kategorie_and_zielgruppe():
    kita = create_institution(name="Sonne", kategorie=create_kategorie("kitas", name="Kita"))
    further = create_institution(name="Mond", weitere_kategorien=[create_kategorie("kitas")])
    group = create_institution(name="Stern", zielgruppen=[create_zielgruppe("Kleine")])
    create_institution(name="Komet")
    create_suchwort(
        "Nachwuchs",
        kategorien=[create_kategorie("kitas")],
        zielgruppen=[create_zielgruppe("Kleine")],
    )

    assert found("Nachwuchs") == {kita, further, group}


def test_suchwort_of_several_words_needs_them_all():
    rat = create_institution(name="Diakoniewerk")
    create_suchwort("Geld reicht nicht", institutionen=[rat])

    assert found("Mein Geld reicht nicht") == {rat}
    assert found("nicht reicht geld") == {rat}
    assert found("Geld reicht") == set()
    assert found("Geld") == set()


def test_suchwort_and_text_together_answer_a_query():
    rat = create_institution(name="Diakoniewerk", stadtteil="Sterkrade")
    create_institution(name="Diakonie", stadtteil="Osterfeld")
    create_suchwort("Schulden", institutionen=[rat])

    assert found("Schulden Sterkrade") == {rat}
    assert found("Schulden Osterfeld") == set()


def test_suchwort_asks_the_same_number_of_queries_for_any_number(django_assert_num_queries):
    for n in range(5):
        create_suchwort(f"Schulden{n}", institutionen=[create_institution()])

    with django_assert_num_queries(5):
        assert len(Suchwort.objects.matching(["schulden"])) == 5


# ---- „Meinten Sie“ -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Schuldnerberatnug", "Schuldnerberatung"),
        ("schuldnerberatug", "Schuldnerberatung"),
        ("Shuldnerberatung Sterkrade", "Schuldnerberatung Sterkrade"),
    ],
)
def test_typing_errors_lead_to_the_nearest_word(typed, shown):
    create_institution(name="Schuldnerberatung", beschreibung="Rat in Sterkrade.")

    vorschlag = suggest(typed)

    assert (vorschlag.eingabe, vorschlag.gezeigt) == (typed, shown)


def test_further_words_are_offered_too():
    for name in ("Kleiderkammer", "Kleiderkummer", "Kleiderkimmer"):
        create_institution(name=name)

    vorschlag = suggest("Kleiderkemmer")

    offered = {vorschlag.gezeigt, *vorschlag.weitere}
    assert offered == {"Kleiderkammer", "Kleiderkummer", "Kleiderkimmer"}


@pytest.mark.parametrize("typed", ["Raumfahrt", "Schuldnerberatung", "Schuldner", "", "xyz"])
def test_nothing_is_proposed_for_what_is_known_or_far_away(typed):
    create_institution(name="Schuldnerberatung")

    assert suggest(typed) is None


def test_words_of_drafts_are_not_proposed():
    create_institution(name="Geheimprojekt", status="entwurf")

    assert suggest("Geheimprojket") is None


def test_words_of_suchwoerter_and_kategorien_are_proposed():
    create_kategorie("religion", name="Religionsgemeinschaften")
    create_suchwort("Zahlungsaufforderung")

    assert suggest("Zahlungsauforderung").gezeigt == "Zahlungsaufforderung"
    assert suggest("Religionsgemeinschafft").gezeigt == "Religionsgemeinschaften"


def test_new_words_are_known_at_once():
    assert suggest("Kleiderkamer") is None

    create_institution(name="Kleiderkammer")

    assert suggest("Kleiderkamer").gezeigt == "Kleiderkammer"


# ---- marks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Müllerstraße 5", ["muller"], "<mark>Müller</mark>straße 5"),
        ("Muellerstrasse", ["muller"], "<mark>Mueller</mark>strasse"),
        ("Große Straße", ["strasse"], "Große <mark>Straße</mark>"),
        ("Kita Sonne", ["kita", "sonne"], "<mark>Kita</mark> <mark>Sonne</mark>"),
        ("ababa", ["aba"], "<mark>ababa</mark>"),
        ("Treff <b>", ["treff"], "<mark>Treff</mark> &lt;b&gt;"),
        ("A & B", [], "A &amp; B"),
        ("Treff", ["venus"], "Treff"),
        ("", ["treff"], ""),
        (None, ["treff"], ""),
    ],
)
def test_found_words_are_marked(text, words, html):
    assert hervorheben(text, words) == html


def test_marks_are_safe_for_any_text():
    assert hervorheben("<script>ü</script>", ["script", "u"]) == (
        "&lt;<mark>script</mark>&gt;<mark>ü</mark>&lt;/<mark>script</mark>&gt;"
    )
