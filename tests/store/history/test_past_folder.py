"""The folder of another day: files and listings as they were, and what cannot be known is refused."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from store.programme import opened, put
from store.records import Diet, Entry, Group, Town

from kvadmin.errors import Refused, UnknownName, UsageError

NOW = datetime.now().astimezone().date()


def age(folder, days=10):
    """Let everything that the history holds have happened some days earlier."""
    lines = [json.loads(line) for path in (folder / "history").iterdir() for line in path.read_text().splitlines()]
    for path in (folder / "history").iterdir():
        path.unlink()
    for line in lines:
        line["when"] = (datetime.fromisoformat(line["when"]) - timedelta(days)).isoformat()
    (folder / "history/2008-01.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def commit(folder, change_it):
    change = opened(folder).transaction("Kari")
    change_it(change)
    return change.commit()


def rename(folder, name):
    def update(change):
        group = change.snapshot.get(Group, "P3")
        group.name = name
        change.update(group)

    return commit(folder, update)


def on(folder, day=NOW - timedelta(5)):
    store = opened(folder)
    store.look_back(day)
    return store


def test_records_and_listings_are_as_they_were(folder):
    rename(folder, "first")
    commit(folder, lambda change: change.create(Entry(group="P3", town="0301")))
    put(folder, "notes/a.txt", b"old\n")
    age(folder)
    rename(folder, "second")
    commit(folder, lambda change: change.delete(Entry, "P3/0301"))
    commit(folder, lambda change: change.create(Town(number="0301", name="Oslo")))
    put(folder, "notes/a.txt", b"new\n")
    put(folder, "notes/b.txt", b"new\n")
    data = on(folder).snapshot()
    assert data.get(Group, "P3").name == "first"
    assert [entry.town for entry in data.all(Entry)] == ["0301"]
    assert data.all(Town) == []
    assert (data.files("notes"), data.read_file("notes/a.txt")) == (["notes/a.txt"], b"old\n")
    assert data.read_file("notes/b.txt") is None
    assert on(folder, NOW).snapshot().get(Group, "P3").name == "second"
    assert len(list(on(folder).records.history())) == 3
    assert [found.severity for found in on(folder).records.check()] == ["warning"]  # the field that is kept as it is


def test_undone_since_is_in_force_then(folder):
    changed = rename(folder, "first")
    age(folder)
    opened(folder).undo(who="Kari")
    store = on(folder)
    assert store.snapshot().get(Group, "P3").name == "first"
    assert [entry.undone_by for entry in store.records.history()] == [None]
    assert changed.transaction_id


def test_an_edit_by_hand_counts_from_when_it_was_noted(folder):
    rename(folder, "first")
    age(folder)
    path = folder / "groups/P3.yaml"
    path.write_text(path.read_text().replace("first", "by hand"))
    assert on(folder).snapshot().get(Group, "P3").name == "first"
    assert on(folder, NOW).snapshot().get(Group, "P3").name == "by hand"
    put(folder, "x.txt")
    assert on(folder).snapshot().get(Group, "P3").name == "first"
    path.unlink()
    assert on(folder).snapshot().get(Group, "P3").name == "first"


def test_sensitive_files_have_no_past(folder):
    commit(folder, lambda change: change.create(Diet(gathering="G1", needs={"Kari": "nuts"})))
    age(folder)
    assert on(folder).snapshot().get(Diet, "G1").needs == {"Kari": "nuts"}
    commit(
        folder, lambda change: change.update(Diet(gathering="G1", needs={})) if change.snapshot.get(Diet, "G1") else 0
    )
    with pytest.raises(Refused, match="has no past"):
        on(folder).snapshot().get(Diet, "G1")


def test_what_was_erased_is_not_guessed(folder):
    commit(folder, lambda change: change.create(Town(number="0301", name="Oslo", phone="Ola 22")))
    age(folder)
    commit(folder, lambda change: change.update(Town(number="0301", name="Oslo")))
    path = next((folder / "towns").iterdir()).relative_to(folder).as_posix()
    opened(folder).records.forget(["ola"], paths=[path])
    with pytest.raises(Refused, match="does not know what"):
        on(folder).snapshot().all(Town)
    assert on(folder).snapshot().get(Group, "P3").name == "Pulje 3"


def test_before_the_first_change_and_nothing_is_written(folder):
    rename(folder, "first")
    assert on(folder, date(1990, 1, 1)).snapshot().get(Group, "P3").name == "Pulje 3"
    store = on(folder)
    with pytest.raises(UsageError, match="cannot be changed"):
        store.undo(who="Kari")
    with pytest.raises(UnknownName):
        store.snapshot().get(Group, "P4")
