"""Undo field by field; what stands in the way is named, and following the hints always comes to an end."""

from __future__ import annotations

import random
import re

import pytest
from store.programme import findings, opened, put
from store.records import Group, Member, Town

from kvadmin.errors import Conflict, Refused
from kvadmin.store.history.undoing import merged_lines


@pytest.fixture
def path(folder):
    return folder / "groups/P3.yaml"


def save(folder, why="", **values):
    store = opened(folder)
    change = store.transaction("Kari", why)
    group = change.snapshot.get(Group, "P3")
    for name, value in values.items():
        setattr(group, name, value)
    change.update(group)
    return change.commit().transaction_id


def undo(folder, name=None):
    return opened(folder).undo(name, who="Kari")


def test_a_later_change_of_another_field_does_not_stand_in_the_way(folder, path):
    before = path.read_text()
    first = save(folder, capacity=40)
    second = save(folder, name="new")
    undo(folder, first)
    assert path.read_text() == before.replace('"Pulje 3"', "new")
    undo(folder, second)
    assert path.read_text() == before
    assert findings(folder) == []


def test_items_of_lists_are_told_apart_by_their_names(folder, path):
    start = opened(folder).snapshot().get(Group, "P3").members
    added = save(folder, members=[*start, Member(municipality="1504", start=start[0].start)])
    save(folder, members=[*start, Member(municipality="1504", start=start[0].start),
                          Member(municipality="1505", start=start[0].start)])  # fmt: skip
    undo(folder, added)
    assert [one.municipality for one in opened(folder).snapshot().get(Group, "P3").members] == ["0301", "0101", "1505"]
    assert "# the others" in path.read_text()


def test_a_figure_stays_a_figure_where_lines_meet(folder, path):
    save(folder, members=[])
    path.write_text("{id: P3, capacity: 36, name: a, my_own: 1}\n")
    first = save(folder, capacity=40)
    save(folder, name="b")
    undo(folder, first)
    assert path.read_text() == "{id: P3, capacity: 36, name: b, my_own: 1}\n"


def test_the_same_field_stands_in_the_way_and_the_later_change_is_named(folder):
    first = save(folder, capacity=40, tags=["a"])
    second = save(folder, capacity=41)
    save(folder, name="unrelated")
    with pytest.raises(Conflict) as caught:
        undo(folder, first)
    assert "capacity in groups/P3.yaml" in caught.value.message
    assert caught.value.hint.endswith(f"kvadmin undo {second}")
    undo(folder, second)
    undo(folder, first)
    assert opened(folder).snapshot().get(Group, "P3").capacity == 36


def test_what_was_undone_is_never_named(folder):
    """Two undos used to hint at each other for ever: the later of both was always an undo or a redo."""
    first = save(folder, capacity=40)
    second = save(folder, capacity=41)
    undone = save(folder, name="new")
    undo(folder, undone)
    for _ in range(2):
        with pytest.raises(Conflict) as caught:
            undo(folder, first)
        assert caught.value.hint.endswith(f"kvadmin undo {second}")
        undo(folder)  # of the latest in force
        opened(folder).undo(None, who="Kari", redo=True)


def test_a_file_that_was_deleted_later(folder):
    first = save(folder, capacity=40)
    change = opened(folder).transaction("Kari")
    change.delete(Group, "P3")
    deleted = change.commit().transaction_id
    with pytest.raises(Conflict) as caught:
        undo(folder, first)
    assert deleted in caught.value.hint


def test_files_that_are_no_records_go_back_whole_or_not_at_all(folder):
    first = put(folder, "notes.txt", b"a\nb\nc\n").transaction_id
    second = put(folder, "notes.txt", b"a\nb\nd\n").transaction_id
    third = put(folder, "notes.txt", b"0\nb\nd\n").transaction_id
    with pytest.raises(Conflict) as caught:
        undo(folder, second)
    assert third in caught.value.hint
    assert first not in caught.value.hint


def test_an_undo_of_what_is_gone_already_is_noted_and_changes_nothing(folder, path):
    before = path.read_text()
    first = save(folder, capacity=40)
    path.write_text(before)
    undone = undo(folder)
    assert (undone.undoes, undone.files, path.read_text()) == (first, (), before)
    with pytest.raises(Refused, match="nothing to undo"):
        undo(folder)


def test_what_a_later_change_has_taken_away_is_not_undone_before_it(folder, path):
    before = path.read_text()
    first = save(folder, capacity=40)
    second = save(folder, capacity=36)
    with pytest.raises(Conflict, match=f"capacity in groups/P3.yaml was changed again by {second}"):
        undo(folder, first)
    other = save(folder, name="another")
    for name in (other, second, first):
        undo(folder, name)
    assert path.read_text().replace("036", "36") == before.replace("036", "36")


def test_lines_of_both_sides(folder):
    assert merged_lines(b"a\nb\nc\n", b"a\nb\nC\n", b"A\nb\nc\n") == b"A\nb\nC\n"
    assert merged_lines(b"a\nb\nc\n", b"a\nB\nc\n", b"a\nX\nc\n") is None
    assert merged_lines(b"a\n", b"a\nx\n", b"a\ny\n") is None
    assert merged_lines(b"\xff", b"a", b"b") is None


def step(rng, folder):
    """One random change; it may be refused, which changes nothing."""
    fields = {
        "capacity": rng.randrange(9), "name": rng.choice("abc"), "tags": rng.sample("abcd", 2), "open": rng.random() < 0.5,
    }  # fmt: skip
    kind = rng.randrange(6)
    store = opened(folder)
    change = store.transaction("Kari")
    if kind < 3:
        group = store.snapshot().find(Group, "P3")
        if group is not None:
            for name in rng.sample(sorted(fields), rng.randrange(1, 3)):
                setattr(group, name, fields[name])
            change.update(group)
    elif kind == 3:
        number = rng.choice(["0101", "0102"])
        if store.snapshot().find(Town, number) is None:
            change.create(Town(number=number, name="x"))
        else:
            change.delete(Town, number)
    elif kind == 4:
        ids = [entry.transaction_id for entry in store.records.history()]
        try:
            store.undo(rng.choice(ids) if ids and rng.random() < 0.7 else None, who="Ola", redo=False)
        except (Refused, Conflict):
            return
    else:
        try:
            store.undo(None, who="Ola", redo=True)
        except (Refused, Conflict):
            return
    change.commit()


@pytest.mark.parametrize("seed", range(12))
def test_following_the_hints_always_comes_to_an_end(folder, seed):
    rng = random.Random(seed)
    for _ in range(18):
        step(rng, folder)
    for entry in list(opened(folder).records.history()):
        todo = ["undo", entry.transaction_id]
        for _ in range(60):
            try:
                redo = todo[0] == "redo"
                now = {one.transaction_id: one.undone_by for one in opened(folder).records.history()}
                undo(folder, now[todo[1]] if redo else todo[1])
            except Refused:  # it is taken back already
                break
            except Conflict as error:
                todo = re.search(r"kvadmin (undo|redo) (\w+)$", error.hint).groups()
            else:
                todo = ["undo", entry.transaction_id]
        else:
            pytest.fail(f"the hints go round in a circle from {entry.transaction_id}")
    assert findings(folder) == []


def test_a_record_of_its_own_is_undone_around_by_hand_edits(folder, path):
    first = save(folder, capacity=40)
    path.write_text(path.read_text().replace('"Pulje 3"', "mine"))
    save(folder, tags=["a"])
    by_hand = next(entry for entry in opened(folder).records.history(changes=True) if entry.by_hand)
    assert [(each.field, each.old, each.new) for each in by_hand.changes] == [("name", "Pulje 3", "mine")]
    undo(folder, first)
    undo(folder, by_hand.transaction_id)
    group = opened(folder).snapshot().get(Group, "P3")
    assert (group.capacity, group.name, group.tags) == (36, "Pulje 3", ["a"])
