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
def folder(tmp_path):
    """A programme folder with the group P3."""
    return make(tmp_path / "programme", groups__P3=HAND.replace("036", "36"))
