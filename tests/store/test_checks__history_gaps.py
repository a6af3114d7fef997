"""Lines that were taken out of the history are found by the next line, which names the one before it."""

from __future__ import annotations

import pytest
from store.programme import commit, opened
from store.records import Group


def codes(folder):
    return [(each.code, each.severity) for each in opened(folder).records.check() if each.code.startswith("history")]


@pytest.fixture
def history(folder):
    """The one file of a history with three lines of kvadmin's own beside what was there."""
    for number in range(3):
        commit(folder, Group(id=f"Q{number}", name="one"))
    (file,) = (folder / "history").iterdir()
    assert codes(folder) == []
    return file


@pytest.mark.parametrize("gone", [slice(0, 1), slice(0, 2), slice(1, 2)])
def test_a_history_without_its_beginning_or_its_middle_is_found(folder, history, gone):
    lines = history.read_bytes().splitlines(keepends=True)
    del lines[slice(len(lines) - 3 + gone.start, len(lines) - 3 + gone.stop)]
    history.write_bytes(b"".join(lines))
    assert codes(folder) == [("history-gap", "warning")]


def test_that_all_of_it_is_gone_nothing_says(folder, history):
    """Which docs/store.md says."""
    history.unlink()
    assert codes(folder) == []
    commit(folder, Group(id="Q9", name="later"))
    assert codes(folder) == []


def test_a_line_that_cannot_be_read_is_an_error_and_no_gap(folder, history):
    lines = history.read_bytes().splitlines(keepends=True)
    lines[-2] = b'{"id": 5\n'
    history.write_bytes(b"".join(lines))
    assert "history-gap" not in [code for code, _ in codes(folder)]
