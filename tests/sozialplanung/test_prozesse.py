"""A worker stays small: what pages do not need is not loaded, what they leave is cleared away."""

import gc
import runpy
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.run import free_port
from sozialplanung.seitenspeicher import Seitenspeicher

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
import sozialplanung.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*{name.partition(".")[0] for name in sys.modules})
"""
GREEDY = """
import os
kept = []
def app(environ, start_response):
    kept.append([{"n": n} for n in range(30_000)])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""


def test_tools_of_the_office_are_not_loaded_with_the_start():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())
    assert {"navigator", "pandas"} <= loaded
    assert not {"openpyxl", "pyproj", "typst"} & loaded


# ---- gunicorn.conf.py ------------------------------------------------------------------------


@pytest.fixture
def conf():
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


@pytest.fixture
def asked(conf, monkeypatch):
    """Return a function that lets a worker of ``size`` bytes finish a request."""

    def ask(size, middle_collections, alive=True):
        collected = []
        monkeypatch.setattr(gc, "get_count", lambda: (0, 0, middle_collections))
        monkeypatch.setattr(gc, "collect", lambda: collected.append(True))
        conf["post_request"].__globals__["resident"] = lambda: size
        worker = SimpleNamespace(alive=alive)
        conf["post_request"](worker, None, None, None)
        return worker.alive, bool(collected)

    return ask


def test_few_objects_are_left_where_they_are(asked, conf):
    assert asked(conf["LARGEST"] * 2, middle_collections=1) == (True, False)


def test_finished_pages_are_cleared_away(asked, conf):
    assert asked(conf["LARGEST"], middle_collections=2) == (True, True)


def test_worker_that_stays_too_large_makes_room(asked, conf):
    assert asked(conf["LARGEST"] + 1, middle_collections=2) == (False, True)


def test_worker_that_is_ending_is_not_called_back(asked):
    assert asked(0, middle_collections=2, alive=False) == (False, True)


def test_limit_lies_below_what_the_bench_demands(conf):
    assert conf["LARGEST"] < 200_000_000


def test_memory_is_that_of_this_process(conf):
    assert 10_000_000 < conf["resident"]() < 4_000_000_000


def test_answers_go_on_while_workers_change(tmp_path):
    (tmp_path / "greedy.py").write_text(GREEDY, encoding="utf-8")
    source = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    (tmp_path / "conf.py").write_text(f"{source}\nLARGEST = 60_000_000\n", encoding="utf-8")
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "-c", "conf.py", "--bind", address, "greedy:app"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert "Fertig" in server.stdout.readline()
            processes = [read(f"http://{address}/") for _ in range(60)]
        finally:
            server.terminate()

    assert len(processes) == 60
    assert len(set(processes)) > 2  # more than the two it began with


def read(address):
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 -- our own server
        return answer.read().decode()


# ---- finished pages --------------------------------------------------------------------------


@pytest.fixture
def speicher(request):
    options = {"OPTIONS": {"MAX_ENTRIES": 100, "MAX_BYTES": 10_000}}
    speicher = Seitenspeicher(request.node.name, options)
    yield speicher
    speicher.clear()


def test_pages_asked_for_longest_ago_make_room(speicher):
    for name in ("erste", "zweite", "dritte"):
        speicher.set(name, bytes(3000))
    assert speicher.get("erste")

    speicher.set("vierte", bytes(3000))

    assert speicher.get("zweite") is None
    assert all(map(speicher.get, ("erste", "dritte", "vierte")))


def test_same_page_kept_anew_takes_its_room_once(speicher):
    for _ in range(10):
        speicher.set("seite", bytes(3000))
    speicher.set("andere", bytes(3000))

    assert speicher.get("seite")
    assert speicher.get("andere")


def test_what_is_larger_than_all_room_is_not_kept(speicher):
    speicher.set("datei", bytes(20_000))

    assert speicher.get("datei") is None
    speicher.set("seite", bytes(3000))
    assert speicher.get("seite")


def test_pages_are_kept_for_their_time_only(speicher):
    speicher.set("seite", bytes(3000), timeout=-1)

    assert speicher.get("seite") is None
