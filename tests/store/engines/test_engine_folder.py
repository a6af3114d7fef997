"""What an engine keeps, read as a folder: one view, marks for signatures, fetched ahead at once."""

from __future__ import annotations

import pytest
from store.memory_engine import Memory, MemoryEngine

from kvadmin.store.engines.engine_folder import EngineFolder


@pytest.fixture
def engine():
    engine = MemoryEngine(Memory())
    engine.put({"a/b.yaml": b"x: 1\n", ".hidden": b"h", "top.txt": b"t"})
    return engine


def test_it_stays_at_its_first_moment_until_it_forgets(engine, tmp_path):
    folder = EngineFolder(engine, tmp_path)
    assert folder.read("top.txt") == b"t"
    engine.put({"top.txt": b"new"})
    assert (folder.read("top.txt"), folder.anew().read("top.txt")) == (b"t", b"new")
    folder.forget()
    assert folder.read("top.txt") == b"new"


def test_hidden_names_are_left_out_of_listings_and_can_be_read(engine, tmp_path):
    folder = EngineFolder(engine, tmp_path)
    assert folder.names("") == (["a"], ["top.txt"])
    assert list(folder.every_file()) == ["a/b.yaml", "top.txt"]
    assert folder.read(".hidden") == b"h"


def test_what_is_foreseen_is_fetched_at_once(engine, tmp_path, monkeypatch):
    asked = []
    folder = EngineFolder(engine, tmp_path)
    read = type(folder.view).read
    monkeypatch.setattr(type(folder.view), "read", lambda self, names: asked.append(list(names)) or read(self, names))
    folder.foresee(["a/b.yaml", "none", "top.txt"])
    assert [folder.read(name) for name in ("a/b.yaml", "none", "top.txt")] == [b"x: 1\n", None, b"t"]
    assert asked == [["a/b.yaml", "none", "top.txt"]]


def test_a_log_is_known_again_by_its_mark(engine, tmp_path):
    def signature():
        return EngineFolder(engine, tmp_path).signatures_in("history")["2008-05.jsonl"]

    log = engine.log("history/2008-05.jsonl")
    log.add(b"1\n")
    first = signature()
    assert signature() == first
    log.add(b"2\n")
    assert signature() != first
    folder = EngineFolder(engine, tmp_path)
    assert (folder.size("history/2008-05.jsonl"), folder.size("history/none")) == (4, 0)
    assert folder.part("history/2008-05.jsonl", 2, 9) == b"2\n"
