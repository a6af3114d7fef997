"""A commit is whole or not at all: killed, on failing disks, after power cuts, and finished by the next command.

The proofs in full are ``benchmarks/store_crash.py``.
"""

from __future__ import annotations

import os

import pytest
from store.commits import Case
from store.disks import WAYS, BetweenDisk, Disk, KillingDisk, using
from store.programme import change_name, opened, snapshot_of
from store.proofs import SYNCS, calls, crashes, faults, kills, kills_twice
from store.records import Entry, Group

from kvadmin.errors import Conflict, KvadminError
from kvadmin.store.frame import COMMIT, state_of
from kvadmin.store.writing import locking, settling


def case(tmp_path, kind, files, *, fresh=False):
    return Case(kind, files, tmp_path, fresh=fresh)


@pytest.mark.parametrize("way", WAYS)
def test_killed_at_every_system_call_of_a_change(tmp_path, way):
    number, wrong = kills(case(tmp_path, "change", 2, fresh=True), WAYS[way])
    assert number > 40
    assert not wrong


def test_killed_again_while_it_is_finished(tmp_path):
    subject = case(tmp_path, "change", 2)
    number = calls(subject, {})[0]
    tries, wrong = kills_twice(subject, {}, (number // 2, number - 8))
    assert tries > 20
    assert not wrong


@pytest.mark.parametrize("kind", ["undo", "forget", "sensitive", "import"])
def test_killed_at_some_system_calls_of_others(tmp_path, kind):
    assert not kills(case(tmp_path, kind, 3), WAYS["exchange"], every=4)[1]


@pytest.mark.parametrize("way", WAYS)
def test_failed_is_old_and_saved_is_new(tmp_path, way):
    assert not faults(case(tmp_path, "change", 1), WAYS[way], every=3)[1]


@pytest.mark.parametrize("kind", ["change", "forget", "sensitive"])
def test_a_power_cut_leaves_old_or_new(tmp_path, kind):
    draws, different, wrong = crashes(case(tmp_path, kind, 3), WAYS["exchange"], 2)
    assert draws > different > 20
    assert not wrong


@pytest.mark.parametrize("left_out", SYNCS)
def test_the_simulated_disk_finds_each_fsync_that_is_left_out(tmp_path, left_out):
    """The proof can fail: without any one class of fsync there is a violation."""
    subject = case(tmp_path, "change", 3, fresh=True)
    at_the_end = crashes(subject, {}, 10, SYNCS[left_out], every=1000, enough=1)[2]
    assert at_the_end or crashes(subject, {}, 30, SYNCS[left_out], every=2, enough=1)[2]


def test_a_change_of_one_file_waits_for_the_disk_six_times(tmp_path):
    assert calls(case(tmp_path, "change", 1), {})[1] == 6


def interrupted(folder, act, call="link"):
    """Run a commit that is killed at its first system call of a kind; its frame is live then."""

    class Ending(Disk):
        def call(self, function, *arguments):
            if function.__name__ == call and state_of(folder).live:
                raise KeyboardInterrupt
            return super().call(function, *arguments)

    with using(Ending()), pytest.raises(KeyboardInterrupt):
        act(opened(folder))
    assert state_of(folder).live


def errors(folder):
    return [one.code for one in opened(folder).records.check() if one.severity == "error"]


def two_files(store):
    change = change_name(store)
    change.create(Entry(group="P3", town="0301"))
    return change.commit()


def test_the_next_command_finishes_and_says_so(folder):
    interrupted(folder, two_files)
    said = []
    store = opened(folder)
    store.listen(said.append)
    assert ["interrupted" in one for one in said] == [True]
    assert store.snapshot().get(Group, "P3").name == "new"
    assert [entry.why for entry in store.records.history()] == ["test"]
    assert not state_of(folder).live
    assert not list((folder / ".kvadmin/spool").iterdir())
    store.undo(who="Kari")
    assert store.snapshot().find(Entry, "P3/0301") is None


def test_a_frame_of_another_computer_is_read_through_and_left_alone(folder, monkeypatch):
    interrupted(folder, two_files)
    monkeypatch.setattr(settling, "host", lambda: "another")
    before = snapshot_of(folder), (folder / COMMIT).read_bytes()
    store, said = opened(folder), []
    store.listen(said.append)
    assert "the computer" in said[0]
    assert store.snapshot().get(Group, "P3").name == "new"
    assert [entry.town for entry in store.snapshot().all(Entry)] == ["0301"]
    assert [entry.why for entry in store.records.history()] == ["test"]
    with pytest.raises(Conflict, match="finished first"):
        change_name(store, "other").commit()
    assert errors(folder) == ["unfinished"]
    assert (snapshot_of(folder), (folder / COMMIT).read_bytes()) == before


def test_a_frame_is_read_through_while_somebody_holds_the_lock(folder):
    interrupted(folder, two_files)
    release = locking._taken(folder.resolve(), 0)
    store, said = opened(folder), []
    store.listen(said.append)
    assert said == []
    assert store.snapshot().get(Group, "P3").name == "new"
    assert state_of(folder).live
    release()
    assert opened(folder).snapshot().get(Group, "P3").name == "new"
    assert not state_of(folder).live


def test_a_deletion_is_read_through(folder, monkeypatch):
    def delete(store):
        change = store.transaction("Kari")
        change.delete(Group, "P3")
        change.commit()

    interrupted(folder, delete, "replace")
    monkeypatch.setattr(settling, "host", lambda: "another")
    assert opened(folder).snapshot().all(Group) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_open_elsewhere_is_replaced_when_it_is_closed(folder, way):
    """As Windows refuses the name of a file that Excel has open."""

    class Open(Disk):
        def call(self, function, *arguments):
            target = os.fspath(folder.resolve() / "groups/P3.yaml")
            if function.__name__ in {"swap", "replace"} and target in arguments:
                raise PermissionError(13, "in use", target)
            return super().call(function, *arguments)

    store, said = opened(folder), []
    store.listen(said.append)
    with using(Open(**WAYS[way])):
        entry = two_files(store)
        assert entry.files == ("entries/P3/0301.yaml", "groups/P3.yaml")
        assert "groups/P3.yaml cannot be replaced yet" in said[0]
        assert opened(folder).snapshot().get(Group, "P3").name == "new"
        assert any(one.code == "unfinished" for one in opened(folder).records.check())
        with pytest.raises(Conflict, match="finished first"):
            change_name(opened(folder), "other").commit()
    assert errors(folder) == []
    assert "name: new" in (folder / "groups/P3.yaml").read_text()


def test_a_torn_line_of_the_history_is_mended(folder):
    interrupted(folder, two_files)
    frame = state_of(folder).frame()
    (folder / "history").mkdir()
    (folder / frame.history[0]).write_bytes(frame.line.encode()[:20] + bytes(30))
    store = opened(folder)
    assert len(list(store.records.history())) == 1
    assert errors(folder) == []


def test_a_hand_edit_after_an_interruption_is_kept(folder):
    interrupted(folder, two_files)
    (folder / "groups/P3.yaml").write_text("id: P3\nname: mine\n")
    store, said = opened(folder), []
    store.listen(said.append)
    (beside,) = (folder / "groups").glob("*hand-edit*")
    assert beside.read_text() == "id: P3\nname: mine\n"
    assert any(beside.name in one for one in said)
    assert store.snapshot().get(Group, "P3").name == "new"
    assert errors(folder) == ["kept-beside"]


def test_a_frame_whose_content_is_gone(folder):
    interrupted(folder, two_files)
    for path in (folder / ".kvadmin/spool").iterdir():
        path.unlink()
    assert opened(folder).snapshot().get(Group, "P3").name == "Pulje 3"
    assert not state_of(folder).live
    assert two_files(opened(folder)) is not None


def test_a_damaged_frame_stops_writers(folder):
    interrupted(folder, two_files)
    with (folder / COMMIT).open("ab") as file:
        file.write(b"x")
    with pytest.raises(Conflict) as caught:
        change_name(opened(folder)).commit()
    assert "damaged" in caught.value.details[0]
    assert errors(folder) == ["unfinished"]


def test_what_waited_before_the_commit_point_is_wiped(folder):
    case_folder = folder

    class Ending(Disk):
        def call(self, function, *arguments):
            if function.__name__ == "replace":
                os._exit(9)
            return super().call(function, *arguments)

    child = os.fork()
    if not child:
        with using(Ending()):
            two_files(opened(case_folder))
    os.waitpid(child, 0)
    assert list((folder / ".kvadmin/spool").iterdir())
    assert opened(folder).snapshot().get(Group, "P3").name == "Pulje 3"
    assert not list((folder / ".kvadmin/spool").iterdir())


def test_git_leaves_kvadmins_own_out(folder):
    two_files(opened(folder))
    assert (folder / ".kvadmin/.gitignore").read_text().endswith("\n*\n")


def test_new_content_is_owned_as_the_file_it_replaces(folder):
    path = folder / "groups/P3.yaml"
    path.chmod(0o604)
    if os.geteuid() == 0:
        os.chown(path, 12, 34)
    before = path.stat()
    change_name(opened(folder)).commit()
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_sensitive_content_waits_where_it_is_protected(tmp_path):
    subject = case(tmp_path, "sensitive", 1)
    folder = subject.folder()
    (folder / "sensitive").chmod(0o700)
    seen = set()

    class Watching(Disk):
        def call(self, function, *arguments):
            seen.update(
                (path.parent.relative_to(folder).as_posix(), path.parents[1].stat().st_mode & 0o777)
                for path in folder.rglob("*")
                if path.is_file() and path.parent.name == "spool"
            )
            return super().call(function, *arguments)

    with using(Watching()):
        subject.act(folder)
    assert seen == {("sensitive/.kvadmin/spool", 0o700)}
    assert subject.judge(folder, must="new") is None


def test_a_folder_where_a_file_should_be_is_refused_before_anything_is_written(folder):
    (folder / "entries/P3/0301.yaml").mkdir(parents=True)
    before = snapshot_of(folder)
    with pytest.raises(KvadminError, match=r"entries/P3/0301\.yaml: Is a directory"):
        two_files(opened(folder))
    assert snapshot_of(folder) == before


def test_a_killed_child_is_really_killed(tmp_path):
    subject = case(tmp_path, "change", 1)
    assert subject.in_child(subject.folder(), KillingDisk(5)) == 9


def test_content_that_waits_for_another_computer_is_not_wiped(folder):
    change_name(opened(folder)).commit()
    theirs = folder / ".kvadmin/spool/00000000-x-0"
    theirs.write_text("theirs")
    change_name(opened(folder), "other").commit()
    opened(folder)
    assert theirs.exists()


def test_another_computer_that_commits_at_the_same_moment_is_a_conflict(folder):
    """The lock is this computer's own."""
    change_name(opened(folder), "first").commit()
    commit = folder / COMMIT
    disk = BetweenDisk(10, lambda: commit.write_bytes(commit.read_bytes().replace(b" 1 1 ", b" 1 2 ")))
    with using(disk), pytest.raises(Conflict, match="another computer"):
        change_name(opened(folder), "second").commit()
    assert opened(folder).snapshot().get(Group, "P3").name == "first"
