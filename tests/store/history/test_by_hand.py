"""Edits by hand are noticed by the next change and by check; never anything of sensitive files."""

from __future__ import annotations

import os

import pytest
from store.programme import findings, opened, put
from store.records import Diet, Group, Town


@pytest.fixture
def path(folder):
    return folder / "groups/P3.yaml"


def save(folder, **values):
    store = opened(folder)
    change = store.transaction("Kari")
    group = change.snapshot.get(Group, "P3")
    for name, value in values.items():
        setattr(group, name, value)
    change.update(group)
    return change.commit()


def entries(folder):
    return list(opened(folder).records.history(changes=True))


def changes(entry):
    return [(each.file, each.action, each.field, each.old, each.new) for each in entry.changes]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_next_change_notes_it(folder, path, elsewhere):
    save(folder, capacity=40)
    path.write_text(path.read_text().replace("capacity: 40", "capacity: 41"))
    (found,) = findings(folder)
    assert (found.path, found.code, found.severity) == ("groups/P3.yaml", "hand-edit", "info")
    assert found.text.endswith(": capacity")
    put(folder, "x.txt") if elsewhere else save(folder, name="new")
    first, by_hand, last = entries(folder)
    assert (by_hand.by_hand, by_hand.who, first.by_hand, last.by_hand) == (True, "", False, False)
    assert changes(by_hand) == [("groups/P3.yaml", "change", "capacity", "40", "41")]
    assert first.when < by_hand.when < last.when
    assert findings(folder) == []


def test_a_saved_time_hides_it_from_others_but_not_from_check_nor_from_who_reads_it(folder, path):
    save(folder, capacity=40)
    stat = path.stat()
    path.write_text(path.read_text().replace("capacity: 40", "capacity: 41"))
    os.utime(path, (stat.st_atime - 60, stat.st_mtime - 60))
    assert [found.code for found in findings(folder)] == ["hand-edit"]
    put(folder, "x.txt")
    assert not any(entry.by_hand for entry in entries(folder))
    save(folder, name="new")
    assert any(entry.by_hand for entry in entries(folder))


def test_a_file_deleted_or_made_again_by_hand(folder):
    put(folder, "a/x.txt", b"1\n")
    (folder / "a/x.txt").unlink()
    put(folder, "a/x.txt", b"2\n")
    assert changes(entries(folder)[1]) == [("a/x.txt", "delete", "", None, None)]
    opened(folder).undo(who="Kari")
    (folder / "a").mkdir(exist_ok=True)
    (folder / "a/x.txt").write_bytes(b"3\n")
    assert [found.path for found in findings(folder)] == ["a/x.txt"]


def test_what_was_before_is_said_not_to_be_known_when_it_is_not(folder):
    put(folder, "x.txt", b"1\n")
    (folder / "x.txt").write_bytes(b"2\n")
    put(folder, "x.txt", b"3\n")
    assert changes(entries(folder)[1]) == [("x.txt", "unknown", "", None, None)]
    assert changes(entries(folder)[2]) == [("x.txt", "change", "", None, None)]


def test_files_that_the_history_never_named_are_nobodys_edit(folder, path):
    put(folder, "x.txt")
    path.write_text(path.read_text().replace("36", "41"))
    save(folder, name="new")
    assert len(entries(folder)) == 2


def test_nothing_of_sensitive_files(folder):
    store = opened(folder)
    change = store.transaction("Kari")
    change.create(Diet(gathering="G1", needs={"Kari": "nuts-secret"}))
    change.commit()
    path = folder / "sensitive/G1.yaml"
    path.write_text(path.read_text().replace("nuts", "milk"))
    change = opened(folder).transaction("Kari")
    diet = change.snapshot.get(Diet, "G1")
    diet.needs["Ola"] = "fish-secret"
    change.update(diet)
    change.commit()
    history = "".join(file.read_text() for file in (folder / "history").iterdir())
    assert "secret" not in history
    assert "by_hand" not in history
    assert findings(folder) == []


def test_a_forgotten_person_is_not_in_what_is_kept_of_edits_by_hand(folder):
    change = opened(folder).transaction("Kari")
    change.create(Town(number="0301", name="Oslo", phone="Ola Nordmann 22"))
    change.commit()
    path = next((folder / "towns").iterdir())
    path.write_text(path.read_text().replace("22", "23"))
    put(folder, "x.txt")
    change = opened(folder).transaction("Kari")
    change.update(Town(number="0301", name="Oslo"))
    change.commit()
    opened(folder).records.forget(["ola nordmann"], paths=[path.relative_to(folder).as_posix()])
    assert "Nordmann" not in "".join(file.read_text() for file in (folder / "history").iterdir())
    assert changes(entries(folder)[1]) == [(path.relative_to(folder).as_posix(), "unknown", "", None, None)]
