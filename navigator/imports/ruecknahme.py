"""Undo of an import: every record as it was before, unless somebody worked on it since."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from navigator.models import Aktion, Importaenderung, Importlauf, record_changes

from .laeufe import ImportlaufError
from .protokoll import fact_fields, keys_of, read_facts, related_models
from .verzeichnis import resource_for
from .worte import describe_differences

REFERENCES = 3  # that are named for each record


@dataclass(frozen=True)
class Hindernis:
    """Why a record cannot be put back."""

    titel: str
    gruende: tuple


class UndoError(ImportlaufError):
    """The import stays as it is; ``hindernisse`` say why, record by record."""

    def __init__(self, hindernisse):
        self.hindernisse = hindernisse
        super().__init__(
            "Der Import lässt sich nicht zurücknehmen, weil Einträge seither geändert, verwendet "
            "oder veröffentlicht wurden. Es bleibt alles, wie es ist."
        )


def find_obstacles(lauf):
    """Return why the import cannot be taken back, by trying it and leaving everything alone."""
    try:
        with transaction.atomic():
            _undo(Importlauf.objects.get(pk=lauf.pk))
            transaction.set_rollback(True)
    except UndoError as error:
        return error.hindernisse
    return []


@transaction.atomic
def undo(lauf, user):
    """Put every record back as it was before ``lauf``, and take away those that it made.

    Raises :class:`UndoError` and writes nothing where one was edited, is gone, or is used by
    others since.
    """
    lauf = Importlauf.objects.select_for_update().get(pk=lauf.pk)
    with record_changes(f"Import zurückgenommen: {lauf.datei}", Aktion.WIEDERHERGESTELLT):
        _undo(lauf)
    lauf.zustand = Importlauf.Zustand.ZURUECKGENOMMEN
    lauf.zurueckgenommen_von, lauf.zurueckgenommen_am = user, timezone.now()
    lauf.save()
    return lauf


def _undo(lauf):
    if lauf.zustand != Importlauf.Zustand.EINGELESEN:
        raise ImportlaufError(
            f"Zurücknehmen lässt sich nur, was eingelesen ist; das hier ist "
            f"{lauf.get_zustand_display()}."
        )
    changes = list(lauf.aenderungen.all())
    _refuse(find_frozen(changes))
    _refuse(find_edited(changes))
    records = load_records(changes)
    _refuse(find_public(changes, records))
    obstacles = []
    for change in changes:
        if change.art == Importaenderung.Art.GEAENDERT:
            record = records[change.modell, change.objekt_id]
            if reasons := put_back(record, change):
                obstacles.append(Hindernis(change.titel, tuple(reasons)))
    _refuse(obstacles)
    new = [c for c in changes if c.art == Importaenderung.Art.NEU]
    take_away([records[change.modell, change.objekt_id] for change in new])


def _refuse(obstacles):
    if obstacles:
        raise UndoError(obstacles)


def find_frozen(changes):
    """Tell of records that stay once they are stored, such as delivered counts."""
    return [
        Hindernis(change.titel, (reason,))
        for change in changes
        if (reason := getattr(apps.get_model(change.modell), "frozen_because", ""))
    ]


def find_public(changes, records):
    """Tell of records that the import put into the portal and that stay there once shown."""
    found = []
    for change in changes:
        reason = getattr(records.get((change.modell, change.objekt_id)), "stays_because", "")
        is_new = change.art == Importaenderung.Art.NEU
        if reason and (is_new or change.vorher.get("is_published") is False):
            found.append(Hindernis(change.titel, (reason,)))
    return found


# ---- edited since? -----------------------------------------------------------------------------


def find_edited(changes):
    """Return a :class:`Hindernis` for each record that is not as the import left it."""
    now = {}
    for label, keys in keys_by_model(changes).items():
        model = apps.get_model(label)
        for (_, pk), (_, facts) in read_facts(model, keys).items():
            now[label, pk] = facts
    found = []
    for change in changes:
        facts = now.get((change.modell, change.objekt_id))
        if facts is None:
            found.append(Hindernis(change.titel, ("Der Eintrag wurde inzwischen gelöscht.",)))
        elif facts != (then := keys_of(change.modell, change.nachher)):
            differences = describe_differences(change.modell, then, facts)
            found.append(Hindernis(change.titel, tuple(differences)))
    return found


def keys_by_model(changes):
    keys = defaultdict(list)
    for change in changes:
        keys[change.modell].append(change.objekt_id)
    return keys


def load_records(changes):
    return {
        (label, one.pk): one
        for label, keys in keys_by_model(changes).items()
        for one in apps.get_model(label)._base_manager.filter(pk__in=keys)
    }


# ---- back --------------------------------------------------------------------------------------


def put_back(record, change):
    """Give the record its former facts; return why that is not possible, in sentences."""
    before, after = keys_of(change.modell, change.vorher), keys_of(change.modell, change.nachher)
    changed = {name for name in before if before[name] != after.get(name)}
    if gone := missing_links(change, changed):
        return gone
    for field in fact_fields(type(record)):
        if field.name in changed:
            setattr(record, field.attname, field.to_python(before[field.name]))
    try:
        record.clean()
        record.validate_unique()
        record.validate_constraints()
    except ValidationError as error:
        return error.messages
    record.save()
    links = [m2m.name for m2m in record._meta.many_to_many if m2m.name in changed]
    for name in links:
        getattr(record, name).set(before[name])
    resource = resource_for(type(record))
    if resource is not None:
        resource().settle(record)
    return []


def missing_links(change, changed):
    """Tell which records that this one pointed to are gone."""
    found = []
    for name, related in related_models(change.modell).items():
        value = change.vorher.get(name) if name in changed else None
        if value:
            pairs = value if isinstance(value[0], list) else [value]
            there = set(
                related._base_manager.filter(pk__in=[key for key, _ in pairs]).values_list(
                    "pk", flat=True
                )
            )
            found += [
                f"„{text}“ gibt es nicht mehr; der Eintrag verwies darauf."
                for key, text in pairs
                if key not in there
            ]
    return found


# ---- away --------------------------------------------------------------------------------------


def take_away(records):
    """Delete what the import made, where nothing else refers to it by now."""
    made = {(type(one), one.pk) for one in records}
    obstacles = []
    for record in records:
        if others := find_references(record, made):
            obstacles.append(Hindernis(str(record), tuple(others)))
    _refuse(obstacles)
    for record in records:
        unlink(record, made)
    for record in records:
        record.delete()


def find_references(record, made):
    """Name the records that refer to this one and were not made by the same import."""
    found = []
    for relation in record._meta.related_objects:
        if relation.hidden:
            continue
        related = relation.related_model
        others = [
            other
            for other in related._base_manager.filter(**{relation.field.name: record})
            if (type(other), other.pk) not in made
        ]
        name = related._meta.verbose_name
        found += [
            f"Der Eintrag wird inzwischen verwendet: {name} „{other}“."
            for other in others[:REFERENCES]
        ]
        if len(others) > REFERENCES:
            found.append(f"Und {len(others) - REFERENCES} weitere ({name}).")
    return found


def unlink(record, made):
    """Take off links among the new ones, which would protect each other from deletion."""
    for field in record._meta.concrete_fields:
        target = (field.related_model, getattr(record, field.attname))
        if field.is_relation and field.null and target in made:
            setattr(record, field.name, None)
            record.save()
