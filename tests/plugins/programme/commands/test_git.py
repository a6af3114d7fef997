"""What must be erasable and git: kept out, named, and taken out by the commands that are printed."""

from __future__ import annotations

import gzip
import shutil
import subprocess

import pytest

if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

G = "2008-08-27-oppstart"
LIST = "Navn;Kommune;Samtykke;Allergi\nSiv Prøvesen;Øyer;ja;nøtter\n"


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def example(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[user]\n name = Kari\n email = kari@x.no\n", encoding="utf-8")
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    folder = tmp_path / "eksempel"
    cli("init", folder, "--example", check=True)
    return folder


def with_diets(cli, folder):
    cli("-C", folder, "gathering", "import", folder / "incoming/pameldinger.csv", "--gathering", G, check=True)
    assert "nøtter" in (folder / "sensitive" / f"{G}.yaml").read_text(encoding="utf-8")


def codes(cli, folder):
    found = cli("-C", folder, "check", "--format", "json")
    return {each["path"]: each["code"] for each in found.json["findings"]}, found.code


def test_git_add_takes_in_nothing_sensitive(cli, example):
    with_diets(cli, example)
    git(example, "init", "-q")
    git(example, "add", "-A")
    tracked = git(example, "ls-files").splitlines()
    assert "programme.yaml" in tracked
    assert not [path for path in tracked if path.startswith(("sensitive", "incoming", ".kvadmin"))]
    assert codes(cli, example) == ({}, 0)
    assert cli("-C", example, "programme", "git").code == 0


def test_nor_in_a_folder_of_before_that_ignores_nothing(cli, example):
    """What kvadmin writes there keeps itself out, whatever ``.gitignore`` above says."""
    (example / ".gitignore").unlink()
    with_diets(cli, example)
    git(example.parent, "init", "-q")  # a repository above the folder
    git(example.parent, "add", "-A")
    assert not [path for path in git(example.parent, "ls-files").splitlines() if "/sensitive/" in path]


def test_check_names_it_and_the_commands_take_it_out(cli, example):
    (example / ".gitignore").write_text("/.kvadmin/\n", encoding="utf-8")  # as an older kvadmin made it
    (example / ".gitattributes").unlink()
    with_diets(cli, example)
    (example / "sensitive" / ".gitignore").unlink()
    (example / "påmeldte på Ås.csv").write_text(LIST, encoding="utf-8")
    (example / "gammel.csv").write_text(LIST, encoding="utf-8")
    (example / "pseudonyms.key").write_text("ab" * 32 + "\n", encoding="ascii")
    git(example, "init", "-q")
    git(example, "add", "-A")
    git(example, "commit", "-q", "-m", "alt")
    git(example, "rm", "-q", "--cached", "gammel.csv")
    (example / "gammel.csv").unlink()
    git(example, "commit", "-q", "-m", "uten")
    erasable = {
        f"sensitive/{G}.yaml": "git-tracked",
        "incoming/pameldinger.csv": "git-tracked",
        "påmeldte på Ås.csv": "git-tracked",
        "pseudonyms.key": "git-tracked",
        "gammel.csv": "git-committed",
    }
    assert codes(cli, example) == ({**erasable, ".gitignore": "git-unprotected"}, 3)
    ran = cli("-C", example, "programme", "git", "--format", "json")
    assert ran.code == 1
    assert {each["path"] for each in ran.json["files"]} == set(erasable)
    assert "/calendar/*.jsonl merge=union" in (example / ".gitattributes").read_text(encoding="utf-8")
    git(example, "add", ".gitignore", ".gitattributes", "history")
    git(example, "commit", "-q", "-m", "vern")
    script = "set -e\n" + "\n".join(ran.json["commands"])
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert codes(cli, example) == ({}, 0)
    assert cli("-C", example, "programme", "git").code == 0
    assert (example / "incoming" / "pameldinger.csv").exists(), "out of git, not out of the folder"
    for name in git(example, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split():
        shown = subprocess.run(["git", "cat-file", "-p", name], cwd=example, capture_output=True, check=True).stdout
        assert "nøtter".encode() not in shown


def test_the_commands_are_printed_whole_on_the_screen(cli, example):
    git(example, "init", "-q")
    git(example, "add", "-f", "incoming/pameldinger.csv")
    ran = cli("-C", example, "programme", "git")
    wanted = cli("-C", example, "programme", "git", "--format", "json").json["commands"]
    assert wanted
    for command in wanted:
        assert command in ran.out


def test_a_folder_without_git_is_only_protected(cli, example, monkeypatch):
    (example / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    assert codes(cli, example) == ({}, 0)
    ran = cli("-C", example, "programme", "git", "--format", "json")
    assert (ran.code, ran.json["repository"], ran.json["commands"]) == (0, None, [])
    ignored = (example / ".gitignore").read_text(encoding="utf-8")
    assert ignored.startswith("*.bak\n")
    assert "/sensitive/" in ignored
    assert "Nothing to change" not in cli("-C", example, "programme", "git").err


def test_git_that_cannot_be_asked_is_said(cli, example, monkeypatch):
    git(example, "init", "-q")
    monkeypatch.setenv("PATH", "")
    assert codes(cli, example) == ({".git": "git-unreadable"}, 0)
    assert cli("-C", example, "programme", "git").code == 1


def test_a_list_that_is_packed_or_of_something_else_is_no_list_of_diets(cli, example):
    (example / "andre.csv").write_text("kommune;verdi\n0301;5\n", encoding="utf-8")
    (example / "tom.csv").write_text("Navn;Allergi\nSiv Prøvesen;\n", encoding="utf-8")
    (example / "x.gz").write_bytes(gzip.compress(b"x"))
    git(example, "init", "-q")
    git(example, "add", "-A")
    assert codes(cli, example) == ({}, 0)
