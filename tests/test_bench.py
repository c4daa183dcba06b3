"""The bench is no part of the suite; but it must start."""

import os
import subprocess
import sys
from pathlib import Path

from bench.handy import describe_handy
from bench.rechenwerk import LIMIT, describe_rechenwerk
from bench.run import CASES, LARGEST_WORKER, report

ROOT = Path(__file__).resolve().parent.parent


def test_bench_starts_without_django():
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}

    done = subprocess.run(
        [sys.executable, "-c", "import bench.run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0


def test_slow_computation_of_the_index_is_a_goal_missed():
    fast, none = describe_rechenwerk([LIMIT / 2] * 5)
    _, missed = describe_rechenwerk([LIMIT / 2, LIMIT * 2, LIMIT * 2])

    assert "0,10 (0,10–0,10) s (Ziel: unter 0,2)" in fast[-1]
    assert none == []
    assert missed == ["Sozialindex rechnen: 0,40 s"]


def measured(memory, ratio=1.0):
    rows = [(ratio, 1000, 1.0, ratio)] * 3
    return {
        "hallo": [(1000, 1.0)] * 3,
        "results": {name: rows for name, *_ in CASES},
        "memory": memory,
        "replaced": 2,
        "handy": None,
    }


def test_worker_that_grew_too_large_is_a_goal_missed():
    text, none = report({2000: measured(LARGEST_WORKER - 1)}, [LIMIT / 2])
    _, missed = report({2000: measured(LARGEST_WORKER)}, [LIMIT / 2])

    assert "199 MB (Ziel: unter 200); ersetzt, weil sie gewachsen waren: 2." in text
    assert none == []
    assert missed == ["2000: ein Prozess hat 200 MB"]


def test_slow_pages_are_goals_missed_at_2000_only():
    _, missed = report({200: measured(1, ratio=0.01), 2000: measured(1, ratio=0.4)}, [LIMIT / 2])

    assert "GeoJSON 304: 0.400 statt 0.5" in missed
    assert not any("Verzeichnis mit Zahlen" in one for one in missed)  # 0.05 is enough there
    assert len(missed) == sum(goal == 0.5 for *_, goal in CASES)


def test_heavy_first_visit_is_a_goal_missed():
    found = {
        "Karte bedienbar nach": [900, 1000, 1100],
        "Längste Aufgabe beim Verschieben": [0, 0, 400],  # once is chance
        "Erster Besuch lädt": [299, 301, 301],
    }

    lines, missed = describe_handy(found)

    assert "| Erster Besuch lädt | 301 (299–301) kB | unter 300 kB |" in lines
    assert missed == ["Erster Besuch lädt: 301 kB statt 300"]
