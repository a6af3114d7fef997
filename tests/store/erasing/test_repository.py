"""git is asked what it tracks and keeps, and after the commands no byte of it is left: with the real git."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from kvadmin.errors import KvadminError
from kvadmin.store.erasing.readable_texts import readable_texts
from kvadmin.store.erasing.repository import repository_of

if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

SECRET = "nøtteallergi"


def holds(content: bytes) -> bool:
    return any(SECRET in text for text in readable_texts(content))


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """git without the settings of this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[user]\n name = Kari\n email = kari@x.no\n", encoding="utf-8")


def made(folder, *, below=""):
    """A repository with a programme folder in it and health data in its first commit."""
    programme = folder / below if below else folder
    (programme / "sensitive").mkdir(parents=True)
    (programme / "sensitive" / "møte på Ås.yaml").write_text(f"diet: {SECRET}\n", encoding="utf-8")
    (programme / "programme.yaml").write_text("schema: 1\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "alt")
    return programme


def everything(folder):
    """Every byte below a folder, git's own packs unpacked."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def run_all(commands):
    script = "set -e\n" + "\n".join(commands)
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("below", ["", "fylket vårt/kvalitet"])
def test_what_is_tracked_is_named_by_its_own_letters(alone, tmp_path, below):
    top = tmp_path / "repo"
    top.mkdir()
    programme = made(top, below=below)
    found = repository_of(programme)
    assert found is not None
    assert found.tracked() == {"sensitive/møte på Ås.yaml", "programme.yaml"}
    assert found.committed() == found.tracked()
    assert found.ignores("sensitive/x.yaml") is False
    (programme / ".gitignore").write_text("/sensitive/\n", encoding="utf-8")
    assert found.ignores("sensitive/x.yaml") is True


def test_a_folder_without_a_repository_needs_no_git(alone, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert repository_of(tmp_path) is None


def test_a_repository_and_no_git_is_said(alone, tmp_path, monkeypatch):
    made(tmp_path / "repo" if (tmp_path / "repo").mkdir() else tmp_path / "repo")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KvadminError, match="cannot be looked into") as error:
        repository_of(tmp_path / "repo")
    assert error.value.code == "git-unreadable"


def test_variables_of_a_hook_of_git_lead_nowhere(alone, tmp_path, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    made(tmp_path / "one")
    git(tmp_path / "two", "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "two" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "two" / ".git" / "index"))
    found = repository_of(tmp_path / "one")
    assert found is not None
    assert "programme.yaml" in found.tracked()


def test_a_working_copy_of_its_own_and_a_submodule(alone, tmp_path):
    (tmp_path / "repo").mkdir()
    made(tmp_path / "repo")
    git(tmp_path / "repo", "worktree", "add", "-q", "-b", "gren", str(tmp_path / "copy"))
    found = repository_of(tmp_path / "copy")
    assert found is not None
    assert "sensitive/møte på Ås.yaml" in found.tracked()
    (tmp_path / "outer").mkdir()
    git(tmp_path / "outer", "init", "-q")
    git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "repo"), "p")
    inner = repository_of(tmp_path / "outer" / "p")
    assert inner is not None
    assert inner.top == tmp_path / "outer" / "p"
    assert "sensitive/møte på Ås.yaml" in inner.tracked()


@pytest.mark.parametrize("below", ["", "fylket vårt/kvalitet"])
def test_after_the_commands_no_byte_is_left(alone, tmp_path, below):
    top = tmp_path / "repo"
    top.mkdir()
    programme = made(top, below=below)
    secret = programme / "sensitive" / "møte på Ås.yaml"
    git(top, "tag", "-a", "v1", "-m", "utgave")
    git(top, "branch", "gammel")
    secret.write_text(f"diet: {SECRET}, melk\n", encoding="utf-8")  # a stash, too
    git(top, "stash", "-q")
    git(top, "checkout", "-q", "-b", "gren")
    git(top, "mv", str(secret), str(programme / "flyttet.yaml"))
    (programme / "liste.gz").write_bytes(__import__("gzip").compress(f"Kari;{SECRET}".encode()))
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "flyttet")
    git(top, "reset", "-q", "--hard", "HEAD~1")  # only the reflog has it now
    git(top, "gc", "-q")
    (programme / "ny.txt").write_text(f"{SECRET} igjen", encoding="utf-8")
    git(top, "add", "-A")  # staged, and taken out again: nobody refers to it
    git(top, "rm", "-q", "--cached", str(programme / "ny.txt"))
    (programme / "ny.txt").unlink()
    found = repository_of(programme)
    assert found is not None
    held = found.holding(holds)
    prefix = f"{below}/" if below else ""
    assert held.paths == tuple(f"{prefix}{name}" for name in ("flyttet.yaml", "liste.gz", "sensitive/møte på Ås.yaml"))
    assert held.loose == 1
    secret.unlink()
    run_all(found.removal(held.paths))
    after = repository_of(programme)
    assert after is not None
    assert not after.holding(holds)
    assert "programme.yaml" in after.tracked()
    assert git(top, "rev-list", "--count", "gren").strip() == "2"
    assert git(top, "cat-file", "-t", "v1").strip() == "tag"
    assert git(top, "fsck", "--full") == ""
    packed = [name for name, content in everything(top) if "/objects/" not in name and holds(content)]
    assert packed == []
    for name in git(top, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split():
        shown = subprocess.run(["git", "cat-file", "-p", name], cwd=top, capture_output=True, check=True).stdout
        assert SECRET.encode() not in shown
        assert os.fsencode("møte på Ås") not in shown


def test_what_is_only_in_the_index_or_in_nothing_is_found(alone, tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a.txt").write_text(SECRET, encoding="utf-8")
    git(tmp_path, "add", "-A")
    found = repository_of(tmp_path)
    assert found is not None
    assert found.committed() == frozenset()
    assert found.holding(holds).paths == ("a.txt",)
    git(tmp_path, "rm", "-q", "--cached", "a.txt")
    held = found.holding(holds)
    assert (held.paths, held.loose) == ((), 1)
    run_all(found.removal(held.paths))
    assert not found.holding(holds)
