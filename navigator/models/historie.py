"""Who changed what, when and why: one version per change of a record, none without a change.

django-simple-history makes the tables and hears of every save. It would write a version per
``save`` and one more per many-to-many field; here the records that a block of work touches are
gathered, and when it ends one version is written of each that differs from its newest one, as it
then stands in the database. A later app follows with one line: ``history = Historie()``.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

# Columns that follow from others or say when a row was written: no version is about them.
DERIVED = frozenset(
    {
        "sortiername",
        "suchname",
        "suchtext",
        "gefaltet",
        "lagepruefung",
        "west",
        "sued",
        "ost",
        "nord",
        "updated_at",
    }
)
BATCH = 500  # records per query
LONGEST_GRUND = 500  # letters

_changes = ContextVar("changes", default=None)


class Aktion(models.TextChoices):
    ANGELEGT = "angelegt", "angelegt"
    GEAENDERT = "geaendert", "geändert"
    GELOESCHT = "geloescht", "gelöscht"
    WIEDERHERGESTELLT = "wiederhergestellt", "wiederhergestellt"
    IMPORTIERT = "importiert", "importiert"


AKTIONEN = {"+": Aktion.ANGELEGT, "~": Aktion.GEAENDERT, "-": Aktion.GELOESCHT}


class Version(models.Model):
    """A record as it was after a change; the account's name outlives the account."""

    history_aktion = models.CharField("Aktion", max_length=20, choices=Aktion)
    history_konto = models.CharField("Konto", max_length=150, blank=True)

    class Meta:
        abstract = True

    @property
    def wer(self):
        return self.history_konto or "das Programm"


@dataclass
class Changes:
    """The records that a block of work touched, and what is said about it."""

    grund: str
    aktion: str
    konto: models.Model | None
    touched: dict = field(default_factory=dict)  # (Historie, model) → {key: „+“ or „~“}

    def touch(self, historie, model, keys, history_type):
        types = self.touched.setdefault((historie, model), {})
        for key in keys:
            if types.get(key) != "+":
                types[key] = history_type

    def write(self):
        for (historie, model), types in self.touched.items():
            keys = list(types)
            for start in range(0, len(keys), BATCH):
                historie.write(model, {key: types[key] for key in keys[start : start + BATCH]})

    def about(self, history_type):
        """Return what every version of this block says about itself."""
        konto = self.konto or request_user()
        aktion = AKTIONEN[history_type] if history_type == "-" else self.aktion
        return {
            "history_date": timezone.now(),
            "history_type": history_type,
            "history_change_reason": self.grund,
            "history_user": konto,
            "history_konto": konto.get_username() if konto else "",
            "history_aktion": aktion or AKTIONEN[history_type],
        }


@contextmanager
def record_changes(grund="", aktion="", konto=None):
    """Write one version of each record that the block changes, in the block's transaction.

    Blocks may be nested: the outermost writes, and what it says holds; what it leaves open an
    inner one may say. Without ``konto`` the account of the request counts.
    """
    outer = _changes.get()
    if outer is not None:
        outer.grund, outer.aktion = outer.grund or grund, outer.aktion or aktion
        outer.konto = outer.konto or konto
        yield
        return
    changes = Changes(grund, aktion, konto)
    token = _changes.set(changes)
    try:
        with transaction.atomic():
            yield
            changes.write()
    finally:
        _changes.reset(token)


def request_user():
    """Return the account behind the request at work; ``None`` in a command or for a visitor."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None


class Historie(HistoricalRecords):
    """The versions of a model: ``history = Historie(m2m_fields=["zielgruppen"])``."""

    def __init__(self, m2m_fields=()):
        super().__init__(
            bases=[Version],
            m2m_fields=m2m_fields,
            custom_model_name=lambda name: f"{name}Version",
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.CharField(
                "Grund", max_length=LONGEST_GRUND, blank=True
            ),
        )

    def fields_included(self, model):
        return [one for one in model._meta.fields if one.name not in DERIVED]

    def get_m2m_fields_from_model(self, model):
        """Keep an order: the package's own is that of a set, another one in every process."""
        return sorted(super().get_m2m_fields_from_model(model), key=lambda m2m: m2m.name)

    def get_meta_options(self, model):
        names = model._meta
        return super().get_meta_options(model) | {
            "ordering": ["-history_id"],
            "verbose_name": f"{names.verbose_name} (Version)",
            "verbose_name_plural": f"{names.verbose_name_plural} (Versionen)",
            "default_permissions": (),  # whoever may see the record may see its past
        }

    def get_meta_options_m2m(self, through_model):
        name = through_model._meta.object_name
        return super().get_meta_options_m2m(through_model) | {
            "verbose_name": f"{name} (Version)",
            "verbose_name_plural": f"{name} (Versionen)",
            "default_permissions": (),
        }

    # ---- hearing of changes ------------------------------------------------------------------

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        names = {one.name for one in self.fields_included(instance)}
        if update_fields is None or names & set(update_fields):
            super().post_save(instance, created, using=using, **kwargs)

    def create_historical_record(self, instance, history_type, using=None):
        if history_type == "-":
            self._write_last(instance)
        else:
            self._note(type(instance), [instance.pk], history_type)

    def m2m_changed(self, instance, action, attr, pk_set, reverse, model, **kwargs):
        if action in {"post_add", "post_remove", "post_clear"}:
            ours, keys = (model, pk_set or ()) if reverse else (type(instance), [instance.pk])
            self._note(ours, keys, "~")

    def pre_delete(self, instance, **kwargs):
        """Read the record while its links are still there."""
        super().pre_delete(instance, **kwargs)
        instance._last_states = read_states(type(instance), [instance.pk])
        self._touch_linked(instance)

    def _touch_linked(self, instance):
        """Let records that lose a link to what is deleted get their version in the same block."""
        changes = _changes.get()
        for relation in instance._meta.related_objects if changes else ():
            model = relation.related_model
            if has_history(model) and relation.field in version_model_of(model)._history_m2m_fields:
                linked = model._base_manager.filter(**{relation.field.name: instance})
                changes.touch(self, model, linked.values_list("pk", flat=True), "~")

    def _note(self, model, keys, history_type):
        with record_changes():
            _changes.get().touch(self, model, keys, history_type)

    # ---- writing -----------------------------------------------------------------------------

    def write(self, model, types):
        """Write a version of each record in ``types`` (key → kind) that differs from its newest."""
        states, links = read_states(model, types)
        newest = newest_versions(model, [key for key, kind in types.items() if kind != "+"])
        known = {
            version_key(version): state
            for version, state in zip(newest, states_of(newest), strict=True)
        }
        changed = {key: state for key, state in states.items() if known.get(key) != state}
        self._store(model, changed, links, types)

    def _write_last(self, instance):
        states, links = instance._last_states
        with record_changes():
            self._store(type(instance), states, links, dict.fromkeys(states, "-"))

    def _store(self, model, states, links, types):
        version_model = version_model_of(model)
        versions = []
        for key, state in states.items():
            values = {one.attname: state.get(one.name, key) for one in version_model.tracked_fields}
            versions.append(version_model(**values, **_changes.get().about(types[key])))
        version_model.objects.bulk_create(versions)
        for m2m in version_model._history_m2m_fields:
            link_model = self.m2m_models[m2m]
            link_model.objects.bulk_create(
                link_model(history=version, **link)
                for version in versions
                for link in links[m2m.name].get(version_key(version), ())
            )


# ---- states: field → value, keys for links; comparable, independent of any object ----------------


def tracked_fields(model):
    """Return the columns and links that versions keep, without the key."""
    version_model = version_model_of(model)
    columns = [one for one in version_model.tracked_fields if not one.primary_key]
    return [*columns, *version_model._history_m2m_fields]


def build_state(model, row, links):
    """``row``: attname → value; ``links``: field → rows of its links."""
    state = {
        one.name: row[one.attname]
        for one in version_model_of(model).tracked_fields
        if not one.primary_key
    }
    for m2m in version_model_of(model)._history_m2m_fields:
        target = m2m.m2m_reverse_field_name() + "_id"
        state[m2m.name] = tuple(sorted(link[target] for link in links[m2m.name]))
    return state


def read_states(model, keys):
    """Return what the database holds: key → state, and field → key → rows of its links."""
    links = {m2m.name: read_links(m2m, keys) for m2m in version_model_of(model)._history_m2m_fields}
    columns = [one.attname for one in version_model_of(model).tracked_fields]
    key_name = model._meta.pk.attname
    states = {}
    for row in model._base_manager.filter(pk__in=list(keys)).values(*columns):
        key = row[key_name]
        states[key] = build_state(model, row, {name: of.get(key, ()) for name, of in links.items()})
    return states, links


def read_links(m2m, keys):
    """Return the rows of a many-to-many field by the key of the record they belong to."""
    source = m2m.m2m_field_name() + "_id"
    rows = m2m.remote_field.through._base_manager.filter(**{f"{source}__in": list(keys)})
    links = {}
    for row in rows.order_by("pk").values():
        links.setdefault(row[source], []).append(row)
    return links


def version_key(version):
    """Return the key of the record that ``version`` is about."""
    return getattr(version, version.instance_type._meta.pk.attname)


def newest_versions(model, keys):
    """Return the newest version of each record of ``keys`` that has one."""
    newest = (
        version_model_of(model)
        .objects.filter(**{f"{model._meta.pk.attname}__in": list(keys)})
        .order_by()
        .values(model._meta.pk.attname)
        .annotate(newest=models.Max("history_id"))
        .values_list("newest", flat=True)
    )
    return list(version_model_of(model).objects.filter(history_id__in=list(newest)))


def states_of(versions):
    """Return the state that each of ``versions`` (of one model) keeps, in the same order."""
    if not versions:
        return []
    model = versions[0].instance_type
    links = {}
    for m2m in version_model_of(model)._history_m2m_fields:
        rows = Historie.m2m_models[m2m].objects.filter(
            history__in=[version.history_id for version in versions]
        )
        for row in rows.values():
            links.setdefault((m2m.name, row["history_id"]), []).append(row)
    return [
        build_state(
            model,
            vars(version),
            {
                m2m.name: links.get((m2m.name, version.history_id), ())
                for m2m in version_model_of(model)._history_m2m_fields
            },
        )
        for version in versions
    ]


@cache
def version_model_of(model):
    """Return the model of the versions of ``model``; ``history`` makes a manager at each look."""
    return model.history.model


def has_history(model):
    return hasattr(model._meta, "simple_history_manager_attribute")
