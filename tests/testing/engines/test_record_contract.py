"""The contract of records, against YAML files and an engine that keeps everything in memory."""

from __future__ import annotations

import pytest

from kvadmin.extension.engines import EngineFactory
from kvadmin.testing.engines import RecordContract


class TestYaml(RecordContract):
    pass


class TestYamlFromIndex(RecordContract):
    """The same with everything that outlines say in the index at once, however few files and however new."""

    @pytest.fixture(autouse=True)
    def _eager(self, tmp_path, monkeypatch):
        monkeypatch.setenv("KVADMIN_INDEX", str(tmp_path / "index"))
        monkeypatch.setattr("kvadmin.store.index.outlined_files.FEW", 0)
        monkeypatch.setattr("kvadmin.store.signatures.SLACK", -(10**18))


class TestMemory(RecordContract):
    factories = (EngineFactory("memory", "store.memory_engine:open_engine"),)

    @pytest.fixture
    def address(self):
        return "memory"
