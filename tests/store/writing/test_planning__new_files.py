"""The difference that a new file makes is written without comparing, and says what a comparison would."""

from __future__ import annotations

import difflib

import pytest

from kvadmin.store.writing.planning import planned


@pytest.mark.parametrize("content", [b"", b"one", b"one\n", b"one\ntwo\n", b"\n", "æ\nø".encode()])
def test_a_new_file_is_shown_as_difflib_shows_it(content):
    shown = planned({"a/b.txt": (None, content)}, []).changes[0].diff
    lines = content.decode().splitlines()
    assert shown == tuple(difflib.unified_diff([], lines, "/dev/null", "a/b.txt", lineterm=""))
