"""The contract suites of engines, which docs/engines.md tells of: all of both on a real server."""

from __future__ import annotations

from pathlib import Path

import pytest
from kvadmin_postgres import kvadmin_store_engines
from kvadmin_postgres.engine import open_engine

from kvadmin.testing.engines import EngineContract, RecordContract


class TestEngine(EngineContract):
    @pytest.fixture
    def connect(self, address: str, tmp_path: Path):
        return lambda: open_engine(tmp_path, address)


class TestRecords(RecordContract):
    factories = kvadmin_store_engines()
