"""The way back: a backup of ``sicherung.py`` into an empty database, all or nothing.

Everything is checked before anything is written. Rows go in as they were stored: no ``save()``,
no signal, no derived column computed again.
"""

import hashlib
import json
import shutil
import struct
import tempfile
import zlib
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils._os import safe_join

from .sicherung import (
    CHUNK,
    FORMAT,
    MANIFEST,
    MANIFEST_SHA256,
    MEDIA,
    SicherungError,
    backed_up_models,
    check_tables,
    columns_of,
    stored_fields,
)

BATCH = 1000  # rows per round trip
# Counters that any visitor may have begun; they do not make a database less empty.
NO_DATA = frozenset({"navigator.Anfragezaehler", "navigator.Datenstand"})
DAMAGE = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def restore_sicherung(path):
    """Restore the backup at ``path`` and return its manifest.

    Raises SicherungError, with nothing written, when the file is damaged, of another version or
    other migrations, or when the database or the folder of uploads holds something else.
    """
    try:
        with open_archive(path) as archive:
            manifest = read_manifest(archive)
            check_parts(archive, manifest)
            check_program(manifest)
            check_media(manifest)
            restore_parts(archive, manifest)
    except OSError as error:
        name = error.filename or path
        raise SicherungError(
            f"„{name}“ ließ sich nicht lesen oder schreiben ({error.strerror})."
        ) from error
    return manifest


# ---- checking ----------------------------------------------------------------------------------


@contextmanager
def read_strictly(what):
    """Say that the file is damaged for everything that reading a broken archive can raise."""
    try:
        yield
    except DAMAGE as error:
        raise SicherungError(
            f"Die Datei ist beschädigt oder keine Sicherung ({what}); es ist nichts geschrieben."
        ) from error


@contextmanager
def open_archive(path):
    with read_strictly("kein lesbares Archiv"):
        archive = ZipFile(path)
    with archive:
        yield archive


def read_manifest(archive):
    """Return the manifest, when it is the one that was written and of a known version."""
    with read_strictly(MANIFEST):
        content = archive.read(MANIFEST)
        if hashlib.sha256(content).hexdigest() != archive.read(MANIFEST_SHA256).decode():
            raise ValueError(MANIFEST)
        manifest = json.loads(content)
        version = manifest["format"]
    if version != FORMAT:
        raise SicherungError(
            f"Diese Sicherung hat das Format {version}, dieses Programm liest Format {FORMAT}:"
            " Bitte die Fassung des Programms verwenden, mit der gesichert wurde."
        )
    return manifest


def check_parts(archive, manifest):
    """Compare every part with its checksum, and the parts with the manifest."""
    with read_strictly(MANIFEST):
        expected = {entry["teil"]: entry["sha256"] for entry in manifest["tabellen"].values()} | {
            f"{MEDIA}{name}": entry["sha256"] for name, entry in manifest["medien"].items()
        }
    if sorted(archive.namelist()) != sorted([*expected, MANIFEST, MANIFEST_SHA256]):
        raise SicherungError(
            "Die Datei ist beschädigt: Sie enthält nicht, was ihr Verzeichnis nennt; es ist"
            " nichts geschrieben."
        )
    for name, sha256 in expected.items():
        with read_strictly(name):
            with archive.open(name) as part:
                found = digest_of(part)
            if found != sha256:
                raise ValueError(name)


def digest_of(file):
    digest = hashlib.sha256()
    while data := file.read(CHUNK):
        digest.update(data)
    return digest.hexdigest()


def check_program(manifest):
    """Refuse a backup whose tables are not those of this code."""
    migrations = check_tables(connection)
    stored = manifest["migrationen"]
    if migrations != stored:
        apart = [
            app for app in sorted({*stored, *migrations}) if stored.get(app) != migrations.get(app)
        ]
        raise SicherungError(
            "Die Sicherung gehört zu einer anderen Fassung des Programms ("
            + "; ".join(
                f"{app}: Sicherung {name_migrations(stored, app)},"
                f" Programm {name_migrations(migrations, app)}"
                for app in apart
            )
            + "): Bitte die passende Fassung verwenden; es ist nichts geschrieben."
        )
    expected = {model._meta.db_table: columns_of(model) for model in backed_up_models()}
    if expected != {table: entry["spalten"] for table, entry in manifest["tabellen"].items()}:
        raise SicherungError(
            "Die Sicherung enthält andere Tabellen oder Spalten, als dieses Programm kennt: Bitte"
            " die passende Fassung verwenden; es ist nichts geschrieben."
        )


def name_migrations(migrations, app):
    return " und ".join(migrations.get(app, [])) or "keine"


def check_media(manifest):
    """Refuse when another file lies where one of the backup belongs."""
    for name, entry in manifest["medien"].items():
        path = media_path(name)
        if path.exists() and not holds(path, entry):
            raise SicherungError(
                f"Im Ordner der Uploads liegt schon eine andere Datei „{name}“; es ist nichts"
                " geschrieben."
            )


def holds(path, entry):
    if not path.is_file() or path.stat().st_size != entry["bytes"]:
        return False
    with path.open("rb") as file:
        return digest_of(file) == entry["sha256"]


def media_path(name):
    """Return where a file belongs; a name that leads out of the folder is no name of ours."""
    try:
        return Path(safe_join(settings.MEDIA_ROOT, name))
    except SuspiciousFileOperation as error:
        raise SicherungError(
            f"Die Datei ist keine Sicherung: „{name}“ führt aus dem Ordner der Uploads hinaus."
        ) from error


def check_database_is_empty():
    """Refuse when one of our apps or the table of accounts holds a row."""
    own = own_models()
    nouns = [model for model in own if not is_version(model)]
    if held := count_rows([get_user_model(), *nouns]) or count_rows(filter(is_version, own)):
        more = f" und {len(held) - 3} weitere" if len(held) > 3 else ""
        raise SicherungError(
            f"Die Datenbank ist nicht leer ({', '.join(held[:3])}{more}). Wiederhergestellt wird"
            " nur in eine leere Datenbank; es ist nichts geschrieben."
        )


def count_rows(tables):
    """Return „Institutionen: 242“ for each of ``tables`` that holds a row."""
    return [
        f"{model._meta.verbose_name_plural}: {count}"
        for model in tables
        if (count := models.QuerySet(model).count())
    ]


def is_version(model):
    """Tell whether a table keeps the past of another; alone it is data, too, but named last."""
    return hasattr(model, "instance_type")


def own_models():
    """Return the nouns of the apps beside this project, not those of installed packages."""
    return [
        model
        for model in backed_up_models()
        if not model._meta.auto_created
        and Path(model._meta.app_config.path).parent == Path(settings.BASE_DIR)
        and model._meta.label not in NO_DATA
    ]


# ---- restoring ---------------------------------------------------------------------------------


def restore_parts(archive, manifest):
    """Put tables and files back; whatever fails, neither keeps anything.

    Foreign keys are checked at the end of the transaction on both databases, so the order of the
    tables does not matter, nor that of rows which refer to each other.
    """
    with stage_media(archive, manifest) as place, transaction.atomic():
        check_database_is_empty()
        try:
            empty_tables()
            for model in backed_up_models():
                restore_table(archive, model, manifest["tabellen"][model._meta.db_table])
            reset_sequences()
            raise_datenstand()
            connection.check_constraints()
        except (DatabaseError, ValidationError, ValueError) as error:
            raise SicherungError(
                f"Die Daten ließen sich nicht einspielen ({error}); es ist nichts geschrieben."
            ) from error
        place()
    ContentType.objects.clear_cache()


def empty_tables():
    """Take away what „migrate“ made (permissions, content types); the backup has its own."""
    with connection.cursor() as cursor:
        for model in backed_up_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 – our own names


def restore_table(archive, model, entry):
    """Insert the rows of one part, a batch at a time."""
    quote = connection.ops.quote_name
    fields = stored_fields(model)
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)}"  # noqa: S608 – names of our own models
        f" ({', '.join(quote(f.column) for f in fields)})"
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    with archive.open(entry["teil"]) as part, connection.cursor() as cursor:
        while lines := list(islice(part, BATCH)):
            cursor.executemany(statement, [decode_row(line, fields) for line in lines])


def decode_row(line, fields):
    """Read a line of JSON into the values that the database takes."""
    return [
        None if value is None else decode(value, field)
        for value, field in zip(json.loads(line), fields, strict=True)
    ]


def decode(value, field):
    if isinstance(field, models.JSONField):
        return connection.ops.adapt_json_value(json.loads(value), field.encoder)
    return field.get_db_prep_save(field.to_python(value), connection)


def reset_sequences():
    """Let the next record get a number that is free."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), backed_up_models()):
            cursor.execute(statement)


def raise_datenstand():
    """Set the data version higher than any that visitors' browsers can know.

    After the backup was written the counter went on; were it raised by one, an answer cached then
    could pass for today's. Seconds since 1970 are always ahead of a counter of changes.
    """
    datenstand = apps.get_model("navigator", "Datenstand").objects
    datenstand.raise_version()
    seconds = int(timezone.now().timestamp())
    datenstand.filter(pk=1, version__lt=seconds).update(version=seconds)


@contextmanager
def stage_media(archive, manifest):
    """Unpack the missing files in a folder among the uploads; yield what puts them in place.

    When the block fails after that, the files are taken away again.
    """
    root = Path(settings.MEDIA_ROOT)
    missing = [name for name in manifest["medien"] if not media_path(name).exists()]
    root.mkdir(parents=True, exist_ok=True)
    placed = []
    with tempfile.TemporaryDirectory(dir=root, prefix=".wiederherstellung-") as folder:
        staged = {name: Path(folder) / str(n) for n, name in enumerate(missing)}
        for name, path in staged.items():
            with archive.open(f"{MEDIA}{name}") as part, path.open("xb") as file:
                shutil.copyfileobj(part, file, CHUNK)
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)

        def place():
            for name, path in staged.items():
                target = media_path(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.rename(target)
                placed.append(target)

        try:
            yield place
        except BaseException:
            for target in placed:
                target.unlink()
            raise
