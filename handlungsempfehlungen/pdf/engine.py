"""Plain data and a Typst template → the bytes of an accessible PDF. Knows no model.

Data is handed over as JSON and never becomes part of a source, so no text of the portal can be
read as markup. The same data gives the same bytes.
"""

import hashlib
import json
import subprocess
import sys
from functools import cache
from importlib.metadata import version

from .schrift import printable
from .vorlagen import SOURCES

ROOT = SOURCES.parent.parent
RAW = {"svg", "adresse", "zeichen", "balken"}  # keys of what is no text to read
LONGEST = 120  # seconds; a paper takes one or two


class PapierError(Exception):
    """A paper cannot be set; a sentence for the office."""


def compile_pdf(vorlage, daten):
    """Set ``daten`` by the template ``vorlage``; ``daten["zeitstempel"]`` is the second it is of.

    Raises :class:`PapierError` where Typst refuses, for one where a picture has no text
    alternative.
    """
    job = {"vorlage": vorlage, "daten": to_json(daten), "zeitstempel": daten["zeitstempel"]}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "handlungsempfehlungen.pdf.setzen"],
            cwd=ROOT,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise PapierError(
            f"„{daten['titel']}“ als PDF zu setzen dauerte länger als {LONGEST} Sekunden."
        ) from error
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode(errors="replace").strip()
        raise PapierError(
            f"„{daten['titel']}“ ließ sich nicht als PDF setzen: {message}"
        ) from error
    return done.stdout


def fingerprint(vorlage, daten):
    """Return what the bytes depend on, short enough for a file name."""
    digest = hashlib.sha256(f"{vorlage}|{program()}|{to_json(daten)}".encode())
    return digest.hexdigest()[:20]


@cache
def program():
    """Return a mark of the templates and of Typst: other ones make other bytes."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted(SOURCES.rglob("*.typ")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def to_json(daten):
    return json.dumps(clean(daten), ensure_ascii=False, sort_keys=True)


def clean(daten):
    """Return ``daten`` with every text to read made printable."""
    if isinstance(daten, str):
        return printable(daten)
    if isinstance(daten, dict):
        return {key: one if key in RAW else clean(one) for key, one in daten.items()}
    if isinstance(daten, list | tuple):
        return [clean(one) for one in daten]
    return daten
