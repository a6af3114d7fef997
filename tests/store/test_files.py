"""Writing all or nothing: failing disks, links, modes."""

from __future__ import annotations

import os

import pytest
from store.programme import change_name, commit, opened, put, snapshot_of
from store.records import Entry, Group, Town

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.store import files as writing


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
    assert any("leads out" in one.text for one in opened(folder).engine.check())


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


def test_a_pipe_in_the_folder_does_not_hang(folder):
    os.mkfifo(folder / "groups/pipe.yaml")
    assert [group.id for group in opened(folder).snapshot().all(Group)] == ["P3"]
    opened(folder).engine.check()


def test_many_files_at_once(folder):
    before = snapshot_of(folder)
    store = opened(folder)
    change = store.transaction("Kari")
    for number in range(60):
        change.create(Town(number=f"{number:04}", name="Nes"))
    change.commit()
    assert len(store.snapshot().all(Town)) == 60
    store.undo(who="Kari")
    after = snapshot_of(folder)
    assert {path: after[path] for path in before} == before
    assert all("history" in path for path in set(after) - set(before))
