"""A hand edit is never lost: at whatever moment of a commit it comes. In full: ``benchmarks/store_hand_edits.py``."""

from __future__ import annotations

import random

import pytest
from store.commits import Case
from store.disks import WAYS, BetweenDisk, CountingDisk, using
from store.programme import change_name, opened
from store.proofs import calls, hand_edits
from store.records import Entry, Group

from kvadmin.errors import Conflict, HandEdited


@pytest.mark.parametrize("way", WAYS)
def test_edits_at_drawn_moments(tmp_path, way):
    edits, ended, wrong = hand_edits(Case("change", 3, tmp_path), WAYS[way], 40, random.Random(5))
    assert edits > 25
    assert len({how.rpartition(",")[0] for how in ended}) > 4  # refused, kept beside, and after it all
    assert not wrong


def at_the_exchange(folder, edit, way="exchange"):
    """Commit with an edit just before P3 is replaced."""

    class Between(CountingDisk):
        def do(self, number, function, *arguments):
            target = str(folder.resolve() / "groups/P3.yaml")
            if function.__name__ in {"swap", "replace"} and target in arguments and arguments[-1] != "done":
                edit()
            return function(*arguments)

    change = change_name(opened(folder))
    change.create(Entry(group="P3", town="0301"))
    with using(Between(**WAYS[way])):
        return change.commit()


@pytest.mark.parametrize("way", WAYS)
def test_the_change_stands_and_the_hand_edit_lies_beside_it(folder, way):
    path = folder / "groups/P3.yaml"
    with pytest.raises(HandEdited) as caught:
        at_the_exchange(folder, lambda: path.write_text("id: P3\nname: mine\n"), way)
    error = caught.value
    assert error.exit_code == 5
    assert not isinstance(error, Conflict)  # whoever tries conflicts again must not try this one
    (beside,) = (folder / "groups").glob("P3.yaml.hand-edit-*")
    assert beside.read_text() == "id: P3\nname: mine\n"
    assert "groups/P3.yaml was changed by hand" in error.details[0]
    assert beside.name in error.details[0]
    store = opened(folder)
    assert store.snapshot().get(Group, "P3").name == "new"
    assert store.snapshot().find(Entry, "P3/0301") is not None
    assert [entry.transaction_id for entry in store.records.history()] == [error.entry.transaction_id]
    assert [one.code for one in store.records.check() if one.severity == "error"] == ["kept-beside"]
    beside.unlink()
    assert not [one for one in store.records.check() if one.severity == "error"]


def test_a_file_deleted_by_hand_at_that_moment_is_there_again_and_said(folder):
    path = folder / "groups/P3.yaml"
    with pytest.raises(HandEdited, match="changed by hand") as caught:
        at_the_exchange(folder, lambda: path.unlink(missing_ok=True))
    assert "deleted by hand" in caught.value.details[0]
    assert opened(folder).snapshot().get(Group, "P3").name == "new"


def test_an_edit_before_the_commit_point_is_a_conflict_and_nothing_is_written(folder):
    path = folder / "groups/P3.yaml"
    change = change_name(opened(folder))
    disk = BetweenDisk(8, lambda: path.write_text("id: P3\nname: mine\n"))
    with using(disk), pytest.raises(Conflict, match=r"groups/P3\.yaml has been changed"):
        change.commit()
    assert path.read_text() == "id: P3\nname: mine\n"
    assert not (folder / "history").exists()


def test_a_file_that_appears_where_a_new_one_goes(folder):
    """Somebody makes the very file in the last moment; both are there afterwards."""
    path = folder / "entries/P3/0301.yaml"

    class Between(CountingDisk):
        def do(self, number, function, *arguments):
            if function.__name__ == "link" and arguments[1] == str(path.resolve()) and not path.exists():
                path.write_text("score: 1\n")
            return function(*arguments)

    change = opened(folder).transaction("Kari")
    change.create(Entry(group="P3", town="0301"))
    with using(Between()), pytest.raises(HandEdited):
        change.commit()
    (beside,) = path.parent.glob("*.hand-edit-*")
    assert beside.read_text() == "score: 1\n"
    assert opened(folder).snapshot().get(Entry, "P3/0301").score is None


def test_the_number_of_calls_is_the_same_each_time(tmp_path):
    case = Case("change", 3, tmp_path)
    assert calls(case, {}) == calls(case, {})
