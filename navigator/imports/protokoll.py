"""What an import does to records: each one's facts before and after, and where they differ."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

# Columns that the forms do not show and that still are facts, not derived from others.
HIDDEN_FACTS = frozenset(
    {
        "stand_bis",
        "stand_genauigkeit",
        "datum_bis",
        "datum_genauigkeit",
        "beginn_bis",
        "beginn_genauigkeit",
        "ende_bis",
        "ende_genauigkeit",
    }
)
PLAIN = {str, int, float, bool, type(None)}  # not what is made of them, like a choice
BATCH = 500


@dataclass
class Aenderung:
    """One record that an import made or changed; links are [key, text], dates are text."""

    modell: str
    pk: int
    titel: str
    zeile: int | None
    neu: bool
    vorher: dict = field(default_factory=dict)
    nachher: dict = field(default_factory=dict)

    @property
    def what_differs(self):
        """Tell everything but keys that another run would give differently."""
        key = None if self.neu else self.pk
        return [self.modell, key, self.zeile, texts_of(self.vorher), texts_of(self.nachher)]


class Protokoll:
    """Remembers the records that one import touches, and tells at its end what became of them."""

    def __init__(self, model):
        self.model = model
        self.before = {}  # (model, key) → facts before, or None for a new one
        self.zeilen = {}
        self.links = read_links(model)

    def remember(self, instance):
        """Keep the facts of a stored record, as they were before the first change."""
        self.before.setdefault(
            (type(instance), instance.pk), facts_of(instance, self.links_of(instance))
        )

    def remember_new(self, instance, zeile=None):
        self.before.setdefault((type(instance), instance.pk), None)
        self.zeilen.setdefault((type(instance), instance.pk), zeile)

    def links_of(self, instance):
        if type(instance) is not self.model:
            return {}
        return {name: rows.get(instance.pk, set()) for name, rows in self.links.items()}

    def note_links(self, instance, name, keys):
        self.links[name][instance.pk] = set(keys)

    def changes(self):
        """Return an :class:`Aenderung` for each record that is not as it was."""
        after = {}
        for model in {model for model, _ in self.before}:
            after |= read_facts(model, [pk for one, pk in self.before if one is model])
        found = [
            Aenderung(
                model._meta.label_lower,
                pk,
                after[model, pk][0],
                self.zeilen.get((model, pk)),
                before is None,
                before or {},
                after[model, pk][1],
            )
            for (model, pk), before in self.before.items()
            if (model, pk) in after and before != after[model, pk][1]
        ]
        name_links(found)
        return found


# ---- facts of a record -------------------------------------------------------------------------


def fact_fields(model):
    """Return the columns that somebody entered; those derived from them follow on saving.

    Files are left out: no table brings one.
    """
    return [
        f
        for f in model._meta.concrete_fields
        if not f.primary_key
        and not isinstance(f, models.FileField)
        and (f.editable or f.name in HIDDEN_FACTS)
    ]


def facts_of(instance, links):
    """Return the facts as JSON can hold them; a link is its key."""
    facts = {f.name: plain(f.value_from_object(instance)) for f in fact_fields(type(instance))}
    return facts | {name: sorted(keys) for name, keys in links.items()}


def plain(value):
    if type(value) in PLAIN:  # most are, and one by one the detour over JSON is slow
        return value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def read_links(model, keys=None):
    """Return, per many-to-many field, the keys that each record is linked to."""
    found = {}
    for m2m in model._meta.many_to_many:
        rows = defaultdict(set)
        source, target = m2m.m2m_field_name(), m2m.m2m_reverse_field_name()
        through = m2m.remote_field.through.objects.all()
        if keys is not None:
            through = through.filter(**{f"{source}__in": keys})
        for own, other in through.values_list(f"{source}_id", f"{target}_id"):
            rows[own].add(other)
        found[m2m.name] = rows
    return found


def read_facts(model, keys):
    """Return {(model, key): (title, facts)} of what is stored now."""
    found = {}
    # Titles name what a record belongs to.
    stored = model._base_manager.select_related(
        *(f.name for f in fact_fields(model) if f.is_relation)
    )
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        links = read_links(model, batch)
        for one in stored.filter(pk__in=batch):
            own = {name: rows.get(one.pk, set()) for name, rows in links.items()}
            found[model, one.pk] = (str(one), facts_of(one, own))
    return found


# ---- links in words ------------------------------------------------------------------------------


def name_links(changes):
    """Replace each key of a link by [key, text], so that it can be told when it is gone."""
    wanted = defaultdict(set)
    places = []
    for change in changes:
        for facts in (change.vorher, change.nachher):
            for name, related in related_models(change.modell).items():
                value = facts.get(name)
                if value not in (None, []):
                    keys = value if isinstance(value, list) else [value]
                    wanted[related].update(keys)
                    places.append((facts, name, related))
    texts = {
        related: {one.pk: str(one) for one in related._base_manager.filter(pk__in=keys)}
        for related, keys in wanted.items()
    }
    for facts, name, related in places:
        value = facts[name]
        named = [
            [key, texts[related].get(key, str(key))]
            for key in (value if isinstance(value, list) else [value])
        ]
        facts[name] = named if isinstance(value, list) else named[0]


def related_models(label):
    """Return {name of the field: model} for the links among the facts of a model."""
    model = apps.get_model(label)
    single = {f.name: f.related_model for f in fact_fields(model) if f.is_relation}
    return single | {f.name: f.related_model for f in model._meta.many_to_many}


def keys_of(label, facts):
    """Return the facts with plain keys again, as they are stored and compared."""
    links = related_models(label)
    many = {f.name for f in apps.get_model(label)._meta.many_to_many}
    found = dict(facts)
    for name in links.keys() & facts.keys():
        if name in many:
            found[name] = sorted(key for key, _ in facts[name])
        elif facts[name] is not None:
            found[name] = facts[name][0]
    return found


def texts_of(facts):
    """Return the facts with what links are called instead of their keys."""
    return {
        name: sorted(text for _, text in value)
        if is_links(value)
        else (value[1] if is_link(value) else value)
        for name, value in facts.items()
    }


def is_link(value):
    return isinstance(value, list) and len(value) == 2 and isinstance(value[1], str)


def is_links(value):
    return isinstance(value, list) and bool(value) and all(map(is_link, value))


def fingerprint(changes):
    """Return a check sum of what an import does; equal for a preview and the import itself."""
    text = json.dumps([change.what_differs for change in changes], sort_keys=True)
    return sha256(text.encode()).hexdigest()
