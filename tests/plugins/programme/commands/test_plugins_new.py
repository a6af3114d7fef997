"""``kvadmin plugins new``: the whole package or nothing, over nothing, and what to do next."""

from __future__ import annotations

import os
import shlex
import sys

import pytest


def test_it_makes_the_package_and_says_what_comes_next(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = cli("plugins", "new", "callback", "--format", "json", check=True)
    folder = tmp_path / "kvadmin-callback"
    lying = {each.relative_to(folder).as_posix(): each.stat().st_size for each in folder.rglob("*") if each.is_file()}
    assert {each["file"]: each["bytes"] for each in ran.json["files"]} == lying
    assert (ran.json["plugin"], ran.json["folder"]) == ("callback", "kvadmin-callback")
    assert {"pyproject.toml", "README.md", "kvadmin_callback/__init__.py", "tests/test_callback.py"} <= set(lying)
    lines = [line.strip() for line in ran.err.splitlines() if line.startswith("  ")]
    assert lines[0] == "cd kvadmin-callback"
    assert lines[1:] == ["python -m pip install -e '.[test]'", "python -m pytest", "kvadmin callback --help"]
    assert [each.name for each in tmp_path.iterdir()] == ["kvadmin-callback"]


def test_what_comes_next_can_be_copied_into_a_shell(cli, tmp_path):
    place = tmp_path / "Kari's plugins"
    place.mkdir()
    ran = cli("plugins", "new", "callback", "--out", place, check=True)
    line = next(line for line in ran.err.splitlines() if "cd " in line)
    assert shlex.split(line) == ["cd", str(place / "kvadmin-callback")]


def test_a_dry_run_lists_the_files_and_writes_none(cli, tmp_path):
    dry = cli("plugins", "new", "callback", "--out", tmp_path, "--dry-run", "--format", "json", check=True)
    assert list(tmp_path.iterdir()) == []
    assert dry.json == cli("plugins", "new", "callback", "--out", tmp_path, "--format", "json", check=True).json


@pytest.mark.parametrize("lying", ["folder", "file", "link"])
def test_nothing_is_written_over(cli, tmp_path, lying):
    target = tmp_path / "kvadmin-callback"
    if lying == "folder":
        target.mkdir()
    elif lying == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.symlink_to(tmp_path / "nowhere")
    ran = cli("plugins", "new", "callback", "--out", tmp_path)
    assert ran.code == 5
    assert "is there already" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["kvadmin-callback"]
    assert target.is_symlink() or target.is_file() or list(target.iterdir()) == []


def test_no_package_is_made_inside_a_programme(cli, programme, monkeypatch):
    monkeypatch.chdir(programme)
    ran = cli("plugins", "new", "callback")
    assert ran.code == 1
    assert "kvadmin plugins new callback --out .." in ran.err
    assert not (programme / "kvadmin-callback").exists()
    (programme / "below").mkdir()
    assert cli("plugins", "new", "callback", "--out", programme / "below").code == 1
    assert cli("plugins", "new", "callback", "--out", "..").code == 0


def test_a_place_that_is_not_there_is_not_made(cli, tmp_path):
    ran = cli("plugins", "new", "callback", "--out", tmp_path / "nowhere")
    assert (ran.code, "does not exist" in ran.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_when_it_cannot_be_finished_nothing_is_left(cli, tmp_path, monkeypatch, failure):
    """The disk is full, or the person has changed her mind, in the middle."""
    from kvadmin.session.session import Session

    write_files = Session.write_files

    def half(self, folder, files, **options):
        write_files(self, folder, list(files)[:3], **options)
        raise failure

    monkeypatch.setattr(Session, "write_files", half)
    assert cli("plugins", "new", "callback", "--out", tmp_path).code != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be written here")
def test_a_place_that_may_not_be_written_is_said(cli, tmp_path):
    tmp_path.chmod(0o500)
    ran = cli("plugins", "new", "callback", "--out", tmp_path)
    tmp_path.chmod(0o700)
    assert (ran.code, "cannot write in" in ran.err) == (1, True)
