"""Reads rows in as a planner would, and tells the problems in their words."""

import pytest
import tablib

from navigator.imports import ImportProblems, take_over
from sozialplanung.tables import write_csv


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
