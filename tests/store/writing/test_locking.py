"""The lock against a second writer on the same host."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import threading

import pytest
from store.programme import change_name, opened

from kvadmin.errors import Overtaken
from kvadmin.store.writing import lock_note, locking
from kvadmin.store.writing.locking import locked

HOLDER = (
    "import sys, time; from pathlib import Path; from kvadmin.store.writing import locking\n"
    "if sys.argv[2:] == ['file']:\n"
    "    def refused(folder): raise NotImplementedError\n"
    "    locking._lock_directory = refused\n"
    "with locking.locked(Path(sys.argv[1]), who='Ola', command='cohort admit P3'):"
    " print('held', flush=True); time.sleep(60)"
)


@pytest.fixture(params=["folder", "file"])
def way(request, monkeypatch):
    """The lock of the folder itself, and the file that stands for it where a folder cannot be locked."""
    if request.param == "file":

        def refused(folder):
            raise NotImplementedError

        monkeypatch.setattr(locking, "_lock_directory", refused)
    elif os.name != "posix":
        pytest.skip("folders are locked on POSIX systems only; the file is tried instead")
    return request.param


@pytest.fixture
def held_by_another(folder, way, tmp_path):
    """Another process, of a person with another home, that holds the lock."""
    home = {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state"), "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.resolve()), way],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | home,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_waits_and_is_told_who_holds_the_lock(folder, monkeypatch, held_by_another):
    monkeypatch.setattr(locking, "PATIENCE", 0.2)
    with pytest.raises(Overtaken, match=r"Ola with `cohort admit P3` \(process \d+, since \d\d:\d\d\)"):
        change_name(opened(folder)).commit()


def test_a_lock_goes_with_its_holder_and_the_note_it_leaves_is_not_believed(folder, held_by_another):
    held_by_another.kill()
    held_by_another.wait()
    assert lock_note.holder(locking._key(folder.resolve())) == ""
    assert change_name(opened(folder)).commit() is not None


def test_the_same_folder_by_another_path_is_the_same_lock(folder, tmp_path, monkeypatch, held_by_another):
    monkeypatch.setattr(locking, "PATIENCE", 0.2)
    other = tmp_path / "by-another-path"
    other.symlink_to(folder)
    with pytest.raises(Overtaken):
        change_name(opened(other)).commit()


def test_nothing_of_the_lock_lies_in_the_folder(folder, way):
    before = {path.name for path in folder.iterdir()}
    with locked(folder.resolve(), who="Kari", command=""):
        assert {path.name for path in folder.iterdir()} == before


def test_a_thread_that_holds_the_lock_goes_on_and_another_does_not(folder, way):
    refused = []

    def other():
        with pytest.raises(Overtaken), locked(folder.resolve(), who="Ola", command="", patience=0):
            pass
        refused.append(True)

    with locked(folder.resolve(), who="Kari", command=""):
        with locked(folder.resolve(), who="Kari", command=""):
            pass
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == [True]


@pytest.mark.skipif(os.name != "posix", reason="folders are locked on POSIX systems only")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EBADF, errno.EOPNOTSUPP])
def test_a_drive_that_locks_no_folders_gets_a_file(folder, monkeypatch, number):
    import fcntl

    real = fcntl.flock

    def flock(handle, how):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(NotImplementedError):
        locking._lock_directory(folder)
    assert change_name(opened(folder)).commit() is not None


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX systems")
def test_the_file_of_a_lock_is_for_every_user(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(locking, "shared_place", lambda: tmp_path)
    path = locking._lock_path(folder.resolve())
    assert path.parent.stat().st_mode & 0o7777 == 0o777
    assert path.parent.parent.stat().st_mode & 0o7777 == 0o1777
    release = locking._lock_file(folder.resolve())
    assert path.stat().st_mode & 0o666 == 0o666
    assert locking._lock_file(folder.resolve()) is None
    release()


def test_a_link_in_the_place_of_the_locks_is_not_followed(folder, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "kvadmin-locks").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(locking, "shared_place", lambda: tmp_path / "shared")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    locking._lock_path(folder.resolve())
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "note",
    [
        "no JSON",
        "[]",
        {
            "who": "Ola",
            "command": "x",
            "host": "another-host",
            "pid": 1,
            "started": "1",
            "since": "2008-01-01T10:00:00",
        },
        {"who": "Ola", "command": "x", "pid": os.getpid(), "started": "before", "since": "2008-01-01T10:00:00"},
    ],
)
def test_a_note_that_is_not_true_is_passed_over(folder, monkeypatch, tmp_path, note):
    monkeypatch.setattr(lock_note, "shared_place", lambda: tmp_path)
    (tmp_path / "kvadmin-4711").mkdir()
    if isinstance(note, dict):
        note = json.dumps({"host": lock_note.host()} | note)
    (tmp_path / "kvadmin-4711" / "key.json").write_text(note, encoding="utf-8")
    assert lock_note.holder("key") == ""


def test_a_note_that_cannot_be_written_keeps_nobody_from_working(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(lock_note, "shared_place", lambda: blocked)
    assert change_name(opened(folder)).commit() is not None
