"""Reads rows in as a planner would, and tells the problems in their words."""

import pytest
import tablib

from navigator.imports import ImportProblems, take_over
from sozialplanung.tables import write_csv
from tests.factories import create_sozialraum, create_strategiepapier

EMPFEHLUNG = "Die Stadt richtet eine Sprechstunde ein."


def create_papier():
    """The paper that :func:`row` speaks of."""
    raum = create_sozialraum(name="Osterfeld", kuerzel="OS")
    return create_strategiepapier(sozialraum=raum, datum="02/2023")


def row(**cells):
    """Return what a list says of a recommendation; ``cells`` say more or something else."""
    return {
        "strategiepapier": "osterfeld-2023",
        "nummer": "3",
        "titel": "Beratung öffnen",
        "empfehlung": EMPFEHLUNG,
    } | cells


def table(*rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    data = tablib.Dataset(headers=columns)
    for row in rows:
        data.append([row.get(name, "") for name in columns])
    return write_csv(data).encode()


def read(resource, *rows, **context):
    return take_over(resource, table(*rows), **context)


def problems_of(resource, *rows, **context):
    with pytest.raises(ImportProblems) as refusal:
        read(resource, *rows, **context)
    return [str(one) for one in refusal.value.problems]
