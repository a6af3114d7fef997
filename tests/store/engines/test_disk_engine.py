"""A folder of files keeps what every engine promises."""

from __future__ import annotations

import pytest

from kvadmin.errors import KvadminError, Overtaken, UsageError
from kvadmin.extension.engines import Change
from kvadmin.store.engines.disk_keeper import DiskKeeper
from kvadmin.store.folder import revision
from kvadmin.testing.engines import EngineContract


class TestContract(EngineContract):
    remembers = False

    @pytest.fixture
    def connect(self, tmp_path):
        folder = tmp_path / "programme"
        folder.mkdir()
        return lambda: DiskKeeper(folder).engine


@pytest.fixture
def engine(tmp_path):
    return DiskKeeper(tmp_path).engine


def test_a_change_that_is_being_put_in_place_is_seen_whole(engine, tmp_path, monkeypatch):
    """Somebody stopped after the commit point: views read through what is not in its place yet."""
    from kvadmin.store.writing import redo

    monkeypatch.setattr(redo, "put_in_place", lambda *_: redo.Outcome([], []))
    with engine.writing(who="Kari", command="test") as writing:
        writing.commit(Change("t", {"a.txt": b"new"}, {"a.txt": None}, {"history/2008-05.jsonl": b'{"id": "t"}\n'}))
    assert not (tmp_path / "a.txt").exists()
    view = engine.view()
    assert view.read(["a.txt"]) == {"a.txt": b"new"}
    assert view.part("history/2008-05.jsonl", 1, 4) == b'"id"'
    assert [entry.name for entry in view.entries()] == ["a.txt", "history/2008-05.jsonl"]
    assert engine.outcome("t")


def test_a_hand_edit_is_never_written_over(engine, tmp_path):
    with engine.writing(who="Kari", command="test") as writing:
        writing.commit(Change("t1", {"a.txt": b"1"}, {"a.txt": None}))
        (tmp_path / "a.txt").write_bytes(b"by hand")
        with pytest.raises(Overtaken):
            writing.commit(Change("t2", {"a.txt": b"2"}, {"a.txt": revision(b"1")}))
    assert (tmp_path / "a.txt").read_bytes() == b"by hand"


@pytest.mark.parametrize("name", ["../x", "a//b", "/etc/x", ".git/x", "a:b", "a\\b"])
def test_nothing_is_kept_outside_the_folder(engine, name):
    for keep in (lambda: engine.put({name: b"x"}), lambda: engine.log(name), lambda: engine.hold(name).__enter__()):
        with pytest.raises(UsageError):
            keep()


def test_a_failing_put_leaves_no_half(engine, tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(KvadminError) as raised:
        engine.put({"a.txt": b"x"})
    assert raised.value.code == "cannot-write"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
