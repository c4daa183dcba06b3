"""What is asked of the database about a row, each question once for what it looks at.

``full_clean`` asks about every CheckConstraint and every link of every row, a query each: half
the work of a long list. A rule looks at the row's own columns alone, so that what has held for
some values holds whenever they come again, and a record that was there still is. The database
itself checks each row it stores, as ever.
"""

from contextlib import contextmanager

from django.db.models import CheckConstraint, ForeignKey, JSONField, Q


class Regeln:
    """Which rules have held for which values, in one import of ``model``."""

    def __init__(self, model):
        self.links = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
        self.looks = {
            rule.name: look
            for _, rules in model().get_constraints()
            for rule in rules
            if isinstance(rule, CheckConstraint)
            if (look := looks_at(rule.condition, model)) is not None
        }
        self.found, self.held = set(), set()

    def full_clean(self, instance, exclude=(), validate_unique=True):
        """Raise ``ValidationError`` for whatever the record's own ``full_clean`` would."""
        with self.open_questions(instance) as held:
            instance.full_clean(exclude=exclude, validate_unique=validate_unique)
        if not exclude:  # a rule about a column that is left out was not asked
            self.held |= held

    @contextmanager
    def open_questions(self, instance):
        """Let the record ask only what is open; the set tells, in the end, what it asked of rules.

        The record is asked for its constraints last, when it has its final values.
        """
        clean_fields, constraints, asked = instance.clean_fields, instance.get_constraints, set()

        def clean_open_fields(exclude=None):
            links = {(f.name, getattr(instance, f.attname)) for f in self.links}
            left_out = {*(exclude or ())}
            clean_fields(exclude=left_out | {name for name, _ in links & self.found})
            self.found |= {link for link in links if link[0] not in left_out}

        def open_constraints():
            asked.update((name, look(instance)) for name, look in self.looks.items())
            known = {name for name, _ in asked & self.held}
            return [
                (model, [rule for rule in rules if rule.name not in known])
                for model, rules in constraints()
            ]

        instance.clean_fields, instance.get_constraints = clean_open_fields, open_constraints
        try:
            yield asked
        finally:
            del instance.clean_fields, instance.get_constraints


def looks_at(condition, model):
    """Return what tells rows apart for a rule: a function of a record, or ``None``.

    Of a column that the rule only asks whether it is blank, that is all that counts.
    """
    if not isinstance(condition, Q):
        return None
    names = sorted(condition.referenced_base_fields)
    fields = [model._meta.get_field(name) for name in names]
    if any(isinstance(field, JSONField) for field in fields):
        return None
    valued = find_valued(condition)

    def look(instance):
        values = zip(names, (getattr(instance, field.attname) for field in fields), strict=True)
        return tuple(value if name in valued else value is None for name, value in values)

    return look


def find_valued(condition):
    """Return the columns whose values a rule looks at."""
    found = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= find_valued(child)
        elif not isinstance(child, tuple):
            found |= condition.referenced_base_fields  # an expression: it may look at anything
        else:
            lookup, value = child
            name, _, rest = lookup.partition("__")
            if not (rest == "isnull" or (value is None and rest in {"", "exact"})):
                found |= {name} | Q(child).referenced_base_fields
    return found
