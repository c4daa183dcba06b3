"""Asking the database once for what a rule looks at finds no less than asking for every row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from handlungsempfehlungen.models import Massnahmensteckbrief
from navigator.imports.regeln import Regeln, looks_at
from navigator.models import Exkurs, Haltestelle, Indikatorwert, Institution
from tests.factories import create_kategorie
from tests.indexausgaben import create_exkurs, create_indikatorwert

pytestmark = pytest.mark.django_db


def institution(kategorie, number=1, **fields):
    return Institution(name=f"Treff {number}", kategorie=kategorie, **fields)


def problems(check):
    """What ``check`` finds, in words."""
    try:
        check()
    except ValidationError as error:
        return error.message_dict
    return {}


PLACE = {"breite": 51.5, "laenge": 6.85, "lagequalitaet": "exakt"}
WRONG = [
    {},
    PLACE,
    PLACE | {"breite": 52.9},
    {"breite": 51.5},
    {"stand_genauigkeit": "tag"},
    {"status": "anders"},
    {"rollstuhl": "vielleicht"},
    {"name": "!"},
]


def test_every_row_has_the_problems_that_its_full_clean_names():
    """Each shape twice, and after one that was fine: what has held hides nothing."""
    kategorie = create_kategorie()
    regeln = Regeln(Institution)

    for number, fields in enumerate([*WRONG, *WRONG]):
        alone, one = (institution(kategorie, number) for _ in range(2))
        for name, value in fields.items():
            setattr(alone, name, value)
            setattr(one, name, value)

        found = problems(lambda one=one: regeln.full_clean(one))

        assert found == problems(alone.full_clean), fields
        assert bool(found) == (fields not in ({}, PLACE)), fields


def test_record_that_is_not_there_is_missed_each_time():
    there, gone = create_exkurs().sozialbericht, 99_999
    regeln = Regeln(Exkurs)

    for position, key in enumerate([there.pk, gone, there.pk, gone, None], start=5):
        found = problems(
            lambda key=key, position=position: regeln.full_clean(
                Exkurs(sozialbericht_id=key, position=position, titel="Wohnen")
            )
        )
        assert ("sozialbericht" in found) == (key != there.pk)


def test_columns_that_a_cell_left_wrong_are_not_taken_for_checked():
    kategorie = create_kategorie()
    regeln = Regeln(Institution)
    regeln.full_clean(institution(kategorie, status="anders"), exclude={"status"})

    found = problems(lambda: regeln.full_clean(institution(kategorie, 2, status="anders")))

    assert "status" in found


def test_second_row_of_a_shape_asks_far_less():
    kategorie = create_kategorie()
    regeln = Regeln(Institution)

    counts = []
    for number in range(2):
        one = institution(kategorie, number)
        with CaptureQueriesContext(connection) as queries:
            regeln.full_clean(one)
        counts.append(len(queries))

    assert counts[1] <= counts[0] - 10


def test_record_behaves_as_before_once_it_is_checked():
    one = institution(create_kategorie())

    Regeln(Institution).full_clean(one)

    assert not {"clean_fields", "get_constraints"} & set(vars(one))


@pytest.mark.parametrize("model", [Institution, Haltestelle, Indikatorwert, Massnahmensteckbrief])
def test_rules_are_known_by_all_that_they_look_at(model):
    for name, look in Regeln(model).looks.items():
        (rule,) = [one for one in model._meta.constraints if one.name == name]
        assert len(look(model())) == len(rule.condition.referenced_base_fields)


def test_a_rule_about_blanks_looks_at_no_more_and_others_at_the_values():
    both = looks_at(Q(zaehler=None) | Q(nenner__isnull=False), Indikatorwert)
    size = looks_at(Q(nenner=None) | Q(zaehler__lte=F("nenner")), Indikatorwert)
    mixed = looks_at(~Q(zaehler=None) & Q(zaehler__gt=3), Indikatorwert)
    wert = create_indikatorwert(zaehler=7, nenner=70)

    assert both(wert) == (False, False)
    assert size(wert) == (70, 7)
    assert mixed(wert) == (7,)
