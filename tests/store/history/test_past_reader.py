"""A history that is read quickly says what one says of which every line is read whole."""

from __future__ import annotations

import random

import pytest
from store.programme import put
from store.random_histories import compare, damaged, grown
from store.records import COLLECTIONS, FIELDS, Town

from kvadmin.errors import Overtaken
from kvadmin.store.folder import Folder
from kvadmin.store.history.past_reader import TABLES, PastReader
from kvadmin.store.index.database import Index
from kvadmin.store.store import open_store


@pytest.fixture(autouse=True)
def _every_history_is_long(monkeypatch):
    monkeypatch.setattr("kvadmin.store.history.past_reader.SMALL", -1)


def indexed(tmp_path):
    return PastReader(Index(tmp_path / "index.sqlite", TABLES))


@pytest.mark.parametrize("seed", range(12))
def test_every_answer_is_that_of_the_lines_read_whole(tmp_path, seed, monkeypatch):
    dice, lasting = random.Random(seed), indexed(tmp_path)
    if seed % 3:  # pieces that end within lines and letters
        monkeypatch.setattr("kvadmin.store.history.known.first_reading.PIECE", dice.choice((1, 7, 100, 1000)))
    folder = tmp_path / "office"
    for turn in range(4):
        grown(folder, dice, 6)
        lasting = indexed(tmp_path) if turn == 2 else lasting
        kinds = compare(folder, [PastReader(), lasting, indexed(tmp_path), indexed(tmp_path)])
        assert kinds[-1] == "IndexedPast" or turn > 1
        if turn % 2:
            damaged(folder, dice)
            compare(folder, [PastReader(), lasting, indexed(tmp_path), indexed(tmp_path)])


@pytest.fixture
def office(tmp_path):
    """A folder with three changes."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "programme.yaml").write_text("schema: 1\n")
    for content, path in enumerate(("a.txt", "b.txt", "a.txt")):
        put(folder, path, str(content).encode())
    return folder


@pytest.fixture
def reading(monkeypatch):
    """The files of the history that are read whole."""
    read = []
    plain = Folder.read
    monkeypatch.setattr(Folder, "read", lambda self, path: read.append(path) or plain(self, path))
    return read


def test_what_is_known_is_not_read_again(office, tmp_path, reading, monkeypatch):
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**18))
    first = indexed(tmp_path)(Folder(office))
    reading.clear()
    past = indexed(tmp_path)(Folder(office))
    assert list(past.entries()) == list(first.entries())
    assert past.latest_about(["b.txt"]) == first.latest_about(["b.txt"])
    assert reading == []
    put(office, "c.txt")
    assert len(indexed(tmp_path)(Folder(office)).heads) == 4


def test_what_was_written_a_moment_ago_is_read_once_more_and_proven(office, tmp_path, reading):
    indexed(tmp_path)(Folder(office))
    reading.clear()
    (path,) = (office / "history").iterdir()
    assert type(indexed(tmp_path)(Folder(office))).__name__ == "IndexedPast"
    assert reading == [f"history/{path.name}"]
    path.write_bytes(path.read_bytes().replace(b"Kari", b"Kara"))
    past = indexed(tmp_path)(Folder(office))
    assert {entry.who for entry in past.entries()} == {"Kara"}


def test_nothing_that_a_history_says_stands_in_the_index(office, tmp_path):
    indexed(tmp_path)(Folder(office))
    kept = (tmp_path / "index.sqlite").read_bytes()
    assert b"history/20" in kept
    assert not [word for word in (b"Kari", b"a.txt", b"b.txt") if word in kept]


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_an_index_with_a_wrong_byte_is_not_believed(office, tmp_path, monkeypatch, place):
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**18))
    expected = list(indexed(tmp_path)(Folder(office)).entries())
    file = tmp_path / "index.sqlite"
    kept = bytearray(file.read_bytes())
    at = kept.index(b"history/20") - 40 + place
    kept[at] ^= 1
    file.write_bytes(kept)
    assert list(indexed(tmp_path)(Folder(office)).entries()) == expected


def test_a_line_that_is_not_where_the_index_has_it_is_no_answer(office, tmp_path, monkeypatch):
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**18))
    indexed(tmp_path)(Folder(office))
    reader = indexed(tmp_path)
    past = reader(Folder(office))
    (path,) = (office / "history").iterdir()
    path.write_bytes(b"\n" + path.read_bytes())
    with pytest.raises(Overtaken, match="changed since it was read"):
        list(past.entries())
    assert len(list(reader(Folder(office)).entries())) == 3


def test_months_that_come_and_go_are_noticed(office, tmp_path):
    indexed(tmp_path)(Folder(office))
    (path,) = (office / "history").iterdir()
    lines = path.read_bytes().splitlines(keepends=True)
    other = path.with_name("2001-01.jsonl")
    other.write_bytes(lines[0])
    path.write_bytes(b"".join(lines[1:]))
    assert len(indexed(tmp_path)(Folder(office)).heads) == 3
    other.unlink()
    assert len(indexed(tmp_path)(Folder(office)).heads) == 2


def test_a_line_that_names_many_files_is_asked_about_each(tmp_path, monkeypatch):
    """As of lines that name few: what was done to each last, before and after, and how it is taken back."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "programme.yaml").write_text("schema: 1\n")
    for content in (b"one\n", b"two\n"):
        change = open_store(folder, COLLECTIONS, FIELDS).transaction("Kari")
        for number in range(70):
            change.put_file(f"notes/{number}.txt", content + b"%d" % number)
        change.commit()
    put(folder, "notes/3.txt", b"three\n")
    paths = [f"notes/{number}.txt" for number in range(71)]
    compare(folder, [PastReader(), indexed(tmp_path), indexed(tmp_path)])
    few, past = PastReader()(Folder(folder)), indexed(tmp_path)(Folder(folder))
    assert type(past).__name__ == "IndexedPast"
    assert past.latest_about(paths) == few.latest_about(paths)
    assert [len(past.touching(path)) for path in paths] == [len(few.touching(path)) for path in paths]
    assert len(past.latest_about(paths)) == 70


def test_the_log_reads_no_line_that_it_does_not_show_where_those_say_enough(tmp_path, monkeypatch):
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "programme.yaml").write_text("schema: 1\n")
    for name in ("x", "y"):
        change = open_store(folder, COLLECTIONS, FIELDS).transaction("Kari")
        town = Town(number="0301", name=name)
        change.create(town) if name == "x" else change.update(town)
        change.commit()
    past = indexed(tmp_path)(Folder(folder))
    past = indexed(tmp_path)(Folder(folder))
    read, plain = [], past.full
    monkeypatch.setattr(past, "full", lambda head: read.append(head.transaction_id) or plain(head))
    (entry,), total = past.chronicle(past.states(Folder(folder).read)).excerpt(None, 1)
    assert [(each.field, each.old, each.new) for each in entry.changes] == [("name", "x", "y")]
    assert (set(read), total) == ({entry.transaction_id}, 2)
