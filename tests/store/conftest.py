"""A folder edited by hand; locks of the tests lie in a folder of their own; what the store reads is judged twice."""

from __future__ import annotations

import pytest
from store.editor.watching import judged
from store.programme import HAND, make


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(autouse=True)
def _editors_say_the_same(monkeypatch):
    """Every file that a test edits by hand: what the store refuses, the schema of editors refuses, and nothing else."""
    with judged(monkeypatch) as differences:
        yield
    assert differences == [], "mend kvadmin/store/editor, or say in store.editor.judging why it cannot be said"


@pytest.fixture
def eager_index(tmp_path, monkeypatch):
    """An index of the test's own, asked of however few files, and kept however new they are; the folder it lies in."""
    monkeypatch.setenv("KVADMIN_INDEX", str(tmp_path / "index"))
    monkeypatch.setattr("kvadmin.store.index.outlined_files.FEW", 0)
    monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**18))
    return tmp_path / "index"


@pytest.fixture
def folder(tmp_path):
    """A programme folder with the group P3."""
    return make(tmp_path / "programme", groups__P3=HAND.replace("036", "36"))
