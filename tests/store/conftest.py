"""A folder edited by hand; locks of the tests lie in a folder of their own."""

from __future__ import annotations

import pytest
from store.programme import HAND, make


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def folder(tmp_path):
    """A programme folder with the group P3."""
    return make(tmp_path / "programme", groups__P3=HAND.replace("036", "36"))
