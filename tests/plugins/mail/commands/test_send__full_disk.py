"""No room, or a folder that cannot be written: the table of what happened, a hint, and nothing sent twice.

A real file system of a few hundred kilobytes is mounted where that is allowed (root on Linux).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from plugins.mail.kit import accepted, delivered
from plugins.mail.office import Office, server, smtp

TO = ("--to", "role:mail-desk", "--about", "P3", "--name", "call")


def mounted(folder, *options: str) -> bool:
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def disk():
    """A disk of two megabytes; outside pytest's folders, which it could not clear away if a run is killed."""
    folder = Path(tempfile.mkdtemp())
    if not sys.platform.startswith("linux") or not mounted(folder, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture
def small(disk, cli):
    office = Office(disk / "programme", cli)
    for number in range(40):
        office.write(
            f"municipalities/{3000 + number}.yaml",
            f"number: '{3000 + number}'\nname: Prøve {number}\nlanguage_form: nynorsk\ncounty: Prøvefylket\ncontacts:\n"
            f"  - id: mail-desk\n    name: Postmottak\n    role: mail-desk\n    email: post@p{number}.example\n",
        )
    return office


def fill(disk, leave: int):
    """A file that takes all room but `leave` bytes."""
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"x" * max(0, free - leave))


@pytest.mark.parametrize("leave", [0, 4096, 16384, 65536, 90112, 131072, 262144])
def test_a_full_disk_gives_the_table_and_resume_finishes(small, disk, tmp_path, leave):
    with server(tmp_path, slow=0.001) as (port, captured):
        small.settings(smtp(port))
        small.approved("invitation", *TO)
        fill(disk, leave)
        ran = small._cli(
            "-C", small.folder, "--today", small.today, "mail", "send", "--confirm", "40", "--format", "json"
        )
        assert "unforeseen" not in ran.err
        assert "Traceback" not in ran.err
        post = {a: n for a, n in delivered(captured).items() if a.startswith("post@")}
        if ran.code:
            assert ran.code == 1
            assert "No space left" in ran.err
            assert json.loads(ran.err.splitlines()[-1])["error"]["hint"]
            if ran.out:
                assert json.loads(ran.out)["delivered"] == len(post)
            else:
                assert not post, "without a table nothing has gone"
        (disk / "filler").unlink()
        if not ran.out or "kvadmin mail send call" in ran.err:
            assert not post
            small.run("mail", "send", "call", "--confirm", "40")
        else:
            assert not ran.code or "kvadmin mail resume call" in ran.err
            small.run("mail", "resume", "call")
        post = {a: n for a, n in delivered(captured).items() if a.startswith("post@")}
        assert post == {f"post@p{n}.example": 1 for n in range(40)}
    archive = sorted((small.folder / "archive").rglob("*.eml"))
    assert len(archive) == 40
    sent = {each["raw"].encode("latin-1") for each in accepted(captured)}
    assert {path.read_bytes() for path in archive} <= sent
    assert not list((small.folder / "archive").rglob("*.part"))


def test_the_archive_is_full_and_the_log_is_not(small, disk, tmp_path):
    """The letters go; what could not be kept is said, and `resume` writes it."""
    with server(tmp_path) as (port, captured):
        small.settings(smtp(port))
        small.approved("invitation", *TO)
        small.write("archive", "a file where the folder should be")
        ran = small.run("mail", "send", "--confirm", "40", "--format", "json", code=1)
        assert json.loads(ran.out)["delivered"] == 40
        assert "the archive cannot be written" in ran.err
        assert "kvadmin mail resume call" in ran.err
        (small.folder / "archive").unlink()
        small.run("mail", "resume", "call")
        assert sum(n for a, n in delivered(captured).items() if a.startswith("post@")) == 40
    assert len(list((small.folder / "archive").rglob("*.eml"))) == 40


def test_a_folder_that_can_only_be_read_sends_nothing_and_says_so(small, disk, tmp_path):
    with server(tmp_path) as (port, captured):
        small.settings(smtp(port))
        small.approved("invitation", *TO)
        assert mounted(disk, "-o", "remount,ro")
        ran = small._cli("-C", small.folder, "--today", small.today, "mail", "send", "--confirm", "40")
        assert ran.code in {1, 5}
        assert "unforeseen" not in ran.err
        assert "Read-only file system" in ran.err
        assert not accepted(captured)
        assert mounted(disk, "-o", "remount,rw")
        small.run("mail", "send", "--confirm", "40")
        assert max(delivered(captured).values()) == 1 or delivered(captured)["ks@ks.example"] == 40


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(office, tmp_path):
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", "--to", "applied:P3 role:project-leader not:municipality:1867", "--name", "call")
        folder = office.folder / "outbox" / "call"
        folder.chmod(0o500)
        try:
            ran = office.run("mail", "send", "--confirm", "3", code=1)
        finally:
            folder.chmod(0o700)
        assert "cannot be written" in ran.err
        assert not accepted(captured)
