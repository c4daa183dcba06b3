"""The shipped examples are taken away for good: every record that is marked ``ist_beispiel``."""

from collections import Counter

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone

from handlungsempfehlungen.models import Strategiepapier
from navigator.models import (
    Datenstand,
    Indexberechnung,
    Indikatorwert,
    Sozialbericht,
    record_changes,
)
from navigator.models.historie import BATCH, Version, has_history
from navigator.models.indikatorwert import PLACE

MARK = "ist_beispiel"
NAMED = 5  # records in a refusal


class BeispieleError(Exception):
    """The examples cannot be taken away; a sentence for the office."""


def example_models():
    """Return the models whose records say whether they are examples; versions are none."""
    return [
        model
        for model in apps.get_models()
        if not issubclass(model, Version)
        and any(field.name == MARK for field in model._meta.concrete_fields)
    ]


def examples_of(model):
    """Return the examples past the model's own manager: its guards keep what is frozen."""
    return models.QuerySet(model).filter(**{MARK: True})


def count_beispiele():
    """Return ``{plural name: number}`` of the models that have examples, by name."""
    numbers = {
        str(model._meta.verbose_name_plural): examples_of(model).count()
        for model in example_models()
    }
    return {name: number for name, number in sorted(numbers.items()) if number}


@transaction.atomic
@record_changes("Beispiele entfernt")
def remove_beispiele():
    """Delete all examples with what lives only with them; return ``{plural name: number}``.

    Raises ``BeispieleError`` and writes nothing where a real record needs an example.
    """
    detach()
    unlink()
    gone = Counter()
    waiting = example_models()
    while waiting:
        refused = {}
        for model in waiting:
            try:
                for rows in in_layers(model):
                    gone += take_away(model, rows)
            except (ProtectedError, RestrictedError) as error:
                refused[model] = error
        if len(refused) == len(waiting):
            raise BeispieleError(describe_refusal(refused.values()))
        waiting = list(refused)  # what referred to them may be gone by now
    Datenstand.objects.raise_version()
    Datenstand.objects.filter(pk=1, beispiele_entfernt_am=None).update(
        beispiele_entfernt_am=timezone.now()
    )
    return dict(sorted(gone.items()))


def detach():
    """Take off the links that real records can do without."""
    for bericht in Sozialbericht.objects.filter(berechnung__ist_beispiel=True):
        holds = Indexberechnung.objects.in_place_of(bericht.berechnung)
        bericht.berechnung = None if holds is None or holds.ist_beispiel else holds
        bericht.save()
    uncover_werte()


def unlink():
    """Take examples out of real papers and lists by saving these: they keep a version of it."""
    for papier in Strategiepapier.objects.filter(berechnung__ist_beispiel=True):
        papier.berechnung = None
        papier.save()
    examples = set(example_models())
    for model in apps.get_models():
        for field in model._meta.many_to_many:
            if issubclass(model, Version) or field.related_model not in examples:
                continue
            holding = models.QuerySet(model).filter(**{f"{field.name}__{MARK}": True})
            if model in examples:
                holding = holding.filter(**{MARK: False})
            for record in holding.distinct():
                links = getattr(record, field.name)
                links.remove(*links.filter(**{MARK: True}))


def uncover_werte():
    """Let real values stand without the examples that they corrected or were corrected by."""
    werte = models.QuerySet(Indikatorwert)
    real = werte.filter(ist_beispiel=False)
    holding = set(real.filter(is_aktuell=True).values_list(*PLACE))
    covered = real.filter(ersetzt_durch__ist_beispiel=True).order_by("pk")
    newest = {tuple(place): key for *place, key in covered.values_list(*PLACE, "pk")}
    real.filter(ersetzt__ist_beispiel=True).update(ersetzt=None)
    examples_of(Indikatorwert).update(is_aktuell=False)
    for place, key in newest.items():
        if place not in holding:
            werte.filter(pk=key).update(is_aktuell=True)


def in_layers(model):
    """Yield the examples of a model, always those to which none of its records refers any more.

    What is left at the end a real record refers to, or they refer to each other in a circle.
    """
    records = models.QuerySet(model)
    links = [one.name for one in model._meta.concrete_fields if one.related_model is model]
    while links:
        layer = examples_of(model)
        for name in links:
            referred = records.filter(**{f"{name}__isnull": False}).values(name)
            layer = layer.exclude(pk__in=referred)
        keys = list(layer.values_list("pk", flat=True))
        if not keys:
            break
        for start in range(0, len(keys), BATCH):
            yield records.filter(pk__in=keys[start : start + BATCH])
    yield examples_of(model)


def take_away(model, rows):
    """Delete ``rows`` of a model; return how many of what.

    Raises ``ProtectedError`` or ``RestrictedError`` before one of them is deleted.
    """
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    keys = {one: [record.pk for record in records] for one, records in collector.data.items()}
    _, deleted = collector.delete()
    for one in filter(has_history, keys):
        # Also the version that deleting has just written: of an example nothing is left.
        for start in range(0, len(keys[one]), BATCH):
            part = keys[one][start : start + BATCH]
            one.history.filter(**{f"{one._meta.pk.attname}__in": part}).delete()
    return Counter(
        {
            str(apps.get_model(label)._meta.verbose_name_plural): number
            for label, number in deleted.items()
            if number and not apps.get_model(label)._meta.auto_created  # links have no name
        }
    )


def describe_refusal(errors):
    """Name the real records that need an example."""
    records = []
    for error in errors:
        for record in getattr(error, "protected_objects", None) or error.restricted_objects:
            name = f"{record._meta.verbose_name} „{record}“"
            if not getattr(record, MARK, False) and name not in records:
                records.append(name)
    records.sort()
    named = ", ".join(records[:NAMED])
    if len(records) > NAMED:
        named += f" und {len(records) - NAMED} weitere"
    return (
        f"Es wurde nichts entfernt: Beispiele werden noch gebraucht von {named}. Bitte lösen Sie "
        "dort zuerst die Verbindung zum Beispiel."
    )
