"""The folder and the place it lies in: each finding by itself."""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from kvadmin.plugins.programme.doctor import folder as looked_at
from kvadmin.plugins.programme.doctor.ailment import WhereItRuns
from kvadmin.plugins.programme.doctor.folder import folder_ailments


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "programme"
    (made / "history").mkdir(parents=True)
    (made / "programme.yaml").write_text("name: Prøve\n", encoding="utf-8")
    (made / "history" / "2008-06.jsonl").touch()
    return made


def codes(folder, mounts="", today=date(2026, 1, 1)):
    around = WhereItRuns(mounts=mounts, today=today)
    return [(each.code, each.severity) for each in folder_ailments(folder, around)]


def test_a_sound_folder_and_none(folder):
    assert codes(folder) == []
    assert codes(None) == [("no-folder", "info")]
    assert codes(folder / "history") == [("not-a-folder", "error")]


@pytest.mark.parametrize("text", [b"name: [a\n", "name: Prøve\n".encode("cp1252")])
def test_a_broken_programme_file(folder, text):
    (folder / "programme.yaml").write_bytes(text)
    assert codes(folder) == [("unreadable", "error")]


@pytest.mark.parametrize("name", [".~lock.liste.xlsx#", "~$liste.xlsx", "programme.yaml~", "a.tmp"])
def test_what_programs_left_behind(folder, name):
    (folder / "history" / name).touch()
    assert codes(folder) == [("leftovers", "warning")]
    (found,) = folder_ailments(folder, WhereItRuns(mounts="", today=date(2026, 1, 1)))
    assert "kvadmin check" not in found.fix, "it looks at records alone"


def test_somebody_has_the_lock(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert codes(folder) == [("locked", "warning")]
    finally:
        os.close(handle)


def test_a_folder_that_cannot_be_written(folder, monkeypatch):
    monkeypatch.setattr(looked_at.os, "access", lambda path, _: Path(path).name != "history")
    assert codes(folder) == [("not-writable", "error")]


def test_what_is_to_be_done_names_a_folder_with_blanks(tmp_path):
    (named,) = folder_ailments(tmp_path / "my programme", WhereItRuns())
    assert shlex.split(named.fix)[-1] == str(tmp_path / "my programme")


def test_a_clock_behind_the_history(folder):
    assert codes(folder, today=date(2008, 5, 31)) == [("clock-behind", "error")]
    assert codes(folder, today=date(2008, 6, 1)) == []


@pytest.mark.parametrize("name", ["OneDrive - Etaten", "Dropbox", "Google Drive", "iCloudDrive", "Nextcloud"])
def test_a_folder_that_is_synchronised(folder, tmp_path, name):
    (tmp_path / name).mkdir()
    assert codes(folder.rename(tmp_path / name / "programme")) == [("synchronised", "warning")]


@pytest.mark.parametrize(
    ("kind", "found"),
    [("nfs4", [("network-drive", "warning")]), ("cifs", [("network-drive", "warning")]), ("ext4", [])],
)
def test_a_network_drive(folder, tmp_path, kind, found):
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/felles {tmp_path} {kind} rw 0 0\nserver:/annet /annet nfs4 rw 0 0\n"
    assert codes(folder, mounts=mounts) == found


def test_a_full_disk(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6))
    assert codes(folder) == [("disk-full", "warning")]


def test_git(folder, monkeypatch):
    from kvadmin.errors import Refused

    monkeypatch.setattr(looked_at, "repository_of", lambda _: object())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert codes(folder) == [("git-missing", "warning")]

    def unreadable(_):
        raise Refused("damaged")

    monkeypatch.setattr(looked_at, "repository_of", unreadable)
    assert codes(folder) == [("git-unreadable", "warning")]
