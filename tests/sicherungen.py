"""What tests of backups share: a look at every table, and ways to tamper with a file."""

import hashlib
import json
from zipfile import ZipFile

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from sozialplanung.sicherung import LEFT_OUT


def rows_of_all_tables():
    """Every column of every table as it is stored, but for logins and the data version."""
    return {
        model._meta.db_table: list(
            models.QuerySet(model)
            .order_by("pk")
            .values_list(
                *(
                    Cast(f.attname, models.TextField())  # tells NULL from JSON's null
                    if isinstance(f, models.JSONField)
                    else f.attname
                    for f in model._meta.concrete_fields
                )
            )
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in LEFT_OUT | {"navigator.Datenstand"}
    }


def change_archive(path, change):
    """Rewrite a backup: ``change`` gets ``{name: bytes}``; the manifest's checksum follows."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if "manifest.json" in parts:
        digest = hashlib.sha256(parts["manifest.json"]).hexdigest()
        parts["manifest.sha256"] = digest.encode()
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def change_manifest(path, **entries):
    def change(parts):
        manifest = json.loads(parts["manifest.json"]) | entries
        parts["manifest.json"] = json.dumps(manifest).encode()

    change_archive(path, change)
