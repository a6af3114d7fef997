from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from store.moving.places import part_of
from support import PATHS


@pytest.fixture
def edited(cli, monkeypatch):
    """``edited(NAME, python)``: store edit with an editor that runs a line of Python on the text ``t``."""

    def run(name, line, *options):
        code = (
            "import sys, pathlib; p = pathlib.Path(sys.argv[1]); t = p.read_text(encoding='utf-8'); "
            f"{line}; p.write_text(t, encoding='utf-8')"
        )
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
        monkeypatch.delenv("VISUAL", raising=False)
        return cli("store", "edit", name, *options)

    return run


@pytest.fixture
def in_engine(cli, example, tmp_path, monkeypatch, sqlite):
    del sqlite
    cli("store", "copy", "--from", ".", "--to", f"sqlite:{tmp_path}/p.db", check=True)
    cli("init", "../pointer", "--store", f"sqlite:{tmp_path}/p.db", check=True)
    monkeypatch.chdir(tmp_path / "pointer")
    return example


def test_what_was_edited_is_one_change_of_the_history(cli, in_engine, edited):
    done = edited("cohorts/P3.yaml", "t = t.replace('høsten', 'hausten')", "--why", "målform", "--format", "json")
    now = cli("store", "get", "cohorts/P3.yaml").out
    assert "name: Pulje 3 (hausten 2008)" in now
    size = len(now.encode())
    assert done.json == {"schema": 1, "name": "cohorts/P3.yaml", "dry_run": False, "changed": True, "size": size}
    (entry,) = cli("log", "--format", "json").json["entries"]
    assert (entry["why"], entry["command"]) == ("målform", "store edit")
    cli("undo", check=True)
    assert cli("store", "get", "cohorts/P3.yaml").out.encode() == part_of(in_engine)["cohorts/P3.yaml"]


def test_nothing_edited_is_nothing_changed(in_engine, edited):
    done = edited("cohorts/P3.yaml", "pass", "--format", "json")
    assert (done.code, done.json["changed"], "Nothing to change." in done.err) == (0, False, True)
    del in_engine


def test_a_dry_run_shows_the_difference(cli, in_engine, edited):
    done = edited("cohorts/P3.yaml", "t = t.replace('høsten', 'hausten')", "--dry-run")
    assert "+name: Pulje 3 (hausten 2008)" in done.err
    assert "høsten" in cli("store", "get", "cohorts/P3.yaml").out
    del in_engine


def test_what_would_not_be_sound_is_refused_and_what_was_typed_is_kept(cli, in_engine, edited):
    done = edited("cohorts/P3.yaml", "t = t.replace('capacity: 36', 'capacity: many')")
    assert (done.code, "cohorts/P3.yaml:" in done.err) == (3, True)
    kept = Path(re.search(r"What you have typed is kept: (\S+)", done.err)[1])
    assert "capacity: many" in kept.read_text(encoding="utf-8")
    assert (kept.stat().st_mode & 0o077, kept.parent.stat().st_mode & 0o077) in {(0o044, 0), (0, 0)}
    kept.write_text(kept.read_text(encoding="utf-8").replace("many", "35"), encoding="utf-8")
    (command,) = re.findall(r"put it in: kvadmin (.*)\)", done.err)
    cli(*shlex.split(command), check=True)
    kept.unlink()
    kept.parent.rmdir()
    del in_engine


def test_an_editor_that_is_not_there_or_fails_saves_nothing(cli, in_engine, monkeypatch):
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    before = cli("store", "get", "cohorts/P3.yaml").out
    asked = cli("store", "edit", "cohorts/P3.yaml")
    assert (asked.code, "--editor" in asked.err) == (2, True)
    assert cli("store", "edit", "cohorts/P3.yaml", "--editor", "no-such-editor-here").code == 1
    assert cli("store", "edit", "cohorts/P3.yaml", "--editor", "false").code == 1
    assert cli("store", "get", "cohorts/P3.yaml").out == before
    del in_engine


@pytest.mark.parametrize(("name", "code"), [("history/2008-05.jsonl", 2), ("letters/x.md", 4), ("../x", 2)])
def test_what_is_no_content_is_not_edited(in_engine, edited, name, code):
    assert edited(name, "pass").code == code
    del in_engine


def test_somebody_else_who_changes_it_meanwhile_is_a_conflict(cli, in_engine, edited, tmp_path):
    (tmp_path / "other.yaml").write_text(
        cli("store", "get", "cohorts/P3.yaml").out.replace("36", "35"), encoding="utf-8"
    )
    put = [sys.executable, "-c", _PUT, str(tmp_path / "p.db"), str(tmp_path / "other.yaml")]
    other = f"import subprocess; subprocess.run({put!r}, check=True)"
    done = edited("cohorts/P3.yaml", f"{other}; t = t.replace('høsten', 'hausten')")
    assert (done.code, "is kept" in done.err) == (5, True)
    assert "capacity: 35" in cli("store", "get", "cohorts/P3.yaml").out
    del in_engine


_PUT = (
    f"import sys; sys.path[:0] = {PATHS!r}; from pathlib import Path; from store.sqlite_engine import SqliteEngine; "
    "SqliteEngine(Path(sys.argv[1])).put({'cohorts/P3.yaml': Path(sys.argv[2]).read_bytes()})"
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("schema: 99", "the folder has schema version 99"),
        ("schema: x", "is not a whole number"),
        ("schema: 1\nstore: postgresql://annen.example/kv", "only a folder says by a line `store:`"),
    ],
)
def test_a_programme_that_nobody_could_open_any_more_is_not_put(cli, in_engine, tmp_path, line, said):
    del in_engine
    old = cli("store", "get", "programme.yaml").out
    (tmp_path / "new.yaml").write_text(old.replace("schema: 1", line, 1), encoding="utf-8")
    ran = cli("store", "put", "programme.yaml", tmp_path / "new.yaml", "--replace")
    assert (ran.code, said in ran.err) == (3, True), ran.err
    assert cli("store", "get", "programme.yaml").out == old


def test_a_name_is_a_content_or_a_folder(cli, in_engine, tmp_path):
    del in_engine
    before = cli("log").out
    (tmp_path / "hei.txt").write_text("hei\n", encoding="utf-8")
    for name in ("cohorts", "programme.yaml/x", "d/" * 30 + "x", "a\udcff"):
        ran = cli("store", "put", name, tmp_path / "hei.txt")
        assert ran.code == 2, (name, ran.err)
    assert cli("log").out == before


def test_an_engine_without_a_programme_is_no_empty_programme(cli, tmp_path, monkeypatch, sqlite):
    del sqlite
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "programme.yaml").write_text("schema: 1\nstore: sqlite:../none.db\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "office")
    for words in (
        "status",
        "municipality list",
        "store list",
        "log",
        "cohort new P1 --name X",
        "check",
        "store export -o ../x.zip",
    ):
        ran = cli(*words.split())
        assert (ran.code, "no programme" in ran.err) == (4, True), (words, ran.err)
    assert [each.name for each in (tmp_path / "office").iterdir()] == ["programme.yaml"]


def test_an_editor_that_leaves_no_file_is_said(cli, in_engine):
    done = cli("store", "edit", "cohorts/P3.yaml", "--editor", shlex.join([sys.executable, "-c", _GONE]))
    assert (done.code, "the editor has left no file" in done.err) == (1, True)
    assert cli("store", "get", "cohorts/P3.yaml").out.encode() == part_of(in_engine)["cohorts/P3.yaml"]


_GONE = "import os, sys; os.remove(sys.argv[1])"
