"""The bench is no part of the suite; but it must start."""

import os
import subprocess
import sys
from pathlib import Path

from bench.rechenwerk import LIMIT, describe_rechenwerk

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
