"""The YAML engine's own promises: hand-edited files, sensitive ones, conflicts, failing disks."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from store.records import COLLECTIONS, FIELDS, Diet, Entry, Group, Guests, Member, Town

from kvadmin.errors import Conflict, InvalidData, KvadminError, Refused, UsageError
from kvadmin.store import files as writing
from kvadmin.store import open_store

HAND = """\
# P3, as the ministry wants it
id: P3
name: "Pulje 3"   # from the letter

capacity: 036
my_own: kept as it is
members:
- {municipality: 0301, from: 2008-08-25}   # Oslo

# the others
- municipality: 0101
  from: 2008-08-25
"""


def make(folder, **contents):
    folder.mkdir(exist_ok=True)
    for name, text in {"programme": "schema: 1\n", **contents}.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


@pytest.fixture
def folder(tmp_path):
    return make(tmp_path / "programme", groups__P3=HAND.replace("036", "36"))


def opened(folder):
    return open_store(folder, COLLECTIONS, FIELDS)


def commit(folder, record):
    """Create one record."""
    change = opened(folder).transaction("Kari")
    change.create(record)
    return change.commit()


def put(folder, path, content=b"x"):
    """Write one file."""
    change = opened(folder).transaction("Kari")
    change.put_file(path, content)
    return change.commit()


def snapshot_of(folder):
    """Every path below a folder with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def change_name(store, name="new"):
    change = store.transaction("Kari", "test")
    group = change.snapshot.get(Group, "P3")
    group.name = name
    change.update(group)
    return change


def test_only_the_lines_of_the_change_change(folder):
    store = opened(folder)
    group = store.snapshot().get(Group, "P3")
    group.name = "no"
    group.capacity = 40
    group.members.append(Member(municipality="1504", start=group.members[0].start))
    change = store.transaction("Kari")
    change.update(group)
    (planned,) = change.plan().changes
    assert [line for line in planned.diff[2:] if line[0] in "+-"] == [
        '-name: "Pulje 3"   # from the letter',
        "+name: 'no'   # from the letter",
        "-capacity: 36",
        "+capacity: 40",
        "+- municipality: '1504'",
        "+  from: 2008-08-25",
    ]
    change.commit()
    text = (folder / "groups/P3.yaml").read_text()
    assert "my_own: kept as it is\n" in text
    assert "# the others\n- municipality: 0101\n" in text


def test_line_ends_of_windows_are_kept(folder):
    path = folder / "groups/P3.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    store = opened(folder)
    change_name(store).commit()
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n")
    store.undo(who="Kari")
    assert path.read_bytes() == before


def test_a_file_changed_by_hand_is_never_overwritten(folder):
    change = change_name(opened(folder))
    path = folder / "groups/P3.yaml"
    path.write_text(HAND.replace("036", "37"))
    before = snapshot_of(folder)
    with pytest.raises(Conflict, match=r"groups/P3\.yaml has been changed") as caught:
        change.commit()
    assert caught.value.exit_code == 5
    assert snapshot_of(folder) == before


def test_a_file_deleted_by_hand(folder):
    change = change_name(opened(folder))
    (folder / "groups/P3.yaml").unlink()
    with pytest.raises(Conflict, match="deleted"):
        change.commit()


def test_a_file_that_appeared_meanwhile(folder):
    change = opened(folder).transaction("Kari")
    change.put_file("protocols/P3-1.json", b"{}")
    (folder / "protocols").mkdir()
    (folder / "protocols/P3-1.json").write_text("theirs")
    with pytest.raises(Conflict, match="appeared"):
        change.commit()
    assert (folder / "protocols/P3-1.json").read_text() == "theirs"


def test_undo_gives_back_every_byte(folder):
    before = (folder / "groups/P3.yaml").read_bytes()
    store = opened(folder)
    change = change_name(store)
    change.create(Town(number="0301", name="Oslo"))
    change.put_file("a/b.bin", bytes(range(256)))
    change.commit()
    after = snapshot_of(folder)
    store.undo(who="Ola")
    assert (folder / "groups/P3.yaml").read_bytes() == before
    assert not (folder / "towns").exists()
    assert not (folder / "a").exists()
    store.redo(who="Ola")
    now = snapshot_of(folder)
    assert {k: v for k, v in now.items() if "history" not in k} == {
        k: v for k, v in after.items() if "history" not in k
    }


def test_undo_of_binary_change_and_deletion(folder):
    store = opened(folder)
    for content in (b"\xff\x00one", b"\xff\x00two", None):
        change = store.transaction("Kari")
        change.delete_file("x.bin") if content is None else change.put_file("x.bin", content)
        change.commit()
    store.undo(who="Kari")
    assert (folder / "x.bin").read_bytes() == b"\xff\x00two"
    store.undo(who="Kari")
    assert (folder / "x.bin").read_bytes() == b"\xff\x00one"
    store.undo(who="Kari")
    assert not (folder / "x.bin").exists()


def test_undo_after_a_change_by_hand_says_so(folder):
    store = opened(folder)
    change_name(store).commit()
    with (folder / "groups/P3.yaml").open("a") as file:
        file.write("# mine\n")
    with pytest.raises(Conflict, match="by hand"):
        store.undo(who="Kari")


def test_sensitive_values_are_nowhere_else(folder):
    store = opened(folder)
    for need in ("nuts-secret", "milk-secret"):
        change = store.transaction("Kari", "diet")
        diet = Diet(gathering="G1", needs={"Kari": need})
        change.create(diet) if need.startswith("nuts") else change.update(diet)
        assert "secret" not in repr(change.plan())
        change.commit()
    history = "".join(path.read_text() for path in (folder / "history").iterdir())
    assert "secret" not in history
    assert [file["sensitive"] for line in history.splitlines() for file in json.loads(line)["files"]] == [True, True]
    assert "before" not in history
    with pytest.raises(Refused, match="never kept"):
        store.undo(who="Kari")


@pytest.mark.parametrize("schema", ["schema: 2\n", "schema: 99\nname: x\n"])
def test_a_folder_of_a_newer_kvadmin(tmp_path, schema):
    folder = make(tmp_path / "p")
    (folder / "programme.yaml").write_text(schema)
    with pytest.raises(InvalidData, match="schema version") as caught:
        opened(folder)
    assert caught.value.where == "programme.yaml:1:9"
    assert "upgrade" in caught.value.hint


def test_refused_ids_leave_the_folder_as_it_is(folder):
    before = snapshot_of(folder)
    for bad in ("../x", "a/b", "..", ".x", "_x", "con", "a:b", "x ", "", "x" * 200, "a\nb", "NUL.x", "a\\b"):
        with pytest.raises(UsageError):
            commit(folder, Group(id=bad))
    with pytest.raises(UsageError, match="upper and lower"):
        commit(folder, Group(id="p3"))
    assert snapshot_of(folder) == before


def test_ids_in_one_transaction_that_differ_by_case(folder):
    change = opened(folder).transaction("Kari")
    change.create(Entry(group="A", town="x"))
    change.create(Entry(group="a", town="x"))
    with pytest.raises(UsageError, match="upper and lower"):
        change.commit()


def test_decorated_names_are_found_by_key(folder):
    store = opened(folder)
    change = store.transaction("Kari")
    change.create(Town(number="0821", name="Bø"))
    change.create(Town(number="0821-1", name="Bø"))
    change.commit()
    assert (folder / "towns/0821-bo.yaml").exists()
    (folder / "towns/0821-bo.yaml").rename(folder / "towns/0821-something-else.yaml")
    store.refresh()
    assert store.snapshot().get(Town, "0821").number == "0821"
    assert store.snapshot().get(Town, "0821-1").number == "0821-1"
    with pytest.raises(Conflict, match="already"):
        commit(folder, Town(number="0821", name="Another"))


def test_a_place_may_not_leave_the_folder(folder):
    for bad in ("../x", "/etc/x", "a/../../x", "a//b", "C:/x", "a\\b", ".git/x", "history/2008-05.jsonl"):
        with pytest.raises(UsageError):
            put(folder, bad)


def test_links_that_lead_out_are_not_followed(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("number: x\n")
    (folder / "towns").symlink_to(outside)
    with pytest.raises(InvalidData, match="leads out"):
        opened(folder).snapshot().all(Town)
    with pytest.raises(KvadminError):
        commit(folder, Town(number="0301"))
    with pytest.raises(KvadminError):
        put(folder, "towns/y.txt")
    assert sorted(path.name for path in outside.iterdir()) == ["x.yaml"]
    assert any("leads out" in one.text for one in opened(folder).check())


class FullDisk:
    """A function of the operating system that fails once (or for ever) after some calls, as on a full disk."""

    def __init__(self, function, passes, *, for_ever=False):
        self.function = function
        self.passes = passes
        self.for_ever = for_ever

    def __call__(self, *arguments, **options):
        self.passes -= 1
        if self.passes == -1 or (self.passes < 0 and self.for_ever):
            raise OSError(28, "No space left on device")
        return self.function(*arguments, **options)


@pytest.mark.parametrize("function", ["fsync", "replace", "link", "open"])
@pytest.mark.parametrize("passes", range(6))
def test_a_failing_disk_leaves_every_byte(folder, monkeypatch, function, passes):
    store = opened(folder)
    change_name(store, "first").commit()
    before = snapshot_of(folder)
    change = change_name(store, "second")
    change.create(Town(number="0301"))
    change.create(Entry(group="P3", town="0301"))
    with monkeypatch.context() as patch:
        patch.setattr(writing.os, function, FullDisk(getattr(os, function), passes))
        done = message = None
        try:
            done = change.commit()
        except KvadminError as error:
            message = error.message
    if done is None:
        assert "No space left" in message
        assert snapshot_of(folder) == before
    else:
        assert opened(folder).snapshot().get(Group, "P3").name == "second"
        assert not list(folder.rglob(".kvadmin-*"))


def test_a_disk_that_fails_for_good_loses_nothing(folder, monkeypatch):
    store = opened(folder)
    before = (folder / "groups/P3.yaml").read_text()
    change = change_name(store, "second")
    change.put_file("x.txt", b"x")
    with monkeypatch.context() as patch:
        patch.setattr(writing.os, "replace", FullDisk(os.replace, 1, for_ever=True))
        with pytest.raises(KvadminError) as caught:
            change.commit()
    (left,) = caught.value.details
    assert (folder / left.rpartition(" ")[2]).read_text() == before


def test_a_history_that_cannot_be_written(folder):
    (folder / "history").write_text("a file where a folder should be")
    before = snapshot_of(folder)
    with pytest.raises(KvadminError, match="history"):
        change_name(opened(folder)).commit()
    assert snapshot_of(folder) == before


def test_modes_of_files_are_kept(folder):
    path = folder / "groups/P3.yaml"
    path.chmod(0o640)
    change_name(opened(folder)).commit()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_second_writer_waits_and_is_told_who_holds_the_lock(folder, monkeypatch):
    from kvadmin.store import locking

    monkeypatch.setattr(locking, "PATIENCE", 0.2)
    code = (
        "import sys, time; from pathlib import Path; from kvadmin.store.locking import locked\n"
        "with locked(Path(sys.argv[1]), who='Ola', command='cohort admit P3'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(folder.resolve())], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Conflict, match="Ola with `cohort admit P3`"):
            change_name(opened(folder)).commit()
    finally:
        holder.kill()
        holder.communicate()
    assert change_name(opened(folder)).commit() is not None


def test_the_lock_lies_outside_the_folder(folder):
    change_name(opened(folder)).commit()
    assert sorted(path.name for path in folder.iterdir()) == ["groups", "history", "programme.yaml"]


def test_a_lock_without_a_state_folder(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked / "below"))
    assert change_name(opened(folder)).commit() is not None


def test_forgetting_blanks_the_history_and_ends_undo(folder):
    store = opened(folder)
    change = store.transaction("Kari", "asked by Ola Nordmann")
    change.create(Town(number="0301", name="Oslo", phone="Ola Nordmann 22"))
    change.commit()
    change = store.transaction("Kari")
    change.update(Town(number="0301", name="Oslo"))
    changed = change.commit()
    assert "Ola Nordmann" in next((folder / "history").iterdir()).read_text()
    assert store.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 2
    assert "Nordmann" not in "".join(path.read_text() for path in (folder / "history").iterdir())
    with pytest.raises(Refused, match="erased"):
        store.undo(changed.transaction_id, who="Kari")
    assert store.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 0


def test_a_new_folder(tmp_path):
    from store.records import Head

    store = open_store(tmp_path / "new", COLLECTIONS, FIELDS, new=True)
    assert not (tmp_path / "new").exists()
    change = store.transaction("Kari")
    change.create(Head(name="Programmet"))
    change.commit()
    assert (tmp_path / "new/programme.yaml").read_text() == "schema: 1\nname: Programmet\n"
    opened(tmp_path / "new")


def test_a_file_with_the_reserved_underscore_is_no_record_of_the_other_collection(folder):
    make(folder, entries__P3___others="names: [Kari]\n", entries__P3__0301="score: 8.00\n")
    data = opened(folder).snapshot()
    assert [entry.town for entry in data.all(Entry)] == ["0301"]
    assert data.get(Guests, "P3").names == ["Kari"]
