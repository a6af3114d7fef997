"""The contract, against the YAML engine and against one that keeps everything in memory."""

from __future__ import annotations

import pytest
from store.contract import EngineContract
from store.records import COLLECTIONS, FIELDS

from kvadmin.extension.engine_factory import EngineFactory
from kvadmin.store.store import open_store


class TestYaml(EngineContract):
    @pytest.fixture
    def store(self, tmp_path):
        (tmp_path / "programme.yaml").write_text("schema: 1\nname: Test\n", encoding="utf-8")
        return open_store(tmp_path, COLLECTIONS, FIELDS)


class TestYamlFromIndex(TestYaml):
    """The same with everything that outlines say in the index at once, however few files and however new."""

    @pytest.fixture(autouse=True)
    def _eager(self, eager_index):
        del eager_index


class TestMemory(EngineContract):
    @pytest.fixture
    def store(self, tmp_path):
        (tmp_path / "programme.yaml").write_text("schema: 1\nstore: memory\n", encoding="utf-8")
        memory = EngineFactory("memory", "store.memory_engine:open_engine")
        return open_store(tmp_path, COLLECTIONS, FIELDS, engines=[memory])
