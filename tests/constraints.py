"""What each constraint keeps: a German sentence before saving, and a refusal by the database.

A case is ``(constraint, create, entered, stored)``: the name of the constraint, what makes a good
record, the values that a form would bring and, where they are others, those of the columns. Both
may be a function of the record.
"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import BaseConstraint


def known_constraints(of_models):
    """Return ``{name: constraint}`` of models."""
    return {one.name: one for model in of_models for one in model._meta.constraints}


def sentence_of(record, constraint):
    """Return what the constraint of that name says."""
    return known_constraints([type(record)])[constraint].violation_error_message


def set_values(record, values):
    """Write values into a record and return them as ``{name: value}``."""
    values = values(record) if callable(values) else values
    for name, value in values.items():
        setattr(record, name, value)
    return values


def messages_of(check):
    """Return what ``check``, a record's ``full_clean`` or ``validate_constraints``, objects to."""
    with pytest.raises(ValidationError) as refusal:
        check()
    return refusal.value.messages


def assert_database_refuses(constraint, record, values, also_broken=""):
    """Write past the model's own manager, which refuses to change what is frozen.

    SQLite names the columns of a unique constraint, everything else by the name. A database
    names whichever of two broken constraints it looks at first.
    """
    names = [constraint, also_broken or constraint, "UNIQUE constraint failed"]
    rows = models.QuerySet(type(record)).filter(pk=record.pk)
    with pytest.raises(IntegrityError, match="|".join(names)), transaction.atomic():
        rows.update(**values)


def is_own_sentence(constraint):
    text = constraint.violation_error_message
    return text != BaseConstraint.default_violation_error_message and text.endswith(".")
