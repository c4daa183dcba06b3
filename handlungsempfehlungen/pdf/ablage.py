"""Keeps the papers that were made: each once, and anew only when its contents are other ones.

Beside each file stands what it was made from: ``mark`` (the data version that was looked at) and
``version`` (a hash of the contents, its ETag too). A new mark alone makes no new file: the
contents are gathered again, and only where they differ is it set anew.
"""

import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import locks

from navigator.models import Datenstand

from .engine import compile_pdf, fingerprint, program

FOLDER = "papiere"


@dataclass(frozen=True)
class Ablagestueck:
    """A paper in its place; ``neu`` says whether it had to be made for this."""

    path: Path
    version: str
    neu: bool = False

    @property
    def name(self):
        return self.path.name.partition(".")[0]

    @property
    def etag(self):
        return f'W/"{self.version}"'


def folder():
    return Path(settings.MEDIA_ROOT) / FOLDER


def current_mark():
    """Return what a stored paper is compared with: the data version, the day, the templates.

    The time of the last change belongs to it: a restored backup may count up to the same version
    again.
    """
    version = Datenstand.objects.current()
    changed_at = Datenstand.objects.values_list("changed_at", flat=True).first()
    return f"{version}|{changed_at}|{program()}"


def fetch(name, vorlage, build):
    """Return the paper ``name``; where it is missing or stale, ``build()`` gives its data.

    Whoever comes while it is being made waits for it, in this process or another, and gets the
    same file.
    """
    if found := read_current(name, current_mark()):
        return found
    with lock(name):
        mark = current_mark()
        return read_current(name, mark) or renew(name, vorlage, build, mark)


def read_current(name, mark):
    """Return the stored paper if it was made from what holds now."""
    noted = read_note(name)
    if noted.get("mark") != mark:
        return None
    path = path_of(name, noted["version"])
    return Ablagestueck(path, noted["version"]) if path.is_file() else None


def renew(name, vorlage, build, mark):
    daten = build()
    version = fingerprint(vorlage, daten)
    path = path_of(name, version)
    is_new = not path.is_file()
    if is_new:
        write(path, compile_pdf(vorlage, daten))
    # The one before stays: another process may be about to send it.
    kept = {path, path_of(name, read_note(name).get("version", version))}
    write(note_of(name), json.dumps({"mark": mark, "version": version}).encode())
    for old in folder().glob(f"{name}.*.pdf"):
        if old not in kept:
            old.unlink(missing_ok=True)
    return Ablagestueck(path, version, is_new)


def path_of(name, version):
    return folder() / f"{name}.{version}.pdf"


def note_of(name):
    return folder() / f"{name}.json"


def read_note(name):
    path = note_of(name)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def write(path, content):
    """Write a file that is there as a whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def forget_others(names):
    """Delete what is kept of papers that are none any more."""
    for path in folder().glob("*"):
        if path.name.partition(".")[0] not in names and path.suffix in {".pdf", ".json"}:
            path.unlink(missing_ok=True)


@contextmanager
def lock(name):
    """Let one at a time in, of all processes; a process that dies lets go."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"{name}.lock").open("wb") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
