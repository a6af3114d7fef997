"""How a file is known again without being read."""

from __future__ import annotations

import os

from kvadmin.store.signatures import SLACK, FileSignature, signatures


def test_a_signature_is_another_one_after_every_touch(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("one", encoding="utf-8")
    seen = [signatures(str(tmp_path))["a.yaml"]]
    was = file.stat()

    def touched():
        seen.append(signatures(str(tmp_path))["a.yaml"])

    file.write_text("more", encoding="utf-8")
    touched()
    os.utime(file, ns=(0, was.st_mtime_ns))
    touched()
    other = tmp_path / "b.yaml"
    other.write_text("most", encoding="utf-8")
    os.utime(other, ns=(0, was.st_mtime_ns))
    other.replace(file)
    touched()
    assert len(set(seen)) == len(seen)


def test_links_folders_and_what_is_not_there_have_none(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    os.mkfifo(tmp_path / "pipe")
    assert signatures(str(tmp_path)) == signatures(str(tmp_path / "nowhere")) == {}


def test_only_what_was_clearly_changed_before_a_moment_is_settled():
    moment = 10**18
    for modified, changed, settled in (
        (moment - SLACK - 1, moment - SLACK - 1, True),
        (moment - SLACK, 0, False),
        (0, moment - SLACK, False),
        (moment + 10**18, 0, False),
        (0, moment + 10**18, False),
        (0, 0, True),
    ):
        assert FileSignature(modified, changed, 1, 1).settled(moment) is settled
