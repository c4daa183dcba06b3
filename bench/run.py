"""Compares the portal's pages with a view that does nothing, in one run, as ratios.

Each round asks for „hallo“ and then for every page in turn, so that a slow moment of the
machine meets all alike. What counts is the ratio to the „hallo“ of the same round.
"""

import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil

from bench.handy import describe_handy, measure_handy
from bench.rechenwerk import describe_rechenwerk, measure_rechenwerk
from tests.chromium import CHROMIUM

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "leistung.md"
SIZES = (200, 2000, 20000)
ROUNDS = 3
SECONDS = 1.0
TICK = 0.01  # seconds: the system counts CPU no finer
HALLO = "/hallo/"
# name, address, is every address new (nothing cached), least ratio at 2,000
CASES = [
    ("Start, gespeichert", "/", False, 0.5),
    ("Verzeichnis, gespeichert", "/institutionen/", False, 0.5),
    ("Verzeichnis mit Zahlen, neu", "/institutionen/", True, 0.05),
    ("… mit Filter, neu", "/institutionen/?kategorie=kitas&sozialraum=osterfeld", True, 0.05),
    ("… mit Suche, neu", "/institutionen/?q=beratung", True, 0.05),
    ("Eintrag, gespeichert", "/institutionen/caritas-erziehungsberatung/", False, 0.5),
    ("Eintrag, neu", "/institutionen/caritas-erziehungsberatung/", True, None),
    ("Karte, gespeichert", "/karte/", False, 0.5),
    ("Karte, neu", "/karte/", True, None),
    ("Sozialindex, gespeichert", "/sozialindex/", False, 0.5),
    ("Sozialquartier, gespeichert", "/sozialquartiere/innenstadt/", False, 0.5),
    ("Dialoge, gespeichert", "/dialoge/", False, 0.5),
    ("Handlungsempfehlungen, gespeichert", "/handlungsempfehlungen/", False, 0.5),
    ("Stadtbezirk, gespeichert", "/stadtbezirke/osterfeld/", False, 0.5),
    ("GeoJSON 200, gespeichert", "/institutionen.geojson", False, 0.5),
    ("GeoJSON 304", "/institutionen.geojson", False, 0.5),
]
LARGEST_WORKER = 200  # MB


INTRODUCTION = f"""# Leistung

Gemessen mit `python3 los.py bench`: jede Seite gegen eine Ansicht, die nur „Hallo“ sagt, hinter
derselben Middleware und demselben gunicorn (2 Prozesse × 4 Fäden), in abwechselnden Runden
({ROUNDS} × {SECONDS:g} s, 4 Verbindungen). Was zählt, ist das Verhältnis; die Zahlen davor hängen
vom Rechner ab. „neu“ heißt: Jede Anfrage hat eine neue Adresse, keine Seite kommt aus dem
Zwischenspeicher; einzelne Einträge der Liste liegen fertig bereit, weil sie auf vielen Seiten
stehen. In Klammern stehen der kleinste und der größte Wert der Runden.

Rechner: {platform.machine()}, {os.cpu_count()} Kerne, Python {platform.python_version()},
SQLite."""


class Server:
    """gunicorn with the portal's own settings on a database of its own."""

    def __init__(self, size, folder):
        self.port = free_port()
        self.env = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/{size}.sqlite3",
            "PORTAL_SECRET_KEY": "nur-zum-messen-" * 5,
            "PORTAL_HTTPS": "0",
            "PORTAL_DEBUG": "0",
            "PORTAL_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "sozialplanung.settings",
        }
        fill = f"import django; django.setup(); from bench.daten import fill; fill({size})"
        subprocess.run([sys.executable, "-c", fill], cwd=ROOT, env=self.env, check=True)
        bind = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", bind, "bench.wsgi"],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
        )
        self.used, self.largest = {}, 0
        self.wait()

    def wait(self):
        for _ in range(200):
            try:
                with urllib.request.urlopen(self.address(HALLO)):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("gunicorn ist nicht gestartet.")

    def address(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu(self):
        """Return the seconds of CPU that all workers have used, gone ones included.

        Looks at their memory as well: ``largest`` is the most that one ever had, in bytes.
        """
        for worker in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it made room for another this very moment
                self.used[worker.pid] = sum(worker.cpu_times()[:2])
                self.largest = max(self.largest, worker.memory_info().rss)
        return sum(self.used.values())

    @property
    def replaced(self):
        """How many workers made room for others because they had grown (gunicorn.conf.py)."""
        return len(self.used) - len(psutil.Process(self.process.pid).children())

    def etag(self, path):
        with urllib.request.urlopen(self.address(path)) as answer:
            return answer.headers["ETag"]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


def measure(server, path, status=200, etag="", fresh=False):
    """Return requests per second and CPU milliseconds per request."""
    before, start = server.cpu(), time.perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench.last",
            str(server.port),
            path,
            str(status),
            str(SECONDS),
            etag,
            "1" if fresh else "0",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    number = int(done.stdout)
    seconds = time.perf_counter() - start
    used = max(server.cpu() - before, TICK)
    return number / seconds, used / number * 1000


def run_size(size, folder):
    """Measure all cases with ``size`` institutions; return rows for the report."""
    server = Server(size, folder)
    try:
        for _, path, _, _ in CASES:  # each worker fills its cache before anything counts
            for _ in range(12):
                urllib.request.urlopen(server.address(path)).close()
        results = {name: [] for name, *_ in CASES}
        hallos = []
        for _ in range(ROUNDS):
            hallo = measure(server, HALLO)
            hallos.append(hallo)
            for name, path, fresh, _ in CASES:
                etag = server.etag(path) if name.endswith("304") else ""
                rate, cpu = measure(server, path, 304 if etag else 200, etag, fresh)
                results[name].append((rate / hallo[0], rate, cpu, hallo[1] / cpu))
        handy = measure_handy(server.address("/karte/")) if CHROMIUM and size == SIZES[1] else None
        return {
            "hallo": hallos,
            "results": results,
            "memory": server.largest / 1e6,
            "replaced": server.replaced,
            "handy": handy,
        }
    finally:
        server.stop()


def spread(values, digits=2):
    """„0,71 (0,65–0,80)“: the middle of the rounds, and least and most."""
    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    text = f"{middle:.{digits}f} ({ordered[0]:.{digits}f}–{ordered[-1]:.{digits}f})"
    return text.replace(".", ",")


def report(measured, rechenwerk):
    """Return the report as Markdown and the list of goals that were missed."""
    more, missed = describe_rechenwerk(rechenwerk)
    lines = [INTRODUCTION, "", *more]
    for size, data in measured.items():
        hallo = spread([rate for rate, _ in data["hallo"]], 0)
        cpu = spread([cpu for _, cpu in data["hallo"]])
        lines += [
            "",
            f"## {size:,} Institutionen".replace(",", "."),
            "",
            f"Hallo: {hallo} Anfragen/s, {cpu} ms CPU je Anfrage. "
            f"Größter Prozess während der Messung: {data['memory']:.0f} MB (Ziel: unter "
            f"{LARGEST_WORKER}); ersetzt, weil sie gewachsen waren: {data['replaced']}.",
            "",
            "| Seite | Anfragen/s | Verhältnis | CPU je Anfrage (ms) | Verhältnis CPU | Ziel |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        if data["memory"] >= LARGEST_WORKER:
            missed.append(f"{size}: ein Prozess hat {data['memory']:.0f} MB")
        for name, _, _, goal in CASES:
            rows = data["results"][name]
            ratio = sorted(row[0] for row in rows)[len(rows) // 2]
            if size == SIZES[1] and goal and ratio < goal:
                missed.append(f"{name}: {ratio:.3f} statt {goal}")
            shown = f"≥ {goal}".replace(".", ",") if size == SIZES[1] and goal else ""
            cells = [
                spread([row[1] for row in rows], 0),
                spread([row[0] for row in rows], 3),
                spread([row[2] for row in rows]),
                spread([row[3] for row in rows], 3),
                shown,
            ]
            lines.append(f"| {name} | {' | '.join(cells)} |")
        if data["handy"]:
            more, slow = describe_handy(data["handy"])
            lines += more
            missed += slow
    return "\n".join(lines) + "\n", missed


def main(arguments):
    sizes = [int(text) for text in arguments] or SIZES
    rechenwerk = measure_rechenwerk()  # before any server shares the machine with it
    measured = {}
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        for size in sizes:
            print(f"{size} Institutionen …", flush=True)
            measured[size] = run_size(size, folder)
    text, missed = report(measured, rechenwerk)
    print(text)
    if tuple(sizes) == SIZES:
        REPORT.write_text(text, encoding="utf-8")
    print(json.dumps({"verfehlt": missed}, ensure_ascii=False))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
