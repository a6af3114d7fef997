"""The lock against a second writer."""

from __future__ import annotations

import subprocess
import sys

import pytest
from store.programme import change_name, opened

from kvadmin.errors import Conflict
from kvadmin.store.writing import locking


def test_a_second_writer_waits_and_is_told_who_holds_the_lock(folder, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE", 0.2)
    code = (
        "import sys, time; from pathlib import Path; from kvadmin.store.writing.locking import locked\n"
        "with locked(Path(sys.argv[1]), who='Ola', command='cohort admit P3'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(folder.resolve())], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Conflict, match="Ola with `cohort admit P3`"):
            change_name(opened(folder)).commit()
    finally:
        holder.kill()
        holder.communicate()
    assert change_name(opened(folder)).commit() is not None


def test_the_lock_lies_outside_the_folder(folder):
    change_name(opened(folder)).commit()
    assert sorted(path.name for path in folder.iterdir()) == [".kvadmin", "groups", "history", "programme.yaml"]
    assert not [path for path in folder.rglob("*") if "lock" in path.name]


def test_a_lock_without_a_state_folder(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked / "below"))
    assert change_name(opened(folder)).commit() is not None
