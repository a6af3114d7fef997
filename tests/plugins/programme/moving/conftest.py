"""A programme of the example, and the engine of the tests as if a plugin offered it."""

from __future__ import annotations

import pytest

from kvadmin.api import hookimpl
from kvadmin.extension.engine_factory import EngineFactory


@pytest.fixture
def sqlite(monkeypatch):
    """The engine ``sqlite:FILE`` is there."""
    from kvadmin.plugins import programme

    @hookimpl
    def kvadmin_store_engines():
        return [EngineFactory("sqlite", "store.sqlite_engine:open_engine")]

    monkeypatch.setattr(programme, "kvadmin_store_engines", kvadmin_store_engines, raising=False)


@pytest.fixture
def example(cli, tmp_path, monkeypatch):
    """The example programme, in which the commands run."""
    cli("init", tmp_path / "programme", "--example", check=True)
    monkeypatch.chdir(tmp_path / "programme")
    return tmp_path / "programme"
