"""A snapshot tells the history, and edits by hand that nobody has noted yet."""

from __future__ import annotations

from store.programme import opened
from store.records import Group


def save(folder, capacity):
    store = opened(folder)
    change = store.transaction("Kari", "a reason")
    group = change.snapshot.get(Group, "P3")
    group.capacity = capacity
    change.update(group)
    return change.commit()


def fields(entry):
    return [(each.field, each.old, each.new) for each in entry.changes]


def test_a_snapshot_tells_the_history(folder):
    save(folder, 40)
    save(folder, 41)
    entries = opened(folder).snapshot().history(changes=True)
    assert [(each.who, each.why, fields(each)) for each in entries] == [
        ("Kari", "a reason", [("capacity", "36", "40")]),
        ("Kari", "a reason", [("capacity", "40", "41")]),
    ]
    assert [each.changes for each in opened(folder).snapshot().history()] == [(), ()]


def test_what_nobody_has_noted_yet_comes_last(folder):
    entry = save(folder, 40)
    path = folder / "groups/P3.yaml"
    path.write_text(path.read_text().replace("capacity: 40", "capacity: 41"))
    first, by_hand = opened(folder).snapshot().history(changes=True)
    assert (first.transaction_id, first.by_hand) == (entry.transaction_id, False)
    assert (by_hand.by_hand, by_hand.who, fields(by_hand)) == (True, "", [("capacity", "40", "41")])
    assert len(list(opened(folder).records.history())) == 1  # telling writes nothing
    path.write_text(path.read_text().replace("capacity: 41", "capacity: 40"))
    assert len(opened(folder).snapshot().history()) == 1


def test_asking_for_it_expects_nothing_of_a_commit(folder):
    save(folder, 40)
    store = opened(folder)
    change = store.transaction("Kari")
    assert len(change.snapshot.history()) == 1
    group = change.snapshot.get(Group, "P3")
    group.capacity = 42
    change.update(group)
    (folder / "history" / "2007-01.jsonl").write_text("")
    assert change.commit() is not None
