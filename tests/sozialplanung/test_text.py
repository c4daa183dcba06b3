"""Folding, sort keys and slugs."""

import pytest

from sozialplanung.text import fold, slugify_de, sort_key

SAMPLES = [
    "Müller & Söhne",
    "Straße des 17. Juni",
    "Träger*innen",
    "Queere Jugend",
    "Kindergärten",
    "AWO – Haus der Begegnung",
    "ﬁnanzen",
    "Şükran Çelik",
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Mueller", "muller"),
        ("MÜLLER", "muller"),
        ("Muller", "muller"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ẞ", "ss"),
        ("Händel-Öfen", "handel ofen"),
        ("Café Şükran", "cafe sukran"),
        ("Träger*innen", "trager innen"),
        ("0208 825-9033", "0208 825 9033"),
        ("  viele   Leerzeichen\t\n", "viele leerzeichen"),
        ("„Geld reicht nicht“", "geld reicht nicht"),
        ("snake_case", "snake case"),
        ("–!?", ""),
        ("", ""),
    ],
)
def test_fold_makes_spellings_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", SAMPLES)
def test_fold_ignores_case(text):
    assert fold(text) == fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize("text", SAMPLES)
def test_fold_of_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_fold_reads_decomposed_umlauts():
    assert fold("Mu\N{COMBINING DIAERESIS}ller") == fold("Müller")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ökumenisches Zentrum", "okumenischeszentrum"),
        ("St. Josef – Haus 2", "stjosefhaus2"),
        ("Дом", ""),
        ("***", ""),
    ],
)
def test_sort_key_keeps_only_letters_and_digits(text, key):
    assert sort_key(text) == key


def test_sort_key_orders_umlauts_like_their_letters():
    names = ["Zentrum", "Ärztehaus", "Aha", "Übergang", "Ufer", "Oase", "Öse"]

    ordered = sorted(names, key=sort_key)

    assert ordered == ["Aha", "Ärztehaus", "Oase", "Öse", "Übergang", "Ufer", "Zentrum"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Maßnahme", "massnahme"),
        ("Ökumenisches Café Überall", "oekumenisches-cafe-ueberall"),
        ("ÄRZTEHAUS", "aerztehaus"),
        ("Träger*innen", "traegerinnen"),
        ("Mitte/Styrum", "mitte-styrum"),
        ("St. Josef – Haus 2", "st-josef-haus-2"),
        ("***", ""),
    ],
)
def test_slugify_de_transliterates(text, slug):
    assert slugify_de(text) == slug
