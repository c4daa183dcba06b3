"""What los.py lets manage.py prepare before a start: done when needed, and only then."""

import io

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from sozialplanung.management.commands import einrichten

LETTERS = "äöüÄÖÜßẞçğİıłńșț„“–…·×−→€"


@pytest.fixture
def commands(monkeypatch, settings, tmp_path):
    """The names of the commands that were called, in place of calling them."""
    settings.VAR_DIR = tmp_path
    names = []
    monkeypatch.setattr(einrichten, "call_command", lambda name, **options: names.append(name))
    monkeypatch.setattr(einrichten, "state_of_static_sources", lambda: "one")
    return names


def prepare():
    call_command("einrichten", stdout=io.StringIO())


@pytest.mark.django_db
def test_static_files_are_collected_once_and_again_after_a_change(commands, monkeypatch):
    prepare()
    prepare()
    monkeypatch.setattr(einrichten, "state_of_static_sources", lambda: "two")
    prepare()

    assert [name for name in commands if name != "rollen_anlegen"] == ["collectstatic"] * 2


@pytest.mark.django_db
def test_database_with_tables_is_not_filled(commands):
    prepare()

    assert "grunddaten_laden" not in commands


@pytest.mark.django_db
def test_empty_database_is_filled_even_after_an_interruption(commands, monkeypatch):
    def break_off(name, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as empty:
        empty.setattr(einrichten.connection.introspection, "table_names", lambda *_: [])
        empty.setattr(einrichten, "call_command", break_off)
        with pytest.raises(KeyboardInterrupt):
            prepare()
    prepare()
    prepare()

    assert commands == [
        "rollen_anlegen",
        "grunddaten_laden",
        "beispieldaten_laden",
        "papiere_erzeugen",
        "collectstatic",
        "rollen_anlegen",
    ]


def test_state_of_static_sources_follows_a_file(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "a.css").write_text("a {}")
    first = einrichten.state_of_static_sources()
    same = einrichten.state_of_static_sources()
    (tmp_path / "a.css").write_text("a { color: red }")

    assert (first == same, first == einrichten.state_of_static_sources()) == (True, False)


def test_both_fonts_have_the_letters_of_german_and_its_neighbours(settings):
    call_command("schriften_erzeugen", stdout=io.StringIO())

    for cut in ("Regular", "SemiBold"):
        path = settings.VAR_DIR / "schriften" / f"FiraSans-{cut}.woff2"
        with TTFont(path) as font:
            assert {ord(letter) for letter in LETTERS} <= font.getBestCmap().keys()
            features = font["GSUB"].table.FeatureList.FeatureRecord
            assert {"liga", "tnum"} <= {record.FeatureTag for record in features}
        assert path.stat().st_size < 30_000
