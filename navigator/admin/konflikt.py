"""Two people at once: saving over somebody's newer change is noticed and shows the difference.

A form carries, signed, a digest of each field as it was when the form was opened. When it comes
back, the digests are compared with the database in the transaction that saves, the row locked.
No time stamp and no version number is needed, so it works for every model and for every field
that a form adds itself.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import QueryDict

from navigator.models.historie import has_history, states_of
from navigator.unterschiede import Wortlaut

SIGNER = Signer(salt="navigator.admin.konflikt")
DIGEST = 12  # hexadecimal digits; enough to tell two values of one field apart
# Names of what the page about a conflict sends beside the form.
SEEN = "konflikt_gesehen"
OPEN = "konflikt_offen"
THEIRS_ONLY = "konflikt_nur_ihre"
COPY = "konflikt_kopie-"
CHOICE = "konflikt-"
MINE_ANYWAY = "_meine"
IHRE, MEINE = "ihre", "meine"


@dataclass(frozen=True)
class Zeile:
    """A field in which my form and the record differ; values are lists of (text, is changed)."""

    name: str
    label: str
    geoeffnet: str
    ihre: list
    meine: list
    wessen: str  # whose change it is: „ihre“, „meine“ or „beide“
    wahl: str

    @property
    def radio(self):
        return f"{CHOICE}{self.name}"


@dataclass(frozen=True)
class Konflikt:
    """What somebody else changed since the form was opened, and what I changed."""

    zeilen: list
    wer: str
    wann: object
    is_base_known: bool
    gesehen: str
    kopien: list  # (name, value) of my entries where only they changed something
    fehlend: list  # labels of fields without a choice

    @property
    def overlapping(self):
        return [zeile for zeile in self.zeilen if zeile.wessen == "beide"]

    @property
    def theirs_only(self):
        return [zeile for zeile in self.zeilen if zeile.wessen == IHRE]


class Ladestand(forms.CharField):
    """What was loaded into the form, in a hidden input; never a change of the record."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class KonfliktForm(forms.ModelForm):
    """A form that does not save over a newer change which its user has not seen."""

    konflikt = None

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(prepare(data), *args, **kwargs)
        if self.instance.pk:
            self.fields["geladen"] = Ladestand(required=False, initial=self.sign_now)

    def __getitem__(self, name):
        """Show the other's value where only they changed the field."""
        if self.konflikt and name in {zeile.name for zeile in self.konflikt.theirs_only}:
            return self.untouched[name]
        return super().__getitem__(name)

    def full_clean(self):
        if not (self.is_bound and "geladen" in self.fields):
            super().full_clean()
            return
        kinds = self.weigh()
        missing = self.choose(kinds)
        super().full_clean()
        for name in kinds:
            self.fields[name].disabled = False
        if missing is not None:
            self.add_error(None, self.say_refusal(missing))
        if kinds and self.errors:
            self.describe_konflikt(kinds, missing or [])

    # ---- comparing ---------------------------------------------------------------------------

    def own_fields(self):
        return {name: field for name, field in self.fields.items() if name != "geladen"}

    def digests_now(self):
        return {
            name: digest(canonical(field, self.get_initial_for_field(field, name)))
            for name, field in self.own_fields().items()
        }

    def sign_now(self):
        version = newest_version(self.instance)
        content = {
            "pk": str(self.instance.pk),
            "modell": self.instance._meta.label,
            "version": version.pk if version else None,
            "felder": self.digests_now(),
        }
        return SIGNER.sign_object(content, compress=True)

    def read_token(self, token):
        """Return what was signed; of another record's or no token of ours: nothing is known."""
        try:
            content = SIGNER.unsign_object(token or "")
        except BadSignature:
            return {"felder": {}, "version": None}
        if (content["pk"], content["modell"]) != (str(self.instance.pk), self.instance._meta.label):
            return {"felder": {}, "version": None}
        return content

    def weigh(self):
        """Return field → whose change it is, for each that differs, when they changed any."""
        opened = self.read_token(self["geladen"].data)["felder"]
        now = self.digests_now()
        if opened == now:
            return {}
        kinds = {}
        for name in now:
            theirs, mine = opened.get(name) != now[name], self.digest_mine(name)
            if mine == now[name]:
                continue
            if theirs:
                kinds[name] = IHRE if mine == opened.get(name) else "beide"
            else:
                kinds[name] = MEINE
        return kinds if set(kinds.values()) - {MEINE} else {}

    def digest_mine(self, name):
        field, data = self.fields[name], self[name].data
        if isinstance(field, forms.FileField) and not data:
            data = self.get_initial_for_field(field, name)  # no upload: the file stays
        return digest(canonical(field, data))

    def choose(self, kinds):
        """Take over what was chosen on the page about the conflict.

        Returns ``None`` when the form may be saved, else the names that still need a choice.
        """
        if not kinds:
            return None
        seen = self.read_token(self.data.get(SEEN))["felder"]
        if seen != self.digests_now():
            return []
        if MINE_ANYWAY in self.data:
            return None
        asked = [name for name in self.data.getlist(OPEN) if kinds.get(name) == "beide"]
        for name in asked:
            self.fields[name].disabled = self.choice(name) == IHRE
        return [name for name in asked if self.choice(name) not in {IHRE, MEINE}] or None

    def choice(self, name):
        return self.data.get(f"{CHOICE}{name}", "")

    # ---- telling -----------------------------------------------------------------------------

    def say_refusal(self, missing):
        if missing:
            labels = ", ".join(f"„{self[name].label}“" for name in missing)
            return f"Noch nicht gespeichert: Bitte wählen Sie, was gelten soll bei {labels}."
        return "Noch nicht gespeichert: Der Eintrag wurde inzwischen geändert."

    def describe_konflikt(self, kinds, missing):
        opened = self.read_token(self["geladen"].data)
        base = state_of(type(self.instance), opened["version"])
        record = self._meta.model._base_manager.get(pk=self.instance.pk)
        self.untouched = type(self)(instance=record)
        words = Wortlaut(type(self.instance), [base] if base else [])
        wer, wann = last_change(record)
        self.konflikt = Konflikt(
            zeilen=[self.describe_field(words, base, name, kind) for name, kind in kinds.items()],
            wer=wer,
            wann=wann,
            is_base_known=bool(opened["felder"]),
            gesehen=self.sign_now(),
            kopien=[
                (f"{COPY}{key}", value)
                for name, kind in kinds.items()
                if kind == IHRE
                for key in keys_of(self.data, self.add_prefix(name))
                for value in self.data.getlist(key)
            ],
            fehlend=[self.fields[name].label for name in missing],
        )

    def describe_field(self, words, base, name, kind):
        field = self.fields[name]
        theirs = readable(field, self.get_initial_for_field(field, name))
        mine = readable(field, super().__getitem__(name).data)
        for value in (theirs, mine):
            words.learn({name: value})
        pair = words.contrast(name, theirs, mine)
        opened = words.say(name, words.value(base, name)) if base else ""
        return Zeile(name, field.label, opened, pair.vorher, pair.nachher, kind, self.choice(name))


class KonfliktAdmin(admin.ModelAdmin):
    """Reads the record that a form wants to save under a lock, so that two cannot both pass."""

    def get_object(self, request, object_id, from_field=None):
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST":
            return record
        if not transaction.get_connection().in_atomic_block:
            return record
        # by its key: an order that follows links would lock their rows too, or be refused
        self.model._base_manager.select_for_update().order_by("pk").filter(pk=record.pk).first()
        return super().get_object(request, object_id, from_field)


# ---- values ------------------------------------------------------------------------------------


def canonical(field, value):
    """Return what a field would store, so that a stored and a sent value can be compared."""
    if isinstance(field, forms.ModelChoiceField):
        return sorted(linked_keys(field, value))
    if isinstance(field, forms.FileField):
        return str(value or "")
    with suppress(ValidationError):  # what cannot be stored is compared as it was typed
        value = field.clean(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return "" if value is None else value


def linked_keys(field, value):
    keys = field.prepare_value(value)
    keys = keys if isinstance(keys, (list, tuple)) else [keys]
    return [str(key) for key in keys if key not in (None, "")]


def digest(value):
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST]


def readable(field, value):
    """Return a value as states hold it: keys for links, else what the field makes of it."""
    if isinstance(field, forms.ModelChoiceField):
        key = field.queryset.model._meta.pk
        keys = tuple(key.to_python(one) for one in linked_keys(field, value) if one.isdigit())
        if isinstance(field, forms.ModelMultipleChoiceField):
            return keys
        return keys[0] if keys else None
    try:
        return field.clean(value)
    except ValidationError:
        return value


# ---- what was sent -----------------------------------------------------------------------------


def prepare(data):
    """Return the sent data with the line ends of our texts and, when asked, my own entries.

    Browsers send line ends as CR LF; left so, saving an untouched text would change it.
    """
    if not isinstance(data, QueryDict):
        return data
    data = data.copy()
    for key, values in data.lists():
        data.setlist(key, [one.replace("\r\n", "\n") for one in values])
    if MINE_ANYWAY in data:
        for name in data.getlist(THEIRS_ONLY):
            for key in keys_of(data, name):
                del data[key]
            for key in keys_of(data, f"{COPY}{name}"):
                data.setlist(key.removeprefix(COPY), data.getlist(key))
    return data


def keys_of(data, name):
    """Return the keys under which a field sends its value; dates with a time have two."""
    return [key for key in data if key == name or key in {f"{name}_0", f"{name}_1"}]


# ---- who changed it ------------------------------------------------------------------------------


def newest_version(record):
    return record.history.first() if has_history(type(record)) else None


def state_of(model, version_id):
    if version_id is None:
        return None
    versions = list(model.history.filter(history_id=version_id))
    return states_of(versions)[0] if versions else None


def last_change(record):
    """Return who changed the record last, and when, as far as it is known."""
    if version := newest_version(record):
        return version.wer, version.history_date
    entry = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
        )
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    return (entry.user.get_username(), entry.action_time) if entry else ("jemand", None)
