"""The lines of the history: reverse patches, unions from git, broken lines, what undoes what."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.records import COLLECTIONS, FIELDS, Town

from kvadmin.errors import Conflict, Refused, UnknownName
from kvadmin.store.history.log import file_line, restored
from kvadmin.store.store import open_store

contents = st.none() | st.binary(max_size=40) | st.lists(st.sampled_from(["a\n", "b\n", "æ\r\n", "\n", "c"])).map(
    lambda lines: "".join(lines).encode()
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(contents, contents)
def test_the_old_content_comes_back_byte_for_byte(old, new):
    line = file_line("x", old, new, sensitive=False)
    as_kept = json.loads(json.dumps(line.as_json()))
    assert restored(type(line)(**as_kept), new) == old


def test_the_new_content_is_not_in_the_history():
    line = file_line("x", b"a\nold\nz\n", b"a\nnew words\nz\n", sensitive=False)
    assert line.reverse == {"lines": [[1, 2, ["old\n"]]]}
    assert "new words" not in json.dumps(line.as_json())


def test_a_long_file_is_compared_quickly():
    old = "".join(f"{n},{n * n}\n" for n in range(20000)).encode()
    new = "".join(f"{n},{n * n + 1}\n" for n in range(20000)).encode()
    assert restored(file_line("x", old, new, sensitive=False), new) == old


def test_a_line_changed_by_hand_is_noticed():
    line = file_line("x", b"old\n", b"new\n", sensitive=False)
    line.reverse["lines"][0][2][0] = "forged\n"
    with pytest.raises(Conflict, match="does not give the old content back"):
        restored(line, b"new\n")


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
    assert [entry.transaction_id for entry in store.engine.history()] == ids
    assert store.engine.check() == []
    rename(store, "last")
    assert len(list(store.engine.history())) == 9
    store.undo(who="Kari")
    assert phone(store) == "7"


def test_broken_lines_are_findings(store):
    ids = [rename(store, "a"), rename(store, "b")]
    path = history_file(store)
    first, second = path.read_text().splitlines()
    path.write_text(f"{first}\n<<<<<<< HEAD\n{second}\n=======\n>>>>>>> x\nno json\n[]\n{{}}\n{first[:-20]}\n")
    assert [entry.transaction_id for entry in store.engine.history()] == ids
    assert [(one.line, one.code) for one in store.engine.check()] == [
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
    assert [entry.why for entry in store.engine.history()] == ["a", "b"]


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


def test_an_ambiguous_name(store):
    rename(store, "a")
    rename(store, "b")
    with pytest.raises(UnknownName, match="no transaction '20'"):
        store.undo("20", who="Kari")


def test_a_planned_undo_writes_nothing(store):
    rename(store, "a")
    rename(store, "b")
    (change,) = store.engine.plan_undo(None).changes
    assert change.diff[-2:] == ("-phone: b", "+phone: a")
    assert phone(store) == "b"
    assert len(list(store.engine.history())) == 2
