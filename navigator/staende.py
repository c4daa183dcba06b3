"""Bring a record back to one of its versions, also one that was deleted."""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from navigator.models import Aktion, record_changes
from navigator.models.historie import read_states, states_of, tracked_fields, version_key
from navigator.unterschiede import find_names


@dataclass
class Ruecknahme:
    """A record as it would be; ``verloren`` cannot come back, ``probleme`` forbid the whole."""

    record: models.Model
    today: dict | None  # the state in the database; None of a deleted record
    links: dict = field(default_factory=dict)  # many-to-many field → keys
    verloren: list = field(default_factory=list)
    probleme: list = field(default_factory=list)

    @property
    def state(self):
        columns = {
            one.name: getattr(self.record, one.attname)
            for one in tracked_fields(type(self.record))
            if not one.many_to_many
        }
        return columns | {name: tuple(sorted(keys)) for name, keys in self.links.items()}

    def changed_fields(self):
        before = self.today or {}
        return {name for name, value in self.state.items() if before.get(name) != value}


def plan_ruecknahme(version):
    """Return what bringing back ``version`` would do; nothing is written."""
    model, key = version.instance_type, version_key(version)
    (state,) = states_of([version])
    today = read_states(model, [key])[0].get(key)
    record = model._base_manager.filter(pk=key).first() or model(pk=key)
    plan = Ruecknahme(record, today)
    for one in tracked_fields(model):
        if one.many_to_many:
            plan.links[one.name] = keep_known(plan, one, state[one.name])
        elif one.is_relation:
            keep_reference(plan, one, state[one.name])
        elif today is None or not getattr(one, "auto_now_add", False):
            setattr(record, one.attname, state[one.name])
    if not plan.probleme:
        plan.probleme = find_problems(record)
    return plan


def keep_known(plan, m2m, keys):
    """Return those of ``keys`` that still exist; note the names of the others."""
    known = set(m2m.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    note_lost(plan, m2m, set(keys) - known)
    return [key for key in keys if key in known]


def keep_reference(plan, field, key):
    """Point at the record again, if it still exists; without one that is needed nothing goes."""
    target = field.remote_field.model
    exists = key is None or target._base_manager.filter(pk=key).exists()
    setattr(plan.record, field.attname, key if exists else None)
    if not exists and not field.null:
        (name,) = say_names(target, [key])
        plan.probleme.append(
            f"{field.verbose_name}: „{name}“ gibt es nicht mehr. Bitte zuerst diesen Eintrag"
            " wiederherstellen."
        )
    elif not exists:
        note_lost(plan, field, [key])


def note_lost(plan, field, keys):
    plan.verloren += [
        f"{field.verbose_name}: „{name}“ gibt es nicht mehr und bleibt weg."
        for name in say_names(field.related_model, keys)
    ]


def say_names(model, keys):
    """Return the names that deleted records had last."""
    names = find_names(model, set(keys))
    return [
        names.get(key, f"Eintrag Nr. {key}").removesuffix(" (inzwischen gelöscht)")
        for key in sorted(keys)
    ]


def find_problems(record):
    """Return why the record cannot be stored like this, in German sentences."""
    try:
        record.full_clean()
    except ValidationError as error:
        return [
            text if name == NON_FIELD_ERRORS else f"{label_of(record, name)}: {text}"
            for name, texts in error.message_dict.items()
            for text in texts
        ]
    return []


def label_of(record, name):
    return record._meta.get_field(name).verbose_name


def bring_back(plan, grund, konto=None):
    """Store the record of ``plan`` with its links; that is a version of its own."""
    record, is_new = plan.record, plan.today is None
    with record_changes(grund, Aktion.WIEDERHERGESTELLT, konto):
        first_days = {
            one.name: getattr(record, one.attname)
            for one in record._meta.fields
            if getattr(one, "auto_now_add", False)
        }
        record.save(force_insert=is_new)
        for name, keys in plan.links.items():
            getattr(record, name).set(keys)
        if is_new and first_days:
            for name, day in first_days.items():
                setattr(record, name, day)
            record.save(update_fields=list(first_days))
    return record
