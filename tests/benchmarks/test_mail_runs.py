from __future__ import annotations

from importlib import import_module
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_a_run_is_timed_in_its_parts(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    found = import_module("mail_runs").measure(3, 1, tmp_path / "programme")
    assert set(found) == {"whole command", "check_log_evidence", "begin_run", "end_run", "examine_log"}
    assert all(0 < seconds <= found["whole command"] for seconds in found.values())
