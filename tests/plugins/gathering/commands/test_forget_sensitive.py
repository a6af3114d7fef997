"""After it no byte of diets and access needs is left, or it is said where: in folder, history and git."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import zipfile

import pytest
from plugins.gathering.conftest import G, register

from kvadmin.api.commands import readable_texts

WORD = "nøtteallergi"
FORGET = ("participants", "forget-sensitive", G, "--yes")


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def holding(folder, word=WORD):
    """Every file below the folder, hidden ones and git's included, in which the word can be read."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(word in text for text in readable_texts(path.read_bytes()))
    )


def git_holds(folder, word=WORD):
    names = git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    shown = (
        subprocess.run(["git", "cat-file", "-p", name], cwd=folder, capture_output=True, check=True).stdout
        for name in names
    )
    return sum(any(word in text for text in readable_texts(content)) for content in shown)


@pytest.fixture
def eaters(kit):
    register(kit, "Kari Ås", "-m", "0301", "--diet", WORD.capitalize(), "--access", "rullestol")
    register(kit, "Ole Vik", "-m", "0520", "--diet", "vegetar")
    register(kit, "Per Lie", "-m", "0520", "--diet", "nei")
    assert kit.run("participants", "set", G, "Kari Ås", "diet", WORD).code == 0
    return kit


def test_no_byte_is_left_in_folder_and_history(eaters):
    kept = eaters.folder / "sensitive" / f"{G}.yaml"
    assert holding(eaters.folder) == [f"sensitive/{G}.yaml"]
    for name in (f"{G}.yaml.hand-edit-20080820-100000", f"{G} (Anna's conflicted copy 2008-08-20).yaml", f".{G}.swp"):
        shutil.copy(kept, kept.with_name(name))
    ran = eaters.run(*FORGET)
    assert ran.code == 0, ran.err
    assert "No more of it was found" in ran.err
    for word in (WORD, "rullestol", "vegetar"):
        assert holding(eaters.folder, word) == []
    again = eaters.run(*FORGET)
    assert (again.code, "Nothing sensitive is kept" in again.err) == (0, True)


def test_a_second_run_claims_nothing_of_what_it_cannot_know(eaters):
    """The need beside a name is found while the record says what the need is, and cannot be after that."""
    (eaters.folder / "meny.md").write_text(f"Kari Ås: {WORD}\n", encoding="utf-8")
    first = eaters.run(*FORGET)
    assert (first.code, "meny.md" in first.err) == (1, True)
    again = eaters.run(*FORGET)
    assert again.code == 0
    assert "No more of it was found" not in again.err
    assert "Without the record nobody knows what was needed" in again.err
    assert "name any of 3 registered" in again.err


def test_the_needs_of_other_gatherings_stay(eaters):
    made = eaters.run("gathering", "new", f"{G}-2", "--name", "Neste", "--from", "2009-01-15", "--kind", "conference")
    assert made.code == 0
    ran = eaters.run("gathering", "register", f"{G}-2", "Kari Ås", "-m", "0301", "--diet", WORD)
    assert ran.code == 0, ran.err
    assert eaters.run(*FORGET).code == 0
    assert holding(eaters.folder) == [f"sensitive/{G}-2.yaml"]


def raw_lists(folder):
    text = f"Navn;Kommune;Allergi\nÅs, Kari;Oslo;{WORD}\n"
    (folder / "incoming").mkdir()
    (folder / "incoming" / "påmeldte.csv").write_text(text, encoding="cp1252")
    (folder / "incoming" / "gammel.csv.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(folder / "kjøkken.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<sst><si><t>Kari Ås</t></si><si><t>{WORD}</t></si></sst>")
    (folder / "meny.md").write_text("Vegetar og kjøtt\n", encoding="utf-8")


RAW = ["incoming/gammel.csv.gz", "incoming/påmeldte.csv", "kjøkken.xlsx"]


def test_raw_lists_and_exports_are_named_and_deleted_when_that_is_said(eaters):
    raw_lists(eaters.folder)
    ran = eaters.run(*FORGET)
    assert ran.code == 1
    assert not (eaters.folder / "sensitive" / f"{G}.yaml").exists()
    assert holding(eaters.folder) == RAW
    assert [line.split(":")[0].strip(" -") for line in ran.err.splitlines() if "deleted by" in line] == RAW
    assert "--raw-files --yes" in ran.err
    assert "meny.md" not in ran.err


def test_with_the_files_at_once(eaters):
    raw_lists(eaters.folder)
    dry = eaters.run("--dry-run", *FORGET, "--raw-files")
    assert dry.code == 0
    assert holding(eaters.folder) == [*RAW, f"sensitive/{G}.yaml"]
    ran = eaters.run(*FORGET, "--raw-files")
    assert ran.code == 0, ran.err
    assert holding(eaters.folder) == []
    assert (eaters.folder / "meny.md").exists()


def test_a_list_is_known_as_one_when_the_needs_are_gone_already(eaters):
    raw_lists(eaters.folder)
    assert eaters.run(*FORGET).code == 1
    ran = eaters.run(*FORGET)
    assert ran.code == 1
    assert "incoming/påmeldte.csv" in ran.err
    assert eaters.run("participants", "forget-sensitive", G, "--raw-files").code == 2, "it can't be undone"
    assert eaters.run(*FORGET, "--raw-files").code == 0
    assert not (eaters.folder / "incoming" / "påmeldte.csv").exists()


def test_a_need_that_somebody_wrote_into_a_record_is_named(eaters):
    assert eaters.run("participants", "set", G, "Ole Vik", "note", "Husk: vegetar").code == 0
    ran = eaters.run(*FORGET, "--raw-files")
    assert ran.code == 1
    named = [line for line in ran.err.splitlines() if "take it out of the text yourself" in line]
    assert [line.partition(":")[0].strip(" -") for line in named][-1].startswith("registrations/")
    assert (eaters.folder / "registrations" / G / "0520.yaml").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_git_has_is_said_with_commands_after_which_no_byte_is_left(eaters, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\n name = Kari\n email = kari@x.no\n", encoding="utf-8")
    folder = eaters.folder
    raw_lists(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A", "-f")  # -f: as if nothing kept it out
    git(folder, "commit", "-q", "-m", "alt")
    git(folder, "gc", "-q")
    ran = eaters.run(*FORGET, "--raw-files")
    assert ran.code == 1, "never all gone when git has it"
    for path in (*RAW, f"sensitive/{G}.yaml"):
        assert f"git keeps {path}" in ran.err
    assert "No more of it" not in ran.err
    again = eaters.run(*FORGET)
    assert again.code == 1
    assert f"git keeps sensitive/{G}.yaml" in again.err
    lines = [line.strip().removeprefix("- ") for line in ran.err.splitlines()]
    begin = next(index for index, line in enumerate(lines) if line.startswith("cd "))
    end = next(index for index, line in enumerate(lines) if line.startswith("git gc"))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "glemt")
    script = "\n".join(["set -e", *lines[begin : end + 1]])
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert eaters.run(*FORGET).code == 0
    assert git_holds(folder) == 0
    assert holding(folder) == []
    assert "gatherings/oppstart.yaml" in git(folder, "ls-files")


def test_a_repository_that_cannot_be_asked_is_never_all_gone(eaters, monkeypatch):
    (eaters.folder / ".git").mkdir()
    monkeypatch.setenv("PATH", "")
    ran = eaters.run(*FORGET)
    assert ran.code == 1
    assert "cannot be looked into" in ran.err
