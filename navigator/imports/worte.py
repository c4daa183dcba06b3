"""What an import changed, in words: one line per fact, old and new."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

from .protokoll import is_link, is_links, related_models

LONGEST = 160  # characters of a value
LABELS = {
    "stand_genauigkeit": "Genauigkeit des Stands",
    "datum_genauigkeit": "Genauigkeit des Datums",
    "beginn_genauigkeit": "Genauigkeit des Beginns",
    "ende_genauigkeit": "Genauigkeit des Endes",
}
LEFT_OUT = frozenset({"name", "wort", "raumherkunft", *LABELS})  # of new records
NOTHING = "–"


@dataclass(frozen=True)
class Unterschied:
    """One fact that differs."""

    feld: str
    alt: str
    neu: str


def list_differences(label, before, after):
    """Return an :class:`Unterschied` for each fact that is not the same."""
    model = apps.get_model(label)
    return [
        Unterschied(label_of(model, name), show(model, name, old), show(model, name, after[name]))
        for name, old in before.items()
        if name in after and old != after[name]
    ]


def list_facts(label, facts):
    """Return (label, value) of what a new record says beside its name."""
    model = apps.get_model(label)
    shown = [(name, show(model, name, value)) for name, value in facts.items()]
    return [
        (label_of(model, name), text)
        for name, text in shown
        if name not in LEFT_OUT and text != NOTHING and not is_default(model, name, facts[name])
    ]


def describe_differences(label, before, after):
    """Return sentences about what somebody changed since; links are bare keys here."""
    model = apps.get_model(label)
    links = related_models(label)
    found = []
    for name, old in before.items():
        new = after.get(name)
        if old == new:
            continue
        if name in links:
            old, new = name_keys(links[name], old), name_keys(links[name], new)
        found.append(
            f"{label_of(model, name)}: nach dem Import „{show(model, name, old)}“, jetzt "
            f"„{show(model, name, new)}“."
        )
    return found


def name_keys(model, value):
    if value in (None, []):
        return value
    keys = value if isinstance(value, list) else [value]
    texts = {one.pk: str(one) for one in model._base_manager.filter(pk__in=keys)}
    named = [[key, texts.get(key, "gelöscht")] for key in keys]
    return named if isinstance(value, list) else named[0]


def label_of(model, name):
    text = LABELS.get(name) or str(model._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def is_default(model, name, value):
    field = model._meta.get_field(name)
    return not field.many_to_many and field.has_default() and field.get_default() == value


def show(model, name, value):
    """Return a stored value as people read it."""
    if is_links(value):
        return ", ".join(text for _, text in value)
    if is_link(value):
        return value[1]
    if value in (None, "", []):
        return NOTHING
    field = model._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return show_plain(field, value)


def show_plain(field, value):
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return f"{field.to_python(value):%d.%m.%Y}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, dict):
        return "Umriss"
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 2] + " …"
