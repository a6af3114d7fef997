"""A history that is read for the first time comes in pieces, of which little stays; whatever is odd is looked at whole."""

from __future__ import annotations

import time

import pytest
from store.memory_engine import MemoryEngine
from store.programme import put

from kvadmin.store.engines.engine_folder import EngineFolder
from kvadmin.store.folder import Folder
from kvadmin.store.history.known import first_reading
from kvadmin.store.history.known.first_reading import read_in_pieces
from kvadmin.store.history.log import history_files, read_history
from kvadmin.store.history.past_reader import PastReader


@pytest.fixture
def office(tmp_path):
    """A folder with forty changes, and pieces that none of their lines fits in."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "programme.yaml").write_text("schema: 1\n")
    for number in range(40):
        put(folder, f"{number % 3}.txt", b"%d\n" % number * 20)
    return folder


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(first_reading, "PIECE", 250)
    monkeypatch.setattr("kvadmin.store.history.past_reader.LARGE", 0)


def known(folder):
    there = {f"history/{name}": each for name, each in folder.signatures_in("history").items()}
    return read_in_pieces(folder, {path: there[path] for path in history_files(folder)}, time.time_ns())


def test_no_file_is_read_whole_where_there_is_no_index_either(office, monkeypatch):
    expected = [line.transaction_id for line in read_history(Folder(office))[0]]
    asked = []
    plain = Folder.part
    monkeypatch.setattr(Folder, "read", None)
    monkeypatch.setattr(Folder, "part", lambda self, path, at, size: asked.append(size) or plain(self, path, at, size))
    past = PastReader()(Folder(office))
    assert [head.transaction_id for head in past.heads] == expected
    assert len(asked) > 40
    assert max(asked) == 250
    assert [entry.transaction_id for entry in past.entries()] == expected


def test_a_reader_goes_on_from_what_it_knows(office):
    reader = PastReader()
    reader(Folder(office))
    put(office, "more.txt")
    past = reader(Folder(office))
    assert len(past.heads) == 41
    assert past.last_touching("more.txt").transaction_id == past.heads[-1].transaction_id


def test_an_engine_is_read_alike(office):
    engine = MemoryEngine()
    engine.put({path: (office / path).read_bytes() for path in history_files(Folder(office))})
    far, near = known(EngineFolder(engine, office)), known(Folder(office))
    assert far.heads == near.heads
    assert far.paths == near.paths


@pytest.mark.parametrize("damage", ["a fault", "no end", "twice", "shorter", "link", "gone"])
def test_whatever_is_odd_is_looked_at_whole(office, tmp_path, damage):
    (path,) = (office / "history").iterdir()
    folder = Folder(office)
    data = path.read_bytes()
    if damage == "a fault":
        path.write_bytes(data + b"{}\n")
    elif damage == "no end":
        path.write_bytes(data + b'{"id": ')
    elif damage == "twice":
        path.with_name("2007-01.jsonl").write_bytes(data[: data.index(b"\n") + 1])
    elif damage == "link":
        (office / "history").rename(tmp_path / "elsewhere")
        (office / "history").symlink_to(tmp_path / "elsewhere")
    else:
        there = {f"history/{path.name}": folder.signatures_in("history")[path.name]}
        path.write_bytes(data[:-300]) if damage == "shorter" else path.unlink()
        assert read_in_pieces(folder, there, time.time_ns()) is None
        return
    assert known(folder) is None


def test_lines_are_in_the_order_of_their_moments(office):
    (path,) = (office / "history").iterdir()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(reversed(lines)))
    found = known(Folder(office))
    assert [head.transaction_id for head in found.heads] == [
        line.transaction_id for line in read_history(Folder(office))[0]
    ]
