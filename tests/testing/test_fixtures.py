"""pytest finds the fixture by itself where kvadmin is installed, and pays next to nothing for it elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_entry_point_is_called_as_its_module_is():
    """So ``-p`` and ``pytest_plugins`` name the same plugin, and one that is named twice is loaded once."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["pytest11"]
    assert points == {"kvadmin.testing.fixtures": "kvadmin.testing.fixtures"}


def test_nothing_of_kvadmin_is_imported_before_a_test_asks():
    code = "import sys, pytest, json; there = set(sys.modules); import kvadmin.testing.fixtures; print(json.dumps(sorted(set(sys.modules) - there)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout) == [
        "kvadmin",
        "kvadmin.api",
        "kvadmin.api._lazy",
        "kvadmin.testing",
        "kvadmin.testing.fixtures",
    ]
