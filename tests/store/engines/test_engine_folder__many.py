"""The same names as files would have, asked for at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from store.memory_engine import MemoryEngine, MemoryView

from kvadmin.store.engines.engine_folder import EngineFolder
from kvadmin.store.folder import Folder

PARTS = ["a", "b-c", "b", ".hidden", "æ.md", "z.json"]


def trees(seed):
    chance = random.Random(seed)
    names = {"/".join(chance.choices(PARTS, k=chance.choice((1, 2, 2, 3)))) for _ in range(15)}
    return {each: each.encode() for each in names if not any(other.startswith(f"{each}/") for other in names)}


@pytest.mark.parametrize("seed", range(15))
def test_names_and_files_are_those_of_a_folder(tmp_path, seed):
    engine, files = MemoryEngine(), trees(seed)
    engine.put(files)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    for below in ("", "a", "b", "a/b", "nowhere"):
        near, far = Folder(tmp_path), EngineFolder(engine, tmp_path)
        assert far.files(below) == near.files(below)
        for folder in {below, *(each.rpartition("/")[0] for each in near.files(below))}:
            assert far.names(folder) == near.names(folder)
            assert EngineFolder(engine, tmp_path).names(folder) == near.names(folder)


def test_a_thousand_folders_are_one_question(monkeypatch):
    engine = MemoryEngine()
    engine.put({f"archive/{number:04d}/x-{number:05d}.json": b"{}" for number in range(1000)})
    asked = []
    real = MemoryView.entries
    monkeypatch.setattr(MemoryView, "entries", lambda self, below="": asked.append(below) or real(self, below))
    monkeypatch.setattr(MemoryView, "names", lambda self, folder: pytest.fail(f"{folder} is asked for"))
    folder = EngineFolder(engine, Path("/programme"))
    assert len(folder.files("archive")) == 1000
    assert len(folder.files("archive")) == 1000
    assert asked == ["archive"]
    engine.put({"archive/new.json": b"{}"})
    folder.forget()
    assert len(folder.files("archive")) == 1001
