"""A backup of everything: one file that either database can read back.

A zip archive: per table a part with one JSON list per row, the uploaded files, and a manifest
that says what belongs to it, with the SHA-256 of every part. It is read through Django's fields,
not by the database's own tools, so that SQLite's backup can be restored on PostgreSQL and back;
Django's serializers are not used, because they cut microseconds and know no JSON ``null``.
``wiederherstellung.py`` is the way back.
"""

import base64
import datetime as dt
import hashlib
import json
import os
import re
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.duration import duration_string
from psycopg import IsolationLevel

FORMAT = 1  # raise it when the parts or the manifest change their shape
MANIFEST = "manifest.json"
MANIFEST_SHA256 = "manifest.sha256"
TABLES = "tabellen/"
MEDIA = "medien/"
FILE_NAME = re.compile(r"sicherung-\d{4}-\d{2}-\d{2}-\d{6}\.zip")
CHUNK = 1 << 20  # bytes

# Who is logged in right now is no data: a restored copy must not let anybody in. Nor is who typed
# a wrong password lately: that lock is over before a copy is restored.
LEFT_OUT = frozenset(
    {
        "sessions.Session",
        "usersessions.UserSession",
        "axes.AccessAttempt",
        "axes.AccessAttemptExpiration",
        "axes.AccessFailureLog",
        "axes.AccessLog",
    }
)

# How a connection is told to show one moment for a whole transaction and to keep nobody from
# writing: SQLite's WAL does so in a deferred transaction, PostgreSQL in a repeatable read.
SNAPSHOT = {
    "django.db.backends.sqlite3": {"transaction_mode": "DEFERRED"},
    "django.db.backends.postgresql": {"isolation_level": IsolationLevel.REPEATABLE_READ},
}
SNAPSHOT_ALIAS = "sicherung"


class SicherungError(Exception):
    """Why a backup cannot be written or restored, as a sentence for the person at the keyboard."""


@dataclass
class Sicherung:
    """A written backup."""

    path: Path
    manifest: dict
    deleted: list = field(default_factory=list)


# ---- what belongs to it ------------------------------------------------------------------------


def backed_up_models():
    """Return the models with a table, among them those of many-to-many links."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]


def stored_fields(model):
    """Return the fields that are columns; what the database computes itself is left out."""
    return [f for f in model._meta.local_concrete_fields if not f.generated]


def columns_of(model):
    return [f.column for f in stored_fields(model)]


def newest_migrations(loader):
    """Return ``{app: its newest migrations}`` of this code."""
    newest = {}
    for app, name in sorted(loader.graph.leaf_nodes()):
        newest.setdefault(app, []).append(name)
    return newest


def check_tables(connection):
    """Raise SicherungError unless the tables are what this code's models expect."""
    loader = MigrationLoader(connection)
    if not loader.applied_migrations.keys() >= set(loader.graph.leaf_nodes()):
        raise SicherungError(
            "Die Datenbank ist nicht auf dem Stand dieses Programms: Bitte zuerst"
            " „manage.py migrate“ ausführen (oder mit der bisherigen Fassung sichern)."
        )
    with connection.cursor() as cursor:
        for model in backed_up_models():
            table = model._meta.db_table
            found = connection.introspection.get_table_description(cursor, table)
            expected = {f.column for f in model._meta.local_concrete_fields}
            if {column.name for column in found} != expected:
                raise SicherungError(
                    f"Die Tabelle „{table}“ hat andere Spalten, als dieses Programm kennt: Bitte"
                    " die Fassung des Programms verwenden, zu der die Datenbank gehört."
                )
    return newest_migrations(loader)


def media_files():
    """Yield ``(name, path)`` of every uploaded or made file, in the order of the names."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


# ---- writing -----------------------------------------------------------------------------------


def write_sicherung(folder, keep=None):
    """Write a backup into ``folder`` and return it; ``keep`` deletes older ones beyond that number.

    Until it is complete it has another name, so a file called „sicherung-….zip“ is always whole.
    """
    folder = Path(folder).resolve()
    check_folder(folder)
    path = folder / f"sicherung-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        manifest = write_archive(path)
        deleted = delete_older(path, keep) if keep else []
    except OSError as error:
        name = error.filename or path
        raise SicherungError(
            f"„{name}“ ließ sich nicht lesen oder schreiben ({error.strerror})."
        ) from error
    return Sicherung(path, manifest, deleted)


def check_folder(folder):
    """Refuse folders from which the portal answers visitors."""
    for public in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        if folder.is_relative_to(Path(public).resolve()):
            raise SicherungError(
                f"Aus „{folder}“ liefert das Portal Dateien aus: Bitte einen anderen Ordner für"
                " die Sicherungen nennen."
            )


def write_archive(path):
    """Write the archive under a temporary name (readable by its owner only), then rename it."""
    handle, name = tempfile.mkstemp(prefix=".sicherung-", suffix=".teil", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                manifest = write_parts(archive)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise SicherungError(f"„{path}“ gibt es schon; es wird nichts überschrieben.")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def write_parts(archive):
    """Fill the archive and return its manifest.

    The files come after the tables: a record that names a file is written after the file.
    """
    manifest = {"format": FORMAT, "erstellt": timezone.localtime().isoformat(timespec="seconds")}
    with snapshot() as connection:
        manifest["datenbank"] = connection.display_name
        manifest["migrationen"] = check_tables(connection)
        manifest["tabellen"] = {
            model._meta.db_table: write_table(archive, model, connection.alias)
            for model in backed_up_models()
        }
    manifest["medien"] = dict(write_media(archive))
    manifest["ohne"] = sorted(LEFT_OUT)
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    archive.writestr(MANIFEST, content)
    archive.writestr(MANIFEST_SHA256, hashlib.sha256(content).hexdigest())
    return manifest


@contextmanager
def snapshot():
    """Open a connection of its own that sees the database as it is at one moment."""
    connection = connections["default"].copy(SNAPSHOT_ALIAS)
    engine = connection.settings_dict["ENGINE"]
    if engine not in SNAPSHOT:
        raise SicherungError("Gesichert werden können SQLite und PostgreSQL.")
    connection.settings_dict["OPTIONS"] |= SNAPSHOT[engine]
    connections[SNAPSHOT_ALIAS] = connection
    try:
        with closing(connection), transaction.atomic(using=SNAPSHOT_ALIAS):
            yield connection
    finally:
        del connections[SNAPSHOT_ALIAS]


class PartWriter:
    """Writes one part of the archive, counts the writes, and knows the digest of what it wrote."""

    def __init__(self, archive, name):
        self.part = archive.open(name, "w", force_zip64=True)
        self.digest = hashlib.sha256()
        self.writes = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.part.close()

    def write(self, data):
        self.part.write(data)
        self.digest.update(data)
        self.writes += 1


def write_table(archive, model, alias):
    """Write one line per row, however many there are, and return the table's manifest entry."""
    name = f"{TABLES}{model._meta.db_table}.jsonl"
    rows = (
        models.QuerySet(model, using=alias)  # a manager of the model's own may hide rows
        .order_by("pk")
        .values_list(*(expression_for(f) for f in stored_fields(model)))
        .iterator(chunk_size=1000)
    )
    with PartWriter(archive, name) as part:
        for row in rows:
            part.write(encode_row(row))
    return {
        "modell": model._meta.label,
        "spalten": columns_of(model),
        "zeilen": part.writes,
        "teil": name,
        "sha256": part.digest.hexdigest(),
    }


def expression_for(stored):
    """Ask for JSON as text: as a value, SQL's NULL and JSON's null would be the same."""
    if isinstance(stored, models.JSONField):
        return Cast(stored.attname, models.TextField())
    return stored.attname


def encode_row(row):
    """Return a row as a line of JSON; ``decode`` of a field reads its value again."""
    return json.dumps(row, default=as_text, ensure_ascii=False).encode() + b"\n"


def as_text(value):
    """Write a value that JSON does not know so that its field's ``to_python`` reads it, exactly."""
    if isinstance(value, dt.date | dt.time):  # a datetime is a date, too
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"Werte der Art {type(value).__name__} kennt die Sicherung nicht.")


def write_media(archive):
    """Copy the files; yield the name and the manifest entry of each."""
    for name, path in media_files():
        with path.open("rb") as file, PartWriter(archive, f"{MEDIA}{name}") as part:
            size = 0
            while data := file.read(CHUNK):
                part.write(data)
                size += len(data)
        yield name, {"bytes": size, "sha256": part.digest.hexdigest()}


def describe(manifest):
    """Say in a few lines what a backup holds, and what it does not."""
    tables = manifest["tabellen"].values()
    lines = [
        f"Enthalten: {sum(entry['zeilen'] for entry in tables)} Zeilen aus {len(tables)} Tabellen"
        f" (hochgeladene Dateien: {len(manifest['medien'])}), darunter"
    ]
    for entry in tables:
        model = apps.get_model(entry["modell"])
        if entry["zeilen"] and not model._meta.auto_created:
            lines.append(f"  {model._meta.verbose_name_plural}: {entry['zeilen']}")
    lines.append("Nicht enthalten: wer gerade angemeldet ist, und die Einstellungen (.env).")
    return "\n".join(lines)


# ---- keeping a few -----------------------------------------------------------------------------


def delete_older(path, keep):
    """Delete what is older than the newest ``keep`` backups beside ``path``, which always stays."""
    others = sorted(
        other
        for other in path.parent.iterdir()
        if FILE_NAME.fullmatch(other.name) and other != path
    )
    surplus = others[: max(0, len(others) - (keep - 1))]
    for other in surplus:
        other.unlink()
    return surplus
