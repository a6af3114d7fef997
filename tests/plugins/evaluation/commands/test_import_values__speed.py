"""A small sample of ``benchmarks/figures_speed.py``: it runs, and prints what it measures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[4] / "benchmarks" / "figures_speed.py"


def test_the_benchmark_of_figures_runs():
    ran = subprocess.run([sys.executable, SCRIPT, "300", "1", "-"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "now: dry run" in ran.stdout
    assert "x cohort status" in ran.stdout
