"""Twenty parallel branches, merged by the real git: no conflict, and nothing of the history is lost."""

from __future__ import annotations

import shutil

import pytest
from branches import BRANCHES, call, git, ids_of, merged_branches
from support import folder_bytes


@pytest.fixture
def merged(tmp_path, person, monkeypatch):
    del person
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    folder = tmp_path / "programme"
    return folder, merged_branches(folder)


def test_branches_merge_without_a_conflict_history_included(merged):
    folder, (conflicts, lines, findings) = merged
    assert (conflicts, findings) == (0, 0)
    assert lines > 4 * BRANCHES
    for _ in range(3):  # what is undone after it is what came last, whoever did it
        assert call(folder, "undo")[0] == 0
    assert call(folder, "check")[0] == 0


def test_without_the_union_git_would_ask(merged):
    """The test can fail: the same histories without ``.gitattributes`` are in conflict."""
    folder, _ = merged
    git(folder, "checkout", "-b", "again", "branch-0")
    git(folder, "rm", ".gitattributes")
    git(folder, "commit", "-m", "no union")
    assert git(folder, "merge", "branch-1") != 0
    assert folder_bytes(folder)
    assert ids_of(folder)
