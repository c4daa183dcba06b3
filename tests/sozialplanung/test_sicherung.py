"""What goes into a backup comes back, whole and exact; the file is safe and tidy."""

import datetime as dt
import hashlib
import io
import json
import stat
import uuid
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Cast
from django.test.utils import isolate_apps

from navigator.models import Datenstand, Institution, Sozialraum, Stelle, Suchwort
from sozialplanung import sicherung, wiederherstellung
from sozialplanung.sicherung import SicherungError, write_sicherung
from sozialplanung.wiederherstellung import restore_sicherung
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_sozialraum,
    create_suchwort,
    square,
)
from tests.office import SECRET, set_up_totp
from tests.sicherungen import rows_of_all_tables

AWARE = dt.datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=dt.UTC)


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


def empty_database():
    call_command("flush", interactive=False, verbosity=0)


def create_office():
    """Records with everything that is easily lost: links, loops, empty JSON, people, groups."""
    redaktion = Group.objects.create(name="Redaktion")
    redaktion.permissions.set(Permission.objects.filter(codename="change_institution"))
    konto = User.objects.create_user("m.muster", password="geheim-genug-1", last_login=AWARE)
    konto.groups.add(redaktion)
    set_up_totp(konto)
    create_sozialraum(name="Osterfeld", geometry=square(6.8, 51.4))
    without_outline = create_sozialraum(name="Sterkrade")
    Sozialraum.objects.filter(pk=without_outline.pk).update(
        geometry=Value(None, models.JSONField())
    )
    traeger = create_institution(name="Träger „Groß“\nzweite Zeile \u2028 😀")
    haus = create_institution(name="Haus", traeger_institution=traeger, geprueft_am=AWARE.date())
    Institution.objects.filter(pk=traeger.pk).update(traeger_institution=haus, suchtext="von Hand")
    create_suchwort("Geld reicht nicht", institutionen=[traeger, haus])
    Stelle.objects.create(name="Sozialplanung", art="bereich").konten.add(konto)


# ---- there and back ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_table_by_table(folder, media):
    create_office()
    (media / "pdf").mkdir()
    (media / "pdf" / "Bericht ä.pdf").write_bytes(b"%PDF \x00\xff")
    before = rows_of_all_tables()
    version = Datenstand.objects.get().version
    path = write_sicherung(folder).path
    empty_database()
    (media / "pdf" / "Bericht ä.pdf").unlink()

    restore_sicherung(path)

    after = rows_of_all_tables()
    assert after.keys() == before.keys()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert (media / "pdf" / "Bericht ä.pdf").read_bytes() == b"%PDF \x00\xff"
    assert [p.name for p in media.iterdir()] == ["pdf"]
    assert Datenstand.objects.get().version > version
    assert User.objects.get().check_password("geheim-genug-1")
    assert User.objects.get().authenticator_set.get().data == {"secret": SECRET}
    assert create_institution().pk > max(row[0] for row in before["navigator_institution"])


@pytest.mark.django_db(transaction=True)
def test_backup_reads_the_same_on_every_database(folder):
    create_haltestelle(pk=7, name="Ölweg „Mitte“", breite=51.5, laenge=6.85)
    User.objects.create(pk=3, username="m.muster", date_joined=AWARE)

    path = write_sicherung(folder).path

    with ZipFile(path) as archive:
        names = archive.namelist()
        stop = archive.read("tabellen/navigator_haltestelle.jsonl").decode()
        account = archive.read("tabellen/auth_user.jsonl").decode()
        manifest = json.loads(archive.read("manifest.json"))
    assert stop == '[7, "Ölweg „Mitte“", "oelweg-mitte", "olwegmitte", 51.5, 6.85, ""]\n'
    assert account == (
        '[3, "", null, false, "m.muster", "", "", "", false, true,'
        ' "2026-03-29T01:59:59.123456+00:00"]\n'
    )
    assert manifest["format"] == 1
    assert manifest["tabellen"]["navigator_haltestelle"] == {
        "modell": "navigator.Haltestelle",
        "spalten": ["id", "name", "slug", "sortiername", "breite", "laenge", "quelle"],
        "zeilen": 1,
        "teil": "tabellen/navigator_haltestelle.jsonl",
        "sha256": hashlib.sha256(stop.encode()).hexdigest(),
    }
    assert "tabellen/navigator_institution_zielgruppen.jsonl" in names
    assert "tabellen/django_session.jsonl" not in names
    assert not [name for name in names if "usersession" in name or "axes" in name]


@pytest.mark.django_db(transaction=True)
def test_writing_goes_on_during_a_backup_that_shows_one_moment(folder, monkeypatch):
    write_table = sicherung.write_table
    create_institution(name="vorher")

    def write_table_while_people_work(archive, model, alias):
        entry = write_table(archive, model, alias)
        if not Suchwort.objects.exists():
            create_suchwort("nachher", institutionen=[create_institution(name="nachher")])
        return entry

    monkeypatch.setattr(sicherung, "write_table", write_table_while_people_work)

    tables = write_sicherung(folder).manifest["tabellen"]

    assert Suchwort.objects.count() == 1
    assert tables["navigator_institution"]["zeilen"] == 1
    assert tables["navigator_suchwort"]["zeilen"] == 0
    assert tables["navigator_suchwort_institutionen"]["zeilen"] == 0


@pytest.mark.django_db(transaction=True)
@isolate_apps("navigator")
def test_every_kind_of_value_comes_back_exactly(folder, monkeypatch):
    class Vielerlei(models.Model):
        roh = models.BinaryField(null=True)
        zahl = models.DecimalField(max_digits=20, decimal_places=8, null=True)
        dauer = models.DurationField(null=True)
        kennung = models.UUIDField(null=True)
        uhrzeit = models.TimeField(null=True)
        tag = models.DateField(null=True)
        angaben = models.JSONField(null=True)
        gleitend = models.FloatField(default=0)
        doppelt = models.GeneratedField(
            expression=models.F("gleitend") * 2, output_field=models.FloatField(), db_persist=True
        )

        class Meta:
            app_label = "navigator"

        def __str__(self):
            return str(self.pk)

    def read():
        return [
            (bytes(row[0]) if row[0] is not None else None, *row[1:])
            for row in Vielerlei.objects.order_by("pk").values_list(
                "roh", "zahl", "dauer", "kennung", "uhrzeit", "tag", "gleitend", "doppelt",
                Cast("angaben", models.TextField()),
            )
        ]  # fmt: skip

    all_models = sicherung.backed_up_models()
    for module in (sicherung, wiederherstellung):
        monkeypatch.setattr(module, "backed_up_models", lambda: [*all_models, Vielerlei])
    with connection.schema_editor() as editor:
        editor.create_model(Vielerlei)
    try:
        Vielerlei.objects.create(
            roh=bytes(range(256)),
            zahl=Decimal("123456789012.12345678"),
            dauer=-dt.timedelta(days=3, microseconds=1),
            kennung=uuid.UUID(int=5),
            uhrzeit=dt.time(23, 59, 59, 999999),
            tag=dt.date(1, 1, 1),
            angaben={"ä": [1, 1.5, None, True, "\\"], "leer": {}},
            gleitend=0.1 + 0.2,
        )
        Vielerlei.objects.create()
        Vielerlei.objects.create(angaben=Value(None, models.JSONField()))
        Vielerlei.objects.create(angaben="null")
        before = read()
        path = write_sicherung(folder).path
        Vielerlei.objects.all().delete()
        empty_database()

        restore_sicherung(path)

        assert read() == before
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Vielerlei)


# ---- the file ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_command_says_what_the_backup_holds_and_where(folder):
    output = io.StringIO()

    call_command("sichern", stdout=output)

    (path,) = folder.iterdir()
    assert sicherung.FILE_NAME.fullmatch(path.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert output.getvalue().startswith(f"Gesichert: {path} (")
    assert "Berechtigungen: " in output.getvalue()


@pytest.mark.django_db
def test_nothing_is_overwritten_and_nothing_unfinished_stays(folder, monkeypatch):
    path = write_sicherung(folder).path
    content = path.read_bytes()
    monkeypatch.setattr(sicherung, "timezone", FixedTime(path))

    with pytest.raises(SicherungError, match="gibt es schon"):
        write_sicherung(folder)

    assert [p.name for p in folder.iterdir()] == [path.name]
    assert path.read_bytes() == content


class FixedTime:
    """Stands for ``timezone``: the moment that a backup's name tells."""

    def __init__(self, path):
        self.moment = dt.datetime.strptime(path.stem, "sicherung-%Y-%m-%d-%H%M%S")  # noqa: DTZ007

    def localtime(self):
        return self.moment


@pytest.mark.django_db
def test_interrupted_backup_leaves_no_file(folder, monkeypatch):
    def break_off(archive):
        raise KeyboardInterrupt

    monkeypatch.setattr(sicherung, "write_parts", break_off)

    with pytest.raises(KeyboardInterrupt):
        write_sicherung(folder)

    assert list(folder.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("keep", "left"), [(1, 0), (2, 1), (3, 2), (9, 3)])
def test_older_backups_beyond_a_number_are_deleted(folder, keep, left):
    folder.mkdir()
    older = [folder / f"sicherung-2026-01-0{day}-020000.zip" for day in (1, 2, 3)]
    others = [folder / "sicherung-vom-umzug.zip", folder / "notizen.txt"]
    for path in [*older, *others]:
        path.touch()

    call_command("sichern", str(folder), behalten=keep, stdout=io.StringIO())

    assert [path for path in older if path.exists()] == older[3 - left :]
    assert all(path.exists() for path in others)
    assert len(list(folder.iterdir())) == left + 1 + len(others)


@pytest.mark.django_db
def test_keeping_none_is_refused(folder):
    with pytest.raises(CommandError, match="Mindestens eine"):
        call_command("sichern", str(folder), behalten=0)

    assert not folder.exists()


@pytest.mark.django_db
def test_folder_that_visitors_can_read_is_refused(media):
    with pytest.raises(CommandError, match="liefert das Portal Dateien aus"):
        call_command("sichern", str(media / "sicherungen"))

    assert list(media.iterdir()) == []


@pytest.mark.django_db
def test_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "belegt").touch()

    with pytest.raises(CommandError, match=r"belegt“ ließ sich nicht lesen oder schreiben"):
        call_command("sichern", str(tmp_path / "belegt"))


@pytest.mark.django_db
def test_database_of_another_program_is_not_backed_up(folder, monkeypatch):
    fields = sicherung.stored_fields(Suchwort)
    monkeypatch.setattr(Suchwort._meta, "local_concrete_fields", fields[1:])

    with pytest.raises(SicherungError, match="„navigator_suchwort“ hat andere Spalten"):
        write_sicherung(folder)
