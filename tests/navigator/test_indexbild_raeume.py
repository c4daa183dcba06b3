"""Ruler, bars and curves: where numbers lie in a picture. No database."""

import pytest

from navigator.indexbild import draw_balken, draw_kurve, draw_lineal

KLASSEN = ("hoch", "mittel", "niedrig", "sehr niedrig")
CUTS = (-1, 1, 1.5)


def place(lineal, text):
    return next(schnitt.x for schnitt in lineal.schnitte if schnitt.text == text)


# ---- ruler -----------------------------------------------------------------------------------


def test_turned_ruler_begins_with_the_class_of_most_burden():
    lineal = draw_lineal(-1.32, CUTS, KLASSEN, gedreht=True, stadt=0.0)

    assert [(one.name, one.ton) for one in lineal.abschnitte] == [
        ("sehr niedrig", 4),
        ("niedrig", 3),
        ("mittel", 2),
        ("hoch", 1),
    ]
    assert [one.text for one in lineal.schnitte] == ["−1,5", "−1", "1"]
    assert lineal.wert.text == "−1,32"


def test_straight_ruler_begins_with_the_class_of_least_burden():
    lineal = draw_lineal(1.2, CUTS, KLASSEN, gedreht=False)

    assert [one.name for one in lineal.abschnitte] == list(KLASSEN)
    assert [one.text for one in lineal.schnitte] == ["−1", "1", "1,5"]
    assert lineal.stadt is None


@pytest.mark.parametrize("wert", [-4.0, -1.32, 0.0, 3.5])
def test_value_lies_within_the_ruler_and_to_scale(wert):
    lineal = draw_lineal(wert, CUTS, KLASSEN, gedreht=True, stadt=0.0)

    unit = (place(lineal, "1") - place(lineal, "−1")) / 2
    assert 20 < lineal.wert.x < lineal.breite - 20
    assert lineal.wert.x == pytest.approx(lineal.stadt.x + wert * unit, abs=0.2)


def test_sections_join_without_gaps():
    first, *rest = draw_lineal(0.3, CUTS, KLASSEN, gedreht=True, stadt=0.0).abschnitte

    end = first.x + first.breite
    for section in rest:
        assert section.x == pytest.approx(end, abs=0.11)
        end = section.x + section.breite


def test_labels_of_value_and_city_step_aside_where_they_would_touch():
    near = draw_lineal(0.1, CUTS, KLASSEN, gedreht=True, stadt=0.0)
    far = draw_lineal(-2, CUTS, KLASSEN, gedreht=True, stadt=0.0)

    assert (near.wert.anker, near.stadt.anker) == ("start", "end")
    assert (far.wert.anker, far.stadt.anker) == ("middle", "middle")


def test_names_of_narrow_classes_stand_on_a_second_line():
    wide = draw_lineal(0, CUTS, KLASSEN, gedreht=True, stadt=0.0, breite=680)
    narrow = draw_lineal(0, CUTS, KLASSEN, gedreht=True, stadt=0.0, breite=340)

    assert (wide.zeilen, narrow.zeilen) == (1, 2)
    assert narrow.hoehe > wide.hoehe


# ---- bars --------------------------------------------------------------------------------------


def test_bars_start_at_the_zero_line_and_are_to_scale():
    low, middle, high = draw_balken([("C", 0.1), ("A", -0.4), ("B", -0.2)])

    assert (low.name, low.x, low.breite, low.art) == ("A", 2, 48, "senkt")
    assert (middle.name, middle.x, middle.breite, middle.text) == ("B", 26, 24, "−0,20")
    assert (high.name, high.x, high.breite, high.art) == ("C", 50, 12, "hebt")
    assert high.text == "+0,10"


def test_bars_of_nothing_are_nothing():
    assert draw_balken([]) == []
    assert [bar.breite for bar in draw_balken([("A", 0.0)])] == [0]


# ---- curves ------------------------------------------------------------------------------------


def test_curve_breaks_where_a_year_has_no_value():
    kurve = draw_kurve([2019, 2020, 2021, 2022], [10, None, 12, 14], [9, 9, 9, 9])

    assert [len(run.split()) for run in kurve.strecken] == [2, 2]
    assert [len(run.split()) for run in kurve.vergleich] == [4]
    assert kurve.ende == (295.0, 5.0)


def test_both_lines_share_one_scale():
    kurve = draw_kurve([2021, 2022], [20, 30], [10, 20])

    assert kurve.strecken == ["5,23 295,5"]
    assert kurve.vergleich == ["5,41 295,23"]


def test_curve_of_no_value_is_none():
    assert draw_kurve([2022], [None], [None]) is None
