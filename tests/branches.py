"""Branches of one programme folder that go on side by side, each with changes of its own, and are merged by git."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from pathlib import Path

from kvadmin.cli.main import run

BRANCHES = 20
REGISTER = "number,name,county,region\n" + "".join(
    f"{number:04},Kommune {number},Fylke,Region\n" for number in range(101, 101 + BRANCHES)
)


def call(folder: Path, *words: object) -> tuple[int, str]:
    """Exit code and stdout of a command."""
    out = io.StringIO()
    where = [] if words[0] == "init" else ["-C", str(folder)]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        return run([*where, *map(str, words)]), out.getvalue()


def git(folder: Path, *words: str) -> int:
    """The exit code of git."""
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *name, *words], cwd=folder, capture_output=True, check=False).returncode


def work(folder: Path, number: int) -> None:
    """What is done on one branch: a new record, changed and undone fields, and an edit by hand."""
    name = f"{101 + number:04}"
    call(folder, "cohort", "new", f"B{number}", "--name", f"Branch {number}")
    call(folder, "cohort", "set", f"B{number}", "capacity", number + 1)
    call(folder, "municipality", "set", name, "population", number + 1000)
    call(folder, "municipality", "set", name, "region", "other")
    if number % 3 == 0:
        call(folder, "undo")
    if number % 4 == 0:
        path = next((folder / "cohorts").glob(f"B{number}.yaml"))
        path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        call(folder, "cohort", "set", f"B{number}", "case_number", "08/1")


def merged_branches(folder: Path, count: int = BRANCHES) -> tuple[int, int, int]:
    """Conflicts of the merges, changes in the history afterwards, and what check finds.

    Raises:
        AssertionError: A change of some branch is not in the history, or its records are not.
    """
    register = folder.with_name("branches.csv")
    register.write_text(REGISTER, encoding="utf-8")
    assert call(folder, "init", folder, "--name", "Prøve", "--register", register)[0] == 0
    git(folder, "init")
    git(folder, "add", ".")
    assert git(folder, "commit", "-m", "start") == 0
    ids = set()
    for number in range(count):
        git(folder, "checkout", "-b", f"branch-{number}", "main")
        work(folder, number)
        git(folder, "add", ".")
        assert git(folder, "commit", "-m", f"branch {number}") == 0
        ids |= set(ids_of(folder))
    git(folder, "checkout", "main")
    conflicts = sum(git(folder, "merge", "-m", f"merge {number}", f"branch-{number}") != 0 for number in range(count))
    known = ids_of(folder)
    assert set(known) == ids
    assert len(known) == len(ids)
    for number in range(count):
        shown = json.loads(call(folder, "cohort", "show", f"B{number}", "--format", "json")[1])
        assert shown["capacity"] == number + 1
    _, found = call(folder, "check", "--format", "json")
    findings = [one["code"] for one in json.loads(found)["findings"] if one["severity"] != "warning"]
    return conflicts, len(known), len(findings)


def ids_of(folder: Path) -> list[str]:
    """The ids of all changes."""
    return [entry["id"] for entry in json.loads(call(folder, "log", "--all", "--format", "json")[1])["entries"]]
