"""The system calls of a commit: links, modes, file systems that know less than others."""

from __future__ import annotations

import errno
import os
import sys

import pytest
from store.disks import WAYS, using
from store.programme import change_name, commit, opened, put, snapshot_of
from store.records import Group, Town

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.store.files import Disk


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
    assert any("leads out" in one.text for one in opened(folder).records.check())


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
    opened(folder).records.check()


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


@pytest.mark.parametrize("way", WAYS)
def test_names_are_given_without_overwriting(tmp_path, way):
    disk = Disk(**WAYS[way])
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    disk.write(one, b"1")
    disk.write(two, b"2")
    with pytest.raises(FileExistsError):
        disk.second(one, two)
    with pytest.raises(FileExistsError):
        disk.rename_new(one, two)
    assert disk.exchange(one, two) is (way == "exchange" and sys.platform in {"linux", "darwin"})
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"1", b"2"]
    disk.second(one, str(tmp_path / "three"))
    assert (tmp_path / "three").read_bytes() == (tmp_path / "one").read_bytes()


def test_a_file_system_that_knows_neither_links_nor_exchange(folder):
    """As FAT says it: the system has the calls and refuses them."""

    class Fat(Disk):
        def call(self, function, *arguments):
            if function.__name__ in {"link", "swap", "rename_new"}:
                raise OSError(errno.EPERM, "Operation not permitted")
            return super().call(function, *arguments)

    with using(Fat()):
        change_name(opened(folder)).commit()
        opened(folder).undo(who="Kari")
        change_name(opened(folder)).commit()
    assert opened(folder).snapshot().get(Group, "P3").name == "new"
    assert not [one for one in opened(folder).records.check() if one.severity == "error"]


def test_a_folder_that_cannot_be_synced_is_an_error_only_when_the_disk_fails(folder):
    class Network(Disk):
        number = errno.EINVAL

        def call(self, function, *arguments):
            if function is os.fsync and os.path.isdir(f"/proc/self/fd/{arguments[0]}"):
                raise OSError(self.number, os.strerror(self.number))
            return super().call(function, *arguments)

    with using(Network()) as disk:
        change_name(opened(folder), "first").commit()
        disk.number = errno.EIO
        with pytest.raises(KvadminError, match="Input/output error"):
            change_name(opened(folder), "second").commit()
    assert opened(folder).snapshot().get(Group, "P3").name == "first"
