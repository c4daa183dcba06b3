"""A backup that does not fit, is damaged or meets other data changes nothing."""

import hashlib
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from navigator.models import Datenstand
from sozialplanung.sicherung import write_sicherung
from sozialplanung.wiederherstellung import restore_sicherung
from tests.factories import create_haltestelle
from tests.sicherungen import change_archive, change_manifest, rows_of_all_tables


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """An empty folder of uploads."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sicherungen"


def refusal_of(path):
    """Return the sentence with which a restore is refused."""
    with pytest.raises(CommandError) as error:
        call_command("wiederherstellen", str(path), stdout=io.StringIO())
    return str(error.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("create", "named"),
    [(create_haltestelle, "Haltestellen: 1"), (lambda: User.objects.create(), "Benutzer: 1")],
)
def test_database_with_data_is_left_alone(folder, create, named):
    path = write_sicherung(folder).path
    create()
    before = rows_of_all_tables()

    sentence = refusal_of(path)

    assert sentence.startswith(f"Die Datenbank ist nicht leer ({named}). ")
    assert rows_of_all_tables() == before


@pytest.mark.django_db
def test_database_with_counters_only_counts_as_empty(folder):
    path = write_sicherung(folder).path
    Datenstand.objects.raise_version()

    restore_sicherung(path)

    assert Datenstand.objects.get().version > 1


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 0.3, 0.6, 0.9, 1])
def test_damaged_file_is_refused(folder, place):
    path = write_sicherung(folder).path
    content = bytearray(path.read_bytes())
    start = int(place * (len(content) - 40))
    content[start : start + 40] = bytes(255 - byte for byte in content[start : start + 40])
    path.write_bytes(content)

    assert "beschädigt" in refusal_of(path)


@pytest.mark.django_db
@pytest.mark.parametrize("length", [0, 10, 5000])
def test_incomplete_file_is_refused(folder, length):
    path = write_sicherung(folder).path
    path.write_bytes(path.read_bytes()[:length])

    assert refusal_of(path) == (
        "Die Datei ist beschädigt oder keine Sicherung (kein lesbares Archiv); es ist nichts"
        " geschrieben."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.pop("tabellen/auth_user.jsonl"),
        lambda parts: parts.pop("manifest.json"),
        lambda parts: parts.update({"tabellen/auth_group.jsonl": b'[1, "Fremde"]\n'}),
        lambda parts: parts.update({"medien/fremd.pdf": b"%PDF"}),
        lambda parts: parts.update({"manifest.json": b"[]"}),
    ],
    ids=["missing table", "missing manifest", "other rows", "added file", "other manifest"],
)
def test_parts_that_do_not_match_the_manifest_are_refused(folder, media, change):
    path = write_sicherung(folder).path
    change_archive(path, change)
    before = rows_of_all_tables()

    assert "beschädigt" in refusal_of(path)
    assert rows_of_all_tables() == before
    assert list(media.iterdir()) == []


@pytest.mark.django_db
def test_missing_file_is_named(tmp_path):
    assert refusal_of(tmp_path / "keine.zip").startswith(f"„{tmp_path / 'keine.zip'}“ ließ sich")


@pytest.mark.django_db
def test_unknown_version_is_refused(folder):
    path = write_sicherung(folder).path
    change_manifest(path, format=2)

    assert refusal_of(path).startswith("Diese Sicherung hat das Format 2, dieses Programm liest")


@pytest.mark.django_db
def test_backup_of_other_migrations_is_refused(folder):
    written = write_sicherung(folder)
    migrations = written.manifest["migrationen"]
    change_manifest(written.path, migrationen=migrations | {"navigator": ["0000_frueher"]})

    assert refusal_of(written.path) == (
        "Die Sicherung gehört zu einer anderen Fassung des Programms (navigator: Sicherung"
        f" 0000_frueher, Programm {migrations['navigator'][0]}): Bitte die passende Fassung"
        " verwenden; es ist nichts geschrieben."
    )


@pytest.mark.django_db
def test_backup_of_other_columns_is_refused(folder):
    written = write_sicherung(folder)
    tables = written.manifest["tabellen"]
    tables["auth_group"]["spalten"].append("farbe")
    change_manifest(written.path, tabellen=tables)

    assert "andere Tabellen oder Spalten" in refusal_of(written.path)


@pytest.mark.django_db
def test_other_file_among_the_uploads_is_kept(folder, media):
    (media / "plan.pdf").write_bytes(b"alt")
    path = write_sicherung(folder).path
    same = rows_of_all_tables()
    (media / "plan.pdf").write_bytes(b"neu")

    assert "schon eine andere Datei „plan.pdf“" in refusal_of(path)
    assert (media / "plan.pdf").read_bytes() == b"neu"
    assert rows_of_all_tables() == same


@pytest.mark.django_db
def test_same_file_among_the_uploads_is_no_obstacle(folder, media):
    (media / "plan.pdf").write_bytes(b"alt")
    path = write_sicherung(folder).path
    output = io.StringIO()

    call_command("wiederherstellen", str(path), stdout=output)

    assert output.getvalue().startswith(f"Wiederhergestellt: {path} vom ")
    assert (media / "plan.pdf").read_bytes() == b"alt"


@pytest.mark.django_db
def test_name_that_leads_out_of_the_uploads_is_refused(folder, tmp_path):
    path = write_sicherung(folder).path
    change_archive(path, lambda parts: parts.update({"medien/../raus.txt": b"x"}))
    entry = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    change_manifest(path, medien={"../raus.txt": entry})

    assert "führt aus dem Ordner der Uploads hinaus" in refusal_of(path)
    assert not (tmp_path / "raus.txt").exists()


@pytest.mark.django_db
def test_rows_that_the_database_refuses_undo_everything(folder, media):
    """A link that leads nowhere shows only at the end; by then all tables are written."""
    (media / "plan.pdf").write_bytes(b"alt")
    written = write_sicherung(folder)
    (media / "plan.pdf").unlink()
    row = b"[1, 99999, 99999]\n"
    tables = written.manifest["tabellen"]
    tables["auth_user_groups"]["sha256"] = hashlib.sha256(row).hexdigest()
    change_archive(written.path, lambda p: p.update({"tabellen/auth_user_groups.jsonl": row}))
    change_manifest(written.path, tabellen=tables)
    before = rows_of_all_tables()

    assert refusal_of(written.path).startswith("Die Daten ließen sich nicht einspielen (")
    assert rows_of_all_tables() == before
    assert list(media.iterdir()) == []


@pytest.mark.django_db
def test_files_are_taken_away_again_when_the_end_fails(folder, media, monkeypatch):
    (media / "plan.pdf").write_bytes(b"alt")
    (media / "zettel.pdf").write_bytes(b"alt")
    path = write_sicherung(folder).path
    for name in ("plan.pdf", "zettel.pdf"):
        (media / name).unlink()

    rename = Path.rename

    def rename_one(self, target):
        if any(media.glob("*.pdf")):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_one)

    with pytest.raises(KeyboardInterrupt):
        restore_sicherung(path)

    assert list(media.iterdir()) == []
