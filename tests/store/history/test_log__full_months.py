"""A month of the history that has grown large goes on in another file, and nobody notices."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest
from store.programme import put
from store.random_histories import compare, damaged, grown
from store.records import COLLECTIONS, FIELDS

from kvadmin.store.folder import Folder
from kvadmin.store.history.log import month_file, read_history
from kvadmin.store.history.past_reader import TABLES, PastReader
from kvadmin.store.index.database import Index
from kvadmin.store.store import open_store


@pytest.fixture(autouse=True)
def _months_are_soon_full(monkeypatch):
    monkeypatch.setattr("kvadmin.store.history.log.FULL", 500)
    monkeypatch.setattr("kvadmin.store.history.past_reader.SMALL", -1)


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "programme.yaml").write_text("schema: 1\n")
    return folder


def months(folder):
    return sorted(path.name for path in (folder / "history").iterdir())


def test_a_full_month_goes_on_in_another_file(office):
    ids = [put(office, "a.txt", b"%d" % number).transaction_id for number in range(5)]
    first = months(office)[0]
    assert months(office) == [first, first.replace(".", "_02."), first.replace(".", "_03.")]
    store = open_store(office, COLLECTIONS, FIELDS)
    assert store.chronicle().ids == ids
    for number in (3, 2, 1):
        store.undo(who="Kari")
        assert (office / "a.txt").read_bytes() == b"%d" % number
    store.undo(who="Kari", redo=True)
    assert (office / "a.txt").read_bytes() == b"2"
    assert [each.code for each in store.records.check()] == []


def test_one_that_has_become_shorter_is_gone_on_with(office):
    for number in range(5):
        put(office, "a.txt", b"%d" % number)
    first = office / "history" / months(office)[0]
    first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:1]))
    name = put(office, "b.txt").transaction_id
    assert json.loads(first.read_bytes().splitlines()[-1])["id"] == name
    assert open_store(office, COLLECTIONS, FIELDS).chronicle().ids[-1] == name


def test_the_names_lie_in_the_order_of_the_lines():
    day, sizes = date(2008, 5, 20), {}
    for number in range(12):
        sizes[month_file(day, lambda path: sizes.get(path, 0))] = 500
        assert len(sizes) == number + 1
    assert list(sizes) == sorted(sizes)
    assert list(sizes)[:2] == ["history/2008-05.jsonl", "history/2008-05_02.jsonl"]


@pytest.mark.parametrize("seed", range(20, 25))
def test_every_answer_is_that_of_the_lines_read_whole(tmp_path, seed):
    dice, folder = random.Random(seed), tmp_path / "office"
    for turn in range(3):
        grown(folder, dice, 6)
        compare(folder, [PastReader(Index(tmp_path / "index.sqlite", TABLES)) for _ in range(2)])
        if turn:
            damaged(folder, dice)
            compare(folder, [PastReader(Index(tmp_path / "index.sqlite", TABLES)) for _ in range(2)])


def test_a_person_is_blanked_out_of_all_of_them(office):
    for number in range(6):
        put(office, "a.txt", b"Ola %d\n" % number)
    open_store(office, COLLECTIONS, FIELDS).records.forget(["Ola"], paths=["a.txt"])
    assert len(months(office)) > 2
    assert not [path for path in (office / "history").iterdir() if b"Ola" in path.read_bytes()]
    assert len(read_history(Folder(office))[0]) == 6
