"""The lines of the history: reverse patches, unions from git, broken lines, what undoes what."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.records import COLLECTIONS, FIELDS, Town

from kvadmin.errors import Conflict, Refused, UnknownName
from kvadmin.model.changes import Create
from kvadmin.store.history.log import file_line
from kvadmin.store.history.patches import restored
from kvadmin.store.store import open_store

contents = st.none() | st.binary(max_size=40) | st.lists(st.sampled_from(["a\n", "b\n", "æ\r\n", "\n", "c"])).map(
    lambda lines: "".join(lines).encode()
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(contents, contents)
def test_the_old_content_comes_back_byte_for_byte(old, new):
    line = file_line("x", old, new, sensitive=False)
    kept = type(line)(**json.loads(json.dumps(line.as_json())))
    assert kept == line
    assert old is None if kept.before is None else restored("x", kept.reverse, new, kept.before) == old


def test_the_new_content_is_kept_of_records_alone():
    old, new = b"a\nold\nz\n", b"a\nnew words\nz\n"
    line = file_line("x", old, new, sensitive=False)
    assert line.reverse == {"lines": [[1, 2, ["old\n"]]]}
    assert "new words" not in json.dumps(line.as_json())
    assert file_line("x", old, new, sensitive=False, record=True).content == new.decode()
    assert file_line("x", old, b"\xff", sensitive=False, record=True).content is None
    assert file_line("x", old, b"x" * 70000, sensitive=False, record=True).content is None
    assert "words" not in json.dumps(file_line("x", old, new, sensitive=True, record=True).as_json())


def test_a_long_file_is_compared_quickly():
    old = "".join(f"{n},{n * n}\n" for n in range(20000)).encode()
    new = "".join(f"{n},{n * n + 1}\n" for n in range(20000)).encode()
    line = file_line("x", old, new, sensitive=False)
    assert restored("x", line.reverse, new, line.before) == old


def test_a_line_changed_by_hand_is_noticed():
    line = file_line("x", b"old\n", b"new\n", sensitive=False)
    line.reverse["lines"][0][2][0] = "forged\n"
    with pytest.raises(Conflict, match="does not give the old content back"):
        restored("x", line.reverse, b"new\n", line.before)


@pytest.fixture
def store(tmp_path):
    (tmp_path / "programme.yaml").write_text("schema: 1\n")
    return open_store(tmp_path, COLLECTIONS, FIELDS)


def rename(store, name, number="0301"):
    change = store.transaction("Kari", name)
    if store.snapshot().find(Town, number) is None:
        change.create(Town(number=number, name="first", phone=name))
    else:
        change.update(Town(number=number, name="first", phone=name))
    return change.commit().transaction_id


def history_file(store):
    (path,) = (store.folder / "history").iterdir()
    return path


def phone(store, number="0301"):
    store.refresh()
    found = store.snapshot().find(Town, number)
    return found.phone if found else None


def test_a_union_from_git_is_read_in_order_of_time(store):
    ids = [rename(store, str(n)) for n in range(8)]
    path = history_file(store)
    lines = path.read_text().splitlines()
    random.Random(1).shuffle(lines)
    path.write_text("\n".join([*lines, *lines[:3], "", ""]))
    assert [entry.transaction_id for entry in store.records.history()] == ids
    assert store.records.check() == []
    rename(store, "last")
    assert len(list(store.records.history())) == 9
    store.undo(who="Kari")
    assert phone(store) == "7"


def test_broken_lines_are_findings(store):
    ids = [rename(store, "a"), rename(store, "b")]
    path = history_file(store)
    first, second = path.read_text().splitlines()
    path.write_text(f"{first}\n<<<<<<< HEAD\n{second}\n=======\n>>>>>>> x\nno json\n[]\n{{}}\n{first[:-20]}\n")
    assert [entry.transaction_id for entry in store.records.history()] == ids
    assert [(one.line, one.code) for one in store.records.check()] == [
        (2, "git-conflict"),
        (4, "git-conflict"),
        (5, "git-conflict"),
        (6, "history-line"),
        (7, "history-line"),
        (8, "history-line"),
        (9, "history-line"),
    ]


def test_the_order_survives_a_clock_that_is_set_back(store):
    rename(store, "a")
    path = history_file(store)
    later = path.read_text().replace('"when": "20', '"when": "21')
    path.write_text(later)
    rename(store, "b")
    assert [entry.why for entry in store.records.history()] == ["a", "b"]


def test_undo_and_redo_walk_back_and_forth(store):
    for name in "abc":
        rename(store, name)
    seen = []
    for step in ("undo", "undo", "redo", "redo", "undo", "undo", "undo", "redo"):
        store.undo(who="Kari", redo=step == "redo")
        seen.append(phone(store))
    assert seen == ["b", "a", "b", "c", "b", "a", None, "a"]


def test_a_new_change_ends_redo(store):
    rename(store, "a")
    rename(store, "b")
    undo = store.undo(who="Kari").transaction_id
    rename(store, "c")
    with pytest.raises(Refused, match="nothing to redo"):
        store.undo(who="Kari", redo=True)
    store.undo(who="Kari")
    assert phone(store) == "a"
    store.undo(undo, who="Kari")  # by name an undo can still be taken back, as long as the file is the same
    assert phone(store) == "b"


def test_undo_by_name_in_the_middle(store):
    first = rename(store, "a", "0301")
    rename(store, "b", "0402")
    store.undo(first[-6:], who="Kari")
    assert (phone(store, "0301"), phone(store, "0402")) == (None, "b")
    with pytest.raises(Refused, match="already"):
        store.undo(first, who="Kari")
    store.undo(who="Kari")
    assert phone(store, "0402") is None
    with pytest.raises(Refused, match="nothing to undo"):
        store.undo(who="Kari")


def named(store, name, phone):
    change = Create("towns", phone, {"number": phone, "phone": phone})
    return store.records.commit([change], expect={}, who="Kari", why=phone, transaction_id=name)


def test_a_beginning_names_a_change_as_long_as_it_is_the_only_one(store):
    named(store, "bcdfghjk", "0101")
    named(store, "bcdfgzzz", "0102")
    with pytest.raises(UnknownName, match="any of 2 changes: bcdfghjk, bcdfgzzz"):
        store.undo("bcdfg", who="Kari")
    with pytest.raises(UnknownName) as caught:
        store.undo("bcd", who="Kari")
    assert "at least 4" in caught.value.hint
    store.undo("bcdfgh", who="Kari")
    assert (phone(store, "0101"), phone(store, "0102")) == (None, "0102")


def test_old_ids_are_named_by_their_ends_too(store):
    named(store, "20080520-a1b2c3", "0101")
    named(store, "20080520-d4e5f6", "0102")
    with pytest.raises(UnknownName, match="any of 2"):
        store.undo("20080520", who="Kari")
    store.undo("a1b2c3", who="Kari")
    assert (phone(store, "0101"), phone(store, "0102")) == (None, "0102")


def test_two_changes_of_one_id_are_both_there_and_found(store):
    named(store, "bcdfghjk", "0101")
    path = history_file(store)
    line = path.read_text()
    path.write_text(line + line + line.replace('"why": "0101"', '"why": "another"'))
    assert [entry.why for entry in store.records.history()] == ["0101", "another"]
    (found,) = store.records.check()
    assert (found.line, found.code, found.severity) == (3, "duplicate-change", "error")
    assert found.text.endswith(f"{path.relative_to(store.folder).as_posix()}:1")
    for name in ("bcdfghjk", None):
        with pytest.raises(Conflict, match="several changes have the id"):
            store.undo(name, who="Kari")


def test_a_planned_undo_writes_nothing(store):
    rename(store, "a")
    rename(store, "b")
    (change,) = store.records.plan_undo(None).changes
    assert change.diff[-2:] == ("-phone: b", "+phone: a")
    assert phone(store) == "b"
    assert len(list(store.records.history())) == 2
