"""The garbage collector is kept away and comes back as it was."""

from __future__ import annotations

import gc

import pytest
from store.records import COLLECTIONS, Town

from kvadmin.errors import InvalidData
from kvadmin.store.collector import uncollected
from kvadmin.store.store import open_store


@pytest.fixture(autouse=True)
def restored():
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("on", [True, False])
def test_afterwards_it_is_as_it_was(on):
    (gc.enable if on else gc.disable)()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is on


def test_after_an_error_too(tmp_path):
    gc.enable()
    (tmp_path / "programme.yaml").write_text("schema: 1\n")
    (tmp_path / "towns").mkdir()
    (tmp_path / "towns" / "0301.yaml").write_text("name: [\n")
    with pytest.raises(InvalidData):
        open_store(tmp_path, COLLECTIONS).snapshot().all(Town)
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()
